"""What a value is in a template: how it prints, compares and adds up, and how it is made harmless."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import TemplateProblem
from app.template import values
from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.parser import parse
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Mode, Program


def render(source: str, mode: Mode = "html", **context: Any) -> str:
    return Program(parse(source), mode, LANGUAGE).render(prepared_context(context), Run())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  ", ""),
        (3.0, "3"),
        (2.5, "2.5"),
        (1e-7, "0.0000001"),
        (float("nan"), ""),
        (Decimal("12.3400"), "12.34"),
        (True, "true"),
        (dt.date(2011, 12, 9), "2011-12-09"),
        (dt.datetime(2011, 12, 9, 12, 50), "2011-12-09 12:50"),
        (["a", None, "b"], "a, b"),
        ({"name": "Lamp", "sku": "1"}, "Lamp"),
        ("a\r\nb", "a b"),
    ],
)
def test_a_value_prints_as_people_write_it(value: object, text: str) -> None:
    assert render("{{ x }}", x=value) == text


def test_what_a_customer_is_called_is_harmless_in_html_and_to_every_esp() -> None:
    made = render("{{ x }}|{{ y }}", x="<script>{{x}}{% y %}", y="*|FNAME|*\"'&")
    assert "<" not in made
    assert "{{" not in made and "{%" not in made and "%}" not in made and "*|" not in made  # noqa: PT018
    assert made.replace("\u2060", "") == "&lt;script&gt;{{x}}{% y %}|*|FNAME|*&quot;&#x27;&amp;"
    assert render("{{ x }}", "text", x="{{x}} & <y>").replace("\u2060", "") == "{{x}} & <y>"


def test_a_name_cannot_turn_the_direction_of_what_follows_it() -> None:
    assert render("{{ x }}, hello", "text", x="\u202eevil\u2066") == "evil, hello"
    assert render("{{ x }}", x="نور \U0001f468\u200d\U0001f469") == "نور \U0001f468\u200d\U0001f469"


def test_half_a_character_cannot_break_a_file() -> None:
    assert render("{{ x }}", x="a\ud800b").encode() == "a\ufffdb".encode()


@given(st.text())
def test_no_text_can_open_a_tag_or_a_merge_field(text: str) -> None:
    made = values.html(text)
    assert not {"<", ">", '"', "'"} & set(made)
    assert "{{" not in made
    assert "{%" not in made
    assert "*|" not in made
    assert len(values.one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("left", "op", "right", "holds"),
    [
        (3, "==", "3", False),
        ("a", "==", "A", False),
        (None, "==", None, True),
        (3, "<", "x", False),
        ("x", ">", 3, False),
        (dt.date(2011, 1, 2), ">", "2011-01-01", True),
        ("b", "<", "c", True),
        (None, "<", 1, False),
        (True, "==", 1, False),
    ],
)
def test_comparisons_never_fail(left: object, op: str, right: object, holds: bool) -> None:
    assert values.compare(left, op, right) is holds


@pytest.mark.parametrize(
    ("left", "op", "right", "made"),
    [
        (1, "+", "2", None),
        ("a", "+", "b", "ab"),
        ([1], "+", [2], [1, 2]),
        (1, "/", 0, None),
        (7, "//", 2, 3),
        (dt.date(2011, 1, 3), "-", dt.date(2011, 1, 1), 2),
        ("x", "*", 2, None),
        (None, "+", 1, None),
    ],
)
def test_sums_are_of_numbers_and_missing_where_there_is_none(
    left: object, op: str, right: object, made: object
) -> None:
    assert values.arithmetic(left, op, right) == made


def test_parts_and_entries_are_missing_rather_than_a_fault() -> None:
    assert [values.item(["a", "b"], at) for at in (0, -1, 2, "x", None)] == ["a", "b", None, None, None]
    assert (values.part({"a": 1, "b": ""}, "a"), values.part({"b": ""}, "b"), values.part("a", "upper")) == (
        1,
        None,
        None,
    )
    assert [values.piece("abcd", start, stop) for start, stop in ((1, 3), (None, 2), ("x", None))] == [
        "bc",
        "ab",
        "abcd",
    ]
    assert values.contains(["Garden"], "Garden")
    assert not values.contains(None, "x")
    assert values.sign("-", 3) == -3
    assert values.moment("2011-02-30") is None


def test_a_text_is_no_longer_than_any_email_needs() -> None:
    assert values.bounded("x" * values.MAX_TEXT)
    with pytest.raises(TemplateProblem):
        values.bounded("x" * (values.MAX_TEXT + 1))
