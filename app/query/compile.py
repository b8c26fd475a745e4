"""A rule as one Ibis expression over the mirror: what is null does not hold, and is taken out below a negation.

A condition about stored traits is a comparison on the table of profiles. Any other becomes a set of ids, one
semi-join of profiles with what was filtered and gathered once.
"""

from collections.abc import Callable
from operator import and_, or_
from typing import Any, cast

import ibis
import ibis.expr.types as ir

from app.query.id_sets import negated, once_each
from app.query.question import Question
from app.rules import Condition, Group, Node, live


def members(root: Node, question: Question) -> ir.Table:
    """The rows of `profiles` for whom the rule holds."""
    return question.people.filter(matching(root, question))


def matching(root: Node, question: Question) -> ir.BooleanValue:
    """The whole rule as a condition on the table of profiles, by which that is filtered; see `predicate`."""
    kept = live(root)
    return ibis.literal(True) if kept is None else once_each(predicate(kept, question))


def predicate(node: Node, question: Question) -> ir.BooleanValue:
    """The rule as a condition on the table of profiles, where null means no; nothing in it is muted."""

    def said(what: Condition) -> ir.BooleanValue:
        """Whether a condition holds, asked once for the whole question."""
        # Counts, samples and what stands beside them ask the same conditions in one question.
        if what not in question.said:
            question.said[what] = cast("ir.BooleanValue", what.predicate(question))
        return question.said[what]

    return combined(node, said)


def combined(node: Node, said: Callable[[Condition], ir.BooleanValue]) -> ir.BooleanValue:
    """The rule out of what is said of each of its conditions."""
    if not isinstance(node.what, Group):
        return said(node.what)
    parts = [combined(child, said) for child in node.what.children]
    if not parts:
        # An empty `any` holds for no one, an empty `all` or `none` for everyone.
        return ibis.literal(node.what.kind != "any")
    if node.what.kind == "all":
        return joined(parts, and_)
    if node.what.kind == "none":
        # Each by itself, so that an engine may leave out those of one after another.
        return joined([negated(part) for part in parts], and_)
    return joined(parts, or_)


def joined(parts: list[Any], by: Callable[[Any, Any], Any]) -> Any:
    """Many conditions as one, as a shallow tree: engines and compilers walk it by recursion."""
    while len(parts) > 1:
        pairs = [by(*parts[at : at + 2]) for at in range(0, len(parts) - 1, 2)]
        parts = pairs + parts[len(pairs) * 2 :]
    return parts[0]
