"""HTML entities in cells, read as the signs that they mean."""

import html

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cleaning import entities


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Smith &amp; Sons", "Smith & Sons"), ("Zo&euml;", "Zoë"), ("O&#39;Neil", "O'Neil"), ("&#x41;nn", "Ann"),
        ("Ana&nbsp;Maria", "Ana Maria"), ("AT&amp;amp;T", "AT&T"), ("&amp;amp;amp;", "&amp;"),
        ("R&D; A&B", "R&D; A&B"), ("&nosuch;", "&nosuch;"), ("Tom & Jerry", "Tom & Jerry"),
    ],
)  # fmt: skip
def test_an_entity_is_its_sign_and_anything_else_stays(text: str, meant: str) -> None:
    assert entities.decoded(text) == meant
    assert entities.decode(pa.chunked_array([[text, None, "plain"]])).to_pylist() == [meant, None, "plain"]


@given(st.text("<>&\"'aé", max_size=20))
def test_what_a_shop_escaped_comes_back(text: str) -> None:
    assert entities.decoded(html.escape(html.escape(text.replace("&", "+")))) == text.replace("&", "+")


def test_cells_with_an_entity_are_counted_unless_the_column_is_html() -> None:
    cells = ["Smith &amp; Sons", "Smith &amp; Sons", "&nosuch;", "a & b", None]
    assert entities.count(pa.chunked_array([cells])) == 2
    assert entities.count(pa.chunked_array([[*cells, "<p>a</p> &amp; b"]])) == 0
    assert entities.count(pa.chunked_array([["a", "b"]])) == 0
