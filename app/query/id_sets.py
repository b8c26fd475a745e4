"""What conditions become on the way: sets of ids, and comparisons that may be null, which means that they do not hold.

A null is taken out only where it would turn into a yes: below a negation, and where a missing value satisfies.
"""

from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.expr import operations as ops


@dataclass(frozen=True, slots=True)
class Ids:
    """The people in a column of ids (None is no one), or, with `others`, everyone else."""

    of: ir.IntegerColumn | None
    others: bool = False

    def among(self, people: ir.Table) -> ir.BooleanValue:
        """Whether each of the rows of `profiles` is one of them."""
        if self.of is None:
            return ibis.literal(self.others)
        inside = people.id.isin(self.of)
        return ~inside if self.others else inside


def once_each(said: ir.BooleanValue) -> ir.BooleanValue:
    """A condition by which people are filtered; where it is those of some events and no more, each of them once.

    Engines reckon that a filter leaves a good part of all events, more than there are people: they would hold everybody
    in memory to look the few events up among them. Beside other conditions they hold only those whom these leave.
    """
    asked = said.op()
    if not isinstance(asked, ops.InSubquery) or _grouped(asked.rel) or not _of_events(asked.rel):
        return said
    return asked.needle.to_expr().isin(asked.rel.to_expr().distinct()[asked.rel.schema.names[0]])


def _grouped(rel: ops.Relation) -> bool:
    """Whether the rows are groups, so that no number is in them twice."""
    while isinstance(rel, (ops.Filter, ops.Project)):
        rel = rel.parent
    return isinstance(rel, ops.Aggregate)


def _of_events(rel: ops.Relation) -> bool:
    return any(table.name == "events" for table in rel.find(ops.UnboundTable))


def negated(said: Any) -> Any:
    """Whoever a condition does not hold for, they too for whom it is null."""
    return ~said if _is_certain(said.op()) else ~two_valued(said, otherwise=False)


def _is_certain(said: Any) -> bool:
    """Whether a condition is never null; what is wrapped for nothing keeps an engine from its fastest ways."""
    if isinstance(said, (ops.And, ops.Or, ops.Not)):
        return all(_is_certain(part) for part in said.__args__)
    if isinstance(said, ops.InSubquery):
        # Everybody has a number.
        return bool(said.needle.name in ("id", "profile_id"))
    return isinstance(said, (ops.IsNull, ops.NotNull)) or (isinstance(said, ops.Literal) and said.value is not None)


def two_valued(said: Any, otherwise: bool) -> ir.BooleanValue:
    """A comparison with `otherwise` where it is null."""
    return ibis.coalesce(said, ibis.literal(otherwise))
