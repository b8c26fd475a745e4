"""A tree as a source in Liquid."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.jinja import LANGUAGE as JINJA
from app.template.languages.liquid.composing import composed


@pytest.mark.parametrize(
    ("jinja", "liquid"),
    [
        ("{{ a ~ 'x' }}", "{{ a | append: 'x' }}"),
        ("{{ 'x' if city else 'y' }}", "{% if city %}{{ 'x' }}{% else %}{{ 'y' }}{% endif %}"),
        ("{{ (a ~ b) | upper }}", "{{ a | append: b | upcase }}"),
        ("{{ a * (b + 1) }}", "{% assign value_1 = b | add: 1 %}{{ a | multiply: value_1 }}"),
        ("{% for x in recommendations[1:3] %}{{ loop.revindex }}{% else %}-{% endfor %}",
         "{% for x in recommendations limit: 2 offset: 1 %}{{ forloop.rindex }}{% else %}-{% endfor %}"),
        ("{% for x in interests if x == 'a' %}{{ x }}{% endfor %}",
         "{% for x in interests %}{% if x == 'a' %}{{ x }}{% endif %}{% endfor %}"),
        ("{% set n = a | default(1) %}{{ n }}", "{% assign n = a | fallback: 1 %}{{ n }}"),
        ("{% if city %} {% endif %}", "{% if city %}{% raw %} {% endraw %}{% endif %}"),
        ("{% raw %}{{ x }}{% endraw %}", "{% raw %}{{ x }}{% endraw %}"),
        ("{{ a | sort }}", "{{ a | sorted | join_filled: ', ' }}"),
    ],
)  # fmt: skip
def test_each_is_said(jinja: str, liquid: str) -> None:
    assert composed(JINJA.parse(jinja), told := [], {"city"}) == liquid
    assert told == []


def test_what_cannot_be_said_is_told_by_its_line() -> None:
    told: list[TemplateProblem] = []
    assert composed(JINJA.parse("a\n{{ [] }}\nb"), told) == "a\n\nb"
    assert [(each.line, each.what) for each in told] == [
        (2, "Liquid cannot say a choice, a condition or a list as a value")
    ]
    composed(t.Tree((t.Set("forloop", t.Const(1)),)), told)
    assert "a variable called “forloop”" in told[-1].what
