"""A sequence for the engine: stage by stage the events that can stand behind those of the stage before.

Each stage is one join of the events that it means with those that were reached: where nothing limits how late they may
come, with the first of these alone. Whoever an event is left for behind the last stage is in.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from app.conditions.deeds import Deed, meant
from app.conditions.sequences import later
from app.conditions.sequences.steps import SequenceStep, Stage
from app.rules import Bounds, Duration, windows

if TYPE_CHECKING:
    from app.conditions.sequence import SequenceTest
    from app.query import Question


def people(test: "SequenceTest", question: "Question") -> ir.IntegerColumn:
    """The numbers of those who have events for all the steps; some stand there more than once."""
    search = _Search(test, question)
    stages = test.stages
    reached = search.events(stages[0].step)
    for before, stage in pairwise(stages):
        own = search.events(stage.step)
        reached = search.behind(own, reached, before, stage.step.within_after)
    for step in stages[-1].absent:
        reached = search.without(reached, step)
    return reached.profile_id


class _Search:
    """The events of one sequence in one question."""

    def __init__(self, test: "SequenceTest", question: "Question") -> None:
        self._question, self._span = question, test.span(question)
        # Whatever follows an event of the window is later than its begin, and may be later than its end.
        self._known = Bounds(self._span.after, question.moment.us)
        self._keys = ["profile_id", *(["p_sku"] if test.same else [])]
        itself = any(not _are_others(step.deed, stage.step.deed) for stage in test.stages for step in stage.absent)
        self._columns = [*self._keys, "at", *(["id"] if itself else [])]
        self._seen = 0

    def events(self, step: SequenceStep, span: Bounds | None = None) -> ir.Table:
        """The events that a step means, in a window, or in that of the whole sequence."""
        found = meant(self._question, span or self._span, step.deed)[self._columns]
        # What names no product is about none.
        return found.filter(found.p_sku.notnull()) if "p_sku" in self._keys else found

    def behind(self, own: ir.Table, reached: ir.Table, before: Stage, within: Duration | None) -> ir.Table:
        """Those of a stage's own events that can stand behind some of those reached before."""
        if within is None and not before.absent:
            first = reached.group_by(self._keys).agg(first=reached["at"].min())
            other = self._itself(first.rename(**{f"o_{key}": key for key in self._keys}))
            return self._kept(own.semi_join(other, [*self._same(own, other), other["first"] < own["at"]]))
        if all(step.within_after is None and _are_others(step.deed, before.step.deed) for step in before.absent):
            return self._since(own, reached, before.absent, within)
        for number, step in enumerate(before.absent):
            reached = self._shut(reached, step, f"shut{number}")
        # Some engines' least is null where one of them is.
        ends = [ibis.coalesce(reached[f"shut{number}"], windows.LATEST) for number in range(len(before.absent))]
        ends += [self._later(reached["at"], within)] if within else []
        other = self._renamed(reached, until=ibis.least(*ends) if len(ends) > 1 else ends[0])
        between = [other.o_at < own["at"], own["at"] <= other.until]
        return self._kept(own.semi_join(other, [*self._same(own, other), *between]))

    def _since(
        self, own: ir.Table, reached: ir.Table, absent: tuple[SequenceStep, ...], within: Duration | None
    ) -> ir.Table:
        """As `behind` where nothing at all of some steps may come between: what was reached since their last events."""
        for number, step in enumerate(absent):
            other = self._renamed(self.events(step, self._known))
            joined = own.left_join(other, [*self._same(own, other), other.o_at < own["at"]])
            own = joined.group_by(*own.columns).agg(**{f"last{number}": joined.o_at.max()})
        other = self._renamed(reached)
        between = [other.o_at < own["at"]]
        between += [other.o_at > ibis.coalesce(own[f"last{at}"], windows.EARLIEST) for at in range(len(absent))]
        between += [own["at"] <= self._later(other.o_at, within)] if within else []
        return self._kept(own.semi_join(other, [*self._same(own, other), *between]))

    def without(self, reached: ir.Table, step: SequenceStep) -> ir.Table:
        """Those events that nothing of the step has followed, in its time or until now."""
        reached = self._certain(reached, step)
        return self._kept(reached.anti_join(*self._following(reached, step)))

    def _kept(self, joined: ir.Table) -> ir.Table:
        """The events of a join as a table of their own, to which another can be joined."""
        return joined.select(*self._columns)

    def _shut(self, reached: ir.Table, step: SequenceStep, name: str) -> ir.Table:
        """The events with when something of the step first followed, in its time; null where nothing did."""
        reached = self._certain(reached, step)
        other, same = self._following(reached, step)
        joined = reached.left_join(other, same)
        return joined.group_by(*reached.columns).agg(**{name: joined.o_at.min()})

    def _following(self, reached: ir.Table, step: SequenceStep) -> tuple[ir.Table, list[ir.BooleanValue]]:
        """The events of a step, and when one of them follows an event that was reached."""
        other = self._renamed(self.events(step, self._known))
        # At the same time too; but no event follows itself.
        same = [*self._same(reached, other), other.o_at >= reached["at"]]
        if "id" in self._columns:
            same.append(other.o_id != reached["id"])
        if step.within_after:
            same.append(other.o_at <= self._later(reached["at"], step.within_after))
        return other, same

    def _certain(self, reached: ir.Table, step: SequenceStep) -> ir.Table:
        """Those events after which the time is over in which the step must not come."""
        if step.within_after is None or step.so_far:
            return reached
        return reached.filter(self._later(reached["at"], step.within_after) <= self._question.moment.us)

    def _later(self, at: Any, by: Duration) -> Any:
        return later.column(at, by, self._span.after, self._question)

    def _renamed(self, table: ir.Table, **more: Any) -> ir.Table:
        return self._itself(table.select(**{f"o_{name}": table[name] for name in self._columns}, **more))

    def _itself(self, table: ir.Table) -> ir.Table:
        """A table once more, for both sides of a join can be the same events.

        `Table.view` numbers these for the whole process, so that no statement would be found among those written.
        """
        self._seen += 1
        return ops.SelfReference(table, identifier=self._seen).to_expr()

    def _same(self, one: ir.Table, other: ir.Table) -> list[ir.BooleanValue]:
        """That two events are of one person, and of one product where that is asked."""
        return [one[key] == other[f"o_{key}"] for key in self._keys]


def _are_others(one: Deed, other: Deed) -> bool:
    """Whether no event can be both."""
    return one.names is not None and other.names is not None and set(one.names).isdisjoint(other.names)
