"""An expression in Handlebars' words reads as it was."""

import pytest

from app.template import tree as t
from app.template.languages.handlebars.parser import parse
from app.template.languages.handlebars.writing import Words, literal, segment
from app.template.reading.composing import CannotSay

VALUES = [
    "a.[odd one].b",
    "score.churn",
    "a.[0]",
    "a.length",
    'default (upper a) "it\'s"',
    "and (eq a 1) (not b)",
    "concat a b",
    "choose a b c",
    "piece a null 2",
    "sort a reverse=true",
    "is_even a",
    "in a (list 1 2)",
    'part a "length"',
    "add (subtract a 1) -2.5",
]


@pytest.mark.parametrize("written", VALUES)
def test_it_reads_as_it_was(written: str) -> None:
    (node,) = parse(f"{{{{{written}}}}}").body
    assert isinstance(node, t.Output)
    assert Words().call(node.expr) == written


def test_literals_and_names_are_quoted_as_they_must_be() -> None:
    assert (literal('say "hi"'), literal('it\'s "x"'), literal(None)) == ("'say \"hi\"'", '"it\'s \\"x\\""', "null")
    assert (segment("a-b"), segment("this"), segment("a]b")) == ("a-b", "[this]", "[a\\]b]")


@pytest.mark.parametrize("expr", [t.Const("x\\"), t.Const(1e99), t.Items(()), t.Name("a\\b")])
def test_what_it_cannot_say_is_told(expr: t.Expr) -> None:
    with pytest.raises(CannotSay):
        Words().value(expr)
