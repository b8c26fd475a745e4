"""The groups: kept under the names that were given, and taken back."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import audience
from app.audience import segments
from tests.ui.panes.discover.found import find, open_popup
from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.value_popups import TextPopup


def test_groups_are_kept_under_the_names_that_were_given(pane: Discover, window: MainWindow) -> None:
    find(pane, window, "orders", "days_since_last_order")
    first = pane.cards.cards[0]
    first.name.setText("Our darlings")
    first.action.setText("A card by post")
    QTest.mouseClick(pane.save_button, Qt.MouseButton.LeftButton)
    popup = open_popup(TextPopup)
    popup.first_focus().setText("Habits")
    QTest.keyClick(popup.first_focus(), Qt.Key.Key_Return)
    assert settle(window, lambda: len(segments.every(pane.project)) == 2)
    kept = segments.get(pane.project, "Habits: Our darlings")
    assert kept.rule == {"trait": "cluster:Habits", "op": "is", "value": "Our darlings"}
    assert kept.note == "A card by post"
    labels, ids = pane.grouping.labels, pane.grouping.ids
    theirs = np.sort(ids[labels == first.label])
    assert np.array_equal(np.sort(audience.member_ids(pane.project, kept.rule)), theirs)


def test_keeping_again_can_be_taken_back(pane: Discover, window: MainWindow) -> None:
    find(pane, window, "orders", "days_since_last_order")
    pane.save("Habits")
    assert settle(window, lambda: len(segments.every(pane.project)) == 2)
    before = [(one.id, one.name) for one in segments.every(pane.project)]
    for card in pane.cards.cards:
        card.name.setText(f"New {card.label}")
    pane.save("Habits")
    assert settle(
        window, lambda: {one.name for one in segments.every(pane.project)} == {"Habits: New 0", "Habits: New 1"}
    )
    assert "in place of 2 segments of groups that are no more" in pane.strip.text()
    window.toast.act()
    assert settle(window, lambda: [(one.id, one.name) for one in segments.every(pane.project)] == before)
