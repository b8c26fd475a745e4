"""What a measure of events has to say of itself, and the measures that there are."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from app.conditions import event_properties as properties
from app.conditions.chosen_events import ChosenEvents
from app.conditions.deeds import latest
from app.conditions.evaluation import Evaluation, asked_of
from app.conditions.person import Event, Values
from app.conditions.property_words import property_label
from app.conditions.reasons import shown
from app.domain.clock import Moment
from app.domain.problems import RuleProblem
from app.rules import (
    Ask,
    Check,
    Clause,
    EventWords,
    Faces,
    Names,
    Step,
    builder,
    english,
    operator,
    phrases,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Ids, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure, of a property where it needs one, and its comparison; `type` is the type of what is compared."""

    measure: str
    of: str | None
    type: str
    op: str
    value: Any
    case: bool = False

    @property
    def words(self) -> str:
        """The comparison in English."""
        return str(english.compared(self.op, self.type, self.value, case=self.case))


class Measure(ABC):
    """One measure, of which there is one object.

    `totals` and `came_to` have one meaning, said for the engine and for one person, and so have `ids` and `holds`.
    """

    key: str
    label: str
    """What the builder, the help and the reasons call it, before its property."""
    of: Literal["nothing", "any", "number"] = "nothing"
    """What it is taken of: the events themselves, or a property of any type or of a number's."""
    besides: tuple[str, ...] = ()
    """What it can be of that is no property."""
    empty: int | None = None
    """What no events come to; None for missing, with which a condition does what its operator does."""
    is_total: bool = True
    """Whether it is taken of all events together (`totals`), in whatever order they are read."""
    any_operator: bool = False
    """Whether it is compared by every operator of its type, and not by those alone that take a value."""
    by_itself: tuple[str, Decimal] | None = None
    """The operator and value that are meant where none are given."""

    def type_of(self, kind: str) -> str:
        """The type of what is compared, of a property of that type."""
        return kind

    def check(self, asked: Asked, moment: Moment) -> Check:
        """What is asked of what it came to."""
        return operator(asked.type, asked.op).check(Ask(asked.type, asked.value, asked.case, moment))

    # For the engine.

    def looked_at(self, events: "ir.Table", asked: Asked, question: "Question") -> "tuple[ir.Table, Faces | None]":
        """The events with what is measured of them; no faces where the property was never held."""
        if self.of == "nothing":
            return events, {}
        return properties.measured(events, str(asked.of), question)

    def totals(
        self, rows: "ir.Table", faces: Faces, asked: Asked, moment: Moment, where: "ir.BooleanValue | None" = None
    ) -> "dict[str, ir.Scalar]":
        """What a person's events (`rows`, or those `where` it holds) come to, for `named`; `faces` of `looked_at`."""
        raise NotImplementedError

    def ids(self, chosen: "ir.Table", asked: Asked, question: "Question") -> "Ids":
        """Whose events come to what is asked; who is in no row has what no events come to."""
        from app.query import Ids

        rows, faces = self.looked_at(chosen, asked, question)
        without = self.without(asked, question.moment)
        if faces is None:
            return Ids(None, without)
        totals = self.totals(rows, faces, asked, question.moment)
        per = rows.group_by("profile_id").agg(**totals)
        return Ids(per.filter(self.named({name: per[name] for name in totals}, asked, question)).profile_id, without)

    def one_is_enough(self, asked: Asked, moment: Moment) -> bool:
        """Whether nothing matters but that there is an event."""
        return False

    def without(self, asked: Asked, moment: Moment) -> bool:
        """Whether they are in of whom nothing is gathered."""
        row = operator(asked.type, asked.op)
        return row.missing if self.empty is None else self.check(asked, moment).holds(self.empty) is not row.negated

    def named(self, faces: Mapping[Any, Any], asked: Asked, question: "Question") -> "ir.BooleanValue":
        """Whether what it came to puts somebody into the set of ids.

        Those without events are in no row: where they are in, the others who fail are named instead.
        """
        from app.query import negated, two_valued

        row, check = operator(asked.type, asked.op), self.check(asked, question.moment)
        said = properties.compared_with(check, faces, question.moment)
        said = ~said if row.negated else said
        holds: ir.BooleanValue = two_valued(said, otherwise=True) if row.missing else said
        return negated(holds) if self.without(asked, question.moment) else holds

    # For one person.

    @abstractmethod
    def came_to(self, asked: Asked, events: list[Event], person: Evaluation) -> Values:
        """What it comes to, in the scale in which it is compared."""

    def holds(self, asked: Asked, events: list[Event], person: Evaluation) -> bool:
        """Whether it comes to what is asked."""
        row = operator(asked.type, asked.op)
        check = self.check(asked, person.moment)
        return asked_of(check, self.came_to(asked, events, person), negated=row.negated, missing=row.missing)

    def text(self, asked: Asked, events: list[Event], person: Evaluation) -> str | None:
        """What it came to, as people read it; None for missing."""
        value = self.came_to(asked, events, person)["plain"]
        return None if value is None else shown(asked.type, value, person)

    def because(self, asked: Asked, test: ChosenEvents, events: list[Event], person: Evaluation) -> str:
        """What it came to, among how many events, and the latest of them."""
        return self.reason(asked, test, events, person) + test.window + latest(events, person)

    def reason(self, asked: Asked, test: ChosenEvents, events: list[Event], person: Evaluation) -> str:
        """What it came to, among how many events."""
        names = person.question.names
        among, of = test.deed.number(events, names), phrases.property_label(str(asked.of), names)
        value = self.text(asked, events, person)
        if value is None:
            return f"{among} with {of}" if events else among
        return f"{self.label} {self.of_what(asked, names)} is {value} among {among}"

    def of_what(self, asked: Asked, names: Names) -> str:
        """Its property as it stands behind its label in a sentence."""
        return phrases.property_label(str(asked.of), names)

    def step(self, asked: Asked, test: ChosenEvents, events: list[Event], person: Evaluation) -> Step:
        """To come to what is asked, or no longer; and what it comes to now."""
        value = self.text(asked, events, person)
        step = person.clause_step(test)
        return step if value is None else replace(step, what=f"{step.what}; now it is {value}")

    def turns(self, asked: Asked, events: list[Event], person: Evaluation) -> set[int]:
        """Moments at which it changes though no event enters or leaves the window."""
        return set()

    # In words.

    @abstractmethod
    def clause(self, asked: Asked, said: EventWords, tail: str, names: Names) -> Clause:
        """The condition; `tail` is which of the events are meant, and when."""

    def offers(self, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """How the builder offers it; the keys are `KEY:WHAT`."""
        own = names.own_properties(events)
        usable = [name for name, kind in own.items() if self.of == "any" or kind in ("number", "amount")]
        return [
            builder.Offer(f"{self.key}:{name}", f"{self.label} {property_label(name)}", "", "What it comes to")
            for name in usable
        ]

    def begun(self, what: str, made: builder.Rule, rule: builder.Rule, names: Names) -> builder.Rule:
        """`made` (the condition without a question) with this measure; `rule` is what it was before."""
        made = made | {"measure": self.key} | ({"of": what} if what else {})
        kind = self._compared(made, names)
        return builder.with_op(made, kind, ">=" if kind in ("number", "amount") else builder.first_op(kind))

    def fields(self, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The measure with its property, and the comparison."""
        of = str(rule.get("of", ""))
        kind = self._compared(rule, names)
        label = f"{self.label} {self.called(of)}" if of else self.label
        return [builder.Field(label), *builder.comparison(rule, kind, say, lambda made: made, of)]

    def called(self, of: str) -> str:
        """What the builder calls that of which it is taken."""
        return property_label(of)

    def _compared(self, rule: builder.Rule, names: Names) -> str:
        """The type of what is compared, also while the property is none."""
        return self.type_of(property_type(names, event_names(rule), str(rule.get("of", "")))) or "number"


MEASURES: dict[str, Measure] = {}
"""The measures by their keys, in the order in which the builder and the help list them."""


def event_names(rule: builder.Rule) -> tuple[str, ...] | None:
    """The events that a condition is about; None for any."""
    named = rule["event"]
    if named == "*":
        return None
    return tuple(named) if isinstance(named, list) else (str(named),)


def property_type(names: Names, events: tuple[str, ...] | None, name: str) -> str:
    """The type of a property, or an empty text for one that the events do not have."""
    try:
        return names.property_type(events, name, "")
    except RuleProblem:
        return ""
