"""Many rows go in as they are, inside the one transaction or not at all."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import delete, func, inspect, literal, select, text
from sqlalchemy.exc import OperationalError

from app.domain.progress import Cancelled
from app.project import Change, Project
from storage.bulk import rows as bulk
from storage.disk import drafts
from storage.file.models import event, profile


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


def test_what_a_killed_process_left_is_swept_away() -> None:
    staging, known = bulk.cache_home() / "staging", set(drafts.records().glob("*"))
    died = (
        "import os, sys, pyarrow as pa; from storage import bulk; "
        "staged = bulk.Staged({'event': pa.table({'name': [sys.argv[1]] * 5_000})}); "
        "staged._thread.join(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", died, "somebody@example.com"], check=False)
    assert any(b"somebody@example.com" in path.read_bytes() for path in staging.iterdir())
    drafts.sweep()
    assert list(staging.iterdir()) == []
    assert set(drafts.records().glob("*")) == known


def test_a_column_that_the_table_lacks_is_refused(project: Project) -> None:
    with project, pytest.raises(KeyError, match="shoe"), project.write("load", {Change.PROFILES}) as connection:
        bulk.copy_in(connection, {profile.name: pa.table({"shoe": [1]})})


def test_an_answer_that_is_being_fetched_can_be_stopped(project: Project) -> None:
    def stop() -> None:
        raise Cancelled

    counting = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT x FROM n"
    with project.read() as connection, pytest.raises(Cancelled), bulk.watched(connection, stop):
        bulk.fetch(connection, text(counting), (pa.int64(),))


def test_indices_that_are_made_afterwards_are_all_there(project: Project) -> None:
    many = _events(bulk._MANY + 10)
    with project:
        with project.write("load", {Change.EVENTS}) as connection:
            bulk.copy_in(connection, {"event": many})
        with project.read() as connection:
            kept = {row["name"] for row in inspect(connection).get_indexes("event")}
            assert kept == {index.name for index in event.indexes}
            assert connection.scalar(select(func.count()).select_from(event).where(event.c.link_id == 77)) == 1
        assert project.integrity() == []


def test_what_is_stopped_on_the_way_leaves_rows_and_indices_as_they_were(project: Project) -> None:
    steps = iter(range(1_000))

    def step(done: float, total: float, phrase: str) -> None:
        if next(steps) > 5:
            raise ZeroDivisionError(phrase)

    def load() -> None:
        with project.write("load", {Change.EVENTS}) as connection:
            bulk.copy_in(connection, {"event": _events(bulk._MANY + 10)}, step)

    with project:
        with pytest.raises(ZeroDivisionError):
            load()
        with project.read() as connection:
            assert connection.scalar(select(func.count()).select_from(event)) == 0
            kept = {row["name"] for row in inspect(connection).get_indexes("event")}
        assert kept == {index.name for index in event.indexes}


def test_a_statement_that_takes_long_can_be_stopped(project: Project) -> None:
    def stop() -> None:
        raise ZeroDivisionError

    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < 50_000_000))
    with project, project.read() as connection, pytest.raises(ZeroDivisionError), bulk.watched(connection, stop):
        connection.scalar(select(func.count()).select_from(numbers))


def test_what_is_lent_can_be_joined_and_changes_nothing(project: Project) -> None:
    with project, project.read() as connection:
        with bulk.lent(connection, pa.table({"number": [7, 9], "text": ["é", "b"]})) as table:
            question = select(table.c.rowid, table.c.number, table.c.text).order_by(table.c.number)
            found = bulk.fetch(connection, question, [pa.int64(), pa.int64(), pa.string()])
        assert found.to_pydict() == {"0": [1, 2], "1": [7, 9], "2": ["é", "b"]}
        with pytest.raises(OperationalError):
            connection.execute(select(table.c.number))
        # Nor may anything be written after a loan that came to nothing.
        with pytest.raises(OperationalError), bulk.lent(connection, pa.table({"a": [1], "A": [2]})):
            pass
        with pytest.raises(OperationalError, match="readonly"):
            connection.execute(delete(profile))


def test_any_number_of_tables_is_lent_in_one_transaction(project: Project) -> None:
    """As files they were refused from the tenth on: fifty thousand changes of people in one import need that many."""
    with project, project.write("many", {Change.PROFILES}) as connection:
        for number in range(25):
            with bulk.lent(connection, pa.table({"number": [number] * 3_000})) as table:
                assert connection.scalar(select(func.sum(table.c.number))) == 3_000 * number
