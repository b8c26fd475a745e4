"""A source as it is read: its places, and its bounds."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.reading import problems
from app.template.reading.source import MAX_DEPTH, MAX_SOURCE, Source


def test_a_place_is_told_by_line_and_column() -> None:
    found = Source("a\r\nbc\n\rd").problem(problems.TOO_DEEP, 4)
    assert (found.line, found.column) == (2, 2)
    assert Source("a\r\nbc\n\rd").line(7) == 4


@pytest.mark.parametrize("text", ["x" * (MAX_SOURCE + 1), "a\x00", "\U000f0001"])
def test_what_is_no_template_is_refused(text: str) -> None:
    with pytest.raises(TemplateProblem):
        Source(text)


def test_what_goes_too_deep_is_refused_and_what_ended_counts_no_more() -> None:
    source = Source("x")
    for _ in range(MAX_DEPTH + 5):
        with source.deeper(0):
            pass
    for _ in range(MAX_DEPTH):
        source.deeper(0)
    with pytest.raises(TemplateProblem, match="nested too deeply"):
        source.deeper(0)
