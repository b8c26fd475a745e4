"""The many ways to ask the same of a text field, brought to the few that the merge languages know."""

import itertools

import pytest

from app.template import tree as t
from app.template.languages.jinja import LANGUAGE
from app.template.prepared_template import prepare
from app.template.text_conditions import plain_test, plain_value
from tests.app.template.conftest import template

TEXTS = [None, "", "a", "b", "A"]


def _expr(source: str) -> t.Expr:
    (node,) = LANGUAGE.parse("{{ " + source + " }}").body
    assert isinstance(node, t.Output)
    return node.expr


def _said(source: str, city: str | None, tier: str | None) -> str:
    return prepare(template("x", subject=source)).render({"city": city, "loyalty_tier": tier}).subject


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("city is defined", "city"), ("city != ''", "city"), ("city is blank", "not city"), ("city == none",
        "not city"),
        ("not (city and loyalty_tier)", "not city or not loyalty_tier"), ("not not city", "city"),
        ("city in ['a', 'b']", "city == 'a' or city == 'b'"), ("city not in ['a', 'b']", "city != 'a' and city != 'b'"),
        ("not city == 'a'", "city != 'a'"), ("city in ['a', '']", "city in ['a', '']"),
        ("city | default('a', true) == 'a'", "city | default('a') == 'a'"),
    ],
)  # fmt: skip
def test_a_condition_in_its_plainest_form_holds_for_the_same(source: str, plain: str) -> None:
    made = LANGUAGE.write(plain_test(_expr(source)))
    assert made == LANGUAGE.write(_expr(plain))
    for city, tier in itertools.product(TEXTS, TEXTS):
        asked, again = (_said(f"{{% if {one} %}}yes{{% endif %}}", city, tier) for one in (source, made))
        assert asked == again


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("city or 'x'", "city | default('x')"), ("city | default('x', true) | upper", "city | default('x') | upper"),
        ("city | default(value='x', boolean=true)", "city | default('x')"), ("city | default('x', vip)",
        "city | default('x', vip)"),
        ("city | upper", "city | upper"), ("city ~ 'x'", "city ~ 'x'"),
    ],
)  # fmt: skip
def test_a_value_in_its_plainest_form_prints_the_same(source: str, plain: str) -> None:
    made = LANGUAGE.write(plain_value(_expr(source)))
    assert made == LANGUAGE.write(_expr(plain))
    for city in TEXTS:
        assert _said("{{ " + source + " }}", city, None) == _said("{{ " + made + " }}", city, None)
