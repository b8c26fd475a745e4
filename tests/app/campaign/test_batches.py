"""The recipients of an export in batches, and the names of their files."""

from itertools import permutations

from app.campaign.batches import file_name


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
