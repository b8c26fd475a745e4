"""What conditions become on the way: sets of ids, and comparisons without a third value."""

from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir


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


def two_valued(said: Any, otherwise: bool) -> ir.BooleanValue:
    """A comparison with `otherwise` where it is null."""
    return ibis.coalesce(said, ibis.literal(otherwise))
