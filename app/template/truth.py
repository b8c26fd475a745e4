"""What counts as true in a tree, and how a language with another truth says its conditions in the tree's terms.

In the tree a value is true unless it is missing, false, 0, or a text or list with nothing in it.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.template import tree as t

Holds = Callable[[t.Expr], t.Expr]


def conditions_as(tree: t.Tree, holds: Holds) -> t.Tree:
    """The tree with every condition replaced by what `holds` makes of it; `and`, `or` and `not` stay what they are."""
    return t.Tree(tuple(_node(node, holds) for node in tree.body))


def _node(node: Any, holds: Holds) -> Any:
    """A node or branch, or what stands in one."""
    if isinstance(node, tuple):
        return tuple(_node(each, holds) for each in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    made: Any = replace(node, **{each.name: _node(getattr(node, each.name), holds) for each in fields(node)})
    match made:
        case t.Branch(test) if test is not None:
            return replace(made, test=_asked(test, holds))
        case t.For(keep=keep) if keep is not None:
            return replace(made, keep=_asked(keep, holds))
        case t.Choice(test):
            return replace(made, test=_asked(test, holds))
        case t.Not(of):
            return replace(made, of=_asked(of, holds))
    return made


def _asked(expr: t.Expr, holds: Holds) -> t.Expr:
    match expr:
        case t.Binary("and" | "or", left, right):
            return replace(expr, left=_asked(left, holds), right=_asked(right, holds))
        # These are yes or no already; what stands below a `not` was brought over with the `not`.
        case t.Not() | t.Compare() | t.Test():
            return expr
    return holds(expr)
