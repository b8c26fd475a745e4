"""Orders that stand out: a queue for somebody's decision. Nothing is ever left out by itself.

Amounts of orders lie alike on a logarithmic scale, where a tenth and the tenfold are as far away as each other. Of each
currency with enough orders, those stand out that are further than five spreads from the median, the spread being 1.4826
times the median distance from it (MAD), which for normal values is their standard deviation; neither is moved by the
orders that are looked for. Where most orders are alike the spread counts as at least a fifth, so that none stands out
below e = 2.7 times the median. Source: F. R. Hampel, The influence curve and its role in robust estimation, 1974;
C. Leys et al., Detecting outliers, 2013.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app import audience, people
from app.domain.clock import Moment
from app.domain.counts import counted
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.ingest import order_decisions
from app.project import Json, Project
from app.quality import order_lines

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

    from app.query import Question

LEAST = 50
"""Among fewer orders of a currency than this none stands out."""
_SPREADS, _TO_SIGMA, _LEAST_SPREAD = 5.0, 1.4826, 0.2
_CURRENCIES = 20
SHOWN = 500
"""So many orders stand in the queue at once, those that are furthest out first."""
_UNITS = 10_000
_NAMES = ("first_name", "last_name", "full_name")


@dataclass(frozen=True, slots=True)
class Fence:
    """What is usual in a currency: so many orders, their median, and the amounts beyond which an order stands out."""

    currency: str
    orders: int
    median: float
    low: float
    high: float


@as_document("event", "key", "name", "order", "at", "amount", "currency", "why", "later")
@dataclass(frozen=True, slots=True)
class Outlier:
    """An order that stands out, and why in words; `event` is the number by which it is decided about.

    `person` is the number of whoever placed it, `key` what they go by; `later` says that somebody put it off.
    """

    event: int
    person: int
    key: str
    name: str
    order: str | None
    at: str
    amount: float
    currency: str
    why: str
    later: bool


@as_document("orders", "found", "queue", "left_out")
@dataclass(frozen=True, slots=True)
class Outliers:
    """The queue: of so many `orders`, `found` wait for a decision; the furthest out stand first, those put off last."""

    orders: int
    found: int
    queue: tuple[Outlier, ...]
    left_out: tuple[order_decisions.OrderVerdict, ...]


def standing_out(project: Project, progress: Progress = SILENT) -> Outliers:
    """Look for them; nothing is kept."""
    standing = [one for one in order_decisions.order_verdicts(project) if one.taken_back_at is None]
    out = tuple(one for one in standing if one.verdict == "leave_out")
    with audience.asking(project, progress=progress.part(0, 0.4)) as question:
        progress.step(4, 10, "Looking at the amounts of orders")
        paid = orders(question)
        known = fences(question)
        found = beyond(paid, known)
        if found is None:
            return Outliers(int(question.mirror.scalar(paid.count())), 0, (), out)
        many, total = (int(question.mirror.scalar(one.count())) for one in (paid, found))
        progress.step(8, 10, "Looking whose they are")
        far = found.mutate(far=_far(found, known))
        far = far.order_by([far.far.desc(), far.id])
        rows = question.mirror.to_pyarrow(far.limit(SHOWN + len(standing))).to_pylist()
        settled_already = settled(project, question, found)
        asked, moment = [name for name in _NAMES if name in question.names.traits], question.moment
    told = _told(project, rows, {one.currency: one for one in known}, asked, moment)
    right = order_lines.decided(project, rows, "right")
    later = order_lines.decided(project, rows, "later")
    queue = [one for one in told if one.event not in right]
    queue.sort(key=lambda one: one.event in later)
    shown = tuple(_put_off(one) if one.event in later else one for one in queue[:SHOWN])
    return Outliers(many, total - settled_already, shown, out)


def orders(question: "Question") -> "Table":
    """The orders with an amount, and the logarithm of it."""
    import ibis

    placed = question.events.filter((question.events["name"] == "placed_order") & (question.events.p_amount > 0))
    currency = placed.p_currency if "p_currency" in placed.columns else ibis.null("string")
    return placed.select(
        "id", "profile_id", "at", order=placed.p_order_id, amount=placed.p_amount, currency=currency.fill_null(""),
        log=placed.p_amount.cast("float64").ln(),
    )  # fmt: skip


def fences(question: "Question") -> list[Fence]:
    """What is usual, by currency; none for those with few orders."""
    paid = orders(question)
    grouped = paid.group_by("currency").aggregate(many=paid.count(), median=paid.log.median())
    rows = question.mirror.to_pyarrow(
        grouped.order_by([grouped.many.desc(), "currency"]).limit(_CURRENCIES)
    ).to_pylist()
    return [_fence(question, paid, row) for row in rows if row["many"] >= LEAST]


def _fence(question: "Question", paid: "Table", row: Mapping[str, Any]) -> Fence:
    own = paid.filter(paid.currency == row["currency"])
    median = float(row["median"])
    away = float(question.mirror.scalar((own.log - median).abs().median()))
    reach = _SPREADS * max(_TO_SIGMA * away, _LEAST_SPREAD)
    low, high = math.floor(math.exp(median - reach)), math.ceil(math.exp(median + reach))
    return Fence(row["currency"], int(row["many"]), math.exp(median) / _UNITS, low / _UNITS, high / _UNITS)


def beyond(paid: "Table", known: Sequence[Fence]) -> "Table | None":
    """The orders that stand out; None where nothing is usual."""
    import ibis

    said: list[BooleanValue] = [
        (paid.currency == one.currency)
        & ((paid.amount > round(one.high * _UNITS)) | (paid.amount < round(one.low * _UNITS)))
        for one in known
    ]
    return paid.filter(ibis.or_(*said)) if said else None


def _far(found: "Table", known: Sequence[Fence]) -> Any:
    """How far an order lies from its currency's median, on the scale of logarithms."""
    import ibis

    cases = [(found.currency == one.currency, (found.log - math.log(one.median * _UNITS)).abs()) for one in known]
    return ibis.cases(*cases, else_=0.0)


def rule_of(known: Sequence[Fence]) -> Json:
    """The rule that holds for whoever placed an order that stands out."""
    told: list[Json] = []
    for one in known:
        of: Json = {"property": "currency", "op": "is_any_of", "value": [one.currency]}
        none: Json = {"property": "currency", "op": "is_not_set"}
        for op, value in ((">", one.high), ("<", one.low)):
            amount: Json = {"property": "amount", "op": op, "value": value}
            paid: Json = {"property": "amount", "op": ">", "value": 0}
            told.append({"event": "placed_order", "where": [of if one.currency else none, amount, paid]})
    return {"any": told}


def settled(project: Project, question: "Question", found: "Table") -> int:
    """How many of the orders that stand out somebody said to be right."""
    whose = order_lines.people_of(project, "right")
    if not whose:
        return 0
    theirs = found.filter(found.profile_id.isin(whose)).select("id", "profile_id", "order")
    return len(order_lines.decided(project, question.mirror.to_pyarrow(theirs).to_pylist(), "right"))


def _told(
    project: Project, rows: Sequence[Mapping[str, Any]], known: Mapping[str, Fence], asked: list[str], moment: Moment
) -> list[Outlier]:
    ids = list(dict.fromkeys(int(row["profile_id"]) for row in rows))
    whose = {row["id"]: row for row in people.page(project, ids, asked, moment)}
    others = order_lines.others(project, ids)
    return [_one(row, known[row["currency"]], whose, others, moment) for row in rows]


def _one(
    row: Mapping[str, Any],
    usual: Fence,
    whose: Mapping[int, Mapping[str, Any]],
    others: Mapping[int, Mapping[int, tuple[int, str]]],
    moment: Moment,
) -> Outlier:
    person, amount = whose[int(row["profile_id"])], row["amount"] / _UNITS
    rest = [said for event, said in others.get(int(row["profile_id"]), {}).items() if event != row["id"]]
    own = [value for value, currency in rest if currency == row["currency"]]
    return Outlier(
        *(int(row["id"]), int(row["profile_id"]), str(person["key"]), people.name_of(dict(person))),
        row["order"],
        Moment(int(row["at"]), moment.timezone).iso(),
        amount,
        row["currency"],
        ". ".join(_reasons(amount, usual, sorted(own), bool(rest))) + ".",
        later=False,
    )


def _reasons(amount: float, usual: Fence, own: Sequence[int], others: bool) -> Iterator[str]:
    """Why an order stands out, in words."""
    money = f"{usual.median:,.2f} {usual.currency}".strip()
    yield f"{_times(amount / usual.median)} the median of {counted(usual.orders, 'order')} here ({money})"
    if len(own) > 1:
        middle = own[len(own) // 2] / _UNITS
        yield f"The {counted(len(own), 'other order')} of this person come to {middle:,.2f} in the middle"
    elif own:
        yield f"The other order of this person comes to {own[0] / _UNITS:,.2f}"
    else:
        yield "It is their only order in this currency" if others else "It is the only order of this person"


def _times(ratio: float) -> str:
    if ratio < 1:
        return f"1/{1 / ratio:,.0f} of"
    return f"{counted(round(ratio), 'time')}" if ratio >= 10 else f"{ratio:.1f} ×"


def _put_off(one: Outlier) -> Outlier:
    return replace(one, later=True)
