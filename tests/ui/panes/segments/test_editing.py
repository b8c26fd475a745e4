"""The right small window for each field of a condition; what is given in it stands in the rule."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import conditions
from app.rules import STARTERS
from app.runs.scoring import spread as spreads
from ui.core import formats
from ui.panes.segments.row import Bench
from ui.widgets.histogram import Histogram
from ui.widgets.picker import Picker
from ui.widgets.value_popups import LengthPopup, NumberPopup, TextPopup, TextsPopup


@pytest.fixture
def under(shown) -> QWidget:
    return shown(QPushButton("Field"))


def _edit(bench: Bench, under: QWidget, text: str) -> Any:
    """Press the field of the first condition that reads so; the window that opens."""
    fields = conditions.fields(bench.model.at((0,)), bench.names, formats)
    bench.editing.edit((0,), next(one for one in fields if one.text == text), under)
    return QApplication.activePopupWidget()


@pytest.mark.parametrize(
    ("rule", "text", "kind"),
    [
        ({"trait": "city", "op": "is", "value": "York"}, "York", Picker),
        ({"trait": "city", "op": "is", "value": "York"}, "City", Picker),
        ({"trait": "city", "op": "is_any_of", "value": ["York"]}, "York", TextsPopup),
        ({"trait": "age", "op": ">", "value": 30}, "30", NumberPopup),
        ({"trait": "signed_up_at", "op": "in_last", "value": {"days": 30}}, "30 days", LengthPopup),
    ],
)
def test_each_field_opens_the_window_for_its_value(bench, under, rule: dict, text: str, kind: type) -> None:
    popup = _edit(bench({"all": [rule]}), under, text)
    assert type(popup) is kind
    popup.close()


def test_a_value_is_chosen_from_those_that_people_have_or_typed(qtbot: QtBot, bench, under) -> None:
    made = bench({"all": [{"trait": "city", "op": "is", "value": "York"}]})
    popup = _edit(made, under, "York")
    said = [popup.list.item(at).text() for at in range(popup.list.count())]
    assert said == ["Leeds   20", "York   12"]
    qtbot.keyClicks(popup.search, "Leeds")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert made.model.at((0,))["value"] == "Leeds"
    popup = _edit(made, under, "Leeds")
    qtbot.keyClicks(popup.search, "Hull")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert made.model.at((0,))["value"] == "Hull"


def test_a_number_is_chosen_from_how_people_are_spread(qtbot: QtBot, bench, under) -> None:
    made = bench({"all": [{"trait": "age", "op": "between", "value": [20, 25]}]})
    asked: list[Any] = []
    made.editing._spread = lambda name, done: asked.append((name, done))
    popup = _edit(made, under, "20 and 25")
    ((name, done),) = asked
    assert name == "age"
    room = popup.size()
    done(spreads.of(np.array([*range(18, 58), np.nan])))
    assert popup.size() == room, "what comes later has its room already"
    assert "40 people, from 18 to 57" in popup.about.text()
    histogram = popup.findChild(Histogram)
    step = histogram.width() / 20
    qtbot.mousePress(histogram, Qt.MouseButton.LeftButton, pos=QPoint(round(step * 2.5), 40))
    qtbot.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=QPoint(round(step * 4.5), 40))
    qtbot.mouseClick(popup.done, Qt.MouseButton.LeftButton)
    assert made.model.at((0,))["value"] == [22, 28]
    # The popup is gone when an answer comes: nothing happens.
    done(spreads.of(np.array([1.0])))


def test_another_subject_keeps_no_value_that_is_not_its_own(qtbot: QtBot, bench, under) -> None:
    made = bench({"all": [{"trait": "city", "op": "is", "value": "York"}]})
    popup = _edit(made, under, "City")
    qtbot.keyClicks(popup.search, "Age")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    rule = made.model.at((0,))
    assert rule["trait"] == "age"
    assert rule.get("value") != "York"


def test_a_pattern_starts_an_empty_rule_and_goes_on_one_of_its_kind(qtbot: QtBot, bench, under) -> None:
    made = bench({"all": []})
    starter = next(one for one in STARTERS if "all" in one.rule)
    for _ in range(2):
        made.editing.add_pattern((), under)
        popup = QApplication.activePopupWidget()
        qtbot.keyClicks(popup.search, starter.name)
        qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert made.model.root == {"all": [*starter.rule["all"], *starter.rule["all"]]}


def test_a_note_is_written_to_the_rule(qtbot: QtBot, bench, under) -> None:
    made = bench({"all": [{"tag": "Tea"}]})
    made.editing.note((0,), under)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, TextPopup)
    qtbot.keyClicks(popup.first_focus(), "For R&D")
    qtbot.keyClick(popup.first_focus(), Qt.Key.Key_Return)
    assert made.model.at((0,)) == {"tag": "Tea", "note": "For R&D"}
