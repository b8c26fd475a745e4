"""The figures of a row, and what stands under the builder."""

from app.audience import Figures, Reach, Shared
from app.audience.rule_figures import Rung
from ui.panes.segments.figures import Below, RowFigures
from ui.widgets.bars import BarRow
from ui.widgets.labels import Label

REACH = Reach(300, 200, 40, 30, 30, 1_000, 1.0)


def test_a_row_says_both_figures_and_keeps_its_height(shown) -> None:
    figures = RowFigures()
    shown(figures)
    height = figures.sizeHint().height()
    figures.show_figures(1_204, 96)
    assert (figures.text(), figures.takes()) == ("1,204", "−96")
    assert figures.toolTip() == "Holds for 1,204 by itself. Without it 96 more would match."
    assert figures.sizeHint().height() == height
    figures.show_figures(1_204, -3)
    assert figures.takes() == "+3"
    assert "3 fewer" in figures.accessibleName()
    figures.show_figures(7, 0)
    assert (figures.takes(), figures.toolTip()) == ("", "Holds for 7 by itself.")
    figures.show_figures(None)
    assert (figures.text(), figures.toolTip()) == ("", "")


def test_the_funnel_goes_from_everyone_to_an_email(shown) -> None:
    below = Below()
    shown(below)
    long = "Placed an order at least 2 times in the last 365 days and more words than have room"
    below.show_funnel(Figures({}, {}, (Rung("all[0]", "City is “York”", 600), Rung("all[1]", long, 300))), REACH)
    bars = below.findChildren(BarRow)
    assert [bar.accessibleName() for bar in bars] == [
        "Everyone: 1,000", "City is “York”: 600", f"{long}: 300", "Can be emailed: 200"
    ]  # fmt: skip
    assert bars[2].label.toolTip() == long
    assert bars[2].label.text().endswith("…")


def test_other_segments_are_named_with_how_many_they_share(shown) -> None:
    below = Below()
    shown(below)
    below.show_shared(tuple(Shared(f"S{at}", 500, 90 - at) for at in range(7)), 300)
    bars = below.findChildren(BarRow)
    assert [bar.label.text() for bar in bars] == ["S0", "S1", "S2", "S3", "S4"]
    assert bars[0].toolTip() == "90 of the 500 in “S0”"
    said = [label.text() for label in below.findChildren(Label)]
    assert "and in 2 more" in said
    below.show_shared((), 300)
    assert "In no other segment." in [label.text() for label in below.findChildren(Label)]
    below.show_nothing()
    assert "Counted as soon as every condition is complete." in [label.text() for label in below.findChildren(Label)]
