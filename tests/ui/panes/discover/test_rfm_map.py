"""The map of RFM: who is in the squares that are chosen, and a segment of them."""

import pytest

from app import audience
from app.audience import segments
from app.runs import rfm
from tests.ui.panes.discover.found import MANY
from ui.panes.discover.pane import Discover
from ui.panes.discover.rfm_map import HINT
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_squares_become_a_segment(window: MainWindow, pane: Discover) -> None:
    rfm.run(pane.project, None)
    pane.show_rfm()
    assert settle(window, lambda: pane.rfm.kept is not None)
    picture, kept = pane.rfm.picture, pane.rfm.kept
    assert kept is not None
    assert picture.told.text() == HINT
    assert not picture.make_button.isEnabled()
    everything = {cell: sum(inside.values()) for cell, inside in kept.cells.items()}
    assert kept.people(everything) == MANY
    assert kept.mean_money(everything) == pytest.approx((30 * 320 + 30 * 10) / MANY)
    some = set(sorted(everything)[:3])
    picture.grid.pick(some)
    count = sum(everything[cell] for cell in some)
    assert f"3 squares: {count} people, " in picture.told.text()
    assert "spent on average" in picture.told.text()
    assert picture.make_button.isEnabled()
    picture.keep(frozenset(some), "Chosen")
    assert settle(window, lambda: bool(window.toast.text()))
    (made,) = segments.every(pane.project)
    assert made.name == "Chosen"
    assert audience.count(pane.project, made.rule).count == count
    window.toast._action.click()
    assert settle(window, lambda: not segments.every(pane.project))
    picture.grid.pick(set())
    assert picture.told.text() == HINT
