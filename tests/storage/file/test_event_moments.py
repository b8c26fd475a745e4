"""The clock of a project, without a look at its events: what it would find by looking, whatever was done."""

import contextlib
import csv
import random
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, update

from app import ingest
from app.domain import clock
from app.domain.problems import Problem
from app.project import Change, Project
from storage.file import contents, event_moments, migrate
from storage.file.event_moments import Moments
from storage.file.models import event, event_moment

NOW = 1_300_000_000_000_000
DAY = 86_400_000_000


def _looked_up(project: Project, now: int) -> Moments:
    with project.read() as connection:
        latest = connection.scalar(select(func.max(event.c.at)).where(event.c.at <= now))
        return Moments(latest, connection.scalar(select(func.min(event.c.at)).where(event.c.at > now)))


def _same(project: Project, *moments: int) -> None:
    with project.read() as connection:
        for now in moments:
            assert event_moments.of(connection, now) == _looked_up(project, now)
        assert contents.odd_moments(connection.connection.driver_connection) == []  # type: ignore[arg-type]


class _Shop:
    """Imports and takes back, at random from a seed; some of its events lie ahead."""

    def __init__(self, project: Project, folder: Path, seed: int) -> None:
        self.project, self._folder, self.chance, self._files = project, folder, random.Random(seed), 0

    def _write(self, header: list[str], rows: list[list[str]]) -> Path:
        self._files += 1
        path = self._folder / f"{self._files}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        return path

    def _day(self) -> str:
        year = self.chance.choice([2009, 2010, 2011, 2012, 2999])
        return f"{year}-{self.chance.randint(1, 12):02d}-{self.chance.randint(1, 28):02d}T10:00:00Z"

    def events(self) -> None:
        rows = [
            [self._day(), self.chance.choice(["viewed_page", "opened_email"]), f"p{self.chance.randrange(5)}@x.example"]
            for _ in range(self.chance.randint(1, 6))
        ]
        ingest.run_import(self.project, self._write(["time", "event", "email"], rows), "events")

    def orders(self) -> None:
        rows = [
            [f"o{self.chance.randrange(4)}", self._day(), f"p{self.chance.randrange(5)}@x.example", "A", "1", "5.00"]
            for _ in range(self.chance.randint(1, 5))
        ]
        header = ["Order ID", "Order date", "Email", "SKU", "Quantity", "Unit price"]
        ingest.run_import(self.project, self._write(header, rows), "orders")

    def again(self) -> None:
        if self._files:
            path = self._folder / f"{self.chance.randint(1, self._files)}.csv"
            ingest.run_import(self.project, path, "orders" if "Order" in path.read_text("utf-8") else "events")

    def take_back(self) -> None:
        standing = [one.batch for one in ingest.history(self.project) if one.undone_at is None]
        if standing:
            ingest.undo(self.project, self.chance.choice(standing))

    def step(self) -> None:
        """One of them, weighted; what the world refuses leaves everything as it was."""
        work = self.chance.choice([self.events, self.events, self.orders, self.again, self.take_back, self.take_back])
        with contextlib.suppress(Problem):
            work()


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 30))])
def test_after_any_imports_and_undos_the_latest_event_is_the_one_that_a_look_finds(tmp_path: Path, seed: int) -> None:
    with Project.create(tmp_path / "a.quill", clock="latest-event") as project:
        shop = _Shop(project, tmp_path, seed)
        for _ in range(12):
            shop.step()
            _same(project, clock.system_now(), NOW, NOW + 400 * DAY, 1 << 61)
            latest = _looked_up(project, clock.system_now()).latest
            assert latest is None or project.moment().us == latest


def _put(project: Project, *rows: tuple[int, int]) -> None:
    with project.write("events", {Change.EVENTS}) as connection:
        for batch, at in rows:
            made = {"link_id": 1, "profile_id": 1, "name": "x", "at": at, "batch_id": batch, "row": 1, "digest": at}
            connection.execute(insert(event).values(made))


def _kept(project: Project) -> dict[int, Moments]:
    with project.read() as connection:
        return {row.batch_id: Moments(row.latest, row.following) for row in connection.execute(select(event_moment))}


def test_of_each_import_the_latest_that_happened_and_the_first_ahead_are_kept(tmp_path: Path) -> None:
    ahead = 1 << 60
    with Project.create(tmp_path / "a.quill") as project:
        _put(project, (1, NOW), (1, NOW - DAY))
        _put(project, (1, NOW - 2 * DAY), (2, NOW + DAY), (2, ahead + DAY), (2, ahead))
        assert _kept(project) == {1: Moments(NOW), 2: Moments(NOW + DAY, ahead)}
        _same(project, NOW, NOW + 2 * DAY, ahead)


def test_an_event_that_goes_or_changes_its_import_leaves_both_as_they_are_then(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        _put(project, (1, NOW), (1, NOW - DAY), (2, NOW - 3 * DAY))
        with project.write("moved", {Change.EVENTS}) as connection:
            connection.execute(update(event).where(event.c.at == NOW).values(batch_id=2))
        assert _kept(project) == {1: Moments(NOW - DAY), 2: Moments(NOW)}
        with project.write("gone", {Change.EVENTS}) as connection:
            connection.execute(delete(event).where(event.c.batch_id == 2))
        assert _kept(project) == {1: Moments(NOW - DAY)}


def test_an_event_that_takes_the_number_of_one_that_went_is_new(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        _put(project, (1, NOW - 2 * DAY), (1, NOW - 3 * DAY), (1, NOW - 4 * DAY))
        with project.write("anew", {Change.EVENTS}) as connection:
            connection.execute(delete(event).where(event.c.at < NOW - 2 * DAY))
            made = {"link_id": 1, "name": "x", "at": NOW, "batch_id": 1, "row": 1, "digest": 1}
            assert connection.execute(insert(event).values(made)).inserted_primary_key == (2,)
        assert _kept(project) == {1: Moments(NOW)}


def test_what_another_process_writes_and_what_time_brings_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.quill"
    with Project.create(path, clock="latest-event") as project, Project.open(path) as other:
        _put(project, (1, NOW))
        assert other.moment().us == NOW
        soon = clock.system_now() + DAY
        _put(project, (1, NOW + DAY), (2, soon))
        assert other.moment().us == NOW + DAY
        monkeypatch.setattr(clock, "system_now", lambda: soon + DAY)
        assert other.moment().us == soon
        # The next commit, of whatever, brings what is kept to its own moment.
        project.change_settings({"currency": "EUR"})
        assert _kept(project)[2] == Moments(soon)


@pytest.mark.parametrize(
    "lie",
    [
        "UPDATE event_moment SET latest = latest - 1",
        "UPDATE event_moment SET latest = 5, following = 7",
        "UPDATE event_moment SET following = latest + 9",
        "DELETE FROM event_moment",
        "INSERT INTO event_moment VALUES (9, 3, NULL)",
    ],
)
def test_a_file_that_tells_otherwise_than_its_events_is_told_as_damaged(tmp_path: Path, lie: str) -> None:
    path = tmp_path / "a.quill"
    with Project.create(path) as project:
        _put(project, (1, NOW), (1, NOW - DAY))
        assert project.integrity() == []
    with sqlite3.connect(path) as connection:
        connection.execute(lie)
    connection.close()
    with Project.open(path) as project:
        assert project.integrity() == ["when its events happened is told otherwise than they do"]


def test_nonsense_for_a_moment_opens_the_project_for_reading_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    with Project.create(path) as project:
        _put(project, (1, NOW))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE event_moment SET latest = 'soon'")
    connection.close()
    with Project.open(path) as project:
        assert project.damage == "its table “event_moment” holds 1 row of another kind"


def test_the_moments_of_an_older_project_come_with_its_migration(tmp_path: Path) -> None:
    path = tmp_path / "old.quill"
    migrate.create_schema(path, 6)
    with sqlite3.connect(path) as old:
        for at in (NOW, NOW - DAY, 1 << 60):
            old.execute(f"INSERT INTO event (link_id, name, at, batch_id, row, digest) VALUES (1, 'x', {at}, 4, 1, 1)")
    old.close()
    with Project.open(path) as project:
        assert _kept(project) == {4: Moments(NOW, 1 << 60)}
        _same(project, clock.system_now())
