"""The builder's rows of a sequence: one line for each step."""

from collections.abc import Callable
from dataclasses import replace

from app.conditions import event_fields
from app.conditions.measures.measure import event_names
from app.rules import Names, builder

_AWAY = "-"
"""The key that takes a step away."""
_LENGTH: builder.Rule = {"hours": 48}
_WAYS: dict[str, tuple[str, builder.Rule]] = {
    "then": ("then", {}),
    "then_in": ("then within", {"within_after": _LENGTH}),
    "not": ("then not", {"not": True}),
    "not_in": ("then not within", {"not": True, "within_after": _LENGTH}),
    "not_so_far": ("then, so far, not within", {"not": True, "within_after": _LENGTH, "so_far": True}),
}
"""How a step can follow: what the row says, and the keys that say it."""
_HELP = {
    "then": "it came later",
    "then_in": "it came later, in this time after the step before",
    "not": "it did not come until the next step, or until now",
    "not_in": "it did not come in this time, which is over",
    "not_so_far": "it did not come in this time, which may still run",
}
_CART: builder.Rule = {
    "sequence": [
        {"event": "added_to_cart"},
        {"event": "ordered_product", "not": True, "within_after": _LENGTH},
    ],
    "same": "product",
    "within": {"last": {"days": 7}},
}


def begun(before: builder.Rule | None) -> builder.Rule:
    """The cart that was left behind; after an event that was asked about, another step of it."""
    if not before or "event" not in before:
        return {**_CART, "sequence": [dict(step) for step in _CART["sequence"]]}
    first = {key: before[key] for key in ("event", "where") if key in before}
    kept = {key: before[key] for key in ("within",) if key in before}
    return {"sequence": [first, {"event": "placed_order"}], **kept}


def fields(rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
    """The steps under one another, what ties them, and the time frame."""
    found = [builder.Field("Did one after another", builder.Subject())]
    for index in range(len(rule["sequence"])):
        found += _step(rule, index, names, say)
    found.append(_another(rule, names))
    same = rule.get("same") == "product"
    found.append(
        builder.Field(
            "all with the same product" if same else "with any products",
            builder.Switch(),
            same,
            lambda given: builder.changed(rule, same="product" if given else None),
            line="Steps",
        )
    )
    found.append(builder.frame(rule, say))
    return found


def _step(rule: builder.Rule, index: int, names: Names, say: builder.Saying) -> list[builder.Field]:
    """The line of one step: how it follows, its event, and what that must satisfy."""
    step: builder.Rule = rule["sequence"][index]

    def put(made: builder.Rule | None) -> builder.Rule:
        """The rule with this step in the place of the one before; without any, it is taken out."""
        before, after = rule["sequence"][:index], rule["sequence"][index + 1 :]
        steps = [*before, *([] if made is None else [made]), *after]
        return builder.changed(rule, sequence=[_as_first(steps[0]), *steps[1:]])

    events = event_names(step)
    label = "Did anything" if events is None else " or ".join(names.event_label(one) for one in events)
    offers = _events(rule, names)
    if len(rule["sequence"]) > 1:
        offers = (builder.Offer(_AWAY, "Take this step away", "trash", " "), *offers)
    event = builder.Field(
        label,
        builder.Pick("What they did", offers, str(step["event"])),
        given=lambda key: put(None if key == _AWAY else _about(step, key)),
        value=True,
    )
    inside = [*event_fields.details(step, names, say), event_fields.another_detail(step, names)]
    rest = [builder.inside(field, put) for field in inside]
    if index == 0:
        return [replace(event, line="1."), *rest]
    return [*_way(step, put, say, f"{index + 1}."), event, *rest]


def _way(
    step: builder.Rule, put: Callable[[builder.Rule | None], builder.Rule], say: builder.Saying, line: str
) -> list[builder.Field]:
    """How a step follows the one before, and in what time."""
    current = ("not_so_far" if step.get("so_far") else "not" if step.get("not") else "then") + (
        "_in" if "within_after" in step and not step.get("so_far") else ""
    )
    offers = tuple(builder.Offer(key, f"{text}…", aliases=_HELP[key]) for key, (text, _) in _WAYS.items())

    def chosen(key: str) -> builder.Rule:
        """The rule with the step following otherwise; a length of time stays."""
        plain = {name: value for name, value in step.items() if name not in ("not", "within_after", "so_far")}
        made = _WAYS[key][1]
        if "within_after" in made and "within_after" in step:
            made = {**made, "within_after": step["within_after"]}
        return put(plain | made)

    how = builder.Field(_WAYS[current][0], builder.Pick("How it follows", offers, current), given=chosen, line=line)
    if "within_after" not in step:
        return [how]
    length = builder.Field(
        builder.length(step["within_after"], say),
        builder.Length("How long after the step before"),
        step["within_after"],
        lambda given: put(builder.changed(step, within_after=given)),
        value=True,
    )
    return [how, length]


def _another(rule: builder.Rule, names: Names) -> builder.Field:
    """The button that adds a step."""

    def chosen(key: str) -> builder.Rule:
        """The rule with one more step, about that event."""
        return builder.changed(rule, sequence=[*rule["sequence"], {"event": key}])

    pick = builder.Pick("What then?", _events(rule, names))
    return builder.Field("Then…: add a step", pick, given=chosen, adds="plus")


def _events(rule: builder.Rule, names: Names) -> tuple[builder.Offer, ...]:
    """The events that a step can be about: those that have a product, where all steps are about the same."""
    same = rule.get("same") == "product"
    return tuple(
        builder.Offer(one, names.event_label(one), "lightning", aliases=one)
        for one in names.events
        if not same or "sku" in names.own_properties((one,))
    )


def _about(step: builder.Rule, event: str) -> builder.Rule:
    """The step about another event; what is asked of the old one's properties goes."""
    return {key: value for key, value in step.items() if key != "where"} | {"event": event}


def _as_first(step: builder.Rule) -> builder.Rule:
    """A step as the first one, which follows nothing."""
    return {key: value for key, value in step.items() if key in ("event", "where")}
