"""A plain reading of rules over Python rows: it shares no code with the product."""

import datetime as dt
import hashlib
import math
from fractions import Fraction

from tests.app.audience import plain_memberships, plain_sequences
from tests.app.audience.plain_time import EPOCH, LONG_AGO
from tests.app.audience.plain_values import blank, fold, number_holds, value_holds

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
        self.facts = shop.facts
        self.clock = shop.facts.clock
        self.us = self.clock.us
        self.course = shop.facts.courses.get(person["id"], [])
        self.events = sorted(
            (
                (e["at"], n, e)
                for n, e in enumerate(shop.events)
                if e["profile_id"] == person["id"] and e["at"] <= self.us
            ),
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
        if "segment" in rule:
            return self.holds(self.facts.segments[rule["segment"].casefold()])
        if rule.keys() & {"in_segment_for", "entered", "left", "listed"}:
            return plain_memberships.holds(self, rule)
        if "consent" in rule:
            return self.consent(rule) == rule["is"]
        if "suppressed" in rule:
            return self.suppressed() is rule["suppressed"]
        if "tag" in rule:
            return fold(rule["tag"]) in [fold(t) for t in self.facts.tags.get(self.person["id"], [])]
        if "near" in rule:
            return self.near(rule)
        digits = hashlib.md5(f"{rule['seed']}:{self.person['key']}".encode()).hexdigest()[:8]
        return int(digits, 16) < Fraction(str(rule["sample"])) * 2**32

    def suppressed(self):
        return any(at is None or at <= self.us for p, at in self.facts.suppressions if p == self.person["id"])

    def stored(self, name):
        known = [(when, t[name]) for when, t in self.course if name in t]
        if not known:
            return self.person["traits"].get(name)
        return ([v for when, v in known if when <= self.us] or [known[0][1]])[-1]

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
            return (
                self.clock.today.year
                - date.year
                - ((self.clock.today.month, self.clock.today.day) < (date.month, date.day))
            )
        if name == "preferred_device":
            own = [e["device"] for e in self.events if not blank(e.get("device"))]
            used = [fold(one) for one in own]
            most = min(used, key=lambda d: (-used.count(d), d), default=None)
            # Of its spellings the first.
            return min((one for one in own if fold(one) == most), default=None)
        return self.stored(name)

    def trait(self, rule):
        kind = TRAIT_KINDS[rule["trait"]]

        def ask(value):
            return value_holds(self.clock, kind, rule["op"], value, rule.get("value"), rule.get("case", False))

        now = ask(self.value(rule["trait"]))
        course = [(w, t[rule["trait"]]) for w, t in self.course if rule["trait"] in t]
        first = course[0][0] > self.course[0][0] if course else False
        changed = first or len({repr(value) for _, value in course}) > 1
        reached = [(w, v) for w, v in course if w <= self.us]
        if rule.get("was"):
            return not now and changed and any(ask(v) for _, v in reached)
        if "for" not in rule:
            return now
        cut = self.clock.back(self.us, rule["for"])
        if not changed:
            first = self.course[0][0] if self.course else self.facts.first_record
            return now and first <= cut
        before = [v for w, v in reached if w <= cut]
        return now and bool(before) and ask(before[-1]) and all(ask(v) for w, v in reached if w > cut)

    def property(self, event, name):
        if name.startswith("product."):
            found = [p for p in self.facts.products if p["sku"] == event.get("sku")]
            return found[0][name[8:]] if found else None
        if name in ("time", "hour", "weekday"):
            when = self.clock.local(event["at"])
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
                    self.clock,
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
            return self.clock.back(self.us, within["last"]), self.us
        if "between" in within:
            return self.clock.back(self.us, within["between"][0]), self.clock.back(self.us, within["between"][1])
        lo, hi = LONG_AGO, self.us
        if "from" in within:
            lo = self.clock.moment(within["from"]) - 1
        if "to" in within:
            end = within["to"]
            hi = min(
                self.us,
                self.clock.moment(end)
                if "T" in end
                else self.clock.day_start(dt.date.fromisoformat(end) + dt.timedelta(1)) - 1,
            )
        return lo, hi

    def event(self, rule):
        lo, hi = self.window(rule)
        events = self.meant(rule, lo, hi)
        if rule.get("first_time"):
            every = self.meant(rule, LONG_AGO, self.us)
            return bool(every) and lo < every[0]["at"] <= hi
        if "trend" in rule:
            ((unit, n),) = rule["within"]["last"].items()
            a, b = len(events), len(self.meant(rule, self.clock.back(self.us, {unit: 2 * n}), lo))
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
            days = [(self.clock.today - self.clock.local(e["at"]).date()).days for e in events]
            value = (min(days) if measure.endswith("last") else max(days)) if days else None
            return value_holds(self.clock, "number", rule["op"], value, rule["value"])
        if of == "day":
            return number_holds(rule["op"], len({self.clock.local(e["at"]).date() for e in events}), rule["value"])
        kind = PROPERTY_KINDS.get(of.removeprefix("product."), "text")
        values = [v for v in (self.property(e, of) for e in events) if not blank(v)]
        if measure == "distinct":
            return number_holds(rule["op"], len({fold(v) if isinstance(v, str) else v for v in values}), rule["value"])
        if not values:
            return value_holds(self.clock, kind, rule["op"], None, rule.get("value"))
        value = {
            "sum": sum,
            "min": min,
            "max": max,
            "last": lambda v: v[-1],
            "mean": lambda v: sum(map(Fraction, v)) / len(v),
        }[measure](values)
        return value_holds(self.clock, kind, rule["op"], value, rule.get("value"), rule.get("case", False))

    def consent(self, rule):
        rank = ["unknown", "granted", "pending", "denied", "withdrawn"]
        latest = {}
        for person, channel, topic, status, at in self.facts.consents:
            if person != self.person["id"] or channel != rule["consent"] or (at is not None and at > self.us):
                continue
            # What has no time comes before all that has one, but a no after a yes.
            when = at if at is not None else 0 if status in ("denied", "withdrawn") else -1
            about = None if topic is None else fold(topic)
            latest[about] = max(latest.get(about, (-2, 0)), (when, rank.index(status)))
        general, topics = latest.pop(None, None), latest
        if "topic" in rule:
            # What was refused or is not confirmed for everything is so for each topic.
            own = topics.get(fold(rule["topic"]), (-2, 0))
            return rank[general[1] if general and general[1] >= 2 else own[1]]
        # Of whoever refused one topic since nobody knows whether the mail is about it.
        standing = [one for one in [general, *(one for one in topics.values() if one[1] >= 3)] if one]
        if standing:
            return rank[max(standing)[1]]
        states = {one[1] for one in topics.values()}
        return rank[1 if 1 in states else max(states, default=0)]

    def near(self, rule):
        lat, lon = self.value("latitude"), self.value("longitude")
        if lat is None or lon is None:
            return False
        a, b = math.radians(rule["near"]["lat"]), math.radians(lat)
        half = (
            math.sin((b - a) / 2) ** 2
            + math.cos(a) * math.cos(b) * math.sin(math.radians(lon - rule["near"]["lon"]) / 2) ** 2
        )
        return 2 * 6371.0088 * math.asin(math.sqrt(half)) <= rule["km"]
