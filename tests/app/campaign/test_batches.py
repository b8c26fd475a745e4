"""The recipients of an export in batches, and the names of their files."""

from itertools import permutations
from urllib.parse import quote

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from app.campaign.batches import file_name, twins


def test_names_of_html_files() -> None:
    taken: set[str] = set()
    assert file_name("customer_id:17850", taken) == "customer_id%3A17850.html"
    assert file_name("email:zoë@x.com", taken) == "email%3Azo%C3%AB%40x.com.html"
    assert file_name("../../etc/passwd", taken) == "..%2F..%2Fetc%2Fpasswd.html"
    names = [file_name(f"id:{twin}", taken) for twin in ("AB", "Ab", "aB", "ab")]
    assert names == ["id%3AAB.html", "id%3A%41b.html", "id%3Aa%42.html", "%69%64%3A%61%62.html"]


def test_twins_do_not_meet_where_case_is_ignored() -> None:
    for keys in permutations(["id:AB", "id:Ab", "id:aB", "id:ab", "id:x"]):
        taken: set[str] = set()
        assert len({file_name(key, taken).casefold() for key in keys}) == 5, keys


def test_a_long_key_has_a_short_name() -> None:
    first, second = (file_name("id:" + "é" * 300 + ending, set()) for ending in "12")
    assert first != second
    assert len(first) <= 205


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_odd_signs_are_encoded_as_in_a_url(keys: list[str]) -> None:
    for key in keys:
        assert file_name(key[:10], None) == f"{quote(key[:10], safe='')}.html"


def test_twins_are_told_from_others() -> None:
    keys = ["id:AB", "id:x", "id:É", "id:ab", "id:é"]
    has_twin = twins(pa.chunked_array([keys[:2], keys[2:]]))
    assert [key for key in keys if has_twin(key)] == ["id:AB", "id:ab"]
    assert not any(map(twins(pa.chunked_array([keys[:3]])), keys[:3]))
