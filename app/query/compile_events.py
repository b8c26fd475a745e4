"""Event conditions as sets of people: each condition filters the events once and gathers them once per person."""

from fractions import Fraction
from functools import reduce
from operator import and_
from typing import Any, cast

import ibis
import ibis.expr.types as ir

from app.domain.clock import Moment
from app.domain.names import date_of_days
from app.domain.problems import RuleProblem
from app.query.id_sets import Ids, two_valued
from app.query.question import Question
from app.rules import (
    AMOUNT_SCALE,
    DAY,
    Ask,
    Bounds,
    Check,
    Deed,
    EventTest,
    Faces,
    FirstTime,
    Inside,
    Last,
    Limits,
    Measured,
    MoreOften,
    Operator,
    PropertyTest,
    Trend,
    bounds,
    day_start,
    limits,
    operator,
    previous,
    scaled,
)

NUMBER_SCALE = 1_000_000
"""Sums of other numbers are taken over integers of a millionth, so that no engine's order of adding shows."""


def ids(what: EventTest, question: Question) -> Ids:
    """Who did it so."""
    span = bounds(what.within, question.moment.us, question.moment.timezone)
    asked = what.question
    if isinstance(asked, FirstTime):
        return _first_time(what.deed, span, question)
    if isinstance(asked, Trend):
        return _trend(what.deed, asked, cast(Last, what.within), question)
    chosen = _in(question.events, span)
    if isinstance(asked, MoreOften):
        return _more_often(what.deed, asked.than, chosen, question)
    return _measured(chosen.filter(meant(what.deed, chosen, question)), asked, question)


def _in(events: ir.Table, span: Bounds) -> ir.Table:
    return events.filter((events["at"] > span.after) & (events["at"] <= span.until))


def _first_time(deed: Deed, span: Bounds, question: Question) -> Ids:
    events = question.events
    chosen = events.filter(meant(deed, events, question))
    first = chosen.group_by("profile_id").agg(first=chosen["at"].min())
    return Ids(first.filter((first.first > span.after) & (first.first <= span.until)).profile_id)


def _trend(deed: Deed, asked: Trend, window: Last, question: Question) -> Ids:
    before = previous(window, question.moment.us, question.moment.timezone)
    chosen = _in(question.events, Bounds(before.after, question.moment.us))
    chosen = chosen.filter(meant(deed, chosen, question))
    per = chosen.group_by("profile_id").agg(
        now=(chosen["at"] > before.until).sum(), then=(chosen["at"] <= before.until).sum()
    )
    share = Fraction(asked.by_at_least)
    if asked.direction == "rising":
        far = per.now * share.denominator >= per.then * (share.denominator + share.numerator)
        return Ids(per.filter((per.now > 0) & (per.now > per.then) & far).profile_id)
    # Of a share of one or more nobody can fall by so much and have done anything.
    far = per.now * share.denominator <= per.then * (share.denominator - share.numerator)
    return Ids(per.filter((per.then > 0) & (per.now < per.then) & far).profile_id)


def _more_often(deed: Deed, than: Deed, chosen: ir.Table, question: Question) -> Ids:
    this, other = meant(deed, chosen, question), meant(than, chosen, question)
    either = chosen.select("profile_id", this=this.cast("int64"), other=other.cast("int64"))
    either = either.filter((either.this == 1) | (either.other == 1))
    per = either.group_by("profile_id").agg(this=either.this.sum(), other=either.other.sum())
    return Ids(per.filter(per.this > per.other).profile_id)


# Measures.


def _measured(chosen: ir.Table, asked: Measured, question: Question) -> Ids:
    row = operator(asked.type, asked.op)
    if asked.measure == "mean":
        return _mean(chosen, asked, row, question)
    check = measure_check(asked, question.moment)
    if asked.measure in ("count", "distinct"):
        without = check.holds(0) is not row.negated
        if asked.measure == "count" and not without and check == Inside(1, None):
            return Ids(chosen.profile_id)
    else:
        without = row.missing
    gathered = _gathered(chosen, asked, question)
    if gathered is None:
        return Ids(None, without)
    per, faces = gathered
    said = compared(check, faces, question.moment)
    holds = two_valued(~said if row.negated else said, row.missing)
    return Ids(per.filter(~holds if without else holds).profile_id, without)


def measure_check(asked: Measured, moment: Moment) -> Check:
    """The check of what a measure came to, exact for amounts and for sums."""
    if asked.measure == "sum":
        return scaled(limits(asked.op, asked.value), scale_of(asked.type))
    return operator(asked.type, asked.op).check(Ask(asked.type, asked.value, asked.case, moment))


def scale_of(kind: str) -> int:
    """Into how many parts of one a number of that type is counted when it is summed."""
    return AMOUNT_SCALE if kind == "amount" else NUMBER_SCALE


def _gathered(chosen: ir.Table, asked: Measured, question: Question) -> tuple[ir.Table, Faces] | None:
    """A row for each person with what the measure came to, or None where the property was never held."""
    if asked.measure == "count":
        per = chosen.group_by("profile_id").agg(value=lambda t: t.count())
        return per, {"plain": per.value}
    if asked.measure.startswith("days_since"):
        end = chosen.day.max() if asked.measure == "days_since_last" else chosen.day.min()
        per = chosen.group_by("profile_id").agg(value=question.moment.day - end)
        return per, {"plain": per.value}
    if asked.measure == "distinct" and asked.of == DAY and "p_day" not in chosen.columns:
        per = chosen.group_by("profile_id").agg(value=chosen.day.nunique())
        return per, {"plain": per.value}
    joined, faces = measured_property(chosen, str(asked.of), question)
    if faces is None:
        return None
    return _aggregated(joined, faces, asked)


def _aggregated(joined: ir.Table, faces: Faces, asked: Measured) -> tuple[ir.Table, Faces]:
    value = faces["plain"]
    if asked.measure == "last":
        there = joined.filter(value.notnull())
        order = [there["at"], there["id"]]
        columns = {face: there[column.get_name()].last(order_by=order) for face, column in faces.items()}
        per = there.group_by("profile_id").agg(**columns)
        return per, {face: per[face] for face in faces}
    made = {
        "distinct": lambda: faces.get("folded", value).nunique(),
        "sum": lambda: whole(value, asked.type).sum(),
        "min": value.min,
        "max": value.max,
    }[asked.measure]()
    per = joined.group_by("profile_id").agg(value=made)
    return per, {"plain": per.value}


def whole(value: Any, kind: str) -> Any:
    """A number as an integer that can be added exactly."""
    if kind == "amount":
        return value
    return (value * NUMBER_SCALE).round().clip(lower=-9e18, upper=9e18).cast("int64")


def _mean(chosen: ir.Table, asked: Measured, row: Operator, question: Question) -> Ids:
    joined, faces = measured_property(chosen, str(asked.of), question)
    if faces is None:
        return Ids(None)
    value = whole(faces["plain"], asked.type)
    # A sum of ones, not a count: engines widen sums, and the products below need the room.
    per = joined.group_by("profile_id").agg(total=value.sum(), n=value.notnull().cast("int64").sum())
    said = mean_within(per.total, per.n, limits(asked.op, asked.value), scale_of(asked.type))
    said = two_valued(reduce(and_, said) & (per.n > 0), otherwise=False)
    if row.negated:
        return Ids(per.filter(~said & (per.n > 0)).profile_id)
    return Ids(per.filter(said).profile_id)


def mean_within(total: Any, n: Any, within: Limits, scale: int) -> list[Any]:
    """Whether a mean lies in a range, as sum against value x count: for Ibis columns and for Python integers."""
    parts = []
    if within.low is not None:
        low = Fraction(within.low) * scale
        left, right = total * low.denominator, n * low.numerator
        parts.append(left > right if within.open_low else left >= right)
    if within.high is not None:
        high = Fraction(within.high) * scale
        left, right = total * high.denominator, n * high.numerator
        parts.append(left < right if within.open_high else left <= right)
    return parts


# Which events are meant.


def meant(deed: Deed, events: ir.Table, question: Question) -> ir.BooleanValue:
    """The events of these names that satisfy every line, as a condition that is never null."""
    parts = [_line(line, events, question) for line in deed.where]
    if deed.names is not None:
        known = list(dict.fromkeys(deed.names))
        parts.insert(0, events["name"] == known[0] if len(known) == 1 else events["name"].isin(known))
    return reduce(and_, parts) if parts else ibis.literal(True)


def _line(line: PropertyTest, events: ir.Table, question: Question) -> ir.BooleanValue:
    row = operator(line.type, line.op)
    check = row.check(Ask(line.type, line.value, line.case, question.moment))

    def said(faces: Faces | None) -> ir.BooleanValue:
        if faces is None:
            return ibis.literal(row.missing)
        found = compared(check, faces, question.moment)
        return two_valued(~found if row.negated else found, row.missing)

    if not line.property.startswith("product."):
        return said(event_faces(events, line.property))
    # The few products that answer the line are found first; events need only be looked up among their skus.
    holds = said(_faces(question.products, line.property.removeprefix("product.")))
    if row.missing:
        return two_valued(~events.p_sku.isin(question.products.filter(~holds).sku), otherwise=True)
    return two_valued(events.p_sku.isin(question.products.filter(holds).sku), otherwise=False)


def event_faces(events: ir.Table, name: str) -> Faces | None:
    """The faces of an event's own property or of its time; None where the project never held it."""
    if name == "time":
        return {"plain": events["at"], "day": events.day}
    if name == "time.weekday":
        return {"plain": (events.day % 7 + 10) % 7 + 1}
    if name == "time.hour":
        return {"plain": events.hour}
    return _faces(events, name)


def _faces(table: ir.Table, name: str) -> Faces | None:
    if f"p_{name}" not in table.columns:
        return None
    faces: dict[Any, Any] = {"plain": table[f"p_{name}"]}
    if f"f_{name}" in table.columns:
        faces["folded"] = table[f"f_{name}"]
    return faces


def measured_property(events: ir.Table, name: str, question: Question) -> tuple[ir.Table, Faces | None]:
    """The events, joined with their products where the property is one of those, and the property's faces."""
    if not name.startswith("product."):
        return events, event_faces(events, name)
    faces = _faces(question.products, name.removeprefix("product."))
    if faces is None:
        return events, None
    columns = {f"of_{face}": column for face, column in faces.items()}
    products = question.products.select(of_sku=question.products.sku, **columns)
    joined = events.left_join(products, events.p_sku == products.of_sku)
    return joined, {face: joined[f"of_{face}"] for face in faces}


def compared(check: Check, faces: Faces, moment: Moment) -> Any:
    """The check over the face that it looks at.

    A time of which no local day is kept is compared as a moment, which says the same of a range of days.
    """
    if check.face in faces:
        return check.expression(faces[check.face])
    if not isinstance(check, Inside):
        raise RuleProblem("only an event's own time can be asked for months and anniversaries")
    return by_instant(check, moment).expression(faces["plain"])


def by_instant(check: Inside, moment: Moment) -> Inside:
    """A range of local days as one of moments."""
    zone = moment.timezone
    low = None if check.low is None else day_start(date_of_days(int(check.low)), zone)
    high = None if check.high is None else day_start(date_of_days(int(check.high) + 1), zone) - 1
    return Inside(low, high)
