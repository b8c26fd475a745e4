"""The picture of groups: brushed people are shown or become a segment, Esc takes the brush away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import audience
from app.audience import segments
from app.people import tags
from tests.ui.panes.discover.found import MANY, brush_left_half, find, open_popup
from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.value_popups import TextPopup


def test_brushed_people_become_a_segment(pane: Discover, window: MainWindow) -> None:
    find(pane, window, "orders", "days_since_last_order")
    brush_left_half(pane)
    chosen = pane.grouping.ids[pane.brushed].tolist()
    assert 0 < len(chosen) < MANY
    assert f"{len(chosen)} people" in pane.brush_label.text()
    QTest.mouseClick(pane.segment_button, Qt.MouseButton.LeftButton)
    popup = open_popup(TextPopup)
    given: list[str] = []
    popup.given.connect(given.append)
    QTest.keyClicks(popup.first_focus(), "Left of the picture")
    QTest.keyClick(popup.first_focus(), Qt.Key.Key_Return)
    assert given == ["Left of the picture"]  # Qt tells of Enter twice
    assert settle(window, lambda: bool(segments.every(pane.project)))
    kept = segments.get(pane.project, "Left of the picture").rule
    assert sorted(audience.member_ids(pane.project, kept).tolist()) == sorted(chosen)
    assert tags.known(pane.project) == {"Left of the picture": len(chosen)}


def test_the_brush_takes_everybody_there_also_whom_the_picture_does_not_draw(
    pane: Discover, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.discover import picture

    monkeypatch.setattr(picture, "DRAWN", 20)
    find(pane, window, "orders", "days_since_last_order")
    assert pane.drawn_label.text().startswith(f"20 of {MANY} are drawn")
    QTest.mouseClick(pane.cards.cards[0], Qt.MouseButton.LeftButton)
    assert sorted(pane.grouping.ids[pane.brushed]) == sorted(pane.grouping.ids[pane.grouping.labels == 0])
    assert "30 people" in pane.brush_label.text()


def test_escape_takes_the_brush_away(pane: Discover, window: MainWindow) -> None:
    find(pane, window, "orders", "days_since_last_order")
    brush_left_half(pane)
    assert pane.segment_button.isEnabled()
    QTest.keyClick(pane.scatter, Qt.Key.Key_Escape)
    assert len(pane.brushed) == 0
    assert not pane.segment_button.isEnabled()
