"""Whether a single value satisfies an operator, read plainly."""

import datetime as dt
import re
import unicodedata
from fractions import Fraction

from tests.app.audience.plain_time import EPOCH

NEGATIVE = {"is_not", "is_none_of", "not_contains", "has_none_of", "is_not_set"}


def fold(text):
    return unicodedata.normalize("NFC", text).casefold()


def blank(value):
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def found(pattern, value, case):
    pattern, value = unicodedata.normalize("NFC", pattern), unicodedata.normalize("NFC", value)
    if case:
        return bool(re.search(pattern, value))
    # Python alone takes these for the letter i, which `casefold` does not: signs of nobody stand for them.
    own = {0x130: "\ue130", 0x131: "\ue131"}
    return bool(re.search(pattern.translate(own), value.translate(own), re.IGNORECASE))


def text_holds(op, value, wanted, case):
    form = (lambda x: unicodedata.normalize("NFC", x)) if case else fold
    if op == "matches":
        return found(wanted, value, case)
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


def day_holds(op, day, wanted, today):
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
        return (today - span < day <= today) is (op == "in_last")
    if op == "in_next":
        return today < day <= today + span
    assert op == "anniversary_in_next"
    days = (today + dt.timedelta(days=x) for x in range(min(span.days, 366) + 1))
    return any((day.month, day.day) in month_days(x) for x in days)


def time_holds(op, us, wanted, clock):
    if op in ("before", "after") and "T" in wanted:
        mark = clock.moment(wanted)
        return us < mark if op == "before" else us > mark
    if op in ("in_last", "not_in_last"):
        return (clock.back(clock.us, wanted) < us <= clock.us) is (op == "in_last")
    if op == "in_next":
        return clock.us < us <= clock.back(clock.us, wanted, 1)
    return day_holds(op, clock.local(us).date(), wanted, clock.today)


def value_holds(clock, kind, op, value, wanted, case=False):
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
        time_holds(op, value, wanted, clock)
        if kind == "datetime"
        else day_holds(op, EPOCH.date() + dt.timedelta(days=value), wanted, clock.today)
    )
