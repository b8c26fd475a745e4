"""Email addresses: what can be mailed, and how addresses are compared."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cleaning import emails


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


@pytest.mark.parametrize(
    ("address", "matched"),
    [
        (" Ann.Lee@Example.COM ", "ann.lee@example.com"),
        ("user+tag@sub.example.co.uk", "user+tag@sub.example.co.uk"),
        ("o'neil@example.com", "o'neil@example.com"),
        ("JÜRGEN@MÜLLER.de", "jürgen@xn--mller-kva.de"),
        ("पा@उदाहरण.भारत", "पा@xn--p1b6ci4b4b3a.xn--h2brj9c"),
        ("a@xn--mller-kva.de", "a@xn--mller-kva.de"),
        ("n/a", None),
        ("a@@example.com", None),
        ("a@example..com", None),
        ("a,x@example.com", None),
        ("a b@example.com", None),
        ("a@", None),
        ("example.com", None),
        ("a.@example.com", None),
        ("a@-x.com", None),
        ("a@x.c0m", None),
        ("a@localhost", None),
        ('"a b"@example.com', None),
        ("a" * 65 + "@example.com", None),
        ("", None),
    ],
)
def test_addresses(address: str, matched: str | None) -> None:
    assert emails.addresses(column(address))[0].to_pylist() == [matched]
    assert emails.match_form(address) == matched


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_matched_address_is_its_own_match(text: str) -> None:
    matched = emails.match_form(text)
    assert matched is None or emails.match_form(matched) == matched


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Lee <ann@x.example>", "ann@x.example"),
        ("John Smith john@x.example", "john@x.example"),
        ("mailto:ann@x.example?subject=hi", "ann@x.example"),
        ("Ann (ann@x.example)", "ann@x.example"),
        ("“ann@x.example”", "ann@x.example"),
        ("'ann@x.example'", "ann@x.example"),
        ("ann＠x.example", "ann@x.example"),
        ("ann@x.example\u200b", "ann@x.example"),
        ("ann@x.example ::: bob@x.example", "ann@x.example"),
        ("ann@x.example; bob@x.example", "ann@x.example"),
        ("E-mail: ann@x.example,", "ann@x.example"),
        ("ann@x.example.", "ann@x.example"),
        # What may be the rest of another address is nobody's.
        ("ann,lee@x.example", None),
        ("ann lee@x.example", None),
        ("ann@@x.example", None),
        ("ann@x.example@y.example", None),
        ("http://ann@x.example/", None),
    ],
)
def test_an_address_in_a_longer_text_is_taken_out_of_it(text: str, found: str | None) -> None:
    matched, given = emails.addresses(column(text))
    assert matched.to_pylist() == [found]
    assert given.to_pylist() == [text if found is None else found]


def test_all_addresses_of_a_cell_are_found() -> None:
    cells = column("Ann <ann@x.example>, BOB@x.example", "cy@x.example", "d@@x.example; e@x.example", "")
    assert emails.all_addresses(cells) == {0: ["ann@x.example", "bob@x.example"]}
