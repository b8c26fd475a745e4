"""The small windows in which a condition gets its values: what is typed and ticked is what the rule's JSON has."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.buttons import ChipButton
from ui.widgets.inputs import DateField, NumberField
from ui.widgets.picker import Choice
from ui.widgets.value_popups import (
    DayPopup,
    LengthPopup,
    NumberPopup,
    PlacePopup,
    TextPopup,
    TextsPopup,
    ValuePopup,
    counted,
)
from ui.widgets.window_popup import WindowPopup

TODAY = dt.date(2011, 12, 10)


@pytest.fixture
def field(shown) -> QWidget:
    return shown(QPushButton("Value"))


@pytest.fixture
def given(qtbot, field):
    """Opens a popup, gives the keys to what has the keyboard, and tells what it gave by Enter."""

    def give(popup: ValuePopup, typed: str = "") -> list[Any]:
        found: list[Any] = []
        popup.given.connect(found.append)
        popup.open_under(field)
        first = popup.focusWidget()
        if typed:
            qtbot.keyClicks(first, typed)
        qtbot.keyClick(first, Qt.Key.Key_Return)
        return found

    return give


@pytest.mark.parametrize(
    ("value", "make"),
    [
        (3, lambda value, over: NumberPopup("Times", value, over)),
        (2.5, lambda value, over: NumberPopup("Spent", value, over)),
        ([2, 5], lambda value, over: NumberPopup("Spent", value, over, pair=True)),
        (0.125, lambda value, over: NumberPopup("Spent", value, over)),
        ({"lat": 48.85, "lon": 2.35}, PlacePopup),
        ({"lat": 48.856_613, "lon": 2.352_222}, PlacePopup),
        ({"hours": 36}, lambda value, over: LengthPopup("Since", value, over)),
        ({"weeks": 2}, lambda value, over: LengthPopup("Since", value, over, hours=False)),
        ("2011-03-01", lambda value, over: DayPopup("Born", value, TODAY, over)),
        (["2011-03-01", "2011-04-01"], lambda value, over: DayPopup("Born", value, TODAY, over, pair=True)),
        ("2011-03-01T12:30", lambda value, over: DayPopup("Seen", value, TODAY, over)),
        ("Leeds & York", lambda value, over: TextPopup("City", value, over)),
        (["Leeds", "York"], lambda value, over: TextsPopup("City", value, over)),
        ({}, lambda value, over: WindowPopup(value, TODAY, over)),
        ({"last": {"months": 6}}, lambda value, over: WindowPopup(value, TODAY, over)),
        ({"between": [{"weeks": 9}, {"days": 3}]}, lambda value, over: WindowPopup(value, TODAY, over)),
        ({"from": "2011-01-01", "to": "2011-02-01"}, lambda value, over: WindowPopup(value, TODAY, over)),
        ({"from": "2011-01-01"}, lambda value, over: WindowPopup(value, TODAY, over)),
        ({"to": "2011-02-01T12:30"}, lambda value, over: WindowPopup(value, TODAY, over)),
        ({"from": "2011-02-01T12:30", "to": "2011-02-01"}, lambda value, over: WindowPopup(value, TODAY, over)),
    ],
)
def test_what_was_not_touched_comes_back_as_it_was(qtbot, field, value, make) -> None:
    popup, found = make(value, field), []
    popup.given.connect(found.append)
    popup.open_under(field)
    qtbot.mouseClick(popup.done, Qt.MouseButton.LeftButton)
    assert found == [value]


def test_a_pair_is_given_the_lower_first_and_whole_numbers_stay_whole(field, given) -> None:
    assert given(NumberPopup("Spent", [9, 5], field, pair=True), "12") == [[5, 12]]
    assert given(NumberPopup("Spent", 9, field), "0.50") == [0.5]
    assert given(DayPopup("Born", ["2011-05-01", "2011-04-01"], TODAY, field, pair=True)) == [
        ["2011-04-01", "2011-05-01"]
    ]


def test_no_text_is_no_value_so_it_stays_open(field, given) -> None:
    popup = TextPopup("City", "", field)
    assert given(popup, "   ") == []
    assert popup.isVisible()
    popup.close()


def test_texts_are_ticked_or_typed_and_enter_on_an_empty_line_is_done(qtbot, field, given) -> None:
    popup, asked = TextsPopup("City", ["Leeds"], field), []
    popup.searched.connect(asked.append)
    popup.offer([Choice("York", "York   12"), Choice("Bath", "Bath   3")])
    assert given(popup, "Hull") == []
    assert asked == ["Hull"]
    rows = {popup.list.item(at).text(): popup.list.item(at) for at in range(popup.list.count())}
    assert list(rows) == ["Leeds", "Hull", "York   12", "Bath   3"]
    rows["York   12"].setCheckState(Qt.CheckState.Checked)
    rows["Leeds"].setCheckState(Qt.CheckState.Unchecked)
    assert given(popup) == [["Hull", "York"]]


def test_only_what_is_offered_may_be_given_where_nothing_may_be_typed(qtbot, field) -> None:
    popup = TextsPopup("Segments", [], field, own=False)
    popup.offer([Choice("gold", "Gold")])
    popup.open_under(field)
    qtbot.keyClicks(popup.search, "silver")
    assert popup.list.count() == 0
    assert popup.value() is None
    popup.close()


def test_another_time_frame_shows_its_own_fields(qtbot, field) -> None:
    popup = WindowPopup({}, TODAY, field)
    found: list[Any] = []
    popup.given.connect(found.append)
    popup.open_under(field)
    last = next(one for one in popup.findChildren(ChipButton) if one.text() == "In the last")
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    (number,) = [one for one in popup.findChildren(NumberField) if one.isVisible()]
    assert number.accessibleName() == "In the last: how many"
    qtbot.mouseClick(popup.done, Qt.MouseButton.LeftButton)
    assert found == [{"last": {"days": 30}}]


def test_an_open_end_closes_once_a_day_is_chosen_for_it(qtbot, field) -> None:
    popup = WindowPopup({"from": "2011-03-01"}, TODAY, field)
    qtbot.addWidget(popup)
    (end,) = [one for one in popup.findChildren(DateField) if one.accessibleName() == "To"]
    end.set_value(dt.date(2011, 2, 1))
    assert popup.value() == {"from": "2011-02-01", "to": "2011-03-01"}


def test_digits_typed_at_once_take_the_place_of_a_length(field, given) -> None:
    assert given(LengthPopup("Since", {"weeks": 30}, field), "5") == [{"weeks": 5}]
    assert given(WindowPopup({"last": {"days": 90}}, TODAY, field), "5") == [{"last": {"days": 5}}]
    turned = WindowPopup({"between": [{"days": 90}, {"months": 1}]}, TODAY, field)
    assert given(turned, "5") == [{"between": [{"months": 1}, {"days": 5}]}]
    assert given(WindowPopup({"between": [{"days": 90}, {"days": 30}]}, TODAY, field), "45") == [
        {"between": [{"days": 45}, {"days": 30}]}
    ]


def test_a_value_is_said_with_how_many_people_have_it() -> None:
    (choice,) = counted([("Leeds", 1_204)], typed="lee")
    assert (choice.key, choice.label) == ("Leeds", "Leeds   1,204")
    assert choice.answers("lee")
