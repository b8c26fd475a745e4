"""Which events a condition means: their names and what each must satisfy; for the engine and for one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from app.conditions import event_properties as properties
from app.conditions import problems
from app.conditions.evaluation import Evaluation, asked_of
from app.conditions.person import Event
from app.domain.clock import Moment
from app.domain.names import CONCLUDED_FROM
from app.rules import (
    TIME_PARTS,
    Ask,
    Bounds,
    Check,
    Faces,
    Inside,
    Names,
    Operator,
    comparands,
    english,
    grammar,
    operator,
    phrases,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True, slots=True)
class PropertyTest:
    """One line of a `where`: a property of the event, of its product (`product.NAME`) or its `time`."""

    property: str
    type: str
    op: str
    value: object = None
    case: bool = False

    @classmethod
    def parse(cls, line: object, events: tuple[str, ...] | None, names: Names, place: str) -> "PropertyTest":
        """The line that JSON means; raises RuleProblem."""
        if not isinstance(line, dict) or "property" not in line:
            raise problems.NO_PROPERTY_TEST(where=place)
        grammar.only(line, ("property", "op", "value", "case"), place)
        wanted = grammar.name(line["property"], grammar.at(place, "property"))
        kind = names.property_type(events, wanted, grammar.at(place, "property"))
        # An event may have a property of its own called `hour`, which comes first.
        if f"time.{wanted}" in TIME_PARTS and wanted not in names.own_properties(events):
            wanted = f"time.{wanted}"
        row, value, case = grammar.compared(line, kind, place)
        return cls(wanted, kind, row.key, value, case)

    def words(self, names: Names) -> str:
        """The line inside a sentence."""
        label = phrases.property_label(self.property, names)
        return f"{label} {english.compared(self.op, self.type, self.value, case=self.case)}"

    def _check(self, moment: Moment) -> tuple[Check, Operator]:
        row = operator(self.type, self.op)
        return row.check(Ask(self.type, self.value, self.case, moment)), row

    def predicate(self, events: "ir.Table", question: "Question") -> "ir.BooleanValue":
        """Which of the events satisfy it; null means no."""
        import ibis

        from app.query import negated, two_valued

        check, row = self._check(question.moment)

        def said(faces: Faces | None) -> "ir.BooleanValue":
            """Whether the property passes in each event; without a column of it, what a missing one comes to."""
            if faces is None:
                return ibis.literal(row.missing)
            found = properties.compared_with(check, faces, question.moment)
            found = ~found if row.negated else found
            return two_valued(found, otherwise=True) if row.missing else found

        if not self.property.startswith("product."):
            return said(properties.of_events(events, self.property))
        # The few products that answer the line are found first; events need only be looked up among their skus.
        holds = said(properties.of_products(question.products, self.property.removeprefix("product.")))
        if row.missing:
            # A product that is unknown satisfies it, so only the events of those that fail are left out.
            return two_valued(~events.p_sku.isin(question.products.filter(negated(holds)).sku), otherwise=True)
        return events.p_sku.isin(question.products.filter(holds).sku)

    def holds(self, event: Event, asked: Evaluation) -> bool:
        """Whether one event of a person satisfies it."""
        check, row = self._check(asked.moment)
        faces = properties.of_event(self.property, event, asked)
        # No local day is kept beside other times than the event's own.
        if check.face == "day" and "day" not in faces and isinstance(check, Inside):
            check = properties.by_instant(check, asked.moment)
        return asked_of(check, faces, negated=row.negated, missing=row.missing)


@dataclass(frozen=True, slots=True)
class Deed:
    """Which events are meant: their names (None means any) and what each of them must satisfy."""

    names: tuple[str, ...] | None
    where: tuple[PropertyTest, ...] = ()

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "Deed":
        """The `event` and `where` of a condition; raises RuleProblem."""
        events = _events(body["event"], names, grammar.at(path, "event"))
        where, place = body.get("where", []), grammar.at(path, "where")
        if not isinstance(where, list):
            raise problems.NO_LIST(where=place, given=comparands.shown(where))
        lines = tuple(PropertyTest.parse(one, events, names, f"{place}[{n}]") for n, one in enumerate(where))
        return cls(events, lines)

    def said(self, names: Names) -> phrases.EventWords:
        """How the events are spoken of."""
        return phrases.event_words(self.names, names)

    def lines(self, names: Names) -> str:
        """What each event must satisfy, in brackets; empty for nothing."""
        return f" (where {', and '.join(line.words(names) for line in self.where)})" if self.where else ""

    def number(self, events: list[Event], names: Names) -> str:
        """How many of them there are: `2 orders`, `no orders`."""
        said = self.said(names)
        return phrases.count_of(len(events), said) if events else f"no {said.many}"

    def predicate(self, events: "ir.Table", question: "Question") -> "ir.BooleanValue":
        """Which of the events are meant; null means no."""
        parts = [line.predicate(events, question) for line in self.where]
        if self.names is not None:
            known = list(dict.fromkeys(self.names))
            parts.insert(0, events["name"] == known[0] if len(known) == 1 else events["name"].isin(known))
        else:
            # By number and not by name: what a table's largest number rules out costs nothing.
            parts.insert(0, events.id < CONCLUDED_FROM)
        return reduce(and_, parts)

    def of(self, asked: Evaluation, span: Bounds | None = None) -> list[Event]:
        """The person's events that are meant, oldest first."""
        return [
            event
            for event in asked.person.events
            if (span is None or span.holds(event["at"])) and self.means(event, asked)
        ]

    def means(self, event: Event, asked: Evaluation) -> bool:
        """Whether one event of a person is meant."""
        named = event["id"] < CONCLUDED_FROM if self.names is None else event["name"] in self.names
        return named and all(line.holds(event, asked) for line in self.where)


def _events(value: object, names: Names, place: str) -> tuple[str, ...] | None:
    if value == "*":
        return None
    if isinstance(value, list):
        if not value:
            raise problems.NO_EVENT(where=place)
        return tuple(_event(one, names, f"{place}[{n}]") for n, one in enumerate(value))
    return (_event(value, names, place),)


def _event(value: object, names: Names, place: str) -> str:
    return names.event(grammar.name(value, place), place)


def meant(question: "Question", span: Bounds, deed: Deed | None = None) -> "ir.Table":
    """The events that lie in a window, which reaches no further than now, and those of them that are meant."""
    table = question.mirror.table("events")
    # One filter for all: each is built over all the columns of the table.
    parts = [table["at"] > span.after, table["at"] <= span.until]
    return question.theirs(table.filter(*parts, *([deed.predicate(table, question)] if deed else [])))


def latest(events: list[Event], asked: Evaluation) -> str:
    """When the last of some events was, and how much it came to, as the end of a reason."""
    from app.conditions.reasons import amount

    if not events:
        return ""
    last = events[-1]
    came_to = f": {amount(last['p_amount'])}" if last["p_amount"] is not None else ""
    which = "the last " if len(events) > 1 else ""
    return f", {which}on {asked.day_of(last['at'])}{came_to}"


def by_time(deeds: Iterable[Deed]) -> bool:
    """Whether what is meant changes with time itself."""
    return any(line.property == "time" for deed in deeds for line in deed.where)
