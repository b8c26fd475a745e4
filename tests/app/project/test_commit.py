"""What a commit touched is told without the events that somebody has as they came."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from app.project import Change, Project
from app.project.commit import Entered, Entry, enter
from storage.file.models import event
from storage.mirror import commits


def _entered(connection: Connection, known: tuple[int, int] | None) -> Entered:
    return enter(connection, Entry("more"), {Change.IMPORTS}, known)


@pytest.mark.parametrize(
    ("known", "left"),
    [(None, ((1, 9),)), ((1, 9), ((4, 4),)), ((3, 7), ((1, 2), (4, 4), (8, 9))), ((1, 5), ((4, 4), (6, 9)))],
)
def test_known_events_are_left_out_but_for_changed_ones(
    tmp_path: Path, known: tuple[int, int] | None, left: tuple[tuple[int, int], ...]
) -> None:
    row = {"link_id": 1, "profile_id": 1, "name": "a", "at": 1, "batch_id": 1, "row": 1, "digest": 1}
    with Project.create(tmp_path / "a.quill") as project:
        before, _ = commits.of(project.path)
        with project._file.write() as connection:
            connection.execute(insert(event), [row] * 9)
            connection.execute(event.update().where(event.c.id == 4).values(at=2))
            entered = _entered(connection, known)
        assert entered.left.events == left
        assert entered.changes == {Change.IMPORTS, Change.EVENTS}
        # The log tells all of them: other mirrors have none.
        assert commits.touched(project.path, before).events == ((1, 9),)
