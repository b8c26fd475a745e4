"""Keeping what was found: people in the brush as a segment of their own."""

import numpy as np

from app.audience import segments
from ui.panes.discover.keeping import keep_brushed
from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_people_in_the_brush_become_a_segment(window: MainWindow, pane: Discover) -> None:
    keep_brushed(pane, "Nobody")
    pane.find_groups()
    assert settle(window, lambda: pane.grouping is not None)
    pane._show_brushed(np.arange(5))
    keep_brushed(pane, "Brushed")
    assert settle(window, lambda: bool(window.toast.text()))
    (made,) = segments.every(pane.project)
    assert made.name == "Brushed"
    assert "5 people" in window.toast.text()
