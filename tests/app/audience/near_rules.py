"""Rules that differ from another in one small thing each; some are refused, and some mean the same."""

from collections.abc import Iterator

UNITS = ("hours", "days", "weeks", "months")
TWINS = {
    "=": "!=", "<": "<=", ">": ">=", "is": "is_any_of", "is_not": "is_none_of", "contains": "starts_with",
    "not_contains": "is_not", "starts_with": "ends_with", "ends_with": "matches", "has": "has_any_of",
    "has_any_of": "has_all_of", "has_all_of": "has_none_of", "is_set": "is_not_set", "is_true": "is_false",
    "in_last": "not_in_last", "before": "after", "on": "before", "in_next": "anniversary_in_next", "sum": "mean",
    "min": "max", "days_since_last": "days_since_first", "rising": "falling", "granted": "denied", "all": "any",
    "any": "none", "none": "all", "entered": "left", "VIP": "Regulars", "vip": "regulars", "email": "sms",
}  # fmt: skip
TWINS |= {twin: name for name, twin in TWINS.items() if twin not in TWINS}
ADDED = {
    "trait": [{"case": True}, {"for": {"days": 3}}, {"was": True}],
    "event": [
        {"within": {"last": {"days": 3}}}, {"where": [{"property": "hour", "op": ">", "value": 3}]}, {"not": True},
    ],
    "sequence": [{"same": "product"}, {"within": {"last": {"days": 3}}}],
    "within_after": [{"so_far": True}],
    "consent": [{"topic": "news"}],
    "sample": [{"seed": "x2"}],
}  # fmt: skip


def near_rules(rule: object) -> Iterator[object]:
    """All that is near a rule."""
    yield from _near(rule)
    yield {"none": [rule]}
    yield {"all": [rule, rule]}


def _near(part: object) -> Iterator[object]:
    if isinstance(part, dict):
        yield from _near_of_object(part)
    elif isinstance(part, list):
        yield from _near_of_list(part)
    elif isinstance(part, bool):
        yield not part
    elif isinstance(part, (int, float)):
        yield part + 1
        yield part / 2
    elif isinstance(part, str):
        yield part + "x"
        if part in TWINS:
            yield TWINS[part]


def _near_of_object(part: dict) -> Iterator[object]:
    for key, value in part.items():
        rest = {name: kept for name, kept in part.items() if name != key}
        yield rest
        # One that stands in another's place, where its value may stay: a unit, a group, a question.
        others = UNITS if key in UNITS else [TWINS[key]] if key in TWINS else []
        yield from ({other: value} | rest for other in others if other != key)
        yield from (part | {key: near} for near in _near(value))
        yield from (part | added for added in ADDED.get(key, []))
    if part.keys() & {"all", "any", "none", "trait", "event", "tag"}:
        yield part | {"muted": True}
        yield {"none": [part]}


def _near_of_list(part: list) -> Iterator[object]:
    for at, value in enumerate(part):
        before, behind = part[:at], part[at + 1 :]
        yield before + behind
        yield [*before, value, value, *behind]
        yield from ([*before, near, *behind] for near in _near(value))
    if len(part) > 1:
        yield part[::-1]
    if len(part) > 2 and all(isinstance(one, dict) for one in part):
        # Brackets that begin earlier or later.
        yield from ([*part[:-2], {kind: part[-2:]}] for kind in ("all", "any", "none"))
        yield from ([{kind: part[:2]}, *part[2:]] for kind in ("all", "any", "none"))
