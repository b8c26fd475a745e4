"""Whether a rule holds for one person, in plain Python: the same meaning as `compile`, for the explanation.

The moment may be later than the one at which the person was read: then it answers what time alone will do.
"""

import math
from fractions import Fraction
from hashlib import md5

from app.audience.person import Event, Person, Values
from app.domain import names as registry
from app.domain.clock import Moment
from app.query import (
    EARTH_KM,
    NUMBER_SCALE,
    Question,
    by_instant,
    consents,
    mean_within,
    measure_check,
    sample_limit,
    scale_of,
    trait_families,
)
from app.rules import (
    DAY,
    Ask,
    Bounds,
    Check,
    ConsentTest,
    Deed,
    EventTest,
    FirstTime,
    Group,
    Inside,
    Last,
    Leaf,
    Measured,
    MoreOften,
    NearTest,
    Node,
    PropertyTest,
    SampleTest,
    SegmentTest,
    SuppressedTest,
    TagTest,
    TraitTest,
    Trend,
    bounds,
    limits,
    live,
    moved,
    operator,
    previous,
)


class Evaluation:
    """Answers about one person at one moment."""

    def __init__(self, person: Person, question: Question, moment: Moment | None = None) -> None:
        self.person = person
        self.question = question
        self.moment = moment or question.moment

    def holds(self, node: Node) -> bool:
        """Whether the rule holds; nothing in it is muted."""
        if not isinstance(node.what, Group):
            return self.leaf(node.what)
        parts = (self.holds(child) for child in node.what.children)
        if node.what.kind == "all":
            return all(parts)
        return any(parts) is (node.what.kind == "any")

    def whole(self, root: Node) -> bool:
        """Whether a rule with muted parts holds."""
        kept = live(root)
        return kept is None or self.holds(kept)

    def leaf(self, what: Leaf) -> bool:
        """Whether one condition holds."""
        if isinstance(what, TraitTest):
            return self._trait(what)
        if isinstance(what, EventTest):
            return self._event(what)
        if isinstance(what, SegmentTest):
            return self.whole(self.question.rule_of(what.segment))
        if isinstance(what, ConsentTest):
            return self.consent(what)[0] == what.state
        if isinstance(what, TagTest):
            return registry.fold(what.tag) in self.person.tags
        if isinstance(what, SuppressedTest):
            return self.person.suppressed is what.suppressed
        if isinstance(what, NearTest):
            distance = self.distance(what)
            return distance is not None and distance <= float(what.km)
        assert isinstance(what, SampleTest)
        limit = sample_limit(what.share)
        return limit is None or self.draw(what) < limit

    # Traits.

    def value(self, trait: str) -> Values:
        """The trait's faces at the moment; an age grows with it."""
        if trait == "age" and self.moment is not self.question.moment:
            born = self.person.traits["birth_date"]["plain"]
            return {"plain": None if born is None else trait_families.whole_years(born, self.moment.day)}
        return self.person.traits[trait]

    def _trait(self, what: TraitTest) -> bool:
        said = self._said(what, self.value(what.trait))
        if what.was:
            return not said and any(self._said(what, faces) for at, faces in self._course(what.trait))
        return said and (what.lasting is None or self._lasted(what))

    def _said(self, what: TraitTest, faces: Values) -> bool:
        row = operator(what.type, what.op)
        check = row.check(Ask(what.type, what.value, what.case, self.moment, what.trait))
        return asked_of(check, faces, negated=row.negated, missing=row.missing)

    def _course(self, trait: str) -> list[tuple[int, Values]]:
        return [step for step in self.person.courses.get(trait, []) if step[0] <= self.question.moment.us]

    def _lasted(self, what: TraitTest) -> bool:
        assert what.lasting is not None
        cut = moved(self.moment.us, what.lasting, -1, self.moment.timezone)
        if not self.person.courses.get(what.trait):
            return self.person.since is not None and self.person.since <= cut
        steps = self._course(what.trait)
        before = [faces for at, faces in steps if at <= cut]
        since = [faces for at, faces in steps if at > cut]
        return bool(before) and all(self._said(what, faces) for faces in [before[-1], *since])

    # Events.

    def meant(self, deed: Deed, span: Bounds | None = None) -> list[Event]:
        """The person's events that are meant, oldest first."""
        return [
            event
            for event in self.person.events
            if (span is None or span.holds(event["at"]))
            and (deed.names is None or event["name"] in deed.names)
            and all(self._line(line, event) for line in deed.where)
        ]

    def span(self, what: EventTest) -> Bounds:
        """Where the condition's window lies."""
        return bounds(what.within, self.moment.us, self.moment.timezone)

    def before(self, what: EventTest) -> Bounds:
        """The window of the same length before that of a trend."""
        assert isinstance(what.within, Last)
        return previous(what.within, self.moment.us, self.moment.timezone)

    def _event(self, what: EventTest) -> bool:
        asked, span = what.question, self.span(what)
        if isinstance(asked, FirstTime):
            every = self.meant(what.deed)
            return bool(every) and span.holds(every[0]["at"])
        if isinstance(asked, Trend):
            return _trend(asked, len(self.meant(what.deed, span)), len(self.meant(what.deed, self.before(what))))
        if isinstance(asked, MoreOften):
            return len(self.meant(what.deed, span)) > len(self.meant(asked.than, span))
        return self._measured(asked, self.meant(what.deed, span))

    def _measured(self, asked: Measured, events: list[Event]) -> bool:
        row = operator(asked.type, asked.op)
        if asked.measure == "mean":
            total, n = self.sum_of(asked, events)
            within = limits(asked.op, asked.value)
            return n > 0 and all(mean_within(total, n, within, scale_of(asked.type))) is not row.negated
        check = measure_check(asked, self.moment)
        return asked_of(check, self.measure(asked, events), negated=row.negated, missing=row.missing)

    def measure(self, asked: Measured, events: list[Event]) -> Values:
        """What a measure comes to; sums are in the scale in which they are compared."""
        if asked.measure == "count":
            return {"plain": len(events)}
        if asked.measure.startswith("days_since"):
            days = [event["day"] for event in events]
            end = max if asked.measure == "days_since_last" else min
            return {"plain": self.moment.day - end(days) if days else None}
        if asked.measure == "distinct" and asked.of == DAY and not any("p_day" in event for event in events):
            return {"plain": len({event["day"] for event in events})}
        found = [
            faces
            for faces in (self.property(str(asked.of), event) for event in events)
            if faces.get("plain") is not None
        ]
        if asked.measure == "distinct":
            return {"plain": len({faces.get("folded", faces["plain"]) for faces in found})}
        if not found:
            return {"plain": None}
        if asked.measure == "last":
            return found[-1]
        if asked.measure == "sum":
            return {"plain": self.sum_of(asked, events)[0]}
        return {"plain": (min if asked.measure == "min" else max)(faces["plain"] for faces in found)}

    def sum_of(self, asked: Measured, events: list[Event]) -> tuple[int, int]:
        """The sum of the measured property, in the scale in which it is compared, and of how many it is."""
        values = [self.property(str(asked.of), event).get("plain") for event in events]
        known = [value for value in values if value is not None]
        return sum(known if asked.type == "amount" else map(_whole, known)), len(known)

    def property(self, name: str, event: Event) -> Values:
        """The faces of a property of an event, of its product or of its time."""
        if name == "time":
            return {"plain": event["at"], "day": event["day"]}
        if name == "time.weekday":
            return {"plain": (event["day"] + 3) % 7 + 1}
        if name == "time.hour":
            return {"plain": event["hour"]}
        source, own = event, name
        if name.startswith("product."):
            source, own = self.person.products.get(event["p_sku"], {}), name.removeprefix("product.")
        faces: Values = {"plain": source.get(f"p_{own}")}
        if f"f_{own}" in source:
            faces["folded"] = source[f"f_{own}"]
        return faces

    def _line(self, line: PropertyTest, event: Event) -> bool:
        row = operator(line.type, line.op)
        check = row.check(Ask(line.type, line.value, line.case, self.moment))
        faces = self.property(line.property, event)
        if check.face == "day" and "day" not in faces and isinstance(check, Inside):
            check = by_instant(check, self.moment)
        return asked_of(check, faces, negated=row.negated, missing=row.missing)

    # Permission, place and chance.

    def consent(self, what: ConsentTest) -> tuple[str, int | None]:
        """The latest consent and its time; `unknown` without any."""
        return consents.answer(self.person.consents, what.channel, what.topic)

    def distance(self, what: NearTest) -> float | None:
        """Kilometres from the place, by haversine."""
        lat, lon = (self.person.traits[name]["plain"] for name in ("latitude", "longitude"))
        if lat is None or lon is None:
            return None
        half = (
            math.sin(math.radians(lat - float(what.lat)) / 2) ** 2
            + math.cos(math.radians(lat))
            * math.cos(math.radians(float(what.lat)))
            * math.sin(math.radians(lon - float(what.lon)) / 2) ** 2
        )
        return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, max(0.0, half))))

    def draw(self, what: SampleTest) -> str:
        """The eight digits that decide whether the person is in a sample."""
        return md5(f"{what.seed}:{self.person.key}".encode(), usedforsecurity=False).hexdigest()[:8]


def asked_of(check: Check, faces: Values, *, negated: bool, missing: bool) -> bool:
    """A check on a value that may be missing."""
    value = faces.get(check.face)
    return missing if value is None else check.holds(value) is not negated


def _trend(asked: Trend, now: int, before: int) -> bool:
    share = Fraction(asked.by_at_least)
    if asked.direction == "rising":
        return now > 0 and now > before and now >= before * (1 + share)
    return before > 0 and now < before and now <= before * (1 - share)


def _whole(value: float) -> int:
    scaled = value * NUMBER_SCALE
    return math.floor(abs(scaled) + 0.5) * (1 if scaled >= 0 else -1)
