"""Who moved between two days: nothing to open until a band is chosen, the table in figures, and other days."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.runs import Move
from tests.ui.panes.lifecycle.test_flow_picture import FLOW, MOVES
from ui.panes.lifecycle.flow_card import CHOOSE, FlowCard


@pytest.fixture
def card(qapp: QApplication) -> Iterator[FlowCard]:
    made = FlowCard()
    made.show_flow(FLOW)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_chosen_band_can_be_opened_and_kept(card: FlowCard) -> None:
    wanted: list[Move] = []
    card.opened.connect(wanted.append)
    card.segment.connect(wanted.append)
    assert card.about.text() == CHOOSE
    assert not card.people_button.isEnabled()
    QTest.keyClick(card.picture, Qt.Key.Key_Down)
    assert card.about.text().startswith("60 people stayed in Active")
    card.people_button.click()
    card.segment_button.click()
    assert wanted == [MOVES[0], MOVES[0]]
    # Other moves: what was chosen is gone.
    card.show_flow(FLOW)
    assert not card.segment_button.isEnabled()


def test_the_table_says_the_same(card: FlowCard) -> None:
    model = card.views.model
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert shown[1] == ["Active", "Gone", "20"]
    assert shown[3] == ["New", "Active", "9"]


def test_a_row_of_the_table_is_chosen_and_opened_as_a_band_is(card: FlowCard) -> None:
    wanted: list[Move] = []
    card.opened.connect(wanted.append)
    table = card.views.table
    table.setCurrentIndex(card.views.model.index(1, 0))
    assert card.about.text().startswith("20 people")
    assert card.segment_button.isEnabled()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert wanted == [MOVES[1]]


def test_only_a_day_that_somebody_chooses_is_asked_for(card: FlowCard) -> None:
    asked: list[str] = []
    card.asked.connect(lambda: asked.append("asked"))
    card.set_days(dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    assert asked == []
    card.start.set_value(dt.date(2025, 12, 1))
    assert asked == ["asked"]
