"""Merge tags between any two signs."""

import pytest

from app.template.families.merge_tags import MergeTags
from tests.app.template.families.made import Owned, said


class Wren(Owned, MergeTags):
    """An ESP of the family."""

    opens = closes = "%"
    reserved = frozenset({"CITY"})


class Brackets(Owned, MergeTags):
    """One with signs of two characters."""

    opens = "[["
    closes = "]]"


def test_fields_are_tags_and_everything_else_is_a_column() -> None:
    assert said(Wren(), "Hi {{ first_name }}") == ("Hi %FIRST_NAME%", [])
    assert said(Brackets(), "{{ first_name | upper }}") == ("[[FIRST_NAME_TEXT]]", ["Wren has no “upper”"])
    assert said(Wren(), "{% if city %}a{% endif %}") == ("%BLOCK%", ["Wren has no conditions"])


@pytest.mark.parametrize(
    ("wish", "tag"),
    [
        ("city", "QCITY"),
        ("2nd choice", "Q2ND_CHOICE"),
        ("recommendations_2_name", "NAME_2"),
        ("über-größe", "BER_GR_SSE"),
        ("x" * 60, "X" * 50),
        ("x" * 60 + "_12", "X" * 47 + "_12"),
        ("…", "FIELD"),
    ],
)
def test_a_tag_is_short_and_no_reserved_word(wish: str, tag: str) -> None:
    assert Wren().computed_header(wish) == (tag, tag)


def test_no_tag_begins_by_accident() -> None:
    assert Wren().literal("10% off", "html") == "10&#37; off"
    assert Wren().literal("10% off", "text") == "10\u2060%\u2060 off"
    assert Brackets().literal("[a] [[b]] [", "html") == "&#91;a] &#91;[b&#93;] &#91;"
