"""The builder's row of a condition on events."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from app.conditions.event_question import QUESTIONS, SECTIONS, EventQuestion
from app.conditions.measured import Measured
from app.conditions.measures.measure import event_names, property_type
from app.conditions.property_words import property_label
from app.rules import TIME_PARTS, Names, builder

_NO_DETAIL = "-"
"""The key that takes a detail away."""


def subjects(key: str, names: Names) -> list[builder.Offer]:
    """Every event, and any of them."""
    heading = "What someone did"
    did = [builder.Offer(f"{key}:{one}", names.event_label(one), "lightning", heading, one) for one in names.events]
    return [*did, builder.Offer(f"{key}:*", "Did anything", "lightning", heading, "any event activity")]


def fields(rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
    """The event, its details, the question and the time frame."""
    events = event_names(rule)
    label = "Did anything" if events is None else names.event_label(events[0])
    found = [builder.Field(label, builder.Subject()), *_others(rule, names)]
    found += details(rule, names, say)
    found += _asked(rule, names, say)
    found.append(builder.frame(rule, say))
    return [*found, *_another_event(rule, names), another_detail(rule, names)]


# Further events that count as well.


def event(part: builder.Rule, names: Names, put: Callable[[builder.Rule], builder.Rule]) -> builder.Field:
    """The field of the event in a part of a condition; another one has other details."""
    events = event_names(part)
    label = "Did anything" if events is None else " or ".join(names.event_label(one) for one in events)

    def chosen(key: str) -> builder.Rule:
        """The rule about another event."""
        return put({name: value for name, value in part.items() if name != "where"} | {"event": key})

    pick = builder.Pick("Which event", _every(names), str(part["event"]))
    return builder.Field(label, pick, given=chosen, value=True)


def _every(names: Names) -> tuple[builder.Offer, ...]:
    return tuple(builder.Offer(one, names.event_label(one), "lightning", aliases=one) for one in names.events)


def _with_event(rule: builder.Rule, at: int, key: str) -> builder.Rule:
    """The rule with another event in that place of those that count; without it where the key takes it away."""
    events = event_names(rule) or ()
    made = [*events[:at], *([] if key == _NO_DETAIL else [key]), *events[at + 1 :]]
    # Twice the same says no more.
    made = list(dict.fromkeys(made))
    return builder.changed(rule, event=made if len(made) > 1 else made[0])


def _others(rule: builder.Rule, names: Names) -> list[builder.Field]:
    """The events that count beside the first one, each of which can be exchanged or taken away."""
    away = builder.Offer(_NO_DETAIL, "Do not count this one", "trash", " ")
    return [
        builder.Field(
            f"or {names.event_label(one)}",
            builder.Pick("Which counts as well", (away, *_every(names)), one),
            given=partial(_with_event, rule, at),
        )
        for at, one in enumerate((event_names(rule) or ())[1:], 1)
    ]


def _another_event(rule: builder.Rule, names: Names) -> list[builder.Field]:
    """The button that adds an event; there is none where every event counts."""
    events = event_names(rule)
    if events is None:
        return []
    pick = builder.Pick("Which counts as well", _every(names))
    given = partial(_with_event, rule, len(events))
    return [builder.Field("Or…: another event that counts too", pick, given=given, adds="plus")]


# The details of an event.


def details(rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
    """The fields of each line of the `where` of an event; given in one, the whole JSON of that event."""
    return [field for index in range(len(rule.get("where", []))) for field in _detail(rule, index, names, say)]


def _detail(rule: builder.Rule, index: int, names: Names, say: builder.Saying) -> list[builder.Field]:
    """The fields of one line of the `where`."""
    line: builder.Rule = rule["where"][index]
    name = str(line.get("property", ""))
    kind = property_type(names, event_names(rule), name)

    def put(made: builder.Rule | None) -> builder.Rule:
        """The rule with this detail in the place of the one before; without any, it is taken out."""
        before, after = rule["where"][:index], rule["where"][index + 1 :]
        return builder.changed(rule, where=[*before, *([] if made is None else [made]), *after] or None)

    def chosen(key: str) -> builder.Rule:
        """The rule about another property, or with the detail taken out."""
        return put(None if key == _NO_DETAIL else _line(key, rule, names))

    # A heading of a blank keeps it apart from the others, at the top.
    away = builder.Offer(_NO_DETAIL, "Take this detail away", "trash", " ")
    pick = builder.Pick("Only where…", (away, *_properties(rule, names)), name)
    values = builder.comparison(line, kind, say, put, name) if kind else []
    return [builder.Field(property_label(name), pick, given=chosen), *values]


def _line(name: str, rule: builder.Rule, names: Names) -> builder.Rule:
    """A new line about a property of the events."""
    kind = property_type(names, event_names(rule), name)
    return {"property": name} | builder.with_op({}, kind, builder.first_op(kind))


def another_detail(rule: builder.Rule, names: Names) -> builder.Field:
    """The button that adds a detail."""

    def chosen(name: str) -> builder.Rule:
        """The rule with one more detail, about that property."""
        return builder.changed(rule, where=[*rule.get("where", []), _line(name, rule, names)])

    pick = builder.Pick("Only where…", tuple(_properties(rule, names)))
    return builder.Field("Only where…: add a detail of the event", pick, given=chosen, adds="funnel")


def _properties(rule: builder.Rule, names: Names) -> list[builder.Offer]:
    """What can be asked of the events: their own properties, their product's, their time."""
    own = names.own_properties(event_names(rule))
    found = [builder.Offer(key, property_label(key), "", "The event", key, kind) for key, kind in own.items()]
    if "sku" in own:
        found += [
            builder.Offer(f"product.{key}", property_label(f"product.{key}"), "", "The product", key, kind)
            for key, kind in names.product.items()
        ]
    return [*found, *(builder.Offer(key, property_label(key), "clock", "When") for key in ("time", *TIME_PARTS))]


# The question about them.


def _asked(rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
    """The fields of the question, of which the first is where another one is chosen."""
    question = next((one for key, one in QUESTIONS.items() if rule.get(key)), Measured)
    first, *more = question.fields(rule, names, say)
    pick = builder.Pick("How often, or what it comes to", tuple(_questions(rule, names)))
    return [replace(first, editor=pick, given=_chooser(rule, names)), *more]


def _questions(rule: builder.Rule, names: Names) -> list[builder.Offer]:
    events = event_names(rule)
    kinds: list[type[EventQuestion]] = [Measured, *QUESTIONS.values()]
    return builder.in_sections([offer for kind in kinds for offer in kind.offers(names, events)], SECTIONS)


def _chooser(rule: builder.Rule, names: Names) -> Callable[[Any], builder.Rule]:
    def chosen(key: str) -> builder.Rule:
        """The rule with another question about the event, by its key `kind:what`."""
        kind, _, what = key.partition(":")
        kinds: list[type[EventQuestion]] = [Measured, *QUESTIONS.values()]
        # What belonged to the question before would be refused beside the next one.
        gone = {key for one in kinds for key in (one.key, *one.beside)}
        made = {name: value for name, value in rule.items() if name not in gone}
        if kind in QUESTIONS:
            return QUESTIONS[kind].begun(what, made, rule, names)
        return Measured.begun(key, made, rule, names)

    return chosen
