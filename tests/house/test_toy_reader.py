"""A reader that a test adds from outside goes through all that a file goes through: nothing else is edited.

CONTRIBUTING's lines on how to add one are this test in words.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import command_line, ingest, people
from app.ingest.readers import formats
from app.project import Project
from tests.ui.conftest import window  # noqa: F401
from tests.ui.panes.data.looked_at import head
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

MODULE = '''
from app.ingest.readers.reader import Reader


class Ledger(Reader):
    """What an old till writes: tables below each other, each with its name, the last line a full stop."""

    name, titles, endings = "ledger", ("Ledger",), ("ldg",)

    def takes(self, ending, head):
        return head.startswith(b"LEDGER/1")

    def read(self, source, wanted, progress=None, *, lenient=False):
        from dataclasses import replace

        import pyarrow as pa
        from app.domain.problems import ImportProblem
        from app.ingest.readers.table import Layout, from_rows

        _, *lines, last = bytes(source.data).decode().splitlines()
        if last != ".":
            raise ImportProblem(f"{source.name} is cut off", "Its last line is no full stop", "Copy it anew.")
        tables = {}
        for number, line in enumerate(lines, 2):
            if line.startswith("= "):
                rows = tables.setdefault(line[2:], [])
            else:
                rows.append((number, line.split("/")))
        sheet = wanted.sheet or next(iter(tables))
        (_, headers), *records = tables[sheet]
        numbers, cells = [number for number, _ in records], [cells for _, cells in records]
        found = from_rows(headers, cells, numbers, Layout(sheet=sheet))
        columns = found.columns
        if "Shoe size" in headers:
            # A till knows its numbers from its texts: a column keeps the type that its format gives it.
            sizes = pa.array([float(size) if size else None for size in found.text("Shoe size").to_pylist()])
            columns = columns.set_column(headers.index("Shoe size"), "Shoe size", sizes)
        return replace(found, columns=columns, sheets=tuple(tables))


READER = Ledger()
'''
TILL = """LEDGER/1
= Clients
Email/Shoe size/Joined
ann@example.com/38/2011-05-01
bob@example.com/41.5/2011-06-02
nobody/40/2011-06-03
= Staff
Email/First name
cat@example.com/Cat
.
"""


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of the toy's format, while there is such a reader beside those that the program brings."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "ledger.py").write_text(MODULE)
    path = tmp_path / "till.ldg"
    path.write_text(TILL, "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(formats, "__path__", [*formats.__path__, str(folder)])
        formats.readers.cache_clear()
        yield path
    sys.modules.pop("app.ingest.readers.formats.ledger", None)
    formats.readers.cache_clear()


def test_it_goes_through_the_wizard_and_is_taken_back(
    till: Path,
    window: MainWindow,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    Project.create(tmp_path / "Shop.quill", timezone="Europe/London", clock="2011-12-10").close()
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    data: Any = window.host.current()

    # The dialog offers its files.
    offered: list[str] = []

    def chosen(*said: Any) -> tuple[list[str], str]:
        offered.append(said[3])
        return [str(till)], said[3]

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", chosen)
    data.choose_files()
    assert "*.ldg" in offered[0].split(";;")[0].removesuffix(")").split()

    # Its tables are offered as sheets; another one is read when it is chosen.
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    card, review = data.wizard_page.file, data.wizard_page.review
    assert not card.fields["sheet"].isHidden()
    assert (card.fields["sheet"].text(), card.fields["delimiter"].isHidden()) == ("Clients", True)
    assert (review.review.hero, {one.text for one in review.review.looks} >= {"1 row rejected"}) == (2, True)
    card.changed.emit("sheet", "Staff")
    assert settle(window, lambda: data.wizard.tried is not None and review.review is not None)
    assert head(data, "First name").target.text() == "First name"
    card.changed.emit("sheet", "Clients")
    assert settle(window, lambda: data.wizard.tried is not None and "Joined" in data.wizard_page.grid.table.headers())

    # Its coming in, its place in the history, and its going.
    qtbot.mouseClick(data.wizard.import_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: data.header.title.text() == "till.ldg is in")
    assert (people.count(data.project), [row.file for row in ingest.history(data.project)]) == (2, ["till.ldg"])
    (undo,) = data.result.undo_buttons.values()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: bool(ingest.history(data.project)[0].undone_at))
    assert people.count(data.project) == 0

    # What is wrong with a damaged one is said by it.
    till.write_text(TILL.removesuffix(".\n"), "utf-8")
    data.bring_in([str(till)])
    assert settle(window, lambda: "till.ldg is cut off" in data.strip.text())
    assert "Copy it anew" in data.strip.text()
    data.wizard.cancel()


def run(*arguments: object, status: int = 0) -> Any:
    """The document of a command."""
    out, err = io.StringIO(), io.StringIO()
    assert command_line.run([str(one) for one in (*arguments, "--json")], out, err) == status, err.getvalue()
    return json.loads(out.getvalue()) if out.getvalue() else err.getvalue()


def test_it_goes_through_the_command_line(till: Path, tmp_path: Path) -> None:
    project = tmp_path / "a.quill"
    run("new", project, "--clock", "2011-12-10")
    tried = run("import", project, till, "--as", "profiles", "--dry-run")
    assert (tried["accepted"], tried["rejected"], tried["mapping"]["sheet"]) == (2, 1, "Clients")
    assert [row["shoe_size"] for row in tried["preview"]] == [38, 41.5]
    assert tried["mapping"]["columns"]["Shoe size"] == {"to": "shoe_size", "type": "number"}

    # How it was read goes through MAP.json and back, the table with it.
    told = tried["mapping"]
    told["columns"]["Joined"] = {"to": "signed_up_at", "type": "datetime"}
    (tmp_path / "map.json").write_text(json.dumps(told), "utf-8")
    done = run("import", project, till, "--as", "profiles", "--map", tmp_path / "map.json")
    assert (done["batch"], done["profiles_created"], done["mapping"]["columns"]["Joined"]["to"]) == (
        1,
        2,
        "signed_up_at",
    )
    told["sheet"], told["columns"] = "Staff", {}
    (tmp_path / "staff.json").write_text(json.dumps(told), "utf-8")
    assert run("import", project, till, "--as", "profiles", "--map", tmp_path / "staff.json")["profiles_created"] == 1
    assert run("import", project, till, "--as", "profiles")["duplicates"] == 2, "the same file brings nothing twice"
    assert [row["line"] for row in run("rejected", project, 1)] == [6], "as the reader counts them"
    for batch in (3, 2, 1):
        run("undo-import", project, batch)
    assert [bool(one["undone_at"]) for one in run("imports", project)] == [True, True, True]


def test_it_is_taken_out_of_an_archive_and_named_in_the_help(
    till: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "tills.zip", "w") as archive:
        archive.write(till, "north.ldg")
        archive.write(till, "south.ldg")
        archive.writestr("readme.txt", "Two tills.")
    assert [path.name for path in ingest.files_in(tmp_path / "tills.zip")] == ["north.ldg", "south.ldg"]
    assert command_line.run(["import", "--help"], io.StringIO(), io.StringIO()) == 0
    assert "Ledger" in capsys.readouterr().out


def test_a_damaged_file_is_told_of_in_its_words(till: Path, tmp_path: Path) -> None:
    run("new", tmp_path / "a.quill")
    till.write_text(TILL.removesuffix(".\n"), "utf-8")
    told = run("import", tmp_path / "a.quill", till, "--as", "profiles", status=1)
    assert "till.ldg is cut off" in json.dumps(told)
    assert "Copy it anew" in json.dumps(told)


def test_without_it_nobody_knows_such_files(tmp_path: Path) -> None:
    assert "ldg" not in ingest.file_endings()
    assert formats.reader_of("till.ldg", TILL.encode()).name == "delimited"
