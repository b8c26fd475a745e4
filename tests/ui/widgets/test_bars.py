"""Thin bars: a share can be seen however small, and a row says the same in words."""

from tests.ui.ink import has_ink
from ui.widgets.bars import Bar, BarRow


def test_a_bar_shows_one_in_a_million(shown) -> None:
    bar = Bar(0.0)
    bar.resize(200, 6)
    shown(bar)
    empty = bar.grab().toImage()
    bar.set(0.000001)
    assert bar.grab().toImage() != empty


def test_a_bar_row_reads_as_a_sentence(qapp) -> None:
    row = BarRow("Valid address", 0.99, "212", "2 malformed")
    assert row.accessibleName() == "Valid address 212 2 malformed"
    row.set(1.0, "214")
    assert row.accessibleName() == "Valid address 214"


def test_a_bar_takes_the_colour_of_what_it_says_and_never_runs_past_its_track(shown) -> None:
    bar = Bar(0.5)
    bar.resize(200, 6)
    shown(bar)
    assert has_ink(bar, "accent")
    assert has_ink(bar, "sunken")
    bar.set(7.0, "bad")
    assert has_ink(bar, "bad")
    assert not has_ink(bar, "accent")
    over = bar.grab().toImage()
    bar.set(1.0)
    assert bar.grab().toImage() == over
