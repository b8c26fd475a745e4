"""Nothing that a customer's data holds stops a rendering: every filter, test and operator takes every odd value."""

import datetime as dt
import html
import itertools
import json
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.campaign.contact_columns import Layout
from app.campaign.esp_profiles import esp as esp_of
from app.campaign.plan import Plan
from app.domain.problems import TemplateProblem
from app.template import esp_names, values
from app.template.amounts import Amount
from app.template.compiler import compile_template, computed_values
from app.template.filters import FILTERS, TESTS
from app.template.prepared_template import prepare
from tests.app.template.conftest import template

HUGE = ["1e9999999", "-1e9999999", "1e-9999999", "0e9999999", "9" * 5_000, "123456789012345678.1234567890123456789"]
TEXTS = [*HUGE, "NaN", "sNaN", "-Infinity", "1_000", "٣", "\ud800", "\0", "a\0b", "9999-12-31", "0001-01-01", ""]
MOMENTS = ["9999-12-31T23:59:59.999999-23:59", "0001-01-01T00:00+23:59"]
EAST, WEST = (dt.timezone(dt.timedelta(hours=hours)) for hours in (14, -14))
OTHERS: list[Any] = [
    *(None, True, 0, -1, 10**17, 10**30, 10**400, 1e300, -1e300, 5e-324, float("nan"), float("inf")),
    *(Decimal("1e9999999"), Decimal("1e-9999999"), Decimal("NaN"), Decimal("Infinity")),
    *(Amount("922337203685477.5807", "EUR"), Amount("-0.00005", "JPY"), Amount("1e25", "GBP")),
    *(dt.date.max, dt.date.min, dt.datetime.max, dt.datetime.min),
    *(dt.datetime.max.replace(tzinfo=WEST), dt.datetime.min.replace(tzinfo=EAST)),
    *([], {}, ["a", None, 1, {"name": None}], [float("nan"), "1e9999999"], {"name": "1e9999999"}),
]
ODD = [*TEXTS, *MOMENTS, *OTHERS]
ARGUMENTS: list[Any] = ["1e9999999", -3, 10, None, "x", 1e300, "", [1], True]


def _printed(value: Any) -> None:
    """Print a value as every part of an email would, and encode it as a file would."""
    values.html(values.display(value)).encode()


def _try(function: Callable[..., Any], *args: Any) -> None:
    with suppress(TemplateProblem):  # a stated bound, with its sentence
        _printed(function(*args))


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_every_filter_takes_every_value(name: str) -> None:
    spec = FILTERS[name]
    for value in ODD:
        for count in range(spec.needs, len(spec.takes) + 1):
            several = itertools.product(ARGUMENTS, repeat=count) if count < 2 else [(one,) * count for one in ARGUMENTS]
            for args in several:
                _try(spec.function, value, *args)


def test_every_test_and_operator_takes_every_pair_of_values() -> None:
    for left, right in itertools.product(ODD, repeat=2):
        for op in ("==", "!=", "<", "<=", ">", ">=", "in", "not-in"):
            assert isinstance(values.compare(left, op, right), bool)
        for op in ("+", "-", "*", "/", "//", "%", "~"):
            _try(values.arithmetic, left, op, right)
    for value in ODD:
        _try(values.sign, "-", value)
        for spec in TESTS.values():
            for args in [(one,) for one in ARGUMENTS] if spec.needs else [()]:
                bool(spec.function(value, *args))


def test_what_cannot_be_reckoned_with_is_no_number() -> None:
    assert [values.number(text) for text in HUGE[:2]] == [None, None]
    assert values.number("1e17") == 10**17
    assert values.number("1e-9999999") == 0
    assert values.compare("1e9999999", ">", 3) is False
    assert values.display(Decimal("1e-9999999")) == "0"
    assert FILTERS["money"].function("123456789012345678.126", "EUR") == "€123,456,789,012,345,678.13"


SOURCE = (
    "{% if nick > 3 %}a{% elif nick < joined %}b{% endif %}{{ nick | money('EUR') }}{{ nick | number(2) }}{{ nick }}"
    "{{ nick | round(2) }}{{ nick | date }}{{ joined | date('%d %B %Y') }}{{ nick | urlencode }}{{ nick | int + 1 }}"
    "<a href='https://shop.example/{{ nick }}?a={{ joined }}'>{{ nick | default('x', true) | upper }}</a>"
)


@settings(deadline=None, max_examples=60)
@given(nick=st.sampled_from(ODD) | st.text(max_size=6), joined=st.sampled_from(ODD))
def test_every_part_and_every_column_is_made_for_odd_values(nick: Any, joined: Any) -> None:
    made = template(SOURCE, "{{ nick }}", "{{ joined }}")
    for part in prepare(made).render({"nick": nick, "joined": joined}).html, "":
        part.encode()
    for esp in esp_names():
        for row in computed_values(compile_template(made, esp, {"nick": "text"}), [{"nick": nick, "joined": joined}]):
            "".join(row).encode()


def test_every_naughty_string_is_rendered(shared_data: Path) -> None:
    ready = prepare(template(SOURCE, "{{ nick }}", "{{ joined }}"))
    for text in json.loads((shared_data / "naughty_strings" / "blns.json").read_text("utf-8")):
        assert "{{" not in ready.render({"nick": text, "joined": text}).html


@pytest.mark.parametrize(
    "source",
    [
        "{% set a = [1, 1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a }}",
        "{% set a = [1, 1] %}" + "{% set a = [a, a] %}" * 40 + "{% if a == [a, a] %}x{% endif %}",
        "{% set a = [1, 1] %}" + "{% set a = [a] + [a] %}" * 40 + "{{ a | join(', ') }}",
        "{% set a = [1, 1] %}" + "{% set a = a + a %}" * 40 + "{{ a | length }}",
    ],
)
def test_lists_that_hold_each_other_come_to_an_end_with_a_sentence(source: str) -> None:
    with pytest.raises(TemplateProblem, match=r"hold more than an email can|over 100,000 entries"):
        prepare(template(source)).render({})


def test_the_template_that_once_hung_says_why(shared_data: Path) -> None:
    source = (shared_data / "hostile" / "templates" / "hang-nested-lists.html").read_text("utf-8")
    with pytest.raises(TemplateProblem, match="hold more than an email can"):
        prepare(template(source)).render({})


def test_lists_of_the_size_of_an_email_are_no_matter() -> None:
    source = "{% for x in [[1, 2], [3, [4, 5]]] %}{{ x }}{% if x in ['a', 'b'] %}!{% endif %};{% endfor %}"
    assert prepare(template(source)).render({}).html == "1, 2;3, 4, 5;"


@pytest.mark.parametrize("nick", ["|FNAME|", "*|FNAME|*", "|IF:X|", "|*", "*|"])
def test_a_value_between_asterisks_of_the_template_makes_no_tag_with_them(nick: str) -> None:
    """In a block that is worked out, the marketer's own text stands in the cell beside the value."""
    made = template("{% for one in nicks %}<b>*{{ one }}*</b>{% endfor %}", "*{{ nick }}*", "")
    assert not {"*|", "|*"} & {sign for sign in ("*|", "|*") if sign in prepare(made).render({"nick": nick}).subject}
    for esp in esp_names():
        compiled = compile_template(made, esp, {"nick": "text", "nicks": "text"})
        for row in computed_values(compiled, [{"nick": nick, "nicks": [nick]}]):
            assert any(row)
            assert not any(sign in cell for cell in row for sign in ("*|", "|*"))


TAGS = [
    *(
        "%recipient.x%",
        "%FNAME%",
        "%name|default%",
        "%ADDRESS%20",
        "-name-",
        "[[x]]",
        "[name,fallback=]",
        "[FIRSTNAME]",
    ),
    *("{$x}", "%%x%%", "%%=v(@x)=%%", "*|X|*", "*|IF:X|*", "{{x}}", "{{{x}}}", "{%x%}", "{#x#}", "{x}", "{!x}"),
    *("<%x%>", "<%= x %>", "[%x%]", "[% x %]", "#{x}", "${x}", "<<x>>", "##x##", "{{${x}}}", "[[[x]]]"),
    *("$!{x}", "@{x}", "%{x}", "$[x]", "[#if x]", "[@x/]", "[*x*]", "%[x]%"),
]
"""How the ESPs' own languages write what they put in."""


@pytest.mark.parametrize("tag", TAGS)
def test_a_value_is_no_tag_of_any_esp_in_any_column(tag: str) -> None:
    said = f"Ann {tag} Lee"
    made = template("{{ nick }}{% for one in nicks %}<b>{{ one }}</b>{% endfor %}{{ nick | upper }}", "{{ nick }}", "")
    parts = prepare(made).render({"nick": said, "nicks": [said]})
    for text in (parts.html, parts.text, parts.subject):
        assert tag not in html.unescape(text)
    for esp in esp_names():
        compiled = compile_template(made, esp, {"nick": "text", "nicks": "list"})
        context = {"nick": said, "nicks": [said], "unused": said, "email": "a@b.example"}
        row = next(iter(computed_values(compiled, [context])))
        assert len(row) > 1
        layout = Layout(Plan(("A",), "x", esp, columns=("email", "unused")), esp_of(esp), [compiled])
        cells = layout.row(context, 0, row)
        assert sum("Ann" in cell.title() for cell in cells) >= 3
        for cell in (*row, *cells):
            assert tag.upper() not in html.unescape(cell).upper()


@pytest.mark.parametrize("sign", ["$", "#", "@", "%", "!", "$!", "~", "^", "&"])
def test_the_sign_before_a_brace_is_parted_from_it(sign: str) -> None:
    made = values.inert(f"Ann {sign}{{x}} Lee")
    assert sign[-1] + "{" not in made
    assert made.replace("\u2060", "") == f"Ann {sign}{{x}} Lee"
    assert values.inert(made) == made


def test_what_ends_behind_a_value_makes_no_tag_with_it() -> None:
    ready = prepare(template("{{ nick }}%", "{{ nick }}]", ""))
    made = ready.render({"nick": "%FNAME"}), ready.render({"nick": "[Name"})
    assert "%FNAME%" not in made[0].html
    assert "[Name]" not in made[1].subject


@pytest.mark.parametrize(
    "said",
    [
        "Jean-Paul-Marie",
        "10% off, 20% later",
        "100%",
        "https://shop.example/caf%C3%A9%20a?b=%41c%20",
        "Ann - Lee",
    ],
)
def test_what_is_no_tag_stays_as_it_is(said: str) -> None:
    assert values.inert(said) == said


def test_a_sign_that_was_lost_long_ago_breaks_no_link() -> None:
    """`M�ller`, as many a list has it, is a value like others once it is encoded for a link."""
    assert values.inert("M%EF%BF%BDller%7C%25") == "M%EF%BF%BDller%7C%25"
    # What is no encoding of anything is text, in which an ESP could see a tag.
    assert values.inert("%FF%FENAME%") != "%FF%FENAME%"


def test_a_link_stays_one() -> None:
    ready = prepare(template("<a href='https://shop.example/?a={{ nick }}'>x</a>", "", ""))
    assert "?a=%C3%A9a%20%C3%A0bc%20d" in ready.render({"nick": "éa àbc d"}).html
