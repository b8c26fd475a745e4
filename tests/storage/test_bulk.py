"""Many rows go in as they are, inside the one transaction or not at all."""

from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import func, select, text

from app.progress import Cancelled
from app.project import Change, Project
from storage import bulk
from storage.models import event, profile


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "a.quill")


def _events(count: int) -> pa.Table:
    numbers = list(range(1, count + 1))
    return pa.table(
        {
            "link_id": numbers,
            "name": ["placed_order"] * count,
            "at": numbers,
            "batch_id": [1] * count,
            "row": numbers,
            "digest": [-number for number in numbers],
            "amount": pa.array([None if number % 2 else number * 10_000 for number in numbers], pa.int64()),
            "machine": pa.array([None if number % 3 else True for number in numbers], pa.bool_()),
            "duration_s": pa.array([number / 7 for number in numbers], pa.float64()),
            "sku": pa.array([f"É{number}" for number in numbers]).dictionary_encode(),
        }
    )


@pytest.mark.parametrize("count", [3, bulk.SMALL + 5])
def test_values_arrive_as_they_are_small_or_large(project: Project, count: int) -> None:
    with project, project.write("load", {Change.EVENTS}) as connection:
        bulk.copy_in(connection, {"event": _events(count)})
        rows = connection.execute(select(event).order_by(event.c.id)).all()
        assert len(rows) == count
        last = rows[count - 1]
        assert (last.amount, last.machine) == (None if count % 2 else count * 10_000, None if count % 3 else True)
        assert (last.duration_s, last.sku, last.digest) == (count / 7, f"É{count}", -count)
        assert rows[2].machine is True


def test_a_stream_of_batches_goes_in(project: Project) -> None:
    table = _events(5_000)
    with project, project.write("load", {Change.EVENTS}) as connection:
        bulk.copy_in(connection, {"event": table.to_reader(max_chunksize=700)})
        assert connection.scalar(select(func.count()).select_from(event)) == 5_000


def test_what_fails_afterwards_takes_the_rows_along(project: Project) -> None:
    def load() -> None:
        with project.write("load", {Change.EVENTS}) as connection:
            bulk.copy_in(connection, {"event": _events(5_000)})
            raise ZeroDivisionError

    with project:
        with pytest.raises(ZeroDivisionError):
            load()
        with project.read() as connection:
            assert connection.scalar(select(func.count()).select_from(event)) == 0


def test_nothing_of_the_customers_stays_in_the_staging_folder(project: Project) -> None:
    with project, project.write("load", {Change.EVENTS}) as connection:
        bulk.copy_in(connection, {"event": _events(5_000)})
    assert list((bulk.cache_home() / "staging").iterdir()) == []


def test_what_a_killed_process_left_is_swept_away(project: Project) -> None:
    folder = bulk.cache_home() / "staging"
    folder.mkdir(parents=True, exist_ok=True)
    left = folder / "999999999-abc.staging"
    left.write_bytes(b"somebody's address")
    with project, project.write("load", {Change.EVENTS}) as connection:
        bulk.copy_in(connection, {"event": _events(5_000)})
    assert not left.exists()


def test_a_column_that_the_table_lacks_is_refused(project: Project) -> None:
    with project, pytest.raises(KeyError, match="shoe"), project.write("load", {Change.PROFILES}) as connection:
        bulk.copy_in(connection, {profile.name: pa.table({"shoe": [1]})})


def test_an_answer_that_is_being_fetched_can_be_stopped(project: Project) -> None:
    def stop() -> None:
        raise Cancelled

    counting = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT x FROM n"
    with project.read() as connection, pytest.raises(Cancelled), bulk.watched(connection, stop):
        bulk.fetch(connection, text(counting), (pa.int64(),))
