"""Random rules about the shop, of every kind that the grammar has."""

# ruff: noqa: E501

import datetime as dt
import functools
import re
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.app.audience.plain_reading import PROPERTY_KINDS, TRAIT_KINDS

WORDS = [
    "Paris", "PARIS", "paris nord", "Straße", "STRASSE", "STRAẞE", "Évry", "E\u0301vry", "évry", "Lyon", "Nice", "a", "ss", "nord",
    # Letters that are one in one script, language or form and two in another.
    "İstanbul", "i\u0307stanbul", "ISTANBUL", "ıstanbul", "ΟΔΟΣ", "οδος", "οδοσ", "ﬃ", "FFI", "\u212b", "\u00c5", "a\u030a", "\u017f", "S", "ǆ", "ǅ",
    "東京", "مراكش", "मुंबई", "\U0001f469\u200d\U0001f467", "\U00010400", "\U00010428", "e\u0323\u0302", "\u1ec7",
    # What other languages take for a sign of their own.
    "50%", "50", "a_b", "a\\b", "o'clock", "\"", "{x}", "a,b", "null",
]  # fmt: skip
"""Texts of people and of rules alike."""
TEXTS = [*WORDS, "süß", "SÜSS", "S1", "s1", "", " ", "\u00a0", "\u3000", "\u200b", "\t"]
words = st.sampled_from(WORDS)
# Those at which something lies in random shops, oftener than any other.
edges = st.sampled_from(
    [
        {"hours": 1},
        {"hours": 2},
        {"hours": 24},
        {"hours": 48},
        {"days": 1},
        {"days": 2},
        {"days": 7},
        {"days": 14},
        {"days": 30},
        {"weeks": 1},
        {"months": 1},
        {"months": 2},
        {"months": 3},
        {"months": 12},
    ]
)
spans = st.one_of(
    edges,
    edges,
    st.builds(lambda n: {"days": n}, st.integers(1, 120)),
    st.builds(lambda n: {"weeks": n}, st.integers(1, 12)),
    st.builds(lambda n: {"months": n}, st.integers(1, 5)),
    st.builds(lambda n: {"hours": n}, st.integers(1, 2000)),
)
day_spans = st.builds(lambda n: {"days": n}, st.integers(1, 400))
dates = st.dates(dt.date(2011, 7, 1), dt.date(2012, 1, 10)).map(str)


def checks_for(kind, numbers):
    compare = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    return {
        "text": st.one_of(
            st.fixed_dictionaries({"op": st.sampled_from(["is", "is_not", "contains", "not_contains", "starts_with", "ends_with"]), "value": words}, optional={"case": st.booleans()}),
            st.fixed_dictionaries({"op": st.sampled_from(["is_any_of", "is_none_of"]), "value": st.lists(words, min_size=1, max_size=3)}),
            st.fixed_dictionaries({"op": st.just("matches"), "value": st.sampled_from(["^p", "a.i", "[^a-z]", "(ss|is)$", "r{1,2}", "^.$", "^..$", "İ|ß", "[Α-Ω]", "\\\\d\\\\d%?$", "^[^x]+$"])}, optional={"case": st.booleans()}),
        ),
        "number": st.one_of(
            st.fixed_dictionaries({"op": compare, "value": numbers}),
            st.fixed_dictionaries({"op": st.just("between"), "value": st.tuples(numbers, numbers).map(sorted)}),
        ),
        "list": st.one_of(
            st.fixed_dictionaries({"op": st.just("has"), "value": st.sampled_from(["Bags", "BAGS", "tea"])}, optional={"case": st.booleans()}),
            st.fixed_dictionaries({"op": st.sampled_from(["has_any_of", "has_all_of", "has_none_of"]), "value": st.lists(st.sampled_from(["Bags", "home", "x"]), min_size=1, max_size=2)}),
        ),
        "boolean": st.fixed_dictionaries({"op": st.sampled_from(["is_true", "is_false"])}),
        "date": st.one_of(
            st.fixed_dictionaries({"op": st.sampled_from(["on", "before", "after"]), "value": dates}),
            st.fixed_dictionaries({"op": st.sampled_from(["in_last", "not_in_last", "in_next", "anniversary_in_next"]), "value": day_spans}),
            st.fixed_dictionaries({"op": st.just("in_month"), "value": st.integers(1, 12)}),
            st.fixed_dictionaries({"op": st.just("between"), "value": st.tuples(dates, dates).map(sorted)}),
        ),
        "datetime": st.one_of(
            st.fixed_dictionaries({"op": st.sampled_from(["on", "before", "after"]), "value": dates}),
            st.fixed_dictionaries({"op": st.sampled_from(["before", "after"]), "value": dates.map(lambda d: d + "T13:30:00")}),
            st.fixed_dictionaries({"op": st.sampled_from(["in_last", "not_in_last", "in_next"]), "value": spans}),
            st.fixed_dictionaries({"op": st.just("in_month"), "value": st.integers(1, 12)}),
        ),
    }["number" if kind == "amount" else kind] | st.fixed_dictionaries({"op": st.sampled_from(["is_set", "is_not_set"])})  # fmt: skip


def _numbers(low, high, places=2):
    return st.integers(low * 10**places, high * 10**places).map(lambda n: n / 10**places)


small = st.one_of(st.integers(0, 6), _numbers(0, 6))
traits = st.sampled_from(sorted(TRAIT_KINDS)).flatmap(
    lambda name: checks_for(
        TRAIT_KINDS[name],
        {"orders": small, "age": st.integers(0, 45), "shoe_size": _numbers(36, 42, 1)}.get(name, _numbers(0, 200)),
    ).map(lambda t: {"trait": name} | t)
)
looking_back = st.one_of(
    st.builds(lambda t, s: {"trait": "city"} | t | {"for": s}, checks_for("text", small), spans),
    st.builds(lambda t: {"trait": "city"} | t | {"was": True}, checks_for("text", small)),
    st.builds(lambda s: {"trait": "vip", "op": "is_true", "for": s}, spans),
)
OWN = {
    "placed_order": ["amount"], "rated": ["stars", "mood"], "opened_email": ["machine", "campaign"],
    "viewed_product": ["sku", "quantity", "device", "duration_s", "product.category", "product.price", "product.in_stock"],
    "ordered_product": ["sku", "quantity", "product.category", "product.brand", "product.price"],
}  # fmt: skip
mood = st.sampled_from(["süß", "S1", "s1", "bags", "Bags", "Mobile", "C1", "acme", "οδος", *WORDS[14:20]])


def lines(event):
    def line(name):
        kind = PROPERTY_KINDS.get(name.removeprefix("product."), "text")
        numbers = {"amount": _numbers(0, 90), "hour": st.integers(0, 23), "weekday": st.integers(1, 7)}.get(
            name, _numbers(0, 20)
        )
        tests = checks_for(kind, numbers)
        if kind == "text":
            tests = st.fixed_dictionaries(
                {"op": st.sampled_from(["is", "is_not", "contains"]), "value": mood}
            ) | st.fixed_dictionaries({"op": st.sampled_from(["is_set", "is_not_set"])})
        return tests.map(lambda t: {"property": name} | t)

    return st.lists(st.sampled_from([*OWN[event], "time", "hour", "weekday"]).flatmap(line), max_size=2)


windows = st.one_of(
    st.just(None), spans.map(lambda s: {"last": s}),
    st.tuples(st.integers(61, 120), st.integers(1, 60)).map(lambda p: {"between": [{"days": p[0]}, {"days": p[1]}]}),
    st.tuples(dates, dates).map(lambda p: {"from": min(p), "to": max(p)}), dates.map(lambda d: {"to": d}),
    st.tuples(st.integers(24, 90), st.integers(1, 23)).map(lambda p: {"between": [{"hours": p[0]}, {"hours": p[1]}]}), dates.map(lambda d: {"from": d + "T10:00:00"}),
)  # fmt: skip
compares = checks_for("number", small).filter(lambda t: "value" in t)


QUESTIONS = [
    "at least once",
    "count",
    "distinct",
    "day",
    "sum",
    "mean",
    "min",
    "max",
    "last",
    "days_since_last",
    "days_since_first",
    "first",
    "trend",
    "more",
]


@st.composite
def questions(draw, event, kind=None):
    kind = kind or draw(st.sampled_from(QUESTIONS))
    numeric = [p for p in OWN[event] if PROPERTY_KINDS.get(p.removeprefix("product.")) in ("amount", "number")]
    if kind in ("sum", "mean", "min", "max") and numeric:
        compared = checks_for("number", _numbers(0, 120)).filter(lambda t: "value" in t)
        return {
            "measure": kind,
            "of": draw(st.sampled_from(numeric)),
        } | draw(compared)
    if kind == "last":
        of = draw(st.sampled_from(OWN[event]))
        return {"measure": "last", "of": of} | draw(
            lines(event).map(
                lambda ls: next(
                    ({k: v for k, v in x.items() if k != "property"} for x in ls if x["property"] == of),
                    {"op": "is_set"},
                )
            )
        )
    if kind == "first":
        return {"first_time": True}
    if kind == "trend":
        return {
            "trend": draw(st.sampled_from(["rising", "falling"])),
            "by_at_least": draw(st.sampled_from([0, 0.5, 1])),
            "within": {"last": draw(spans)},
        }
    if kind == "more":
        other = draw(st.sampled_from(sorted(OWN)))
        return {"more_often_than": {"event": other, "where": draw(lines(other))}}
    if kind.startswith("days_since"):
        return {"measure": kind} | draw(checks_for("number", st.integers(0, 130)).filter(lambda t: "value" in t))
    if kind in ("distinct", "day"):
        return {"measure": "distinct", "of": "day" if kind == "day" else draw(st.sampled_from(OWN[event]))} | draw(
            compares
        )
    return draw(compares) if kind == "count" else {}


@st.composite
def event_rules(draw, kind=None):
    event = draw(st.sampled_from(sorted(OWN)))
    rule = {"event": draw(st.sampled_from([event, event, [event, "rated"], "*"])), "where": draw(lines(event))}
    if (window := draw(windows)) is not None:
        rule["within"] = window
    return rule | draw(questions(event, kind))


after = st.one_of(spans, st.builds(lambda n: {"hours": n}, st.integers(1, 400)))


@st.composite
def sequences(draw):
    events = ["viewed_product", "ordered_product"] if draw(st.booleans()) else sorted(OWN)
    steps = []
    for at in range(draw(st.integers(1, 4))):
        event = draw(st.sampled_from(events))
        step = {"event": draw(st.sampled_from([event, event, "*"])) if len(events) > 2 else event}
        if draw(st.integers(0, 3)) == 0:
            step["where"] = draw(lines(event))
        if at and draw(st.booleans()):
            step["within_after"] = draw(after)
        if at and draw(st.integers(0, 2)) == 0:
            step |= {"not": True} | ({"so_far": draw(st.booleans())} if "within_after" in step else {})
        steps.append(step)
    rule = {"sequence": steps}
    if len(events) == 2 and draw(st.booleans()):
        rule["same"] = "product"
    if (window := draw(windows)) is not None:
        rule["within"] = window
    return rule


segments = st.sampled_from(["VIP", "vip", "Regulars"])


@st.composite
def recorded(draw, key=None):
    key = key or draw(st.sampled_from(["in_segment_for", "in_segment_for", "entered", "left", "listed"]))
    rule = {key: draw(segments)}
    if key == "listed":
        return rule
    if key != "in_segment_for":
        return rule | ({} if (window := draw(windows)) is None else {"within": window})
    # Lengths at which some of the shop's stays begin or end, and any other.
    length = st.one_of(st.sampled_from([{"days": 14}, {"weeks": 2}, {"hours": 2}, {"days": 7}, {"months": 2}]), spans)
    op = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "between"]))
    if op != "between":
        return rule | {"op": op, "value": draw(length)}
    return rule | {"op": op, "value": [{"days": draw(st.integers(1, 20))}, {"days": draw(st.integers(20, 70))}]}


consents = st.fixed_dictionaries(
    {"consent": st.sampled_from(["email", "email", "sms"]), "is": st.sampled_from(["granted", "denied", "withdrawn", "pending", "unknown"])},
    optional={"topic": st.sampled_from(["NEWS", "news", "İ", "never"])},
)  # fmt: skip
permissions = st.one_of(consents, st.builds(lambda b: {"suppressed": b}, st.booleans()))
tagged = st.builds(lambda t: {"tag": t}, st.sampled_from(["OUTDOOR", "Sale", "none", "İ"]))
near = st.builds(lambda k: {"near": {"lat": 48.85, "lon": 2.35}, "km": k}, st.integers(1, 150))
samples = st.builds(lambda n, s: {"sample": n / 8, "seed": s}, st.integers(0, 8), st.sampled_from(["", "x", "ü"]))
in_segment = segments.map(lambda name: {"segment": name})
others = st.one_of(permissions, tagged, near, samples, in_segment)
rules = st.recursive(
    st.one_of(traits, looking_back, event_rules(), event_rules(), sequences(), recorded(), others),
    lambda inner: st.builds(
        lambda kind, parts: {kind: parts}, st.sampled_from(["all", "any", "none"]), st.lists(inner, max_size=4)
    ),
    max_leaves=6,
)


def of(trait, kind):
    return checks_for(kind, small).map(lambda check: {"trait": trait} | check)


EVENLY = [
    traits, traits, of("interests", "list"), of("birth_date", "date"), of("birth_date", "date"), of("signed_up_at", "datetime"),
    of("city", "text"), of("vip", "boolean"), looking_back, *map(event_rules, QUESTIONS), sequences(), sequences(),
    recorded("in_segment_for"), recorded("entered"), recorded("left"), consents, permissions, tagged, near, samples,
    in_segment, rules, rules, recorded("listed"),
]  # fmt: skip
"""A strategy for each kind of rule, so that none is drawn by luck alone."""


@functools.cache
def drawn(count, number=0):
    """So many rules, the same for the same number, with every kind of condition, measure and operator among them."""
    found = []
    for place, strategy in enumerate(EVENLY):

        @seed(1000 * number + place)
        @settings(
            max_examples=-(-4 * count // len(EVENLY)),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def take(rule):
            found.append(rule)

        take()
    Random(number).shuffle(found)
    # Four times as many, for what comes often at first is alike; of those the ones come first that bring something new.
    seen, new, more = set(), [], []
    for rule in found:
        (new if set(signs(rule)) - seen else more).append(rule)
        seen |= set(signs(rule))
    return (new + more)[:count]


def signs(rule):
    """What there is of the grammar in a rule: its keys, operators and measures."""
    if isinstance(rule, list):
        for part in rule:
            yield from signs(part)
    elif isinstance(rule, dict):
        for key, part in rule.items():
            yield key
            if key in ("op", "measure"):
                yield key, part
            yield from signs(part)


_AUTUMN = dt.date(2011, 12, 10)


def moved(rule, today):
    """A rule whose dates lie around a day as they lay around that of the shop."""
    if isinstance(rule, dict):
        return {key: moved(part, today) for key, part in rule.items()}
    if isinstance(rule, list):
        return [moved(part, today) for part in rule]
    if isinstance(rule, str) and (found := re.fullmatch(r"(\d{4}-\d\d-\d\d)(T.*)?", rule)):
        return f"{dt.date.fromisoformat(found[1]) + (today - _AUTUMN)}{found[2] or ''}"
    return rule
