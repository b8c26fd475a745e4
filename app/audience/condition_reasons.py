"""Why one condition holds or not: the value, or the events that decided it, with figures and dates."""

from typing import Any

from app.audience.judge import Evaluation
from app.audience.person import Event
from app.domain import names as registry
from app.domain.clock import Moment
from app.query import scale_of, trait_families
from app.rules import (
    DAY,
    MEASURES,
    ConsentTest,
    Deed,
    EventTest,
    FirstTime,
    Leaf,
    Measured,
    MoreOften,
    NearTest,
    SampleTest,
    SegmentTest,
    SuppressedTest,
    TagTest,
    TraitTest,
    Trend,
    coded_values,
    phrases,
    trait_phrases,
)


def because(what: Leaf, asked: Evaluation) -> str:
    """The reason in a phrase."""
    if isinstance(what, TraitTest):
        return _trait(what, asked)
    if isinstance(what, EventTest):
        return _event(what, asked)
    if isinstance(what, ConsentTest):
        state, at = asked.consent(what)
        since = "" if at is None else f" since {day_of(at, asked)}"
        return f"the latest consent to {phrases.CHANNELS.get(what.channel, what.channel)} is {state}{since}"
    if isinstance(what, SegmentTest):
        name = phrases.quoted(asked.question.names.segment(what.segment, "").name)
        return f"is in {name}" if asked.leaf(what) else f"is not in {name}"
    return _plain(what, asked)


def _plain(what: Leaf, asked: Evaluation) -> str:
    if isinstance(what, SuppressedTest):
        return "is on the suppression list" if asked.person.suppressed else "is not on the suppression list"
    if isinstance(what, TagTest):
        carried = ", ".join(phrases.quoted(tag) for tag in asked.person.tags.values())
        return f"carries {carried}" if carried else "carries no tag"
    if isinstance(what, NearTest):
        distance = asked.distance(what)
        return "no coordinates are known" if distance is None else f"is {distance:,.1f} km away"
    assert isinstance(what, SampleTest)
    return f"drew {int(asked.draw(what), 16) / 2**32:.4f} of 1"


def _trait(what: TraitTest, asked: Evaluation) -> str:
    called = trait_phrases.noun(what.trait, asked.question.names)
    value = asked.value(what.trait)["plain"]
    if value is None:
        return f"no {called.text} {called.verb('is known')}"
    if isinstance(value, str):
        value = coded_values.said(what.trait, value)
    said = f"the {called.text} {called.verb('is')} {shown(what.type, value, asked)}"
    course = asked.person.courses.get(what.trait)
    if (what.lasting or what.was) and course:
        changed = max((at for at, _ in course if at <= asked.question.moment.us), default=None)
        return said if changed is None else f"{said} since {day_of(changed, asked)}"
    return said + _age_of_run(what.trait, asked)


def _age_of_run(trait: str, asked: Evaluation) -> str:
    if trait not in registry.COMPUTED and not registry.is_dynamic(trait):
        return ""
    run = trait_families.newest_run(trait, asked.question)
    return "" if run is None else f", by the run of {day_of(run[1], asked)}"


def shown(kind: str, value: Any, asked: Evaluation) -> str:
    """A value as people read it."""
    if kind == "amount":
        return amount(value)
    if kind == "date":
        return phrases.day(registry.date_of_days(value))
    if kind == "datetime":
        return phrases.time(Moment(value, asked.moment.timezone).local().replace(tzinfo=None))
    if kind == "boolean":
        return "yes" if value else "no"
    if kind == "list":
        return ", ".join(phrases.quoted(one) for one in value)
    return phrases.quoted(value) if isinstance(value, str) else f"{value:,.4f}".rstrip("0").rstrip(".")


def amount(value: int) -> str:
    """An integer of 1/10,000 with two places, or four where it needs them."""
    return f"{value / 10_000:,.2f}" if value % 100 == 0 else f"{value / 10_000:,.4f}"


def day_of(at: int, asked: Evaluation) -> str:
    """The local date of a moment."""
    return phrases.day(Moment(at, asked.moment.timezone).local().date())


# Events.


def _event(what: EventTest, asked: Evaluation) -> str:
    question, span = what.question, asked.span(what)
    events = asked.meant(what.deed, span)
    window = phrases.window(what.within)
    if isinstance(question, FirstTime):
        every = asked.meant(what.deed)
        one = phrases.event_words(what.deed.names, asked.question.names).one
        return f"the first {one} was on {day_of(every[0]['at'], asked)}" if every else f"there is no {one}"
    if isinstance(question, Trend):
        before = asked.meant(what.deed, asked.before(what))
        return f"{_number(what.deed, events, asked)}{window}, {len(before):,} in the same time before"
    if isinstance(question, MoreOften):
        others = asked.meant(question.than, span)
        return f"{_number(what.deed, events, asked)} and {_number(question.than, others, asked)}{window}"
    if question.measure == "count":
        return _number(what.deed, events, asked) + window + _latest(events, asked)
    return _measured(question, what.deed, events, asked) + window + _latest(events, asked)


def _number(deed: Deed, events: list[Event], asked: Evaluation) -> str:
    said = phrases.event_words(deed.names, asked.question.names)
    return phrases.count_of(len(events), said) if events else f"no {said.many}"


def _latest(events: list[Event], asked: Evaluation) -> str:
    """When the last one was, and how much it came to."""
    if not events:
        return ""
    last = events[-1]
    came_to = f": {amount(last['p_amount'])}" if last["p_amount"] is not None else ""
    which = "the last " if len(events) > 1 else ""
    return f", {which}on {day_of(last['at'], asked)}{came_to}"


def _measured(question: Measured, deed: Deed, events: list[Event], asked: Evaluation) -> str:
    among = _number(deed, events, asked)
    label = MEASURES[question.measure].label
    if question.measure.startswith("days_since"):
        value = asked.measure(question, events)["plain"]
        return among if value is None else f"{value:,} {label} of {among}"
    of = "days" if question.of == DAY else phrases.property_label(str(question.of), asked.question.names)
    value = measured_text(question, events, asked)
    if value is None:
        return f"{among} with {of}" if events else among
    if question.measure == "distinct":
        return f"{value} different {of} among {among}"
    return f"{label} {of} is {value} among {among}"


def measured_text(question: Measured, events: list[Event], asked: Evaluation) -> str | None:
    """What a measure came to, as people read it; None for missing."""
    if question.measure in ("sum", "mean"):
        total, n = asked.sum_of(question, events)
        if not n:
            return None
        value = total / scale_of(question.type) / (n if question.measure == "mean" else 1)
        return f"{value:,.2f}"
    value = asked.measure(question, events)["plain"]
    if value is None or question.measure == "distinct":
        return None if value is None else f"{value:,}"
    return shown(question.type, value, asked)
