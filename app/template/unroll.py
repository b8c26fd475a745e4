"""A loop over at most so many entries, written out round by round: short columns instead of blocks of HTML.

The markup stays in the template, where it can be read and mended at the ESP, and each cell holds one value.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.template import tree as t
from app.template.fields import AT_MOST

MOST = 12
"""Rounds that are written out; a longer loop stays a block."""

MOST_COLUMNS = 60
"""Values that are asked for in all rounds together; a loop over more stays a block."""

# How many rounds there will be, and so which is the last, is not known when they are written out.
_KNOWN = frozenset({"index", "index0", "first"})


def unroll(node: t.For, lists: frozenset[str]) -> tuple[t.Node, ...]:
    """The rounds of a loop over `xs[:n]` of a list field, or over a field that is never long, each under its own
    condition; empty where it cannot be."""
    of, stop = _reach(node.over)
    if of is None or not 0 < stop <= MOST or node.keep is not None or of.name not in lists or not _plain(node):
        return ()
    asked = {expr for each in t.walk(node.body) for expr in t.own_expressions(each)}
    # One more in each round, for whether there is such an entry at all.
    if stop * (len(asked) + 1) > MOST_COLUMNS:
        return ()
    count = t.Filter(of, "length", line=node.line)
    rounds = [_round(node, of, index, count) for index in range(stop)]
    if not node.otherwise:
        return tuple(rounds)
    return (t.If((t.Branch(_more(count, 0), tuple(rounds)), t.Branch(None, node.otherwise)), node.line),)


def _reach(over: t.Expr) -> tuple[t.Name | None, int]:
    """The field that is looped over, and how many entries at most; 0 where that is not known."""
    match over:
        case t.Name(name):
            return over, AT_MOST.get(name, 0)
        case t.Slice(t.Name(name) as field, None, t.Const(int(stop))):
            return field, min(stop, AT_MOST.get(name, stop))
    return None, 0


def _plain(node: t.For) -> bool:
    inner = tuple(t.walk(node.body))
    if any(isinstance(each, (t.Set, t.For)) for each in inner):
        return False
    parts = [each for each in t.expressions(node.body) if isinstance(each, t.Attr) and each.of == t.Name("loop")]
    return all(part.name in _KNOWN for part in parts)


def _more(count: t.Expr, than: int) -> t.Expr:
    return t.Compare(count, ((">", t.Const(than)),), count.line)


def _round(node: t.For, of: t.Expr, index: int, count: t.Expr) -> t.Node:
    known = {"index": t.Const(index + 1), "index0": t.Const(index), "first": t.Const(index == 0)}
    body = tuple(_put(each, node.target, t.Item(of, t.Const(index), node.line), known) for each in node.body)
    return t.If((t.Branch(_more(count, index), body, node.line),), node.line)


def _put(value: Any, target: str, entry: t.Expr, loop: dict[str, t.Const]) -> Any:
    """The node or expression with the entry in the place of the loop's variable."""
    if isinstance(value, tuple):
        return tuple(_put(each, target, entry, loop) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, t.Name):
        return entry if value.name == target else value
    if isinstance(value, t.Attr) and value.of == t.Name("loop"):
        return loop[value.name]
    changed = {each.name: _put(getattr(value, each.name), target, entry, loop) for each in fields(value)}
    return replace(value, **changed)
