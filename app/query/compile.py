"""A rule as one Ibis expression over the mirror: two-valued at every condition, so that no null ever leaks.

A condition about stored traits is a comparison on the table of profiles. Any other becomes a set of ids, one
semi-join of profiles with what was filtered and gathered once.
"""

from collections.abc import Callable
from operator import and_, or_
from typing import Any, cast

import ibis
import ibis.expr.types as ir

from app.query.question import Question
from app.rules import Group, Node, live


def members(root: Node, question: Question) -> ir.Table:
    """The rows of `profiles` for whom the rule holds."""
    kept = live(root)
    people = question.people
    return people if kept is None else people.filter(predicate(kept, question))


def predicate(node: Node, question: Question) -> ir.BooleanValue:
    """The rule as a condition on the table of profiles, never null; nothing in it is muted."""
    if not isinstance(node.what, Group):
        return cast("ir.BooleanValue", node.what.predicate(question))
    parts = [predicate(child, question) for child in node.what.children]
    if not parts:
        # An empty `any` holds for no one, an empty `all` or `none` for everyone.
        return ibis.literal(node.what.kind != "any")
    if node.what.kind == "all":
        return joined(parts, and_)
    either = joined(parts, or_)
    return ~either if node.what.kind == "none" else either


def joined(parts: list[Any], by: Callable[[Any, Any], Any]) -> Any:
    """Many conditions as one, as a shallow tree: engines and compilers walk it by recursion."""
    while len(parts) > 1:
        pairs = [by(*parts[at : at + 2]) for at in range(0, len(parts) - 1, 2)]
        parts = pairs + parts[len(pairs) * 2 :]
    return parts[0]
