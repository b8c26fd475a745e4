"""What a step is told, in fields of its kind; what is wrong is said, and the window stays."""

from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app import recipe
from ui.panes.data.step_popup import StepPopup


@pytest.fixture
def under(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _popup(under: QWidget, step: dict[str, Any]) -> StepPopup:
    return StepPopup(recipe.kind_of(step["step"]), {"columns": ["C"], **step}, ["C", "Land"], under)


@pytest.mark.parametrize(
    "step",
    [
        {"step": "replace", "find": "St.", "with": "Street", "case": False},
        {"step": "phone", "country": "GB", "country_column": "Land"},
        {"step": "merge", "values": {"munich": "München", "MUC": "München"}, "alike": "ngram"},
        {"step": "split", "separator": " ", "into": ["A", "B"], "last": True},
        {"step": "split", "at": 3, "into": ["A", "B"]},
        {"step": "empty", "words": ["n/a", "keine Angabe"]},
        {"step": "region", "country": "US", "as": "name"},
        {"step": "date", "format": "%d/%m/%Y"},
    ],
)
def test_what_a_step_was_told_comes_back_as_it_was(under: QWidget, step: dict[str, Any]) -> None:
    popup = _popup(under, step)
    assert popup.value() == {"columns": ["C"], **step}
    assert all(field.accessibleName() or isinstance(field, QCheckBox) for field in popup.fields.values())


def test_what_is_wrong_is_said_and_nothing_is_given(under: QWidget) -> None:
    popup = _popup(under, {"step": "replace"})
    given: list[Any] = []
    popup.given.connect(given.append)
    find, pattern = popup.fields["find"], popup.fields["pattern"]
    assert isinstance(find, QLineEdit)
    assert isinstance(pattern, QCheckBox)
    popup.accept()
    assert not popup.wrong.isHidden()
    find.setText("(a")
    pattern.setChecked(True)
    popup.accept()
    assert "(a" in popup.wrong.text()
    assert given == []
    find.setText("(a)")
    popup.accept()
    assert given == [{"step": "replace", "columns": ["C"], "find": "(a)", "pattern": True}]


def test_a_list_of_values_is_written_one_a_line(under: QWidget) -> None:
    popup = _popup(under, {"step": "merge", "values": {}})
    lines = popup.fields["values"]
    assert isinstance(lines, QPlainTextEdit)
    lines.setPlainText("munich → München\n\nno arrow\nkoeln→Köln")
    assert popup.value()["values"] == {"munich": "München", "koeln": "Köln"}
