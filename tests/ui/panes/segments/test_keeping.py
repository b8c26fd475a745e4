"""How a segment is kept: said in a line, and changed in a dialog."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.audience import Beside, Segment, segments
from app.project import Project
from ui.core.jobs import Jobs
from ui.panes.segments.keeping import KeepingDialog, summary
from ui.panes.segments.pane import Segments

RULE = {"all": [{"event": "placed_order"}]}


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (Segment(1, "A", RULE, "", False), "Refreshed: after each import"),
        (
            Segment(1, "A", RULE | {"expires": {"days": 1}}, "", False, "Thank them", "Ann", "VIP", "daily"),
            "Refreshed: every day · lets go after 1 day without anything relevant · in VIP · of Ann · Thank them",
        ),
        (Segment(1, "A", {"listed": "A"}, "", False, timer="never"), "Its people were listed by hand"),
    ],
)
def test_it_is_said_in_a_line(kept: Segment, said: str) -> None:
    assert summary(kept) == said


def test_what_is_given_is_handed_on_and_what_is_not_touched_stays(shown: Any) -> None:
    told: list[Any] = []
    kept = Segment(1, "A", RULE | {"expires": {"weeks": 6}}, "n", True, "s", "o", "f", "weekly")
    dialog = shown(KeepingDialog(kept, ["f", "g"], shown(_parent())))
    dialog.wanted.connect(lambda *given: told.append(given))
    dialog.go.click()
    assert told == [(kept.beside(), {"weeks": 6})]
    dialog.expires.setChecked(False)
    assert not dialog.number.isEnabled()
    dialog.strategy.setPlainText("  Write  ")
    dialog.folder.setCurrentText("New")
    dialog.timer.set_key("never")
    dialog.go.click()
    assert told[1] == (Beside("n", True, "Write", "o", "New", "never"), None)


def _parent() -> Any:
    from PySide6.QtWidgets import QWidget

    return QWidget()


@pytest.fixture
def project(readers: Any) -> Iterator[Project]:
    with Project.open(readers) as made:
        made.hold_writer()
        yield made


@pytest.fixture
def pane(shown: Any, context: Any, project: Project, jobs: Jobs, qtbot: QtBot) -> Iterator[Segments]:
    made = shown(Segments(context("segments", project)))
    qtbot.waitUntil(lambda: not jobs.running() and bool(made.library.names))
    yield made
    # The project closes after this: nobody may still be asking it.
    qtbot.waitUntil(lambda: not jobs.running())


def test_the_open_segment_is_kept_otherwise_and_its_rule_follows(
    pane: Segments, jobs: Jobs, qtbot: QtBot, project: Project
) -> None:
    pane.open_segment("Gold")
    keeping = pane.kept.keeping
    qtbot.waitUntil(lambda: not jobs.running() and keeping.line.button.isEnabled())
    assert keeping.line.said.text() == "Refreshed: after each import"
    keeping.line.button.click()
    qtbot.waitUntil(lambda: hasattr(keeping, "dialog") and keeping.dialog.isVisible())
    keeping.dialog.owner.setText("Ann")
    keeping.dialog.expires.setChecked(True)
    keeping.dialog.go.click()
    qtbot.waitUntil(lambda: not jobs.running() and "Ann" in keeping.line.said.text())
    assert pane.model.root["expires"] == {"days": 90}
    assert (segments.get(project, "Gold").owner, segments.get(project, "Gold").expires) == ("Ann", {"days": 90})
    pane.new()
    assert not keeping.line.button.isEnabled()
