"""An erasure that was cut off is gone on with where the project is next opened; old backups are freed too."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from app import ingest
from app.domain.problems import ProjectProblem
from app.project import Change, Project, audit_log, backups, erasure
from storage.disk.own_files import Made
from storage.file import backups as stored
from storage.file import migrate
from storage.file.models import unfinished_erasure

ANN = "ann@unusual.example"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("QUILLWORK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("QUILLWORK_BACKUPS", str(tmp_path / "backups"))
    file = tmp_path / "people.csv"
    file.write_text(f"email,first_name\n{ANN},Annabella\nbob@shop.example,Bob\n", "utf-8")
    with Project.create(tmp_path / "shop.quill") as project:
        ingest.run_import(project, file, "profiles")
        file.unlink()
        yield project


def _holds(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and b"unusual" in file.read_bytes()]


def test_a_backup_of_an_older_schema_is_freed_under_todays(shop: Project) -> None:
    folder = stored.folder_of(shop.path, shop.uid)
    made = Made(folder)
    made.note("000001-shop-older.quill", of=str(shop.path))
    made.note("000002-shop-broken.quill", of=str(shop.path))
    folder.mkdir(parents=True, exist_ok=True)
    migrate.create_schema(folder / "000001-shop-older.quill", 7)
    with contextlib.closing(sqlite3.connect(folder / "000001-shop-older.quill")) as older, older:
        older.execute("INSERT INTO profile VALUES (5, ?, ?, 1, '{}', 1)", [ANN, ANN])
        older.execute("INSERT INTO identifier VALUES (1, 5, 'email', ?, ?, 1)", [ANN, ANN])
    (folder / "000002-shop-broken.quill").write_bytes(b"SQLite format 3\0 of ann@unusual.example")
    _, swept = erasure.erase(shop, [1], erasure.WHAT)
    assert (swept.backups, swept.deleted, swept.waiting) == (1, ["000002-shop-broken.quill"], "")
    shop.close()
    assert _holds(shop.path.parent) == []
    with Project.open(folder / "000001-shop-older.quill") as before:
        assert audit_log.entries(before, 1)[0].kind == "privacy"


def test_what_was_cut_off_is_gone_on_with_at_the_next_opening(shop: Project) -> None:
    backups.backup(shop.path)
    told = {"pairs": [["email", ANN]], "sure": [ANN], "names": ["Annabella"]}
    with shop.write("Cut off", {Change.ERASURE}) as connection:
        connection.execute(insert(unfinished_erasure).values(traces=told))
    shop.close()
    assert _holds(shop.path.parent / "backups")
    Project.open(shop.path).close()
    assert _holds(shop.path.parent / "backups") == []


def test_while_somebody_reads_what_stood_there_it_waits(shop: Project) -> None:
    with Project.open(shop.path) as reading, reading.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM profile").scalar()
        _, swept = erasure.erase(shop, [1], erasure.WHAT)
        assert "reading" in swept.waiting
    shop.close()
    Project.open(shop.path).close()
    assert _holds(shop.path.parent) == []


def test_where_another_program_writes_nothing_is_erased(shop: Project) -> None:
    with Project.open(shop.path) as other:
        assert other.hold_writer() == ""
        with pytest.raises(ProjectProblem, match="Nothing was erased"):
            erasure.erase(shop, [1], erasure.WHAT)
    assert shop.token() == Project.open(shop.path).token()
