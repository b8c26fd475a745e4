"""What one person did, told as happenings: an order once and not per line, a page viewed thrice in a visit as one.

Read from the store a page at a time, the newest first; a local day is never split between two pages.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, func, select

from app.domain.clock import Moment
from app.domain.names import EVENTS
from app.people import event_values
from app.project import Month, Project
from storage.file import stage_changes
from storage.file.models import event, product

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "orders": ("placed_order", "ordered_product", "refunded_order"),
    "web": ("viewed_product", "added_to_cart", "removed_from_cart", "started_checkout", "viewed_page", "searched"),
    "email": (
        "sent_email",
        "received_email",
        "opened_email",
        "clicked_email",
        "bounced_email",
        "unsubscribed",
        "marked_as_spam",
    ),
}
"""The events of each group; everything else, own events too, is `other`."""

PAGE: Final = 400
"""Events that are read at once."""

_COLUMNS: Final = tuple("id order_id sku amount url campaign variant query method more product".split())
"""What a row of an event has, and a change of stage has not."""
_GROUP_OF: Final = {name: group for group, names in GROUPS.items() for name in names}
_LINES: Final = {"ordered_product", "refunded_order"}
PAUSE: Final = 30 * 60 * 1_000_000
"""Microseconds without anything on the web after which another visit begins: half an hour, as web analytics has it."""
_MERGED_NAMES: Final = {"opened_email", "clicked_email", "sent_email", "received_email"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that somebody did.

    `names` are the events in it, the first to happen first; `subject` is the product, campaign, page, words or stage
    that it was about; `times` how often it happened that day, on the web in that visit; `products` and `amount` (of
    1/10,000) are an order's, whose number is `order`; `details` the names of an order's products. What was done in one
    visit of the web has the same `visit`, the moment of its newest event. `properties` are the event's own by name,
    times as local times, where nothing else says what it was about.
    """

    at: int
    local: dt.datetime
    group: str
    names: tuple[str, ...]
    subject: str = ""
    times: int = 1
    products: int = 0
    amount: int | None = None
    details: tuple[str, ...] = ()
    properties: tuple[tuple[str, Any], ...] = ()
    order: str = ""
    visit: int | None = None

    @property
    def day(self) -> dt.date:
        """Its local date."""
        return self.local.date()


@dataclass(frozen=True, slots=True)
class Page:
    """Happenings, the newest first; `before` (microseconds UTC) is what to ask the next page with, None at the end."""

    happenings: list[Happening]
    before: int | None


def page(project: Project, profile_id: int, group: str = "all", before: int | None = None, rows: int = PAGE) -> Page:
    """The happenings before a moment; `group` is `all` or one of `GROUPS`."""
    with project.read() as connection:
        while True:
            # One row more tells whether there is a further page.
            question = _events(profile_id, group, before).limit(rows + 1)
            found = list(connection.execute(question))
            ends = len(found) <= rows
            changes = _stages(connection, profile_id, group, before)
            found = _with_stages(found, changes, since=None if ends else found[-1].at)
            if ends:
                return Page(_told(found, project, event_values.types_of(connection)), None)
            days = [_local(row.at, project).date() for row in found]
            kept = [row for row, day in zip(found, days, strict=True) if day != days[-1]]
            if kept:
                return Page(_told(kept, project, event_values.types_of(connection)), int(kept[-1].at))
            rows *= 4  # the whole page is one busy day


def _stages(connection: Connection, profile_id: int, group: str, before: int | None) -> list[stage_changes.Change]:
    """The changes of stage that belong on a page, the newest first."""
    changes = stage_changes.of_profile(connection, profile_id) if group in ("all", "other") else []
    return [one for one in changes if before is None or one.at < before]


def _with_stages(rows: list[Any], changes: list[stage_changes.Change], since: int | None) -> list[Any]:
    """Rows of events with these changes of stage among them, none from before `since`."""
    told = [_as_row(one) for one in changes if since is None or one.at >= since]
    # The sort leaves those of one moment in their order: a change comes after what led to it, so here before it.
    return sorted([*told, *rows], key=lambda row: -row.at) if told else rows


def _as_row(change: stage_changes.Change) -> Any:
    """A change of stage in the form of a row of an event."""
    return SimpleNamespace(**dict.fromkeys(_COLUMNS), **change._asdict())


def months(project: Project, profile_id: int, group: str = "all") -> list[Month]:
    """Every month from the first happening to the last, quiet ones with zero; empty for somebody who did nothing."""
    question = select(event.c.at, event.c.name).where(
        event.c.profile_id == profile_id, event.c.aside.is_(None), *_of_group(group)
    )
    with project.read() as connection:
        # Lines are part of their order, which is counted.
        found = list(connection.execute(question.where(event.c.name != "ordered_product")))
        found = _with_stages(found, _stages(connection, profile_id, group, None), None)
    counts: dict[dt.date, list[int]] = {}
    for row in found:
        month = counts.setdefault(_local(row.at, project).date().replace(day=1), [0, 0])
        month[0] += 1
        month[1] += row.name == "placed_order"
    return _every_month(counts)


def _every_month(counts: dict[dt.date, list[int]]) -> list[Month]:
    told, first = [], min(counts, default=dt.date.max)
    while counts and first <= max(counts):
        events, orders = counts.get(first, [0, 0])
        told.append(Month(first, events, orders))
        # Thirty-one days behind a first lie in the next month.
        first = (first + dt.timedelta(days=31)).replace(day=1)
    return told


def totals(project: Project, profile_id: int) -> dict[str, int]:
    """How many events of each group somebody has, order lines not counted; groups without any are left out."""
    question = (
        select(event.c.name, func.count())
        .where(event.c.profile_id == profile_id, event.c.aside.is_(None))
        .group_by(event.c.name)
    )
    found: dict[str, int] = {}
    with project.read() as connection:
        for name, count in connection.execute(question):
            if name != "ordered_product":
                group = _GROUP_OF.get(name, "other")
                found[group] = found.get(group, 0) + int(count)
        if changes := stage_changes.of_profile(connection, profile_id):
            found["other"] = found.get("other", 0) + len(changes)
    return found


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order: its product, how many (of 1/10,000) and what they came to; negative where it came back."""

    product: str
    quantity: int | None
    amount: int | None


def lines_of(project: Project, profile_id: int, order: str) -> list[OrderLine]:
    """The lines of somebody's order as they stand, those that came back after those that were sold."""
    columns = (event.c.name, event.c.sku, event.c.quantity, event.c.amount, product.c.name.label("product"))
    question = select(*columns).outerjoin(product, product.c.sku == event.c.sku)
    question = question.where(
        event.c.profile_id == profile_id, event.c.order_id == order, event.c.name.in_(_LINES), event.c.aside.is_(None)
    )
    with project.read() as connection:
        rows = connection.execute(question.order_by(event.c.name, event.c.at, event.c.id)).all()
    return [
        OrderLine(row.product or row.sku or "", _signed(row, row.quantity), _signed(row, row.amount)) for row in rows
    ]


def _signed(row: Any, number: int | None) -> int | None:
    return number if number is None or row.name == "ordered_product" else -abs(number)


# Reading.


def _events(profile_id: int, group: str, before: int | None) -> Any:
    columns = (event.c.id, event.c.at, event.c.name, event.c.order_id, event.c.sku, event.c.amount, event.c.url)
    more = (event.c.campaign, event.c.variant, event.c.query, event.c.stage, event.c.method, event.c.more)
    question = select(*columns, *more, product.c.name.label("product")).select_from(
        event.outerjoin(product, event.c.sku == product.c.sku)
    )
    question = question.where(event.c.profile_id == profile_id, event.c.aside.is_(None), *_of_group(group))
    if before is not None:
        question = question.where(event.c.at < before)
    return question.order_by(event.c.at.desc(), event.c.id.desc())


def _of_group(group: str) -> list[ColumnElement[bool]]:
    if group == "all":
        return []
    if group == "other":
        return [event.c.name.not_in(list(_GROUP_OF))]
    return [event.c.name.in_(GROUPS[group])]


def _local(at: int, project: Project) -> dt.datetime:
    return Moment(at, project.timezone).local()


# Telling.


def _told(rows: Sequence[Row[Any]], project: Project, types: event_values.Types) -> list[Happening]:
    """Rows as happenings: those of one day that belong together become one, at the place of the newest."""
    told: dict[tuple[object, ...], Happening] = {}
    placed = {row.order_id for row in rows if row.name == "placed_order"}
    visits = _visits(rows, project)
    for row in rows:
        local = _local(row.at, project)
        key = _belongs(row, local.date(), placed, visits.get(row.id))
        one = replace(_one(row, local), visit=visits.get(row.id))
        if one.group == "other" and row.more:
            one = replace(one, properties=tuple(event_values.own(row.name, row.more, types, project.timezone).items()))
        told[key] = _joined(told[key], one) if key in told else one
    return list(told.values())


def _visits(rows: Sequence[Row[Any]], project: Project) -> dict[int, int]:
    """By the number of each event on the web the newest moment of its visit; a visit ends with its day."""
    found: dict[int, int] = {}
    visit = before = 0
    for row in rows:
        if _GROUP_OF.get(row.name) != "web":
            continue
        at = int(row.at)
        if not found or before - at > PAUSE or _local(at, project).date() != _local(before, project).date():
            visit = at
        found[row.id] = visit
        before = at
    return found


def _belongs(row: Row[Any], day: dt.date, placed: set[str | None], visit: int | None) -> tuple[object, ...]:
    """What makes two events one happening."""
    # Lines of an order that is not told here stand for themselves.
    if row.name in ("placed_order", "ordered_product") and row.order_id in placed:
        return ("order", row.order_id)
    if row.name == "refunded_order":
        return ("refund", row.order_id or row.id, day)
    if row.name in _MERGED_NAMES and row.campaign:
        return ("email", day, row.campaign, row.variant)
    return (row.name, day if visit is None else visit, _subject(row) or row.id)


def _one(row: Row[Any], local: dt.datetime) -> Happening:
    line = row.name in _LINES
    return Happening(
        at=int(row.at),
        local=local,
        group=_GROUP_OF.get(row.name, "other"),
        names=(row.name,),
        subject="" if line else _subject(row),
        products=int(line),
        amount=row.amount if row.name in ("placed_order", "refunded_order") else None,
        details=(row.product or row.sku,) if line and (row.product or row.sku) else (),
        order=row.order_id or "" if line or row.name == "placed_order" else "",
    )


def _joined(newer: Happening, older: Happening) -> Happening:
    names = tuple(dict.fromkeys((*older.names, *newer.names)))
    amounts = [one.amount for one in (newer, older) if one.amount is not None]
    order = names != ("refunded_order",) and bool(set(names) & {"placed_order", "ordered_product"})
    return replace(
        newer,
        names=tuple(name for name in names if name != "ordered_product") if "placed_order" in names else names,
        times=newer.times + older.times if not order and newer.names == older.names else max(newer.times, older.times),
        products=newer.products + older.products,
        amount=sum(amounts) if amounts else None,
        details=tuple(dict.fromkeys((*newer.details, *older.details))),
    )


def _subject(row: Row[Any]) -> str:
    """What an event was about, by what it has."""
    if row.campaign:
        return " · ".join(filter(None, (row.campaign, row.variant)))
    for found in (row.product, row.sku, row.query, row.stage, row.url, row.method):
        if found:
            return str(found)
    return ""


def label(names: Iterable[str]) -> str:
    """The labels of events, for those that no sentence is known for."""
    return ", ".join(EVENTS.get(name, name.replace("_", " ").capitalize()) for name in names)
