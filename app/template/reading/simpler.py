"""A tree in fewer words, where its fields are known to hold text: a blank text is a missing one."""

from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.template import tree as t
from app.template.filters import is_blank


def simpler(tree: t.Tree, texts: Collection[str], *, default: str = "") -> t.Tree:
    """The tree that prints the same, of which `texts` are fields that hold text or nothing.

    Whatever a default for such a field says of 0 and false is left out, or put as `default`, as a language reads it.
    """
    known = frozenset(texts) - t.assigned(tree.body)
    return t.Tree(rewritten(tree.body, lambda node: _simpler(node, known, default)))


def rewritten(of: Any, change: Callable[[Any], Any]) -> Any:
    """A node, expression or tuple of such with everything in it, each given to `change` once what it holds was."""
    if isinstance(of, tuple):
        return tuple(rewritten(each, change) for each in of)
    if not is_dataclass(of) or isinstance(of, type):
        return of
    return change(replace(of, **{each.name: rewritten(getattr(of, each.name), change) for each in fields(of)}))


def _simpler(node: Any, texts: frozenset[str], default: str) -> Any:
    match node:
        case t.Binary("and", t.Test(t.Name(name) as field, "defined"), t.Compare(same, (("!=", t.Const(False)),))):
            return field if name in texts and field == same else node
        case t.Filter(t.Name(name) as of, "default" | "d", (stand_in, *flag), ()) if name in texts:
            if flag and not isinstance(flag[0], t.Const):
                return node
            args = (stand_in, t.Const(default)) if default else (stand_in,)
            return t.Filter(of, "default", args, (), node.line) if not _blank(stand_in) else node
    return node


def _blank(expr: t.Expr) -> bool:
    return isinstance(expr, t.Const) and is_blank(expr.value)
