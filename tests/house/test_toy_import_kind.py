"""A kind of import that a test adds from outside goes through all that a file goes through: nothing else is edited.

CONTRIBUTING's lines on how to add one are this test in words.
"""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app import command_line, ingest, people
from app.ingest.kinds import import_kind
from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.file_kind import WHO, Told
from app.project import Change, Project
from tests.ui.panes.data.looked_at import head
from ui.core import theme
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

VISITS = "Email,Branch,Date\nann@example.com,Leeds,2011-12-01\nbob@example.com,York,2011-12-02\ncat@example.com,York,\n"


class Visits(ImportKind):
    """Who came into which store, and when: an event of its own."""

    name, title, icon, turn = "visits", "Store visits", "map-pin", 45
    line = "One line for each visit to a store"
    targets = (*WHO, "store", "time")
    words: ClassVar[dict[str, str]] = {"store": "shop|branch|filiale"}
    types: ClassVar[dict[str, str]] = {"store": "text"}
    arrives_as: ClassVar[dict[str, str]] = {"time": "at"}
    section = "The visit"
    needs = ("store", "time")

    def score(self, guesser: Any, assigned: dict[str, str], file_name: str) -> float:
        return 9.0 * ({"store", "time"} <= set(assigned.values()))

    def facts(self, cells: Any, as_of: int) -> Any:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        from app.ingest.facts.facts import Facts
        from app.ingest.readers import json_columns

        at = cells.value("time", "datetime")
        more = json_columns.objects({"store": cells.value("store", "text")}, cells.rows)
        facts = Facts({"name": pa.array(["visited_store"] * cells.rows), "at": at, "more": more})
        facts.types, facts.refusals = {"store": "text"}, [(np.asarray(pc.is_null(at)), "No day of the visit")]
        return facts

    def changes(self) -> set[Change]:
        return {Change.IMPORTS, Change.PROFILES, Change.EVENTS}

    def to_rows(self, incoming: Any) -> Any:
        from app.ingest.kinds import project_rows

        return project_rows.events(incoming)

    def remember(self, connection: Any, report: Any, types: dict[str, str]) -> None:
        from app.ingest.kinds import registry

        registry.events(connection, report, types)

    def told(self, report: Any) -> Told:
        plain = super().told(report)
        return Told("Visits", report.events.get("visited_store", 0), plain.counts)


@pytest.fixture
def visits(tmp_path: Path) -> Iterator[Path]:
    """A file of the toy's kind, while there is such a kind."""
    path = tmp_path / "who came.csv"
    path.write_text(VISITS, "utf-8")
    import_kind.add(Visits())
    yield path
    del file_kind.ALL["visits"]


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    theme.active().choose("light")
    made = MainWindow()
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_it_goes_through_the_wizard_and_is_taken_back(
    visits: Path, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    Project.create(tmp_path / "Shop.quill", timezone="Europe/London", clock="2011-12-10").close()
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    data: Any = window.host.current()

    # What it is, what its headers mean and what it would bring.
    data.bring_in([str(visits)])
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    kind = data.wizard_page.file.fields["kind"]
    assert (kind.text(), kind.toolTip()) == ("Store visits", "One line for each visit to a store")
    assert not kind.icon().isNull()
    kind.click()
    offered = [one.text() for one in QApplication.topLevelWidgets() for one in one.actions() if one.data() == "visits"]
    assert offered == ["Store visits"]
    for one in QApplication.topLevelWidgets():
        if one.windowType() == Qt.WindowType.Popup:
            one.close()
    assert head(data, "Branch").target.text() == "Store"
    review = data.wizard_page.review.review
    assert (review.caption, review.hero) == ("Visits", 2)
    assert "1 row rejected" in {one.text for one in review.looks}
    assert people.count(data.project) == 0, "a dry run keeps nothing"

    # Its coming in, its place in the history, and its going.
    qtbot.mouseClick(data.wizard.import_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: data.header.title.text() == "who came.csv is in")
    assert people.count(data.project) == 2
    assert any("Store visits" in label.text() for label in data.result.findChildren(QLabel))
    (undo,) = data.result.undo_buttons.values()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: bool(ingest.history(data.project)[0].undone_at))
    assert people.count(data.project) == 0


def test_it_goes_through_the_command_line(visits: Path, tmp_path: Path) -> None:
    project = tmp_path / "a.quill"

    def run(*arguments: object) -> Any:
        out, err = io.StringIO(), io.StringIO()
        status = command_line.run([str(one) for one in (*arguments, "--json")], out, err)
        assert (status, err.getvalue()) == (0, "")
        return json.loads(out.getvalue())

    run("new", project, "--clock", "2011-12-10")
    tried = run("import", project, visits, "--as", "visits", "--dry-run")
    assert (tried["accepted"], tried["reasons"]) == (2, {"No day of the visit": 1})
    assert tried["preview"][0]["store"] == "Leeds"
    done = run("import", project, visits, "--as", "visits")
    assert done["events"] == {"visited_store": 2}
    assert done["mapping"]["columns"]["Branch"]["to"] == "store"
    assert run("import", project, visits, "--as", "visits")["duplicates"] == 2, "the same file brings nothing twice"
    run("undo-import", project, 2)
    run("undo-import", project, 1)
    assert [bool(one["undone_at"]) for one in run("imports", project)] == [True, True]


def test_without_it_the_command_line_knows_no_such_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["import", "a.quill", "a.csv", "--as", "visits"], io.StringIO(), io.StringIO()) == 2
    assert "invalid choice: 'visits'" in capsys.readouterr().err
