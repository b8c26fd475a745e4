"""The wizard reads a file once, from the drop to the import; again only where it changed, or is read otherwise."""

import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import ingest, people
from app.ingest.readers import formats
from app.project import Project
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

COUNTING = '''
from app.ingest.readers.formats.delimited import Delimited

READ = []


class Counting(Delimited):
    """Text as ever, and a note of each time that one is decoded and parted."""

    name, titles, endings, other_endings, turn = "counting", ("Counted",), (), (), 1

    def takes(self, ending, head):
        return ending == "csv"

    def read(self, source, wanted, progress=None, *, lenient=False):
        READ.append((source.name, wanted.encoding, wanted.delimiter))
        return super().read(source, wanted, progress, lenient=lenient)


READER = Counting()
'''
_watched: dict[str, int] = {}


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and str(arguments[0]) in _watched:
        _watched[str(arguments[0])] += 1


sys.addaudithook(_hear)


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str | None, str | None]]]:
    """Each time that a CSV is decoded and parted: its name, and the encoding and separator that are asked for."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "counting.py").write_text(COUNTING)
    with monkeypatch.context() as patch:
        patch.setattr(formats, "__path__", [*formats.__path__, str(folder)])
        formats.readers.cache_clear()
        yield vars(sys.modules[type(formats.readers()[0]).__module__])["READ"]
    sys.modules.pop("app.ingest.readers.formats.counting", None)
    formats.readers.cache_clear()


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Callable[[], int]]]:
    """Counts how often the system opens a file."""

    def watch(path: Path) -> Callable[[], int]:
        _watched[str(path)] = 0
        return lambda: _watched[str(path)]

    yield watch
    _watched.clear()


@pytest.fixture
def data(window: MainWindow, tmp_path: Path) -> Data:
    """The pane of an empty project."""
    Project.create(tmp_path / "Shop.quill", timezone="Europe/London", clock="2011-12-10").close()
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    pane = window.host.current()
    assert isinstance(pane, Data)
    return pane


def _tried(window: MainWindow, data: Data) -> None:
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()


def test_a_file_is_opened_and_read_once_from_the_drop_to_the_import(
    window: MainWindow, data: Data, tmp_path: Path, read: list[Any], opened: Callable[[Path], Callable[[], int]]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email;first_name\na@x.de;Ann\nb@x.de;Bob\n", "utf-8")
    times = opened(path)
    data.bring_in([str(path)])
    _tried(window, data)
    # What becomes of the columns is asked of what was read.
    data.wizard_page.file.changed.emit("on_conflict", "keep")
    _tried(window, data)
    data.wizard.bring_in()
    assert settle(window, lambda: people.count(data.project) == 2), data.strip.text()
    assert [name for name, *_ in read] == ["people.csv"]
    assert times() == 2, "the first look is at four bytes, whether it is an archive"


def test_another_separator_is_read_anew_without_opening_the_file(
    window: MainWindow, data: Data, tmp_path: Path, read: list[Any], opened: Callable[[Path], Callable[[], int]]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email;first_name,x\na@x.de;Ann,1\n", "utf-8")
    times = opened(path)
    data.bring_in([str(path)])
    _tried(window, data)
    data.wizard_page.file.changed.emit("delimiter", "|")
    _tried(window, data)
    assert [separator for *_, separator in read] == [None, "|"]
    assert times() == 2
    data.wizard.cancel()


def test_the_files_of_an_archive_are_unpacked_and_read_once_each(
    window: MainWindow, data: Data, tmp_path: Path, read: list[Any]
) -> None:
    with zipfile.ZipFile(tmp_path / "audience.zip", "w") as archive:
        for name in ("subscribed", "cleaned"):
            archive.writestr(f"{name}.csv", f"Email Address,First Name\n{name}@x.de,Ann\n")
    data.bring_in([str(tmp_path / "audience.zip")])
    _tried(window, data)
    data.wizard.bring_in()
    assert settle(window, lambda: data.wizard.queue.place() == "file 2 of 2"), data.strip.text()
    _tried(window, data)
    data.wizard.bring_in()
    assert settle(window, lambda: not data.wizard.queue.tasks), data.strip.text()
    assert sorted(name for name, *_ in read) == ["cleaned.csv", "subscribed.csv"]


def test_a_file_that_is_saved_again_meanwhile_is_looked_at_anew(
    window: MainWindow, data: Data, tmp_path: Path, read: list[Any]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email,first_name\na@x.de,Ann\n", "utf-8")
    data.bring_in([str(path)])
    _tried(window, data)
    path.write_text("email,first_name\na@x.de,Ann\nb@x.de,Bob\nc@x.de,Cat\n", "utf-8")
    data.wizard.bring_in()
    assert settle(window, lambda: data.wizard.tried is not None and data.wizard.tried.accepted == 3)
    assert "people.csv has changed since it was looked at" in data.strip.text()
    assert data.wizard.look is not None
    assert data.wizard.look.total == 3
    assert people.count(data.project) == 0, "nothing came in whose numbers nobody had seen"
    data.wizard.bring_in()
    assert settle(window, lambda: people.count(data.project) == 3)
    assert len(read) == 2


def test_what_was_read_goes_with_the_wizard(window: MainWindow, data: Data, tmp_path: Path, read: list[Any]) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email,first_name\na@x.de,Ann\n", "utf-8")
    for _ in range(2):
        data.bring_in([str(path)])
        _tried(window, data)
        data.wizard.cancel()
    assert len(read) == 2


def test_the_command_line_reads_each_file_of_an_archive_once(tmp_path: Path, read: list[Any]) -> None:
    with zipfile.ZipFile(tmp_path / "audience.zip", "w") as archive:
        for name in ("subscribed", "cleaned"):
            archive.writestr(f"{name}.csv", f"Email Address,First Name\n{name}@x.de,Ann\n")
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
        ingest.import_all(project, ingest.files_in(tmp_path / "audience.zip"), "profiles")
    assert sorted(name for name, *_ in read) == ["cleaned.csv", "subscribed.csv"], "tried out and brought in"
