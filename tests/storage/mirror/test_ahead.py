"""A mirror that was begun while an import wrote its events is the one that would be made from the project."""

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app import ingest
from app.domain.progress import Cancelled, Progress
from app.project import Change, Project
from storage.file.models import event
from storage.mirror import ahead, child, mirror, tables
from tests.storage.mirror.filled import rows_of

NAMES = ("viewed_product", "added_to_cart", "rated", "ordered_product")
HEADERS = ("customer_id", "event", "time", "sku", "price", "quantity", "order_id", "url", "stars", "mood")


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[ahead.Ahead]:
    """Begun with the first event; gives what was begun."""
    begun: list[ahead.Ahead] = []

    class Noted(ahead.Ahead):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            begun.append(self)

    monkeypatch.setattr(mirror, "FROM", 1)
    monkeypatch.setattr(ahead, "in_child", here)
    monkeypatch.setattr(mirror, "Ahead", Noted)
    return begun


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "a.quill", timezone="Europe/London")


def here(work: Callable[..., None], given: tuple[object, ...], places: object, step: Callable[..., None]) -> None:
    """A child's work without the second that its start takes."""
    work(*given, lambda phrase: step(0, 0, phrase))


def people(folder: Path, count: int = 30) -> Path:
    """A file of contacts."""
    file = folder / "contacts.csv"
    rows = [(f"c{number}", f"p{number}@x.de", ("Paris", "Straße")[number % 2]) for number in range(count)]
    return written(file, ("customer_id", "email", "city"), rows)


def written(file: Path, headers: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    """A CSV file."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([headers, *rows])
    return file


def happened(folder: Path, name: str = "events.csv", seed: int = 0, without: tuple[str, ...] = ()) -> Path:
    """A file of 200 events, some of strangers, some of orders, with own properties; some columns can be left out."""
    rows: list[tuple[object, ...]] = []
    for number in range(seed, seed + 200):
        time = f"2011-0{1 + number % 9}-1{number % 10}T0{number % 9}:00:00"
        order = f"o{seed}-{number // 8}" if number % 4 == 3 else ""
        url, mood = ("", "https://x.de/Straße", "  ")[number % 3], ("Süß", "", "SÜSS")[number % 3]
        said = (f"c{number * 7 % 40}", NAMES[number % 4], time, f"SKÜ{number % 5}", f"{number % 11}.50", 1 + number % 3)
        rows.append((*said, order, url, number % 6, mood))
    kept = [place for place, header in enumerate(HEADERS) if header not in without]
    return written(folder / name, tuple(HEADERS[place] for place in kept),
                   [tuple(row[place] for place in kept) for row in rows])  # fmt: skip


def told(project: Project) -> dict[str, list[str]]:
    """All rows of all tables of the mirror, in an order of their own."""
    return {name: sorted(repr(sorted(row.items())) for row in rows_of(project, name)) for name in tables.TABLES}


def from_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The same of a mirror that is made from the project."""
    with monkeypatch.context() as other:
        other.setenv("QUILLWORK_CACHE", str(project.path.parent / "another cache"))
        with Project.open(project.path) as again:
            return told(again)


def into(project: Project, file: Path, kind: str, progress: Progress | None = None) -> int:
    """Import a file; returns the number of the import."""
    return int(ingest.run_import(project, file, kind, progress=progress or Progress()).batch or 0)


@pytest.mark.parametrize("asked", [False, True], ids=["nobody asked before", "asked before"])
def test_it_is_the_mirror_that_would_be_made(
    project: Project, asked: bool, whole: list[ahead.Ahead], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if asked:
        monkeypatch.setattr(ahead, "in_child", child.in_child)
    with project:
        into(project, people(tmp_path), "profiles")
        if asked:
            assert told(project)["events"] == []
        into(project, happened(tmp_path), "events")
        [made] = whole
        assert made.wait(lambda *_: None)
        found = told(project)
        assert len(found["events"]) > 150
        assert found == from_nothing(project, monkeypatch)


def test_the_next_file_is_added_to_it(
    project: Project, whole: list[ahead.Ahead], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with project:
        into(project, people(tmp_path), "profiles")
        # The second brings properties that no event had before.
        into(project, happened(tmp_path, without=("url", "price")), "events")
        before = told(project)
        into(project, happened(tmp_path, "more.csv", seed=1000), "events")
        found = told(project)
        assert len(found["events"]) > len(before["events"]) + 150
        assert found == from_nothing(project, monkeypatch)
        assert [made.wait(lambda *_: None) for made in whole] == [True, True]


def test_what_the_import_changed_of_its_events_afterwards_is_seen(
    project: Project, whole: list[ahead.Ahead], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ingest.kinds import pending_refusals

    settle: Callable[..., object] = pending_refusals.settle

    def settled(connection: object) -> object:
        # Whatever writes last: one of its events gone, one of another person, one more.
        run = connection.exec_driver_sql  # type: ignore[attr-defined]
        run("DELETE FROM event WHERE id = (SELECT min(id) FROM event)")
        run("UPDATE event SET profile_id = 1, url = 'moved' WHERE id = (SELECT min(id) + 5 FROM event)")
        run("INSERT INTO event (link_id, profile_id, name, at, batch_id, row, digest) VALUES (1, 2, 'x', 5, 2, 1, 1)")
        return settle(connection)

    with project:
        into(project, people(tmp_path), "profiles")
        assert told(project)["events"] == []
        monkeypatch.setattr(pending_refusals, "settle", settled)
        into(project, happened(tmp_path), "events")
        found = told(project)
        assert whole[0].wait(lambda *_: None)
        assert sum("'moved'" in row for row in found["events"]) == 1
        assert found == from_nothing(project, monkeypatch)


def test_what_does_not_fit_the_base_is_made_from_the_project(
    project: Project, whole: list[ahead.Ahead], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with project:
        into(project, people(tmp_path), "profiles")
        into(project, happened(tmp_path, without=("stars",)), "events")
        told(project)
        into(project, happened(tmp_path, "own.csv", seed=500), "events")
        found = told(project)
        assert [made.wait(lambda *_: None) for made in whole] == [True, False]
        assert found == from_nothing(project, monkeypatch)


def test_an_import_that_is_stopped_leaves_nothing_of_it(
    project: Project, whole: list[ahead.Ahead], tmp_path: Path
) -> None:
    def stopping(share: float, phrase: str) -> None:
        if whole and phrase.startswith("Bringing orders"):
            raise Cancelled(phrase)

    with project:
        into(project, people(tmp_path), "profiles")
        before = told(project)
        with pytest.raises(Cancelled):
            into(project, happened(tmp_path), "events", Progress(stopping))
        folder = mirror.folder_of(project.path, project.uid)
        assert len(whole) == 1
        assert {file.suffix for file in folder.iterdir()} == {".duckdb", ".jsonl"}
        assert told(project) == before


def test_a_wish_to_stop_after_the_commit_keeps_the_import(
    project: Project, whole: list[ahead.Ahead], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopping(share: float, phrase: str) -> None:
        if phrase == "Preparing your audience":
            raise Cancelled(phrase)

    monkeypatch.setattr(ahead.Ahead, "_make", lambda self: self._dropped.wait(60))
    with project:
        into(project, people(tmp_path), "profiles")
        into(project, happened(tmp_path), "events", Progress(stopping))
        assert len(told(project)["events"]) > 150
    assert len(whole) == 1


def test_a_failed_commit_leaves_nothing_of_it(project: Project, whole: list[ahead.Ahead], tmp_path: Path) -> None:
    import pyarrow as pa

    rows = pa.table({"id": [1], "profile_id": [1], "name": ["rated"], "at": [1]})

    def writing() -> None:
        with project.write("x", {Change.EVENTS}) as connection:
            project.prepare(rows, {}, Progress())
            row = {"link_id": 1, "profile_id": 1, "name": "rated", "at": 1, "batch_id": 1, "row": 1, "digest": 1}
            connection.execute(event.insert().values(row))
            raise ZeroDivisionError

    with project:
        with pytest.raises(ZeroDivisionError):
            writing()
        assert len(whole) == 1
        assert told(project)["events"] == []


def test_a_project_that_cannot_be_read_beside_its_writer_gets_its_mirror_afterwards(
    project: Project, whole: list[ahead.Ahead], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path) -> object:
        raise sqlite3.OperationalError("database is locked")

    with project:
        into(project, people(tmp_path), "profiles")
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(mirror.commits, "of", locked)
            into(project, happened(tmp_path), "events")
        assert whole == []
        assert len(told(project)["events"]) > 150
