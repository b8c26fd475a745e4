"""The window in which alike values are merged: by mouse and by keyboard, again and again, and nothing at Cancel."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.problems import Problem
from app.recipe import Cluster
from ui.core.jobs import Job
from ui.panes.data.alike_dialog import AlikeDialog, joined
from ui.panes.data.alike_model import INTO

CITY = Cluster((("München", 60), ("munich", 30)))
OTHER = Cluster((("Köln", 2), ("Koln", 1)))


class Finder:
    """Answers as the wizard's jobs do, when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[Any]]] = []
        self.jobs: list[Job] = []
        self.answers: list[tuple[Callable[..., None], ...]] = []

    def __call__(self, method: str, steps: list[Any], *answers: Callable[..., None]) -> Job:
        self.asked.append((method, list(steps)))
        self.jobs.append(Job("alike", "Looking", quiet=False))
        self.answers.append(answers)
        return self.jobs[-1]

    def found(self, *clusters: Cluster) -> None:
        self.answers[-1][0](list(clusters))


@pytest.fixture
def finder() -> Finder:
    return Finder()


@pytest.fixture
def dialog(finder: Finder, qtbot: QtBot) -> Iterator[AlikeDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = AlikeDialog("City", finder, parent)
    made.show()
    yield made
    made.close()


def test_ticked_groups_are_merged_and_it_looks_again(dialog: AlikeDialog, finder: Finder, qtbot: QtBot) -> None:
    assert finder.asked == [("fingerprint", [])]
    assert not dialog.merge.isEnabled()
    finder.found(CITY, OTHER)
    assert dialog.said.text() == "2 groups"
    # By keyboard: the first is there, the space bar ticks, Ctrl+Enter merges.
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.said.text() == "2 groups, 1 ticked: 30 cells will change"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    step = {"step": "merge", "columns": ["City"], "values": {"munich": "München"}, "alike": "fingerprint"}
    assert finder.asked[-1] == ("fingerprint", [step])
    finder.found(OTHER)
    assert dialog.said.text() == "1 group · 1 value merged so far"
    dialog.model.toggle(0)
    dialog.ready.click()
    assert dialog.steps == [step | {"values": {"munich": "München", "Koln": "Köln"}}]


def test_what_they_become_can_be_written(dialog: AlikeDialog, finder: Finder, qtbot: QtBot) -> None:
    finder.found(CITY)
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    field = dialog.table.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("Munich")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert dialog.model.index(0, INTO).data() == "Munich"
    dialog.later.setChecked(False)
    dialog.accept()
    values = {"München": "Munich", "munich": "Munich"}
    assert dialog.steps == [{"step": "merge", "columns": ["City"], "values": values}]


def test_another_method_is_looked_for_at_once(dialog: AlikeDialog, finder: Finder, qtbot: QtBot) -> None:
    dialog.method.set_value("edit")
    dialog.method.changed.emit("edit")
    assert finder.jobs[0].cancelled, "what was looked for before is of no use"
    assert finder.asked[-1][0] == "edit"
    assert dialog.later.isHidden(), "a new spelling has no key by which it would be known"
    finder.found()
    assert dialog.table.empty_text.startswith("No values are alike")


def test_cancel_merges_nothing_and_stops(dialog: AlikeDialog, finder: Finder) -> None:
    finder.found(CITY)
    dialog.model.toggle(0)
    dialog.merge_ticked()
    dialog.drop.click()
    assert dialog.steps == []
    assert finder.jobs[-1].cancelled


def test_what_went_wrong_or_was_stopped_is_said(dialog: AlikeDialog, finder: Finder) -> None:
    finder.answers[-1][1](Problem("The file is gone", remedy="Choose it anew."))
    assert dialog.said.text() == "The file is gone. Choose it anew."
    dialog.look()
    finder.answers[-1][2]()
    assert dialog.table.empty_text.startswith("Stopped")


def test_a_value_that_is_merged_twice_goes_all_the_way() -> None:
    first = joined([], "City", {"a": "b"}, "ngram")
    assert joined(first, "City", {"b": "c"}, "ngram") == [
        {"step": "merge", "columns": ["City"], "values": {"a": "c", "b": "c"}, "alike": "ngram"}
    ]
    assert len(joined(first, "City", {"b": "c"}, "")) == 2
