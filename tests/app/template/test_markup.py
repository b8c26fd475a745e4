"""The tolerant scanner for HTML and MJML."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.template.linting import lint
from app.template.markup import scan

SECONDS = 20


SOURCES: dict[str, Callable[[int], str]] = {
    "signs": lambda size: "<" * size,
    "tags": lambda size: "<p>x</p>\n" * (size // 9),
    "pictures": lambda size: "<img src=x>" * (size // 11),
    "declarations": lambda size: "<!" * (size // 2),
    "sections of characters": lambda size: "<![CDATA[" * (size // 9),
    "braces": lambda size: "{first_name} " * (size // 13),
    "words to replace": lambda size: "lorem ipsum " * (size // 12),
    "list": lambda size: "{{ [" + "1," * (size // 2) + "] }}",
    "conditions": lambda size: "{% if a %}" * (size // 10),
    "brackets": lambda size: "{{ " + "(" * size,
    "filters": lambda size: "{{ a" + "|upper" * (size // 6) + " }}",
    "sums": lambda size: "{{ a" + "+a" * (size // 2) + " }}",
}


@pytest.mark.parametrize("name", SOURCES)
def test_reading_a_source_takes_time_by_its_length(name: str) -> None:
    source = SOURCES[name](400_000)
    began = time.process_time()
    lint(source, "html", ["first_name"])
    assert time.process_time() - began < SECONDS


@given(
    st.text("<>/!-='\"\\ ab&\n", max_size=40)
    | st.sampled_from(["<style>p<b</style>", "<script>'</p>'</script>", "<!--", "<a"])
)
def test_the_pieces_are_the_whole_source_in_order(source: str) -> None:
    pieces = list(scan(source))
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces)][: len(pieces)]
    assert (pieces[-1].end if pieces else 0) == len(source)
    for piece in pieces:
        for own in piece.attributes:
            assert source[own.value_start : own.value_start + len(own.value)] == own.value


def test_attributes_are_read_with_their_quotes_and_raw_text_as_it_is() -> None:
    tag, style, raw, *_ = scan("<A HREF='x > y' title=\"b\" hidden src=c/>"[:-2] + "><style>p > a {}</style>")
    assert (tag.name, tag.kind, [(own.name, own.value, own.quote) for own in tag.attributes]) == (
        "a", "tag", [("href", "x > y", "'"), ("title", "b", '"'), ("hidden", "", ""), ("src", "c", "")],
    )  # fmt: skip
    assert (style.name, raw.kind, raw.name) == ("style", "raw", "style")
    assert tag.get("title") is not None
    assert tag.get("alt") is None
