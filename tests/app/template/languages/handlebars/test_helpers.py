"""What a helper comes to in the tree."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.handlebars.helpers import helped, is_helper
from app.template.reading.source import Source

A, B = t.Name("a"), t.Name("b")


@pytest.mark.parametrize(
    ("name", "given", "made"),
    [
        ("eq", [A, B], t.Compare(A, (("==", B),))),
        ("and", [A, B, A], t.Binary("and", t.Binary("and", A, B), A)),
        ("not", [A], t.Not(A)),
        ("concat", [A, B], t.Binary("~", A, B)),
        ("add", [A, B], t.Binary("+", A, B)),
        ("choose", [A, B], t.Choice(A, B, None)),
        ("lookup", [A, t.Const("x")], t.Attr(A, "x")),
        ("lookup", [A, t.Const(0)], t.Item(A, t.Const(0))),
        ("piece", [A, t.Const(None), t.Const(2)], t.Slice(A, None, t.Const(2))),
        ("upper", [A], t.Filter(A, "upper")),
        ("is_even", [A], t.Test(A, "even")),
        ("insert", [A, t.Const("default=you")], t.Filter(A, "default", (t.Const("you"),))),
    ],
)
def test_each_comes_to_ours(name: str, given: list[t.Expr], made: t.Expr) -> None:
    assert is_helper(name)
    assert helped(Source("x"), name, 0, given, []) == made


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("eq", [A]),
        ("upper", []),
        ("nosuch", [A]),
        ("insert", [A, B]),
        ("lookup", [A, t.Const("_x")]),
        ("money", [A] * 9),
    ],
)
def test_what_is_none_of_ours_is_refused(name: str, given: list[t.Expr]) -> None:
    with pytest.raises(TemplateProblem) as caught:
        helped(Source("x"), name, 0, given, [])
    assert caught.value.column == 1
