"""What a question about the audience is asked of: the mirror, the moment, and the names of the project."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from app.domain.clock import Moment
from app.project import Mirror
from app.rules import Condition, Names, Node

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Question:
    """One reading of the mirror at one moment; it lives as long as the question takes.

    With `among`, only these profiles are looked at, so that a page of rows costs no more than it shows; `few` is a
    table that has them already, as `few_id`.
    """

    mirror: Mirror
    moment: Moment
    names: Names
    # What was found in this reading: expressions of segments (None while one is built), sources of traits, parsed
    # rules, expressions of conditions.
    segments: dict[int, Any] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    rules: dict[int, Node] = field(default_factory=dict)
    said: dict[Condition, ir.BooleanValue] = field(default_factory=dict)
    among: "np.ndarray[Any, np.dtype[np.int64]] | None" = None
    few: ir.Table | None = None

    @cached_property
    def people(self) -> ir.Table:
        """Everyone."""
        table = self.mirror.table("profiles")
        return table if self._few is None else table.semi_join(self._few, table.id == self._few.few_id)

    @cached_property
    def _few(self) -> ir.Table | None:
        if self.few is not None or self.among is None:
            return self.few
        return ibis.memtable(pa.table({"few_id": pa.array(self.among, pa.int64())}))

    @cached_property
    def events(self) -> ir.Table:
        """What had happened by now."""
        table = self.mirror.table("events")
        return self.theirs(table.filter(table["at"] <= self.moment.us))

    def theirs(self, table: ir.Table) -> ir.Table:
        """The rows of a table with `profile_id` that are of the people who are looked at."""
        return table if self._few is None else table.semi_join(self._few, table.profile_id == self._few.few_id)

    @cached_property
    def products(self) -> ir.Table:
        """The catalogue."""
        return self.mirror.table("products")

    @cached_property
    def consents(self) -> ir.Table:
        """What had been allowed or refused by now; one without a time always had."""
        table = self.mirror.table("consents")
        return table.filter(table["at"].isnull() | (table["at"] <= self.moment.us))

    @property
    def answered_later(self) -> bool:
        """Whether somebody allows or refuses something after the moment."""
        return (self.mirror.latest_consent or self.moment.us) > self.moment.us

    @property
    def listed_later(self) -> bool:
        """Whether somebody's address comes onto the list after the moment."""
        return (self.mirror.latest_suppression or self.moment.us) > self.moment.us

    @cached_property
    def suppressions(self) -> ir.Table:
        """Whose addresses were on the list by now."""
        table = self.mirror.table("suppressions")
        return table.filter(table["at"].isnull() | (table["at"] <= self.moment.us))
