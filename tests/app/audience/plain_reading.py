"""A plain reading of rules over the shop's Python rows: it shares no code with the product."""

import datetime as dt
import hashlib
import math
import re
import unicodedata
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.app.audience import plain_memberships, plain_sequences
from tests.app.audience.shop_data import CONSENTS, COURSES, DAY, PRODUCTS, US

ZONE = ZoneInfo("Europe/London")
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
TODAY = dt.date(2011, 12, 10)
TAGS = {1: ["Outdoor"], 2: ["outdoor"], 3: ["Sale"]}
NEGATIVE = {"is_not", "is_none_of", "not_contains", "has_none_of", "is_not_set"}


def local(us):
    return (EPOCH + dt.timedelta(microseconds=us)).astimezone(ZONE)


def back(us, span, sign=-1):
    ((unit, n),) = span.items()
    if unit != "months":
        return us + sign * n * {"hours": 3600, "days": 86400, "weeks": 604800}[unit] * 10**6
    then = local(us)
    month = then.year * 12 + then.month - 1 + sign * n
    day = then.day
    while True:
        try:
            moved = then.replace(year=month // 12, month=month % 12 + 1, day=day)
            return (moved.astimezone(dt.UTC) - EPOCH) // dt.timedelta(microseconds=1)
        except ValueError:
            day -= 1


def day_start(text):
    return (dt.datetime.fromisoformat(text).replace(tzinfo=ZONE) - EPOCH) // dt.timedelta(microseconds=1)


def fold(text):
    return unicodedata.normalize("NFC", text).casefold()


def blank(value):
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def text_holds(op, value, wanted, case):
    form = (lambda x: unicodedata.normalize("NFC", x)) if case else fold
    if op == "matches":
        return bool(
            re.search(unicodedata.normalize("NFC", wanted), unicodedata.normalize("NFC", value), 0 if case else re.I)
        )
    value, many = form(value), [form(x) for x in ([wanted] if isinstance(wanted, str) else wanted)]
    return {
        "is": lambda: value in many,
        "is_any_of": lambda: value in many,
        "is_not": lambda: value not in many,
        "is_none_of": lambda: value not in many,
        "contains": lambda: many[0] in value,
        "not_contains": lambda: many[0] not in value,
        "starts_with": lambda: value.startswith(many[0]),
        "ends_with": lambda: value.endswith(many[0]),
    }[op]()


def number_holds(op, value, wanted):
    if op == "between":
        return Fraction(str(wanted[0])) <= value <= Fraction(str(wanted[1]))
    wanted = Fraction(str(wanted))
    return {
        "=": value == wanted,
        "!=": value != wanted,
        "<": value < wanted,
        "<=": value <= wanted,
        ">": value > wanted,
        ">=": value >= wanted,
    }[op]


def list_holds(op, value, wanted, case):
    form = (lambda x: unicodedata.normalize("NFC", x)) if case else fold
    have = {form(x) for x in value if x.strip()}
    if not have:
        return op == "has_none_of"
    many = {form(x) for x in ([wanted] if isinstance(wanted, str) else wanted)}
    return {
        "has": bool(have & many),
        "has_any_of": bool(have & many),
        "has_all_of": many <= have,
        "has_none_of": not have & many,
    }[op]


def month_days(date):
    common = date.year % 4 != 0 or (date.year % 100 == 0 and date.year % 400 != 0)
    return {(date.month, date.day)} | ({(2, 29)} if common and (date.month, date.day) == (2, 28) else set())


def day_holds(op, day, wanted):
    if op in ("on", "before", "after"):
        mark = dt.date.fromisoformat(wanted)
        return {"on": day == mark, "before": day < mark, "after": day > mark}[op]
    if op == "between":
        return dt.date.fromisoformat(wanted[0]) <= day <= dt.date.fromisoformat(wanted[1])
    if op == "in_month":
        return day.month == wanted
    ((unit, n),) = wanted.items()
    span = dt.timedelta(days=n * (7 if unit == "weeks" else 1))
    if op in ("in_last", "not_in_last"):
        return (TODAY - span < day <= TODAY) is (op == "in_last")
    if op == "in_next":
        return TODAY < day <= TODAY + span
    assert op == "anniversary_in_next"
    days = (TODAY + dt.timedelta(days=x) for x in range(min(span.days, 366) + 1))
    return any((day.month, day.day) in month_days(x) for x in days)


def time_holds(op, us, wanted):
    if op in ("before", "after") and "T" in wanted:
        mark = day_start(wanted)
        return us < mark if op == "before" else us > mark
    if op in ("in_last", "not_in_last"):
        return (back(US, wanted) < us <= US) is (op == "in_last")
    if op == "in_next":
        return US < us <= back(US, wanted, 1)
    return day_holds(op, local(us).date(), wanted)


def value_holds(kind, op, value, wanted, case=False):
    if op in ("is_set", "is_not_set"):
        there = not blank(value) and not (kind == "list" and not [x for x in value if x.strip()])
        return there is (op == "is_set")
    if blank(value):
        return op in NEGATIVE
    if kind == "text":
        return text_holds(op, value, wanted, case)
    if kind in ("number", "amount"):
        return number_holds(op, Fraction(value) / (10_000 if kind == "amount" else 1), wanted)
    if kind == "list":
        return list_holds(op, value, wanted, case)
    if kind == "boolean":
        return value is (op == "is_true")
    return (
        time_holds(op, value, wanted)
        if kind == "datetime"
        else day_holds(op, EPOCH.date() + dt.timedelta(days=value), wanted)
    )


PROPERTY_KINDS = {
    "amount": "amount",
    "quantity": "amount",
    "price": "amount",
    "stars": "number",
    "duration_s": "number",
    "machine": "boolean",
    "in_stock": "boolean",
    "time": "datetime",
    "hour": "number",
    "weekday": "number",
}
TRAIT_KINDS = {
    "city": "text",
    "birth_date": "date",
    "signed_up_at": "datetime",
    "interests": "list",
    "shoe_size": "number",
    "budget": "amount",
    "vip": "boolean",
    "orders": "number",
    "revenue": "amount",
    "refunded": "amount",
    "net_revenue": "amount",
    "first_order_at": "datetime",
    "last_order_at": "datetime",
    "last_active_at": "datetime",
    "age": "number",
    "preferred_device": "text",
    "last_name": "text",
}


class Plain:
    """The plain reading of one person."""

    def __init__(self, shop, person):
        self.person = person
        self.events = sorted(
            ((e["at"], n, e) for n, e in enumerate(shop.events) if e["profile_id"] == person["id"] and e["at"] <= US),
            key=lambda x: x[:2],
        )
        self.events = [e for _, _, e in self.events]

    def holds(self, rule):
        for kind in ("all", "any", "none"):
            if kind in rule:
                parts = [self.holds(x) for x in rule[kind]]
                return {"all": all(parts), "any": any(parts), "none": not any(parts)}[kind]
        if "trait" in rule:
            return self.trait(rule)
        if "event" in rule:
            return self.event(rule)
        if "sequence" in rule:
            return plain_sequences.holds(self, rule)
        if rule.keys() & {"in_segment_for", "entered", "left", "listed"}:
            return plain_memberships.holds(self, rule)
        if "consent" in rule:
            return self.consent(rule) == rule["is"]
        if "suppressed" in rule:
            return (self.person["id"] in (1, 3)) is rule["suppressed"]
        if "tag" in rule:
            return fold(rule["tag"]) in [fold(t) for t in TAGS.get(self.person["id"], [])]
        if "near" in rule:
            return self.near(rule)
        digits = hashlib.md5(f"{rule['seed']}:{self.person['key']}".encode()).hexdigest()[:8]
        return int(digits, 16) < Fraction(str(rule["sample"])) * 2**32

    def stored(self, name, at=US):
        course = COURSES.get(self.person["id"])
        known = [] if course is None else [(when, t[name]) for when, t in course if name in t]
        if not known:
            return self.person["traits"].get(name)
        return ([v for when, v in known if when <= at] or [known[0][1]])[-1]

    def value(self, name):
        orders = [e for e in self.events if e["name"] == "placed_order"]
        if name == "orders":
            return len(orders)
        if name == "revenue":
            paid = [e["amount"] for e in orders if e["amount"] is not None]
            return sum(paid) if paid else None
        back = [e for e in self.events if e["name"] == "refunded_order"]
        if name == "refunded":
            return sum(e["amount"] or 0 for e in back) if orders or back else None
        if name == "net_revenue":
            known = [e["amount"] for e in orders + back if e["amount"] is not None]
            return sum(e["amount"] or 0 for e in orders) - sum(e["amount"] or 0 for e in back) if known else None
        if name == "last_order_at":
            return orders[-1]["at"] if orders else None
        if name == "first_order_at":
            return orders[0]["at"] if orders else None
        if name == "last_active_at":
            passive = ("sent_email", "received_email", "bounced_email", "entered_stage", "left_stage")
            own = [e["at"] for e in self.events if e["name"] not in passive and not e.get("machine")]
            return max(own, default=None)
        if name == "age":
            born = self.stored("birth_date")
            if born is None:
                return None
            date = EPOCH.date() + dt.timedelta(days=born)
            return TODAY.year - date.year - ((TODAY.month, TODAY.day) < (date.month, date.day))
        if name == "preferred_device":
            used = [fold(e["device"]) for e in self.events if e.get("device")]
            return min(used, key=lambda d: (-used.count(d), d)) if used else None
        return self.stored(name)

    def trait(self, rule):
        kind = TRAIT_KINDS[rule["trait"]]

        def ask(value):
            return value_holds(kind, rule["op"], value, rule.get("value"), rule.get("case", False))

        now = ask(self.value(rule["trait"]))
        course = [(w, t[rule["trait"]]) for w, t in COURSES.get(self.person["id"], []) if rule["trait"] in t]
        first = course[0][0] > COURSES[self.person["id"]][0][0] if course else False
        changed = first or len({repr(value) for _, value in course}) > 1
        reached = [(w, v) for w, v in course if w <= US]
        if rule.get("was"):
            return not now and changed and any(ask(v) for _, v in reached)
        if "for" not in rule:
            return now
        cut = back(US, rule["for"])
        if not changed:
            first = COURSES[self.person["id"]][0][0] if self.person["id"] in COURSES else US - 100 * DAY
            return now and first <= cut
        before = [v for w, v in reached if w <= cut]
        return now and bool(before) and ask(before[-1]) and all(ask(v) for w, v in reached if w > cut)

    def property(self, event, name):
        if name.startswith("product."):
            found = [p for p in PRODUCTS if p["sku"] == event.get("sku")]
            return found[0][name[8:]] if found else None
        if name in ("time", "hour", "weekday"):
            when = local(event["at"])
            return {"time": event["at"], "hour": when.hour, "weekday": when.isoweekday()}[name]
        return (event.get("more") or {}).get(name, event.get(name))

    def meant(self, rule, lo, hi):
        names = rule["event"] if isinstance(rule["event"], list) else [rule["event"]]
        return [
            e
            for e in self.events
            if lo < e["at"] <= hi
            and (names == ["*"] or e["name"] in names)
            and all(
                value_holds(
                    PROPERTY_KINDS.get(w["property"].removeprefix("product."), "text"),
                    w["op"],
                    self.property(e, w["property"]),
                    w.get("value"),
                    w.get("case", False),
                )
                for w in rule.get("where", [])
            )
        ]

    def window(self, rule):
        within = rule.get("within", {})
        if "last" in within:
            return back(US, within["last"]), US
        if "between" in within:
            return back(US, within["between"][0]), back(US, within["between"][1])
        lo, hi = -(10**18), US
        if "from" in within:
            lo = day_start(within["from"]) - 1
        if "to" in within:
            end = within["to"]
            hi = min(
                US,
                day_start(end)
                if "T" in end
                else day_start((dt.date.fromisoformat(end) + dt.timedelta(1)).isoformat()) - 1,
            )
        return lo, hi

    def event(self, rule):
        lo, hi = self.window(rule)
        events = self.meant(rule, lo, hi)
        if rule.get("first_time"):
            every = self.meant(rule, -(10**18), US)
            return bool(every) and lo < every[0]["at"] <= hi
        if "trend" in rule:
            ((unit, n),) = rule["within"]["last"].items()
            a, b = len(events), len(self.meant(rule, back(US, {unit: 2 * n}), lo))
            x = Fraction(str(rule.get("by_at_least", 0)))
            if rule["trend"] == "rising":
                return a > 0 and a > b and a >= b * (1 + x)
            return b > 0 and a < b and a <= b * (1 - x)
        if "more_often_than" in rule:
            return len(events) > len(self.meant(rule["more_often_than"], lo, hi))
        if "op" not in rule:
            return bool(events)
        return self.measured(rule, events)

    def measured(self, rule, events):
        measure, of = rule.get("measure", "count"), rule.get("of")
        if measure == "count":
            return number_holds(rule["op"], len(events), rule["value"])
        if measure.startswith("days_since"):
            days = [(TODAY - local(e["at"]).date()).days for e in events]
            value = (min(days) if measure.endswith("last") else max(days)) if days else None
            return value_holds("number", rule["op"], value, rule["value"])
        if of == "day":
            return number_holds(rule["op"], len({local(e["at"]).date() for e in events}), rule["value"])
        kind = PROPERTY_KINDS.get(of.removeprefix("product."), "text")
        values = [v for v in (self.property(e, of) for e in events) if not blank(v)]
        if measure == "distinct":
            return number_holds(rule["op"], len({fold(v) if isinstance(v, str) else v for v in values}), rule["value"])
        if not values:
            return value_holds(kind, rule["op"], None, rule.get("value"))
        value = {
            "sum": sum,
            "min": min,
            "max": max,
            "last": lambda v: v[-1],
            "mean": lambda v: sum(map(Fraction, v)) / len(v),
        }[measure](values)
        return value_holds(kind, rule["op"], value, rule.get("value"), rule.get("case", False))

    def consent(self, rule):
        rank = ["unknown", "granted", "pending", "denied", "withdrawn"]
        found = [
            (-1 if at is None else at, rank.index(status))
            for person, channel, topic, status, at in CONSENTS
            if person == self.person["id"]
            and channel == rule["consent"]
            and (at is None or at <= US)
            and ("topic" not in rule or (topic and fold(topic) == fold(rule["topic"])))
        ]
        return rank[max(found)[1]] if found else "unknown"

    def near(self, rule):
        lat, lon = self.value("latitude"), self.value("longitude")
        if lat is None:
            return False
        a, b = math.radians(rule["near"]["lat"]), math.radians(lat)
        half = (
            math.sin((b - a) / 2) ** 2
            + math.cos(a) * math.cos(b) * math.sin(math.radians(lon - rule["near"]["lon"]) / 2) ** 2
        )
        return 2 * 6371.0088 * math.asin(math.sqrt(half)) <= rule["km"]
