"""What counts as true in the tree, asked of Liquid without brackets."""

import pytest

from app.template.languages.jinja import LANGUAGE as JINJA
from app.template.languages.liquid import LANGUAGE
from app.template.languages.liquid.conditions import Both, Leaf


@pytest.mark.parametrize(
    ("jinja", "liquid"),
    [
        ("city", "{% if city %}"),
        ("not city", "{% if city == nil %}"),
        ("orders", "{% if orders != blank and orders != 0 %}"),
        ("a == 1 and (b == 2 or c == 3)", "{% if a == 1 and b == 2 or c == 3 %}"),
        ("(a == 1 and b == 2) or c == 3", "{% if c == 3 or a == 1 and b == 2 %}"),
        ("not (a == 1 or b == 2)", "{% if a != 1 and b != 2 %}"),
        ("a in ['x', 'y']", "{% if a == 'x' or a == 'y' %}"),
        ("1 < a < 5", "{% if 1 < a and a < 5 %}"),
        ("a is blank", "{% if a == blank and a != false %}"),
        ("city is blank", "{% if city == blank %}"),
        ("a == ''", "{% if a == nil %}"),
    ],
)
def test_it_is_said_from_the_right(jinja: str, liquid: str) -> None:
    tree = JINJA.parse(f"{{% if {jinja} %}}x{{% endif %}}")
    assert LANGUAGE.compose(tree, told := [], {"city"}) == f"{liquid}x{{% endif %}}"
    assert told == []


def test_what_needs_brackets_is_given_a_name() -> None:
    tree = JINJA.parse("{% if (a == 1 or b == 2) and (c == 3 or d == 4) %}x{% endif %}")
    assert LANGUAGE.compose(tree, []) == (
        "{% if a == 1 or b == 2 %}{% assign value_1 = true %}{% else %}{% assign value_1 = false %}{% endif %}"
        "{% if value_1 and c == 3 or d == 4 %}x{% endif %}"
    )
    assert Both("and", Leaf("a"), Leaf("b")) == Both("and", Leaf("a"), Leaf("b"))
