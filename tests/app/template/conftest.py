"""Templates and people for the tests of the merge languages: hypothesis draws both from the whole subset."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import strategies as st

from app.template.amounts import Amount
from app.template.compiler import Compiled, computed_values
from app.template.prepared_template import Template

TRICKY = [
    "Ann",
    "O'Neil",
    'Say "hi"',
    "<b>Tom & Jerry</b>",
    "{{ first_name }}",
    "{% if x %}",
    "{",
    "}}",
    "*|FNAME|*",
    "|*",
    "İstanbul ß ǆ",
    "نور",
    "李",
    "a\nb\tc\x85d",
    "   ",
    "",
    "0",
    "false",
    "None",
    "Gold",
    "gold",
    "x" * 300,
    "&amp;",
    "\ud800 half",
]

_FRAGMENTS = [
    "Hi ",
    "<p>",
    "</p>\n",
    " & ",
    "'",
    '"quoted"',
    "{% raw %}{{{% endraw %}",
    "{% raw %}{%{% endraw %}",
    "{# gone #}",
    "{% raw %}{{% endraw %}",
    "*",
    "|",
    "é ",
    "\n\n",
    '<a href="https://shop.example/?a=1&b=2">go</a>',
]
_LINKED = [
    "city",
    "first_name | default('there')",
    "last_name | urlencode",
    "loyalty_tier | upper",
    "revenue",
    "recommendations[0].url",
    "sender.name",
    "'a & b'",
    "first_name if city else last_name",
    "city ~ ' ' ~ last_name",
    "city ~ '&n=' ~ last_name",
]
"""What may stand in a link, as its beginning or as a part of it."""

_TEXTS = ["first_name", "city", "loyalty_tier", "last_name"]
_VALUES = [
    *_TEXTS,
    "orders",
    "revenue",
    "birth_date",
    "vip",
    "interests",
    "nothing",
    "sender.name",
    "first_name | default('there')",
    "city | default('your town') | upper",
    "last_name | upper | default('x')",
    "first_name | title",
    "first_name | default('there', true)",
    "first_name | default(value='there', boolean=true) | upper",
    "last_name | default('', true)",
    "city or 'your town'",
    "first_name if city else last_name | default('you')",
    "'dear' if not loyalty_tier",
    "loyalty_tier if loyalty_tier != '' else 'a & {{b'",
    "orders | default('none', true)",
    "nothing | default('x', vip)",
    "first_name | default('a & b')",
    "orders | default(0)",
    "revenue | money('GBP')",
    "revenue | money",
    "revenue * 2",
    "birth_date | date('%-d %B')",
    "interests | join(', ')",
    "first_name ~ ' ' ~ last_name",
    "recommendations | length",
    "recommendations[0].name",
    "'{{'",
    "unsubscribe_url",
    "orders * 2 + 1",
    "score['odd name']",
]
_TESTS = [
    *_TEXTS,
    "vip",
    "orders",
    "loyalty_tier == 'Gold'",
    "city != 'Leeds'",
    "first_name == city",
    "orders > 3",
    "orders == '3'",
    "not first_name",
    "first_name is not defined",
    "city is blank or first_name is none",
    "city == ''",
    "last_name != none",
    "loyalty_tier in ['Gold', 'gold', 'O\\'Neil']",
    "loyalty_tier not in ('Gold', 'gold')",
    "loyalty_tier | lower == 'gold'",
    "city | upper != 'NONE'",
    "loyalty_tier | default('Gold', true) == 'Gold'",
    "not (city and loyalty_tier == 'Gold')",
    "loyalty_tier or 'x'",
    "vip is defined",
    "interests is blank",
    "orders == ''",
    "not (city or first_name)",
    "city and first_name or loyalty_tier",
    "(city or first_name) and loyalty_tier == 'Gold'",
    "'Garden' in interests",
    "birth_date < '2000-01-01'",
    "first_name is defined",
    "nothing",
    "loyalty_tier == 'O\\'Neil'",
]


def _output(expr: str) -> str:
    return "{{ " + expr + " }}"


def _condition(parts: tuple[list[str], list[str], str | None]) -> str:
    tests, bodies, otherwise = parts
    pairs = zip(tests, bodies, strict=True)
    made = "".join(f"{{% {'elif' if index else 'if'} {test} %}}{body}" for index, (test, body) in enumerate(pairs))
    return made + (f"{{% else %}}{otherwise}" if otherwise is not None else "") + "{% endif %}"


def _loop(parts: tuple[str, str]) -> str:
    over, body = parts
    return f"{{% for r in {over} %}}{{{{ loop.index }}}}{{{{ r.name }}}}{body}{{% else %}}none{{% endfor %}}"


def _several(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, max_size=4).map("".join)


_LINK_SHAPES = [
    '<a href="https://shop.example/?q=@&b=2">go</a>',
    "<a href='https://shop.example/@/x#@'>go</a>",
    '<a href="@?utm=@">go</a>',
    '<a href="mailto:@?subject=@">go</a>',
    "<p style=\"background: url('@')\">x</p>",
]


def _link(parts: tuple[str, str]) -> str:
    shape, expr = parts
    return shape.replace("@", _output(expr))


_LINKS = st.tuples(st.sampled_from(_LINK_SHAPES), st.sampled_from(_LINKED)).map(_link)

_LEAF = st.sampled_from(_FRAGMENTS) | _LINKS | st.sampled_from(_VALUES).map(_output)
_SETTING = st.sampled_from(_VALUES[:12]).map(lambda expr: f"{{% set mine = {expr} %}}{{{{ mine }}}}")


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bodies = st.integers(1, 3).flatmap(
        lambda count: st.tuples(
            st.lists(st.sampled_from(_TESTS), min_size=count, max_size=count),
            st.lists(_several(inner), min_size=count, max_size=count),
            st.none() | _several(inner),
        )
    )
    loops = st.tuples(
        st.sampled_from(["recommendations", "recommendations[:2]", "nothing"]),
        st.lists(st.sampled_from(_FRAGMENTS), max_size=2).map("".join),
    )
    return bodies.map(_condition) | loops.map(_loop) | _several(inner)


sources = st.recursive(_LEAF | _SETTING, _deeper, max_leaves=12)
"""Jinja2 source in the whole subset."""

_text = st.none() | st.sampled_from(TRICKY) | st.text(max_size=8)
_names = st.fixed_dictionaries({"name": _text, "url": _text})

people = st.fixed_dictionaries(
    {
        "first_name": _text,
        "last_name": _text,
        "city": _text | st.just("Leeds"),
        "loyalty_tier": _text | st.just("Gold"),
        "orders": st.none() | st.integers(-3, 10),
        "revenue": st.none()
        | st.floats(-1e6, 1e6)
        | st.just(float("nan"))
        | st.integers(-(10**13), 10**13).map(lambda value: Amount(Decimal(value).scaleb(-4), "GBP")),
        "birth_date": st.none() | st.dates(dt.date(1940, 1, 1), dt.date(2020, 1, 1)),
        "vip": st.none() | st.booleans(),
        "interests": st.none() | st.lists(st.sampled_from(["Garden", "Home", "{{", ""]), max_size=3),
        "recommendations": st.none() | st.lists(_names, max_size=4),
    }
)
"""A person's merge fields, with everything odd in them."""


@pytest.fixture
def rows_of() -> Callable[[Compiled, list[dict[str, Any]]], list[dict[str, str]]]:
    """The rows that an ESP reads: the cells written to a CSV file and read again."""

    def rows(compiled: Compiled, contexts: list[dict[str, Any]]) -> list[dict[str, str]]:
        written = io.StringIO(newline="")
        writer = csv.writer(written)
        writer.writerow(["Row", *(column.header for column in compiled.columns)])
        writer.writerows(["1", *cells] for cells in computed_values(compiled, contexts))
        written.seek(0)
        return [dict(row) for row in csv.DictReader(written)]

    return rows


def template(body: str, subject: str = "", preheader: str = "", text: str | None = None) -> Template:
    """A template of these sources."""
    return Template("Test", subject, preheader, body, text)
