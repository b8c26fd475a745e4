"""What a rule may name in a project: traits, events, their properties, products, segments; and near misses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from app.domain import names
from app.domain.spelling import nearest
from app.rules import problems

TIME_PARTS = {"time.weekday": "number", "time.hour": "number"}
"""Parts of an event's local time that are compared as numbers: Monday is 1 and Sunday 7; 0 to 23."""


@dataclass(frozen=True, slots=True)
class Named:
    """A trait or property as a rule sees it; one that is `hidden` is not offered, and works where it is used."""

    name: str
    type: str
    label: str
    computed: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class KnownSegment:
    """A kept segment: its number, its name and its rule as JSON with other segments by their numbers.

    The rule is None where the file is damaged there.
    """

    id: int
    name: str
    rule: Any

    def sound(self) -> Any:
        """Its rule; raises RuleProblem where that is damaged."""
        if self.rule is None:
            raise problems.DAMAGED_SEGMENT(name=self.name)
        return self.rule


@dataclass(frozen=True)
class Names:
    """All that a rule may name; `properties` is by event, and `zone` is the project's.

    `merged` are traits that are part of another by now, each with that one: what names them means it.
    """

    traits: dict[str, Named]
    events: dict[str, str]
    properties: dict[str, dict[str, str]]
    product: dict[str, str] = field(default_factory=lambda: {name: known.type for name, known in names.PRODUCT.items()})
    segments: dict[int, KnownSegment] = field(default_factory=dict)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    merged: dict[str, str] = field(default_factory=dict)

    def trait(self, name: str, place: str) -> Named:
        """The trait of that name; raises UnknownName with a near miss."""
        name = self.merged.get(name, name)
        if name in self.traits:
            return self.traits[name]
        labels = {known.label: known.name for known in self.traits.values()}
        raise unknown("trait", name, self.traits, place, labels)

    def event(self, name: str, place: str) -> str:
        """The event of that name; raises UnknownName with a near miss."""
        if name in self.events:
            return name
        raise unknown("event", name, self.events, place, {label: key for key, label in self.events.items()})

    def segment(self, wanted: object, place: str) -> KnownSegment:
        """The segment of that name, without case, or of that number."""
        # To Python true is a number too.
        if isinstance(wanted, int) and not isinstance(wanted, bool):
            if wanted in self.segments:
                return self.segments[wanted]
            raise problems.SEGMENT_GONE(where=place)
        by_name = {names.fold(known.name): known for known in self.segments.values()}
        found = by_name.get(names.fold(str(wanted).strip()))
        if found is None:
            raise unknown("segment", str(wanted), [known.name for known in self.segments.values()], place)
        return found

    def property_type(self, events: tuple[str, ...] | None, name: str, place: str) -> str:
        """The type of a property of any of the events (None means of any event); raises UnknownName."""
        own = self.own_properties(events)
        # What the events have themselves comes first, whatever it is called.
        if name in own:
            return own[name]
        if name == "time":
            return "datetime"
        # `hour` is short for `time.hour`.
        if name in TIME_PARTS or f"time.{name}" in TIME_PARTS:
            return "number"
        if name.startswith("product."):
            return self._product_type(events, name, place)
        elsewhere = sorted(event for event, held in self.properties.items() if name in held)
        known = [*own, "time", *TIME_PARTS, *(f"product.{one}" for one in self.product if "sku" in own)]
        raise unknown("property", name, known, place, why=_elsewhere(events, name, elsewhere))

    def own_properties(self, events: tuple[str, ...] | None) -> dict[str, str]:
        """The properties that at least one of the events can have, with their types."""
        chosen = self.properties.values() if events is None else [self.properties.get(one, {}) for one in events]
        return {name: kind for held in chosen for name, kind in held.items()}

    def _product_type(self, events: tuple[str, ...] | None, name: str, place: str) -> str:
        if "sku" not in self.own_properties(events):
            raise problems.NO_PRODUCT(where=place, events=_listed(events))
        kind = self.product.get(name.removeprefix("product."))
        if kind is None:
            raise unknown("product property", name, [f"product.{one}" for one in self.product], place)
        return kind

    def label(self, name: str) -> str:
        """What people read for a trait, with its name beside it where another trait reads the same."""
        name = self.merged.get(name, name)
        label = self.traits[name].label if name in self.traits else names.label_of(name)
        return distinct(label, name, {key: known.label for key, known in self.traits.items()})

    def event_label(self, name: str) -> str:
        """What people read for an event, with its name beside it where another event reads the same."""
        return distinct(self.events.get(name, names.label_of(name)), name, self.events)


def distinct(label: str, name: str, all_labels: dict[str, str]) -> str:
    """A label that no other name of the same kind has, or the label and the name."""
    same = [other for other, its in all_labels.items() if other != name and names.fold(its) == names.fold(label)]
    return f"{label} ({name})" if same else label


def unknown(
    what: str, name: str, known: Iterable[str], place: str, labels: dict[str, str] | None = None, why: str = ""
) -> problems.UnknownName:
    """The refusal of a name, with the nearest known one."""
    nearest = near(name, known, labels or {})
    remedy = f"Did you mean {nearest}?" if nearest else ""
    return problems.UNKNOWN(where=place, kind=what, name=name, why=why, remedy=remedy)


def near(name: str, known: Iterable[str], labels: dict[str, str] | None = None) -> str:
    """The known name that a wrong one most likely means, or an empty text."""
    return nearest(name, known, labels)


def standard(zone: ZoneInfo | None = None) -> Names:
    """The names that every project knows before anything is imported."""
    traits = {
        known.name: Named(known.name, known.type, known.label, known.computed)
        for known in (*names.TRAITS.values(), *names.COMPUTED.values())
    }
    properties = {
        event: {one: names.PROPERTIES[one].type for one in held} for event, held in names.EVENT_PROPERTIES.items()
    }
    return Names(traits, dict(names.EVENTS), properties, zone=zone or ZoneInfo("UTC"))


def _listed(events: tuple[str, ...] | None) -> str:
    return "any event" if events is None else " or ".join(events)


def _elsewhere(events: tuple[str, ...] | None, name: str, holders: list[str]) -> str:
    if not holders or events is None:
        return ""
    return f"{_listed(events)} has none; {', '.join(holders[:3])} has"
