"""How numbers, shares and times are written on the screen: the way of the user's locale, never of a file."""

import datetime as dt
from functools import cache

from PySide6.QtCore import QDate, QLocale

from app.domain import clock
from app.domain.names import YEARLESS

NBSP = "\N{NO-BREAK SPACE}"


@cache
def locale() -> QLocale:
    """The user's locale; British English where the system names none, so that thousands are still grouped."""
    own = QLocale.system()
    if own.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return own


def number(value: float, decimals: int = 0) -> str:
    """4561 as `4,561`; with decimals 2, 2310.4 as `2,310.40`."""
    return locale().toString(float(value), "f", decimals)


def quantity(value: int) -> str:
    """A quantity of 1/10,000; decimals, two of them, where it is not whole."""
    return number(value / 10_000, 2 if value % 10_000 else 0)


def share(part: float, whole: float) -> str:
    """214 of 4561 as `4.7 %`; one decimal below ten per cent; an empty whole has no share."""
    if not whole:
        return ""
    percent = 100.0 * part / whole
    return f"{number(percent, 1 if 0 < percent < 10 else 0)}{NBSP}%"


def counted(value: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 person`, `4,561 people`; `many` defaults to `one` with an s."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def people(value: int) -> str:
    """So many people: `1 person`, `4,561 people`."""
    return counted(value, "person", "people")


_KINDS = {"customer_id": "customer", "email": "", "phone": "", "cookie_id": "browser", "device_id": "device"}


def identifier_kind(kind: str) -> str:
    """What stands before an identifier where people read it; an address and a phone speak for themselves."""
    return _KINDS.get(kind, kind.replace("_", " "))


def key(text: str) -> str:
    """A profile's key as people read it: `customer_id:17` as `customer 17`, `email:a@x.example` as the address."""
    kind, _, value = text.partition(":")
    return f"{identifier_kind(kind)} {value}".strip()


def day(date: dt.date) -> str:
    """`10 Dec 2011`, the month in the locale's words; `10 Dec` where the year is not known."""
    form = "d MMM" if date.year == YEARLESS else "d MMM yyyy"
    return locale().toString(QDate(date.year, date.month, date.day), form)


def local(microseconds: int) -> dt.datetime:
    """A time of the store (microseconds UTC) in this computer's own time zone."""
    return dt.datetime.fromtimestamp(microseconds / 1e6, dt.UTC).astimezone()


def ago(microseconds: int) -> str:
    """How long ago a time of the store was, as people say it."""
    return when(local(microseconds), local(clock.system_now()))


def when(moment: dt.datetime, now: dt.datetime) -> str:
    """How long ago, as people say it: `today 14:02`, `yesterday 09:10`, `Monday`, `10 Dec 2011`."""
    days = (now.date() - moment.date()).days
    clock = f"{moment:%H:%M}"
    if days == 0:
        return f"today {clock}"
    if days == 1:
        return f"yesterday {clock}"
    # A week ago was a day of today's name.
    if 1 < days < 7:
        return locale().standaloneDayName(moment.isoweekday())
    return day(moment.date())
