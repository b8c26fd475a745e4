"""What a capture holds, as one value of the tree."""

from functools import reduce

from app.template import tree as t
from app.template.languages.liquid import problems
from app.template.reading.source import Source

_MARKUP = frozenset("<>&")


def captured(source: Source, body: tuple[t.Node, ...], at: int) -> t.Expr:
    """The text of the nodes as an expression; raises TemplateProblem for what is no plain text."""
    made = [_value(source, node, at) for node in body]
    empty: t.Expr = t.Const("", source.line(at))
    return reduce(lambda left, right: t.Binary("~", left, right, right.line), made, empty)


def _value(source: Source, node: t.Node, at: int) -> t.Expr:
    match node:
        case t.Text(data) if not _MARKUP & set(data):
            return t.Const(data, node.line)
        case t.Output(expr):
            return expr
        case t.If(branches):
            return _chosen(source, list(branches), at)
        case t.Text():
            what, remedy = "HTML in a capture", "Write it where it is to stand, and capture only texts."
        case _:
            what, remedy = "a loop or an assign in a capture", "Write it where it is to stand."
    raise source.problem(problems.NOT_ALLOWED, at, what=what, remedy=remedy)


def _chosen(source: Source, branches: list[t.Branch], at: int) -> t.Expr:
    first, *others = branches
    said = captured(source, first.body, at)
    if first.test is None:
        return said
    otherwise = _chosen(source, others, at) if others else t.Const("", first.line)
    return t.Choice(first.test, said, otherwise, first.line)
