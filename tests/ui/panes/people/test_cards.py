"""The cards beside a story: most telling facts first, names with their sources, segments to open, tags to take off."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.panes.people.cards import SHOWN_AT_FIRST, AllowsCard, BelongsCard, FactsCard, Permission, Reason, WhyCard
from ui.panes.people.fact_row import Fact
from ui.widgets.buttons import Button, Chip, ChipButton
from ui.widgets.cards import IconLabel


def _texts(card: QWidget) -> list[str]:
    QApplication.processEvents()  # what is laid out is shown a moment later
    return [one.text() for one in card.findChildren(QLabel) if one.isVisible() and one.text()]


def _rows(card: QWidget) -> list[str]:
    QApplication.processEvents()
    return [
        one.accessibleName() for one in card.findChildren(QWidget) if one.isVisible() and ": " in one.accessibleName()
    ]


def test_few_facts_stand_there_at_once_and_the_others_when_they_are_asked_for(qtbot: QtBot, shown) -> None:
    card = FactsCard("What they are like")
    shown(card)
    card.show_facts([Fact(f"Fact {at}", str(at)) for at in range(13)])
    assert len(_rows(card)) == SHOWN_AT_FIRST
    assert (card.more.isVisible(), card.more.text()) == (True, "3 more")
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _rows(card) == [f"Fact {at}: {at}" for at in range(13)])
    assert card.more.text() == "Show fewer"
    card.wait()
    card.show_facts([Fact("City", "Leeds")])
    qtbot.waitUntil(lambda: _rows(card) == ["City: Leeds"])
    assert not card.more.isVisible()
    card.show_facts([])
    assert "Nothing is known but how they are called." in _texts(card)


def test_what_they_allow_and_how_they_are_known_is_said_with_its_source(shown) -> None:
    card = AllowsCard()
    shown(card)
    card.wait()
    card.show_allows([Permission("Email refused", "bad", "9 Dec 2011, web form")], [("customer 7", "orders.csv")])
    assert [one.text() for one in card.findChildren(Chip)] == ["Email refused"]
    assert {"9 Dec 2011, web form", "customer 7", "orders.csv"} <= set(_texts(card))


def test_a_segment_is_opened_and_a_tag_taken_off(qtbot: QtBot, shown) -> None:
    card, heard = BelongsCard(), []
    shown(card)
    card.segment_wanted.connect(lambda name: heard.append(("open", name)))
    card.tag_removed.connect(lambda tag: heard.append(("off", tag)))
    card.show_belongs([], [])
    assert card.title.text() == "In no segment"
    card.show_belongs(["R&D", "Gold"], ["Tea lover"])
    assert card.title.text() == "In 2 segments"
    (chip,) = [one for one in card.findChildren(ChipButton) if one.text() == "R&D"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    (cross,) = [one for one in card.findChildren(Button) if one.accessibleName() == "Take the tag Tea lover off"]
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert heard == [("open", "R&D"), ("off", "Tea lover")]
    card.wait()
    assert _texts(card) == ["Segments"]


def test_each_condition_says_whether_it_holds_and_the_nearest_change_stands_apart(shown) -> None:
    card = WhyCard()
    shown(card)
    card.offer([], "")
    assert not card.field.isVisible()
    assert card.title.text() == "Why in or out?"
    card.offer(["Gold", "VIP"], "VIP")
    reasons = [Reason(True, "from Leeds", "Leeds"), Reason(False, "ordered twice", "once")]
    card.show_reasons(False, reasons, "One more order")
    assert (card.title.text(), card.field.text()) == ("Why not in", "VIP")
    QApplication.processEvents()
    marks = [one.accessibleName() for one in card.findChildren(IconLabel) if one.isVisible()]
    assert marks == ["As wanted", "Not as wanted"]
    assert {"from Leeds", "once", "What would bring them in", "One more order"} <= set(_texts(card))
    card.show_reasons(True, reasons[:1], "")
    assert card.title.text() == "Why in"
    assert "What would bring them in" not in _texts(card)
