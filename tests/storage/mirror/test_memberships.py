"""The mirror's memberships are those of the project, whatever a commit did to them; the rest of it stays as it is."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from app.project import Change, Project
from storage.file import models
from storage.mirror import build
from tests.storage.mirror.filled import fill


def rows(project: Project) -> list[dict[str, Any]]:
    with project.audience() as mirror:
        return sorted(mirror.to_pyarrow(mirror.table("memberships")).to_pylist(), key=lambda row: row["id"])


def kept(project: Project) -> list[dict[str, Any]]:
    with project.read() as connection:
        return [dict(row._mapping) for row in connection.execute(select(models.membership))]


def refresh(project: Project, segment: int, as_of: int, came: list[int], went: list[int]) -> None:
    """What a refresh writes, in one commit."""
    table, left = models.membership, models.membership.c.left_at
    with project.write("Refreshed", {Change.MEMBERSHIPS}) as connection:
        figures = {"count": 0, "mailable": 0, "entered": len(came), "left": len(went)}
        made = {"segment_id": segment, "at": as_of, "as_of": as_of}
        connection.execute(insert(models.segment_refresh).values(made | figures))
        gone = table.c.profile_id.in_(went) & left.is_(None) & (table.c.segment_id == segment)
        connection.execute(update(table).where(gone).values(left_at=as_of))
        for person in came:
            values = {"segment_id": segment, "profile_id": person, "entered_at": as_of}
            connection.execute(insert(table).values(values))


def test_a_refresh_is_added_and_nothing_else_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.create(tmp_path / "shop.quill") as project:
        fill(project)
        assert rows(project) == []
        made: list[build.Job] = []
        fill_mirror = build._fill

        def noted(job: build.Job, *given: Any, **named: Any) -> None:
            made.append(job)
            fill_mirror(job, *given, **named)

        monkeypatch.setattr(build, "_fill", noted)
        refresh(project, 1, 100, [7, 8], [])
        assert rows(project) == kept(project)
        refresh(project, 2, 50, [7], [])
        refresh(project, 1, 200, [9], [7])
        assert rows(project) == kept(project)
        # Again at the same moment, and nobody at all.
        refresh(project, 1, 200, [7], [9])
        refresh(project, 1, 300, [], [])
        assert rows(project) == kept(project)
        assert [row["left_at"] for row in rows(project)] == [200, None, None, 200, None]
        assert {job.parts for job in made} == {("memberships",)}
        assert not any(job.touched.rewritten or job.base is None for job in made)


@pytest.mark.parametrize("anew", [False, True])
def test_whatever_is_done_to_them_the_mirror_follows(tmp_path: Path, anew: bool) -> None:
    table = models.membership
    with Project.create(tmp_path / "shop.quill") as project:
        fill(project)
        refresh(project, 1, 100, [7, 8, 9], [])
        assert rows(project) == kept(project)
        for statement in (
            delete(table).where(table.c.profile_id == 9),
            update(table).where(table.c.profile_id == 8).values(profile_id=7, segment_id=3),
            update(table).where(table.c.profile_id == 7).values(entered_at=50),
            update(table).where(table.c.segment_id == 1).values(left_at=70),
            update(table).where(table.c.segment_id == 1).values(left_at=None),
        ):
            # That memberships follow is not said: whoever changes them need not remember it.
            with project.write("Changed", {Change.PROFILES}) as connection:
                connection.execute(statement)
            refresh(project, 2, 120, [8], [8])
            if anew:
                project.forget_mirrors()
            assert rows(project) == kept(project)
