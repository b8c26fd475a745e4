"""The filters and tests of templates, each with what it does and takes."""

import datetime as dt
from typing import Any

import pytest

from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.parser import parse
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Mode, Program


def render(source: str, mode: Mode = "html", **context: Any) -> str:
    return Program(parse(source), mode, LANGUAGE).render(prepared_context(context), Run())


def test_a_default_stands_in_for_blank_but_not_for_zero() -> None:
    source = "{{ x | default('none') }}"
    assert [render(source, x=x) for x in (None, "", " ", 0, False)] == ["none", "none", "none", "0", "false"]
    assert render("{{ x | default('none', true) }}", x=0) == "none"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ revenue | money('GBP') }}", "£1,234.50"),
        ("{{ 0 - revenue | money('EUR') }}", ""),
        ("{{ -5 | money('$') }}", "-$5.00"),
        ("{{ 7 | money('SEK', 0) }}", "SEK\u00a07"),
        ("{{ 1234567.891 | number(1) }}", "1,234,567.9"),
        ("{{ day | date }}", "03 February 2024"),
        ("{{ missing | default(value='x', boolean=true) }} {{ day | date(format='%Y') }}", "x 2024"),
        ("{{ 'x' | int(default=7) }} {{ rows | join(d='+', attribute='name') }}", "7 a+b"),
        ("{{ '2024-02-03T09:05:00' | date('%-d %b %y, %H:%M %p %%') }}", "3 Feb 24, 09:05 AM %"),
        ("{{ 'soon' | date }}", ""),
        ("{{ rows | map('price') | sum }}", "3.5"),
        ("{{ (rows | sort('price', reverse=true) | first).name }}", "b"),
        ("{{ ['B', 'a', 'b'] | unique | sort | join(',') }}", "a,B"),
        ("{{ rows | max('price') }} {{ rows | min('price') }}", "2 1.5"),
        ("{{ 2.5 | round }} {{ 2.345 | round(2) }} {{ 2.1 | round(0, 'ceil') }}", "2 2.35 3"),
        (
            "{{ 1 }} {{ 1 | plural('order', 'orders') }}, {{ 2 }} {{ 2 | plural('order', 'orders') }}",
            "1 order, 2 orders",
        ),
        ("{{ (today - day) }} days", "7 days"),
        ("{{ today > day }} {{ day < '2024-03-01' }} {{ 'x' < 3 }} {{ '10' > 9 }}", "true true false true"),
    ],
)
def test_a_filter_or_operator_does_what_it_says(source: str, text: str) -> None:
    context = {"revenue": 1234.5, "day": dt.date(2024, 2, 3), "today": dt.date(2024, 2, 10)}
    rows = [{"name": "a", "price": 1.5}, {"name": "b", "price": 2}]
    assert render(source, rows=rows, **context) == text
