"""What a file says in its own words, put right in the wizard's real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import ingest
from app.ingest.readers.separators import DELIMITERS
from app.project import Project
from ui.panes.data import overview, phrases
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

BEFORE = "email,Email consent,Consent date\na@x.example,no,2024-05-01\nb@x.example,no,2024-05-01\n"
AFTER = (
    "email,Email consent\na@x.example,yes\nb@x.example,yes\nc@x.example,jein\nd@x.example,jein\ne@x.example,bounced\n"
)


@pytest.fixture
def data(window: MainWindow, tmp_path: Path) -> Data:
    """The pane of a project in which two people said no."""
    with Project.create(tmp_path / "Shop.quill", timezone="Europe/London", clock="2026-03-01") as project:
        (tmp_path / "before.csv").write_text(BEFORE, "utf-8")
        ingest.run_import(project, tmp_path / "before.csv", "profiles")
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    pane = window.host.current()
    assert isinstance(pane, Data)
    return pane


def tried(window: MainWindow, data: Data) -> None:
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()


def test_words_and_the_time_of_answers_are_told(window: MainWindow, data: Data, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "after.csv").write_text(AFTER, "utf-8")
    data.bring_in([str(tmp_path / "after.csv")])
    tried(window, data)
    page = data.wizard_page
    assert page.when.told.text() == (
        "5 answers without a time. 2 people said no before and yes here: their no is kept unless you say when."
    )
    notes = overview.answerable(data.wizard.tried.report).warnings
    assert "“When were these answers given?”" in notes[0].text
    assert "mapping" not in notes[0].text, "whoever can answer beside it needs no mapping"
    # A word that ends all mailing is nothing to be told.
    assert [word for _, word in page.spoken.fields] == ["jein", "yes"]
    assert page.spoken.fields["Email consent", "jein"].text() == "No"
    page.spoken.fields["Email consent", "jein"].chosen.emit("granted")
    tried(window, data)
    assert page.spoken.fields["Email consent", "jein"].text() == "Yes"
    qtbot.mouseClick(page.when.take, Qt.MouseButton.LeftButton)
    tried(window, data)
    assert page.when.told.text() == "5 answers without a time of their own: given on 1 Jan 2024."
    page.when.day.setDate(page.when.day.date().addYears(1))
    qtbot.mouseClick(page.when.take, Qt.MouseButton.LeftButton)
    tried(window, data)
    assert data.wizard.tried is not None
    assert data.wizard.tried.report.kept_noes == 0
    assert data.wizard.look is not None
    told = data.wizard.look.mapping.document()
    assert told["answered_at"] == "2025-01-01"
    data.wizard.bring_in()
    assert settle(window, lambda: not data.wizard.queue.current), data.strip.text()
    kept = ingest.history(data.project)[-1].mapping
    assert kept["columns"]["Email consent"]["values"] == {"jein": "granted"}


def test_what_was_not_answered_is_told_with_the_way_back(window: MainWindow, data: Data, tmp_path: Path) -> None:
    (tmp_path / "after.csv").write_text(AFTER + "f@x.example,\n", "utf-8")
    data.bring_in([str(tmp_path / "after.csv")])
    tried(window, data)
    assert any("below" in note.text for note in overview.answerable(data.wizard.tried.report).warnings)
    data.wizard.bring_in()
    assert settle(window, lambda: not data.wizard.queue.current), data.strip.text()
    said = [label.text() for label in data.result.findChildren(QLabel) if "jein" in label.text()]
    assert len(said) == 1
    assert said[0].endswith("counts as no. If something else is meant, undo this import and bring the file in again.")


def test_columns_of_states_are_shown_as_they_arrive(window: MainWindow, data: Data, tmp_path: Path) -> None:
    (tmp_path / "active.csv").write_text("Email,First Name,Status\na@x.example,Ann,1\nb@x.example,Bob,2\n", "utf-8")
    data.bring_in([str(tmp_path / "active.csv")])
    tried(window, data)
    rows = data.wizard.look.rows
    assert [row[f"Status{overview.MARK}tone"] for row in rows] == ["", ""]


def test_what_works_on_other_facts_is_not_shown_as_unread(window: MainWindow, data: Data, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(
        "Order ID,Date,Time,Email,SKU,Quantity,Price,Discount,Payment status,Birthday\n"
        "1,2026-02-01,10:05:00,a@x.example,S,1,20,2,paid,x\n2,2026-02-02,11:00:00,b@x.example,S,2,10,0,paid,x\n3,2026-02-03,25:99:00,c@x.example,S,2,10,1,paid,x\n",
        "utf-8",
    )
    data.bring_in([str(tmp_path / "orders.csv")])
    tried(window, data)
    rows = data.wizard.look.rows
    tones = {
        header: [row[f"{header}{overview.MARK}tone"] for row in rows] for header in rows[0] if "tone" not in header
    }
    assert {header for header, told in tones.items() if set(told) - {"", "muted"}} == {"Time"}


def test_events_are_told(window: MainWindow, data: Data, tmp_path: Path) -> None:
    rows = ("a@x.example,Blocked mail,2025-01-01", "b@x.example,kauf,2025-01-01", "b@x.example,open,2025-01-02")
    text = "\n".join(("email,event,time", *rows, ""))
    (tmp_path / "events.csv").write_text(text, "utf-8")
    data.bring_in([str(tmp_path / "events.csv")])
    tried(window, data)
    fields = data.wizard_page.spoken.fields
    assert {word: field.text() for (_, word), field in fields.items()} == {
        "Blocked mail": "Email bounced", "kauf": "Kauf", "open": "Opened email",
    }  # fmt: skip
    fields["event", "kauf"].chosen.emit("placed_order")
    tried(window, data)
    assert data.wizard.tried is not None
    assert data.wizard.tried.report.events["placed_order"] == 1
    assert not data.wizard_page.when.isVisible()


def test_every_separator_that_is_found_can_be_chosen() -> None:
    assert {sign for sign, _ in phrases.DELIMITERS} >= set(DELIMITERS)
