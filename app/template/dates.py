"""Dates in words, the same on every platform and in every locale (strftime differs in both)."""

import datetime as dt
import re
from collections.abc import Callable

from app.domain.names import YEARLESS

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CODE = re.compile(r"%([-#]?)([A-Za-z%])")


def _time(value: dt.date) -> dt.time:
    return value.time() if isinstance(value, dt.datetime) else dt.time()


CODES: dict[str, Callable[[dt.date], str]] = {
    "d": lambda value: f"{value.day:02d}",
    "e": lambda value: str(value.day),
    "m": lambda value: f"{value.month:02d}",
    "Y": lambda value: f"{value.year:04d}",
    "y": lambda value: f"{value.year % 100:02d}",
    "B": lambda value: _MONTHS[value.month - 1],
    "b": lambda value: _MONTHS[value.month - 1][:3],
    "A": lambda value: _DAYS[value.weekday()],
    "a": lambda value: _DAYS[value.weekday()][:3],
    "j": lambda value: f"{value.timetuple().tm_yday:03d}",
    "H": lambda value: f"{_time(value).hour:02d}",
    "I": lambda value: f"{_time(value).hour % 12 or 12:02d}",
    "M": lambda value: f"{_time(value).minute:02d}",
    "S": lambda value: f"{_time(value).second:02d}",
    "p": lambda value: "AM" if _time(value).hour < 12 else "PM",
    "%": lambda value: "%",
}
"""The letters behind a percent sign, and what each is of a date."""


# The weekday and the number of the day hang on the year too.
_OF_YEARS = "YyAaj"


def write_date(value: dt.date, form: str) -> str:
    """The date by strftime's codes, in English; `%-d` is the day without a zero. Unknown codes stay as they are."""
    if value.year != YEARLESS:
        return _CODE.sub(lambda code: _write(value, code), form)
    # Of a birthday without its year nothing is said that hangs on the year, nor the signs that led to it.
    shown = re.sub(rf"[\s,./-]*%[-#]?[{_OF_YEARS}]", "", form)
    return _CODE.sub(lambda code: _write(value, code), shown).strip(" ,./-")


def _write(value: dt.date, code: re.Match[str]) -> str:
    writer = CODES.get(code.group(2))
    if writer is None:
        return code.group()
    text = writer(value)
    return text.lstrip("0") or "0" if code.group(1) else text
