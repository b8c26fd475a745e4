"""Colours as they are written, and how much two stand out: the known figures of WCAG."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.template.colours import as_written, contrast, enough, read_colour

colours = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#FFF", (255, 255, 255)),
        ("#0a0B0c", (10, 11, 12)),
        (" rgb(1, 2,300) ", (1, 2, 255)),
        ("rgb(1 2 3)", (1, 2, 3)),
        ("Navy", (0, 0, 128)),
        ("rgba(0,0,0,.5)", None),
        ("transparent", None),
        ("#12345", None),
        ("linear-gradient(red, blue)", None),
    ],
)
def test_a_colour_is_read_or_not_known(text: str, colour: object) -> None:
    assert read_colour(text) == colour


def test_the_figures_that_everybody_knows() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((255, 255, 255), (255, 255, 255)) == 1
    # The grey that is just enough on white, and the next that is not.
    assert contrast((118, 118, 118), (255, 255, 255)) >= 4.5 > contrast((119, 119, 119), (255, 255, 255))


@given(colours, colours)
def test_a_colour_that_is_offered_is_enough(colour: tuple[int, int, int], ground: tuple[int, int, int]) -> None:
    better = enough(colour, ground, 4.5)
    assert contrast(better, ground) >= 4.5
    assert read_colour(as_written(better)) == better
    if contrast(colour, ground) >= 4.5:
        assert better == colour
