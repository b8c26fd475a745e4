"""The computed traits: each family of them is gathered from the events (or scores) once.

A family's table has `profile_id`, a column for each trait, `f_NAME` beside a text and `d_NAME` beside a time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import ibis
import ibis.expr.types as ir

from app.domain import names as registry
from app.query.id_sets import two_valued
from app.query.latest_events import latest, whose_latest
from app.query.question import Question
from app.rules import Faces, month_day, year_of

DEFAULTS = {"orders": 0}
"""What someone has who is in no row of the family: no orders, but no revenue either."""

NOT_THEIR_DOING = ("sent_email", "received_email", "bounced_email", "entered_stage", "left_stage")
"""Events that happen to a person: they are not activity."""


Said = Callable[[Faces], ir.BooleanValue]
"""What is said of a value, as a condition on its faces; null means no."""

BOUGHT = ("ordered_product", "placed_order")
"""Events that say what was bought; an order says it where a shop's events are one of each thing that was bought."""


def is_computed(name: str) -> bool:
    """Whether the trait follows from events or scores."""
    return name in registry.COMPUTED or registry.is_dynamic(name)


def family(name: str) -> object:
    """What tells traits apart that are not gathered together; None for a stored one."""
    return _FAMILIES.get(name, name) if is_computed(name) and name != "age" else None


def of(name: str, question: Question) -> ir.Table:
    """The table of the family to which the trait belongs."""
    if name in _FAMILIES:
        return _FAMILIES[name](question)
    return _score(name, question)


@dataclass(frozen=True, slots=True)
class Ends:
    """The times of which a trait is each person's last (`greatest`) or first: rows with `profile_id`, `at`, `day`."""

    rows: ir.Table
    greatest: bool


def ends_of(name: str, question: Question) -> Ends | None:
    """What a trait is an end of, for those of which one event can tell that somebody is meant."""
    if name == "last_active_at":
        return Ends(_own_doing(question), greatest=True)
    if name in ("first_order_at", "last_order_at"):
        return Ends(_placed(question), greatest=name == "last_order_at")
    return None


def whose_of(name: str, question: Question) -> Callable[[Said], ir.IntegerColumn] | None:
    """How those are found of whose value something is said, where that takes less than everybody's value."""
    found = _WHOSE.get(name)
    return partial(found, question) if found is not None else None


def having(name: str, question: Question) -> ir.IntegerColumn | None:
    """Who has any value of a trait, by the rows that it follows from, where that takes less than everybody's value."""
    rows = _ROWS.get(name)
    return rows(question).profile_id if rows is not None else None


def _own_doing(question: Question) -> ir.Table:
    """What people did by themselves; an open by a mail client's proxy is not theirs."""
    events = question.events
    return events.filter(~events["name"].isin(NOT_THEIR_DOING) & ~ibis.coalesce(events.p_machine, False))


def _placed(question: Question) -> ir.Table:
    events = question.events
    return events.filter(events["name"] == "placed_order")


def _sightings(question: Question) -> ir.Table:
    events, people = question.events, question.people
    seen = events.filter(events.id < registry.CONCLUDED_FROM).select("profile_id", "at", "day")
    if "t_signed_up_at" in people.columns:
        joined = people.filter(people.t_signed_up_at <= question.moment.us)
        seen = seen.union(joined.select(profile_id=joined.id, at=joined.t_signed_up_at, day=joined.d_signed_up_at))
    return seen


def _seen(question: Question) -> ir.Table:
    """The earliest that is known of someone: an event, or that they signed up."""
    seen = _sightings(question)
    return seen.group_by("profile_id").agg(first_seen_at=seen["at"].min(), d_first_seen_at=seen.day.min())


def _active(question: Question) -> ir.Table:
    """The latest that someone did by themselves."""
    own = _own_doing(question)
    return own.group_by("profile_id").agg(last_active_at=own["at"].max(), d_last_active_at=own.day.max())


def _orders(question: Question) -> ir.Table:
    placed = _placed(question)
    per = placed.group_by("profile_id").agg(
        first_order_at=placed["at"].min(),
        d_first_order_at=placed.day.min(),
        last_order_at=placed["at"].max(),
        d_last_order_at=placed.day.max(),
        orders=lambda t: t.count(),
        revenue=placed.p_amount.sum().cast("int64"),
    )
    # Rounded to the nearest 1/10,000, halves up, by whole numbers: the same on every engine.
    average = ((2 * per.revenue + per.orders) // (2 * per.orders)).cast("int64")
    # Of a single order there is no time between: null, and no division by nought.
    gaps = (per.d_last_order_at - per.d_first_order_at) / (per.orders - 1).nullif(0)
    return per.mutate(average_order_value=average, days_between_orders=gaps)


def _refunds(question: Question) -> ir.Table:
    """What came back of what was paid, and what is left; nothing for someone without an order and a refund."""
    events = question.events
    money = events.filter(events["name"].isin(("placed_order", "refunded_order")))
    back = money["name"] == "refunded_order"
    per = money.group_by("profile_id").agg(
        paid=money.p_amount.sum(where=~back).cast("int64"), back=money.p_amount.sum(where=back).cast("int64")
    )
    refunded = ibis.coalesce(per.back, 0)
    # Orders of which no amount is known came to nobody knows what.
    unknown = per.paid.isnull() & per.back.isnull()
    return per.select(
        "profile_id",
        refunded=refunded,
        net_revenue=ibis.ifelse(unknown, ibis.null("int64"), ibis.coalesce(per.paid, 0) - refunded),
    )


def _engagement(question: Question) -> ir.Table:
    """The share of mails that reached someone which they opened or clicked.

    A mail is one of a campaign; it arrived if it was received, or sent without a bounce. Opens by machines
    do not count.
    """
    events = question.events
    mails = events.filter(events["name"].endswith("_email"))
    own = ~ibis.coalesce(mails.p_machine, False)
    per = mails.group_by("profile_id", campaign=ibis.coalesce(mails.f_campaign, "")).agg(
        sent=(mails["name"] == "sent_email").sum(),
        received=(mails["name"] == "received_email").sum(),
        bounced=(mails["name"] == "bounced_email").sum(),
        reactions=((mails["name"] == "clicked_email") | ((mails["name"] == "opened_email") & own)).sum(),
    )
    # A file of bounces alone does not say what was sent.
    arrived = ibis.ifelse(per.received > 0, per.received, ibis.greatest(per.sent - per.bounced, 0))
    # Opened five times, a mail was still opened once.
    counted = per.select("profile_id", arrived=arrived, engaged=ibis.least(per.reactions, arrived))
    total = counted.group_by("profile_id").agg(arrived=counted.arrived.sum(), engaged=counted.engaged.sum())
    return total.select("profile_id", engagement_rate=total.engaged / total.arrived.nullif(0))


def _of_products(events: tuple[str, ...], question: Question) -> ir.Table:
    """The events of these names that name a product."""
    every = question.events
    return every.filter(every["name"].isin(events) & every.p_sku.notnull())


def _last_product(event: tuple[str, ...], trait: str) -> Callable[[Question], ir.Table]:
    """The name of the product of the latest such event, or its sku where the catalogue does not know it."""

    def build(question: Question) -> ir.Table:
        """By `profile_id` the name of the newest event's product (its number without one), and its folded twin."""
        products = question.products
        last = latest(_of_products(event, question), {"p_sku": "p_sku", "f_sku": "f_sku"})
        known = products.select(known_sku=products.sku, p_name=products.p_name, f_name=products.f_name)
        joined = last.left_join(known, last.p_sku == known.known_sku)
        text, twin = ibis.coalesce(joined.p_name, joined.p_sku), ibis.coalesce(joined.f_name, joined.f_sku)
        return joined.select("profile_id", **{trait: text, f"f_{trait}": twin})

    return build


def _whose_last_product(event: tuple[str, ...]) -> Callable[[Question, Said], ir.IntegerColumn]:
    """The same of those of whom something is said: the products of which it is are found first."""

    def build(question: Question, said: Said) -> ir.IntegerColumn:
        """The ids of those whose newest event's product passes."""
        events, products = _of_products(event, question), question.products
        name, twin = ibis.coalesce(products.p_name, products.sku), ibis.coalesce(products.f_name, products.f_sku)
        wanted = products.filter(said({"plain": name, "folded": twin})).sku

        def by_sku(rows: ir.Table) -> ir.BooleanValue:
            """Whether a product's number passes as its name."""
            return said({"plain": rows.p_sku, "folded": rows.f_sku})

        def is_so(rows: ir.Table) -> ir.BooleanValue:
            """Whether a row's product passes: by its name, or without one by its number."""
            return rows.p_sku.isin(wanted) | (by_sku(rows) & ~rows.p_sku.isin(products.sku))

        # A few too many, for of some skus the catalogue says something else: that is asked of their events alone.
        some = ibis.union(
            *(events.filter(part).select("profile_id") for part in (events.p_sku.isin(wanted), by_sku(events)))
        )
        return whose_latest(events, is_so, some.profile_id)

    return build


def _favourite(field: str, trait: str) -> Callable[[Question], ir.Table]:
    """The category or brand of which most units were ordered; of several, the first by name."""

    return lambda question: _most(_bought(field, question), trait)


def _bought(field: str, question: Question) -> ir.Table:
    """How many units of each category or brand everybody ordered; see `_weighed`."""
    joined = _with_kind(field, question)
    # Quantities are kept in 1/10,000; a line without one is one piece.
    return _weighed(joined, joined.text, joined.twin, ibis.coalesce(joined.p_quantity, 10_000).sum())


def _with_kind(field: str, question: Question) -> ir.Table:
    """What was ordered of which the catalogue knows the category or brand: as `text` and `twin`."""
    products, bought = question.products, _of_products(BOUGHT, question)
    known = products.filter(products[f"f_{field}"].notnull())
    known = known.select(known_sku=known.sku, text=known[f"p_{field}"], twin=known[f"f_{field}"])
    return bought.join(known, bought.p_sku == known.known_sku)


def _device(question: Question) -> ir.Table:
    return _most(_devices(question), "preferred_device")


def _devices(question: Question) -> ir.Table:
    """How often everybody used each device; see `_weighed`."""
    used = _used(question)
    return _weighed(used, used.p_device, used.f_device, used.p_device.count())


def _used(question: Question) -> ir.Table:
    events = question.events
    return events.filter(events.f_device.notnull())


def _weighed(rows: ir.Table, text: Any, twin: Any, weight: Any) -> ir.Table:
    """profile_id, a folded text as `twin`, the `text` itself and its `weight` for the person, each pair once."""
    return rows.group_by("profile_id", twin=twin).agg(text=text.min(), weight=weight)


def _most(per: ir.Table, trait: str) -> ir.Table:
    """For each person the text with the greatest weight; ties go to the first folded one, in byte order."""
    # In two steps without sorting anybody's.
    most = per.group_by(person="profile_id").agg(most=per.weight.max())
    best = per.join(most, (per.profile_id == most.person) & (per.weight == most.most))
    first = {trait: best.text.argmin(best.twin), f"f_{trait}": best.twin.min()}
    return best.group_by("profile_id").agg(**first)


def _whose_most(weighed: Callable[[Question], ir.Table]) -> Callable[[Question, Said], ir.IntegerColumn]:
    """The same of those of whom something is said: the greatest weight of what is so beside that of what is not."""

    def build(question: Question, said: Said) -> ir.IntegerColumn:
        """The ids of those whose value with the most weight passes; of equal ones the first in order counts."""
        per = weighed(question)
        per = per.mutate(so=two_valued(said({"plain": per.text, "folded": per.twin}), otherwise=False))
        best = per.group_by(person="profile_id").agg(so=per.weight.max(where=per.so), no=per.weight.max(where=~per.so))
        # Every row is one of the two: where there is none that is not so, there is one that is.
        first = best.filter((best.so > best.no) | best.no.isnull())
        equal = best.filter(best.so == best.no).select("person", weight="so")
        tied = per.join(equal, (per.profile_id == equal.person) & (per.weight == equal.weight))
        twins = tied.group_by(person="profile_id").agg(
            so=tied.twin.min(where=tied.so), no=tied.twin.min(where=~tied.so)
        )
        return ibis.union(first.select("person"), twins.filter(twins.so < twins.no).select("person")).person

    return build


def _score(name: str, question: Question) -> ir.Table:
    """What the newest run not later than now says."""
    scores = question.mirror.table("scores")
    mine = scores.filter((scores["name"] == name) & (scores.as_of <= question.moment.us))
    # Part of the question itself: asked beforehand, building an expression would have to wait for an answer.
    newest = _runs(name, question).limit(1)
    chosen = mine.semi_join(newest, mine.run_id == newest.run_id)
    is_text = name in ("rfm_segment", "lifecycle_stage") or name.startswith("cluster:")
    if is_text:
        return chosen.select("profile_id", **{name: chosen.text, f"f_{name}": chosen.f_text})
    return chosen.select("profile_id", **{name: chosen.number})


def newest_run(name: str, question: Question) -> tuple[int, int] | None:
    """The number and the moment of the newest run of a score not later than now."""
    for row in question.mirror.to_pyarrow(_runs(name, question).limit(1)).to_pylist():
        return (row["run_id"], row["as_of"])
    return None


def _runs(name: str, question: Question) -> ir.Table:
    """The runs of a score that are not later than now, the newest first; of several at one moment the last."""
    runs = question.mirror.table("score_runs")
    known = runs.filter((runs["name"] == name) & (runs.as_of <= question.moment.us))
    return known.order_by([known.as_of.desc(), known.run_id.desc()]).select("run_id", "as_of")


def whole_years(born: Any, today: int) -> Any:
    """Whole years from a day to today, for an Ibis column or a Python integer.

    Null or None before the birth, and where the year of birth is not known.
    """
    year, this_day = int(year_of(today)), int(month_day(today))
    common = year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)
    birthday = month_day(born)
    years = year - year_of(born)
    if isinstance(born, int):
        reached = (228 if birthday == 229 and common else birthday) <= this_day
        return (years if reached else years - 1) if registry.FIRST_KNOWN_DAY <= born <= today else None
    if common:
        birthday = ibis.ifelse(birthday == 229, 228, birthday)
    known = (born <= today) & (born >= registry.FIRST_KNOWN_DAY)
    return ibis.ifelse(known, ibis.ifelse(birthday <= this_day, years, years - 1), ibis.null())


_FAMILIES: dict[str, Callable[[Question], ir.Table]] = {
    "first_seen_at": _seen,
    "last_active_at": _active,
    "first_order_at": _orders,
    "last_order_at": _orders,
    "orders": _orders,
    "revenue": _orders,
    "refunded": _refunds,
    "net_revenue": _refunds,
    "average_order_value": _orders,
    "days_between_orders": _orders,
    "engagement_rate": _engagement,
    "last_viewed_product": _last_product(("viewed_product",), "last_viewed_product"),
    "last_ordered_product": _last_product(BOUGHT, "last_ordered_product"),
    "favourite_category": _favourite("category", "favourite_category"),
    "favourite_brand": _favourite("brand", "favourite_brand"),
    "preferred_device": _device,
}

_WHOSE: dict[str, Callable[[Question, Said], ir.IntegerColumn]] = {
    "last_viewed_product": _whose_last_product(("viewed_product",)),
    "last_ordered_product": _whose_last_product(BOUGHT),
    "favourite_category": _whose_most(partial(_bought, "category")),
    "favourite_brand": _whose_most(partial(_bought, "brand")),
    "preferred_device": _whose_most(_devices),
}

_ROWS: dict[str, Callable[[Question], ir.Table]] = {
    "first_seen_at": _sightings,
    "last_active_at": _own_doing,
    "last_viewed_product": partial(_of_products, ("viewed_product",)),
    "last_ordered_product": partial(_of_products, BOUGHT),
    "favourite_category": partial(_with_kind, "category"),
    "favourite_brand": partial(_with_kind, "brand"),
    "preferred_device": _used,
}
"""The rows of which each gives a person a value of the trait."""
