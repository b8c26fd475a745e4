"""A loop over at most so many entries, written out round by round, for an ESP whose columns are short."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.template import tree as t

MOST = 12
"""Rounds that are written out; a longer loop stays a block."""

_KNOWN = frozenset({"index", "index0", "first"})


def unroll(node: t.For, lists: frozenset[str]) -> tuple[t.Node, ...]:
    """The rounds of a loop over `xs[:n]` of a list field, each under its own condition; empty where it cannot be."""
    over = node.over
    if not isinstance(over, t.Slice) or over.start is not None or node.keep is not None:
        return ()
    stop = over.stop.value if isinstance(over.stop, t.Const) else None
    if not isinstance(stop, int) or not 0 < stop <= MOST or not _is_list(over.of, lists) or not _plain(node):
        return ()
    count = t.Filter(over.of, "length", line=node.line)
    rounds = [_round(node, over.of, index, count) for index in range(stop)]
    if not node.otherwise:
        return tuple(rounds)
    return (t.If((t.Branch(_more(count, 0), tuple(rounds)), t.Branch(None, node.otherwise)), node.line),)


def _is_list(expr: t.Expr, lists: frozenset[str]) -> bool:
    return isinstance(expr, t.Name) and expr.name in lists


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
