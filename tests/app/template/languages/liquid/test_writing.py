"""An expression in Liquid's words reads as it was."""

import pytest

from app.template import tree as t
from app.template.languages.liquid.parser import parse
from app.template.languages.liquid.writing import Words
from app.template.reading.composing import CannotSay

VALUES = [
    "a.b[0]['odd one']",
    "score['churn']",
    "recommendations[0].name | upcase",
    "a | default: 'x' | append: \"it's\"",
    "a | plus: 2 | times: b",
    "a | divided_by: 2 | round: 1",
    "a | where: 'k', 1 | map: 'k' | join: '-'",
    "a | date: '%-d %B'",
    "a | at_most: 3",
    "a | slice: 0, 3",
    "a.size",
    "a | rounded: 2",
    "a | is_even",
    "a | prepend: b",
    "a | sort: 'k' | reverse | first",
]
CONDITIONS = ["a and b or c", "a contains 'x'", "a contains b", "a == nil", "a != blank", "a == empty", "a < 3", "true"]


@pytest.mark.parametrize("written", VALUES)
def test_a_value_reads_as_it_was(written: str) -> None:
    (node,) = parse(f"{{{{ {written} }}}}").body
    assert isinstance(node, t.Output)
    expr = node.expr
    assert parse(f"{{{{ {Words().chain(expr)} }}}}").body == (node,)


@pytest.mark.parametrize("written", CONDITIONS)
def test_a_condition_reads_as_it_was(written: str) -> None:
    (node,) = parse(f"{{% if {written} %}}x{{% endif %}}").body
    assert isinstance(node, t.If)
    test = node.branches[0].test
    assert test is not None
    assert Words().condition(test) == written


@pytest.mark.parametrize("expr", [t.Choice(t.Name("a"), t.Const(1), None), t.Const("'\""), t.Const(1e99)])
def test_what_it_cannot_say_is_told(expr: t.Expr) -> None:
    with pytest.raises(CannotSay):
        Words().chain(expr)
