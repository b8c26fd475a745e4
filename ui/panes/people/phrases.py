"""The words for one person: what they did as sentences, what they are like as values, what they allow."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from app.domain import names
from app.people import Happening, OrderLine, label
from ui.core import formats
from ui.panes.people.timeline import Line

_ICONS: Final = {
    "placed_order": "shopping-bag",
    "refunded_order": "arrow-u-up-left",
    "viewed_product": "eye",
    "added_to_cart": "shopping-cart",
    "removed_from_cart": "shopping-cart",
    "started_checkout": "receipt",
    "viewed_page": "globe",
    "searched": "magnifying-glass",
    "subscribed": "sign-in",
    "sent_email": "paper-plane-tilt",
    "received_email": "envelope-simple",
    "opened_email": "envelope-open",
    "clicked_email": "hand-pointing",
    "bounced_email": "warning",
    "unsubscribed": "hand-palm",
    "marked_as_spam": "warning-circle",
    "entered_stage": "flag",
    "left_stage": "flag",
}
_VERBS: Final = {
    "viewed_product": "Viewed",
    "viewed_page": "Visited",
    "searched": "Searched for",
    "added_to_cart": "Put in the cart:",
    "removed_from_cart": "Took out of the cart:",
    "entered_stage": "Entered",
    "left_stage": "Left",
    "subscribed": "Signed up by",
    "ordered_product": "Ordered",
}
_EMAIL: Final = {
    "sent_email": "was sent",
    "received_email": "received",
    "opened_email": "opened",
    "clicked_email": "clicked",
    "bounced_email": "bounced",
    "unsubscribed": "unsubscribed after",
    "marked_as_spam": "marked as spam",
}
_ON_THE_WAY: Final = {"sent_email", "received_email"}
_QUOTED: Final = {"searched", "entered_stage", "left_stage"}


def amount(value: int) -> str:
    """An amount of 1/10,000 with two decimals: 23104000 as `2,310.40`."""
    return formats.number(value / 10_000, 2)


_TONES: Final = {"orders": "series-3", "web": "series-1", "email": "series-4"}
"""The colour of each kind; what came back has one of its own."""


def line(told: Happening, today: dt.date, *, first: bool, begins: bool = True) -> Line:
    """A happening as a line; a day of another year than today says its year.

    `begins` says whether it is the first of its visit, whose time is shown.
    """
    icon = _ICONS.get(told.names[-1], "circle")
    text, note = _sentence(told)
    number = f"{formats.counted(told.times, 'time')}" if told.times > 1 else ""
    number = number if told.amount is None else amount(told.amount)
    tone = "series-2" if told.names[-1] == "refunded_order" else _TONES.get(told.group, "muted")
    opens = told.order if told.products and told.names[-1] in ("placed_order", "ordered_product") else ""
    return Line(short_day(told.day, today), f"{told.local:%H:%M}", icon, text, note, first, number, tone, begins, opens)


def order_lines(found: Sequence[OrderLine], day: str) -> list[Line]:
    """The lines of an order as they stand below it."""
    return [
        Line(
            day, "", "", f"{_many(one)} × {one.product or 'a product'}", first=False,
            number="" if one.amount is None else amount(one.amount), begins=False, within=True,
        )
        for one in found
    ]  # fmt: skip


def _many(one: OrderLine) -> str:
    return "1" if one.quantity is None else formats.quantity(one.quantity)


def short_day(day: dt.date, today: dt.date) -> str:
    """`4 Sep` in the year in which the project stands, else with the year."""
    # The year is the last word, whatever the locale calls the month.
    return formats.day(day).rsplit(" ", 1)[0] if day.year == today.year else formats.day(day)


def _sentence(told: Happening) -> tuple[str, str]:
    name = told.names[-1]
    if told.amount is not None or (told.products and name in ("placed_order", "ordered_product", "refunded_order")):
        return _order(told, name)
    if told.group == "email" and told.subject:
        # Who opened an email got it: that it was sent says nothing more, and takes the room of its name.
        happened = [one for one in told.names if one not in _ON_THE_WAY] or list(told.names)
        done = [_EMAIL.get(one, one) for one in happened]
        said = " and ".join(done) if len(done) < 3 else ", ".join(done[:-1]) + f" and {done[-1]}"
        return f"{said[0].upper()}{said[1:]} “{told.subject}”", ""
    if told.subject and name in _VERBS:
        subject = f"“{told.subject}”" if name in _QUOTED else told.subject
        return f"{_VERBS[name]} {subject}", ""
    return f"{label(told.names)}", " · ".join(filter(None, (told.subject, _properties(told))))


def _properties(told: Happening) -> str:
    """An event's own properties: `plan Pro, starts at 9 Dec 2011 12:50`."""
    said = ((names.label_of(name).lower(), _own(value)) for name, value in told.properties)
    return ", ".join(f"{name} {value}" for name, value in said if value)


def _own(value: Any) -> str:
    # What is a part of another comes first: to Python a time is a date too, and a truth a number.
    if isinstance(value, dt.datetime):
        return f"{formats.day(value.date())} {value:%H:%M}"
    if isinstance(value, dt.date):
        return formats.day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return formats.number(value, 0 if float(value).is_integer() else 2)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _order(told: Happening, name: str) -> tuple[str, str]:
    verb = "Sent back" if name == "refunded_order" else "Ordered"
    if len(told.details) == 1:
        return f"{verb} {told.details[0]}", ""
    what = formats.counted(told.products, "product") if told.products else "something"
    return f"{verb} {what}", ", ".join(told.details)


def value(kind: str, found: Any, zone: dt.tzinfo = dt.UTC) -> str:
    """A trait's value as people read it; `kind` is its type, the value as the store keeps it, `zone` the project's."""
    if found is None or found == "" or found == []:
        return "–"
    if kind == "amount":
        return amount(found)
    if kind == "number":
        return formats.number(found, 0 if float(found).is_integer() else 1)
    if kind == "date":
        return formats.day(found if isinstance(found, dt.date) else names.date_of_days(int(found)))
    if kind == "datetime" and isinstance(found, int):
        return formats.day(dt.datetime.fromtimestamp(found / 1e6, zone).date())
    if kind == "boolean":
        return "Yes" if found else "No"
    if kind == "list":
        return ", ".join(str(one) for one in found)
    return str(found)
