"""What stands inside Liquid's tags, read into the tree's expressions."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.liquid.expressions import Reader
from app.template.reading.source import Source

A, B, OWN = t.Name("a"), t.Name("b"), t.Name("own")


def reader(inside: str) -> Reader:
    return Reader(Source(inside), inside, 0, frozenset({"own"}))


@pytest.mark.parametrize(
    ("inside", "expr"),
    [
        ("a.b[0]['odd one']", t.Attr(t.Item(t.Attr(A, "b"), t.Const(0)), "odd one")),
        ("a.size", t.Filter(A, "entry", (t.Const("size"),))),
        ("score.churn", t.Name("score:churn")),
        ("['odd one']", t.Name("odd one")),
        ("(1..3)", t.Items((t.Const(1), t.Const(2), t.Const(3)))),
        ("a | plus: 2", t.Binary("+", t.Filter(A, "to_number"), t.Const(2))),
        ("own", t.Name("own")),
    ],
)
def test_a_value_is_read(inside: str, expr: t.Expr) -> None:
    assert reader(inside).filtered() == expr


@pytest.mark.parametrize(
    ("inside", "expr"),
    [
        ("a and b or own", t.Binary("and", A, t.Binary("or", B, t.Name("own")))),
        ("a contains 'x'", t.Compare(t.Const("x"), (("in", A),))),
        ("a contains b", t.Test(A, "containing", (B,))),
        ("a <> nil", t.Not(t.Test(A, "none"))),
        ("a == blank", t.Binary("or", t.Test(A, "blank"), t.Compare(A, (("==", t.Const(False)),)))),
        ("a != empty", t.Not(t.Test(A, "empty"))),
        (
            "own == ''",
            t.Binary("and", t.Test(OWN, "string"), t.Compare(OWN, (("==", t.Const("")),))),
        ),
    ],
)
def test_a_condition_is_read_from_the_right(inside: str, expr: t.Expr) -> None:
    assert reader(inside).condition() == expr


@pytest.mark.parametrize("inside", ["a == ''", "blank", "a > 'x' == 1", "1 > 'x'", "blank < 1"])
def test_what_would_mean_something_else_is_refused(inside: str) -> None:
    found = reader(inside)
    with pytest.raises(TemplateProblem):
        (found.condition(), found.done())
