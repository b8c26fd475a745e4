"""A full disk, a limit on the size of files, a folder that is read-only: the cause is said, and reading goes on."""

import contextlib
import errno
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import audience, campaign, ingest
from app.audience import segments
from app.domain.problems import Problem
from app.project import Project, damage
from app.project import backups as project_care
from app.template import store as templates
from app.template.prepared_template import Template
from storage.disk import errors
from storage.file import backups
from storage.mirror import mirror

if sys.platform == "win32":
    pytest.skip("drives that are full or read-only are made by the means of Linux", allow_module_level=True)

from tests.drives import drive, files_up_to, fill, read_only

PEOPLE = 40
PLAN = {"version": 1, "include": ["Everyone"], "template": "T", "esp": "generic", "html": "none", "columns": ["email"]}


def people(path: Path, count: int, letter: str) -> Path:
    rows = (f"{letter}{n},{letter}{n}@x.example,Ann{n},yes,2025-01-01\n" for n in range(count))
    path.write_text("Customer ID,Email,First Name,Email consent,Consent date\n" + "".join(rows))
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a shop, and with a file of people that is small and one that is not."""
    folder = tmp_path_factory.mktemp("files")
    people(folder / "few.csv", 3, "f")
    people(folder / "many.csv", 6_000, "m")
    with Project.create(folder / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        sender = {"from_name": "S", "from_address": "a@s.example", "postal_address": "1 Quay"}
        project.change_settings({"sender": sender})
        ingest.run_import(project, people(folder / "people.csv", PEOPLE, "p"), "profiles")
        segments.save(project, "Everyone", {"all": []})
        templates.save(project, Template("T", "Hello", "", "<p>Hi</p>{{ sender.address }} {{ unsubscribe_url }}"))
        campaign.save(project, "All", PLAN)
    return folder


@pytest.fixture
def shop(files: Path, tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    return Path(shutil.copy(files / "shop.quill", tmp_path / "shop" / "shop.quill"))


def writes(project: Project, files: Path) -> dict[str, Callable[[], Any]]:
    return {
        "import": lambda: ingest.run_import(project, files / "many.csv", "profiles"),
        "segment": lambda: segments.save(project, "Others", {"all": []}),
        "setting": lambda: project.change_settings({"timezone": "Europe/Berlin"}),
        "template": lambda: templates.save(project, Template("U", "x", "", "y" * 200_000)),
        "campaign": lambda: campaign.save(project, "More", PLAN),
        "undo": lambda: ingest.undo(project, 1),
        "restore": lambda: project_care.restore(project.path, files / "shop.quill"),
        "export": lambda: campaign.export(project, "All", project.path.parent / "out"),
    }


def reads(project: Project) -> None:
    """What is looked at works, and says what it always said."""
    assert audience.count(project, {"segment": "Everyone"}).count == PEOPLE
    assert [one.name for one in segments.every(project)] == ["Everyone"]
    assert templates.get(project, "T").subject == "Hello"
    assert project.integrity() == []


def refused(works: dict[str, Callable[[], Any]], cause: str) -> None:
    said = {}
    for name, work in works.items():
        with pytest.raises(Problem) as caught:
            work()
        said[name] = str(caught.value)
    assert {name: text for name, text in said.items() if cause not in text} == {}


def test_a_project_in_a_read_only_folder_is_read(shop: Path, files: Path) -> None:
    with read_only(shop.parent), Project.open(shop) as project:
        reads(project)
        assert "its folder may not be changed" in project.hold_writer()
        works = writes(project, files)
        refused({name: work for name, work in works.items() if name != "restore"}, "its folder may not be changed")
        refused({"restore": works["restore"], "new": lambda: Project.create(shop.parent / "n.quill")}, "may")
        kept = project_care.backup(shop).backup
        assert kept in backups.listed(project.path, project.uid)


def test_a_log_that_could_not_be_folded_in_is_not_read_past(shop: Path) -> None:
    with Project.open(shop) as project:
        segments.save(project, "Late", {"all": []})
        wal = Path(f"{shop}-wal").read_bytes()
        cut = shop.read_bytes()
    shop.write_bytes(cut)
    Path(f"{shop}-wal").write_bytes(wal)
    with read_only(shop.parent), pytest.raises(Problem, match="The folder is read-only"):
        Project.open(shop)
    with Project.open(shop) as project:
        assert {one.name for one in segments.every(project)} == {"Everyone", "Late"}


def test_reading_a_copy_leaves_nothing_beside_it(shop: Path, files: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(files / "shop.quill", tmp_path / "copy.quill"))
    project_care.restore(shop, copy)
    assert list(tmp_path.glob("copy*")) == [copy]


@contextlib.contextmanager
def full(shop: Path) -> Iterator[Path]:
    with drive(shop.parent / "small", 8 << 20) as small:
        own = Path(shutil.copy(shop, small / "shop.quill"))
        fill(small)
        yield own


def test_a_full_disk_is_said_and_nothing_is_lost(shop: Path, files: Path) -> None:
    with full(shop) as own:
        with Project.open(own) as project:
            reads(project)
            refused(writes(project, files), "disk is full")
        (own.parent / "filler").unlink()
        with Project.open(own) as project:
            assert ingest.run_import(project, files / "few.csv", "profiles").accepted == 3
            assert project.integrity() == []


def test_a_disk_that_fills_while_it_is_written_is_said(shop: Path, files: Path) -> None:
    with drive(shop.parent / "small", shop.stat().st_size + (300 << 10)) as small:
        own = Path(shutil.copy(shop, small / "shop.quill"))
        for number in range(12):
            with contextlib.suppress(Problem), Project.open(own) as project:
                templates.save(project, Template(f"N{number}", "x", "", "y" * 40_000))
        with Project.open(own) as project:
            reads(project)
            refused({"import": writes(project, files)["import"]}, "disk is full")
            backups.copy(own, shop)
    with Project.open(shop) as project:
        assert project.integrity() == []


def test_a_limit_on_the_size_of_files_is_said(shop: Path, files: Path) -> None:
    with Project.open(shop) as project:
        works = writes(project, files)
        with files_up_to(shop.stat().st_size + 50_000):
            reads(project)
        # Less than either of these writes to the log, however small the project is.
        with files_up_to(150_000):
            refused({name: works[name] for name in ("import", "template")}, "a limit is set on the size of files")
        works["setting"]()
        with files_up_to(8_192):
            reads(project)
            refused(works, "a limit is set on the size of files")
    with Project.open(shop) as project:
        assert project.integrity() == []


def test_without_room_for_the_cache_people_are_still_found(
    shop: Path, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUILLWORK_CACHE", str(tmp_path / "cache"))
    with read_only(tmp_path / "cache"), Project.open(shop) as project:
        reads(project)
        segments.save(project, "More", {"all": []})
        assert audience.count(project, {"segment": "More"}).count == PEOPLE
        assert ingest.run_import(project, files / "few.csv", "profiles").accepted == 3
        assert audience.count(project, {"segment": "More"}).count == PEOPLE + 3
        with pytest.raises(Problem, match="read-only"):
            ingest.run_import(project, files / "many.csv", "profiles")
        assert campaign.export(project, "All", tmp_path / "out").verdict.recipients == PEOPLE + 3


def test_the_cache_is_used_again_when_there_is_room(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUILLWORK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(mirror, "_PAUSE", 0.0)
    with Project.open(shop) as project:
        with read_only(tmp_path / "cache"):
            assert audience.count(project, {"all": []}).count == PEOPLE
        project.change_settings({"timezone": "Europe/Paris"})
        assert audience.count(project, {"all": []}).count == PEOPLE
        assert list((tmp_path / "cache").rglob("*.duckdb"))


def test_a_log_that_finds_no_room_in_its_file_is_not_taken_away(shop: Path) -> None:
    whole = shop.read_bytes()
    with Project.open(shop) as project:
        for number in range(40):
            segments.save(project, f"Late {number}", {"none": [{"trait": "email", "op": "is", "value": "x" * 900}]})
        wal = Path(f"{shop}-wal").read_bytes()
    shop.write_bytes(whole)
    Path(f"{shop}-wal").write_bytes(wal)
    draft = shop.with_name("draft")
    draft.write_bytes(whole)
    with files_up_to(len(whole) + 4_096), pytest.raises(errors.StoreFault, match="limit is set"):
        backups.put_in_place(draft, shop)
    with Project.open(shop) as project:
        assert len(segments.every(project)) == 41


def test_a_backup_that_finds_no_room_is_told_and_undoes_nothing(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUILLWORK_BACKUPS", str(tmp_path / "kept"))
    said: list[str] = []
    token = damage.TOLD.set(said.append)
    with read_only(tmp_path / "kept"):
        with Project.open(shop) as project:
            segments.save(project, "More", {"all": []})
        with pytest.raises(Problem, match="kept"):
            project_care.backup(shop)
    damage.TOLD.reset(token)
    assert [text.startswith("Everything is saved, but no backup of it could be made") for text in said] == [True]
    with Project.open(shop) as project:
        assert [one.name for one in segments.every(project)] == ["Everyone", "More"]


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EFBIG, "size of files"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "may not be changed"),
        (errno.EIO, "did not answer"),
    ],
)
def test_what_sqlite_calls_by_one_name_is_told_by_its_cause(
    number: int, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("storage.disk.disk_room.tempfile.TemporaryFile", refuse)
    error = sqlite3.OperationalError("disk I/O error")
    fault = errors.fault_of(error, [tmp_path])
    assert fault is not None
    assert cause in fault.what
    problem = damage.explained(OSError(number, "no"))
    assert problem is not None
    assert cause in problem.what
