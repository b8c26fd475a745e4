"""What a question about the audience is asked of: the mirror, the moment, and the names of the project."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import ibis.expr.types as ir

from app.audience.tree import Node
from app.audience.vocabulary import Names
from app.clock import Moment
from storage.mirror import Mirror


@dataclass
class Question:
    """One reading of the mirror at one moment; it lives as long as the question takes."""

    mirror: Mirror
    moment: Moment
    names: Names
    segments: dict[int, Any] = field(default_factory=dict)
    changed: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def people(self) -> ir.Table:
        """Everyone."""
        return self.mirror.table("profiles")

    @cached_property
    def events(self) -> ir.Table:
        """What had happened by now."""
        table = self.mirror.table("events")
        return table.filter(table["at"] <= self.moment.us)

    @cached_property
    def products(self) -> ir.Table:
        """The catalogue."""
        return self.mirror.table("products")

    @cached_property
    def consents(self) -> ir.Table:
        """What had been allowed or refused by now; one without a time always had."""
        table = self.mirror.table("consents")
        return table.filter(table["at"].isnull() | (table["at"] <= self.moment.us))

    @cached_property
    def suppressions(self) -> ir.Table:
        """Whose addresses were on the list by now."""
        table = self.mirror.table("suppressions")
        return table.filter(table["at"].isnull() | (table["at"] <= self.moment.us))

    def rule_of(self, segment: int) -> Node:
        """The parsed rule of a kept segment."""
        from app.audience.grammar import parse

        known = self.names.segment(segment, "segment")
        return parse(known.rule, self.names).root
