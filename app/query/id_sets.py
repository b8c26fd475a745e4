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


def two_valued(said: Any, otherwise: bool) -> ir.BooleanValue:
    """A comparison with `otherwise` where it is null."""
    return ibis.coalesce(said, ibis.literal(otherwise))
