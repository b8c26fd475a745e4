"""The writer of what refreshes found, within a transaction."""

from pathlib import Path

import pyarrow as pa
from sqlalchemy import select

from app.audience import membership_record
from app.audience.membership_record import Row
from app.project import Change, Project
from storage.file.models import membership


def step(done: float, total: float, phrase: str) -> None:
    """Nobody is told."""


def test_who_came_and_who_went_is_written_and_forgotten(tmp_path: Path) -> None:
    came = pa.table({"segment_id": [1, 1, 2], "profile_id": [5, 6, 5], "entered_at": [100] * 3})
    nobody, none = came.slice(0, 0), pa.table({"id": pa.array([], pa.int64())})
    first = [Row(1, 9, 100, 2, 1, 2, 0), Row(2, 9, 100, 1, 0, 1, 0)]
    with Project.create(tmp_path / "a.quill") as project:
        with project.write("First", {Change.MEMBERSHIPS}) as connection:
            membership_record.keep(connection, first, came, none, 100, step)
        second = [Row(1, 10, 200, 1, 1, 0, 1)]
        with project.write("Second", {Change.MEMBERSHIPS}) as connection:
            membership_record.keep(connection, second, nobody, pa.table({"id": [1]}), 200, step)
        with project.read() as connection:
            assert membership_record.latest(connection) == {1: 200, 2: 100}
            assert membership_record.of_segment(connection, 1) == [first[0], *second]
            stays = [tuple(row) for row in connection.execute(select(membership))]
        assert stays == [(1, 1, 5, 100, 200), (2, 1, 6, 100, None), (3, 2, 5, 100, None)]
        with project.write("Forget", {Change.SEGMENTS}) as connection:
            membership_record.forget(connection, [1])
        with project.read() as connection:
            assert membership_record.latest(connection) == {2: 100}
            assert list(connection.scalars(select(membership.c.segment_id))) == [2]
