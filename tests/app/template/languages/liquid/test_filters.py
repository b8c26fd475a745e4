"""Liquid's filters in the tree's terms."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.liquid.filters import has_point
from app.template.languages.liquid.parser import parse

A = t.Name("a")


def expr(inside: str) -> t.Expr:
    (node,) = parse(f"{{{{ {inside} }}}}").body
    assert isinstance(node, t.Output)
    return node.expr


@pytest.mark.parametrize(
    ("inside", "made"),
    [
        ("a | upcase", t.Filter(A, "upper")),
        ("a | append: 'x'", t.Binary("~", A, t.Const("x"))),
        ("a | default: 'x'", t.Filter(A, "default", (t.Const("x"), t.Const("false")))),
        ("a | default: 'x', allow_false: true", t.Filter(A, "default", (t.Const("x"),))),
        ("a | remove: 'x'", t.Filter(A, "replace", (t.Const("x"), t.Const("")))),
        ("a | at_least: 5", t.Filter(t.Items((t.Filter(A, "to_number"), t.Const(5))), "max")),
        ("a | divided_by: 2", t.Filter(t.Filter(A, "to_number"), "divided_by", (t.Const(2),))),
        ("'now' | date: '%Y'", t.Filter(t.Name("today"), "date", (t.Const("%Y"),))),
        ("a | money: 'GBP'", t.Filter(A, "money", (t.Const("GBP"),))),
        ("a | rounded: 2", t.Filter(A, "round", (t.Const(2),))),
        ("a | multiply: 2", t.Binary("*", A, t.Const(2))),
        ("a | is_even", t.Test(A, "even")),
        ("a | piece: 1, 3", t.Slice(A, t.Const(1), t.Const(3))),
    ],
)
def test_each_comes_to_ours(inside: str, made: t.Expr) -> None:
    assert expr(inside) == made


@pytest.mark.parametrize(
    "inside",
    ["a | upcase: 1", "a | base64_encode", "a | divided_by: 0", "a | divided_by: b", "a | slice: b", "a | date: '%s'",
     "a | where: b", "'March 14' | date: '%d'", "a | default: 1, 2", "a | truncate: b", "a | money: 1, 2, 3"],
)  # fmt: skip
def test_what_liquid_would_stop_at_is_refused(inside: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        expr(inside)
    assert caught.value.column


def test_a_number_that_is_written_with_a_point_keeps_it() -> None:
    assert expr("10 | divided_by: 2.0") == t.Filter(
        t.Filter(t.Const(10), "divided_exactly", (t.Filter(t.Const(2.0), "to_number"),)), "decimal"
    )
    assert has_point(t.Binary("+", t.Filter(t.Const(1.5), "to_number"), A))
    assert not has_point(t.Binary("*", t.Const(1.5), A))
