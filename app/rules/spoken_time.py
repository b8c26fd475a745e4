"""Time as people type it: “last 30 days”, “since 1 March”, “90 to 30 days ago”, read into what a rule holds.

Whatever is read is said back with its days, so that nobody has to guess what was understood.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

from app.domain.clock import Moment
from app.rules import phrases, windows
from app.rules.windows import Duration, FromTo, Last, Unit, Window

_UNITS: dict[str, tuple[Unit, int]] = {
    "h": ("hours", 1), "hr": ("hours", 1), "hour": ("hours", 1),
    "d": ("days", 1), "day": ("days", 1),
    "w": ("weeks", 1), "wk": ("weeks", 1), "week": ("weeks", 1), "fortnight": ("weeks", 2),
    "m": ("months", 1), "mo": ("months", 1), "mth": ("months", 1), "month": ("months", 1), "quarter": ("months", 3),
    "y": ("months", 12), "yr": ("months", 12), "year": ("months", 12),
}  # fmt: skip
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EVER = {"", "all time", "over all time", "ever", "any time", "anytime", "always"}
_MOST = 100_000
"""So many units a length has at the most."""

_LENGTH = r"(?P<{0}n>\d+|(?:an?|" + "|".join(_NUMBERS) + r")(?= ))? ?(?P<{0}unit>[a-z]+?)s?"
_AGO = re.compile(
    rf"^(?:between )?(?P<fn>\d+) ?(?P<funit>[a-z]+?)?s?(?: ago)? ?(?:-|to|and|until) ?{_LENGTH.format('t')} ago$"
)
_LAST = re.compile(rf"^(?:in |within |during |over )?(?:the )?(?:last |past |previous )?{_LENGTH.format('')}$")
_SINCE = re.compile(r"^(?:since|from|after the start of|starting)(?: the)? (?P<day>.+)$")
_UNTIL = re.compile(r"^(?:until|till|to|up to|by)(?: the)? (?P<day>.+)$")
_FROM_TO = re.compile(
    r"^(?:from |between )?(?:the )?(?P<from>.+?) ?(?: to | until | till | and | – | - )(?:the )?(?P<to>.+)$"
)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})?$")
_DAY_MONTH = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\.?,?(?: (\d{4}))?$")
_MONTH_DAY = re.compile(r"^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$")
_DAYS_AGO = re.compile(rf"^(?P<in>in )?{_LENGTH.format('')}(?P<ago> ago| from now)?$")


def frame(text: str, today: dt.date) -> dict[str, Any] | None:
    """The `within` that a text means, empty for all time; None where it is not understood."""
    said = _plain(text)
    if said in _EVER:
        return {}
    found = (read(said, today) for read in _FRAMES)
    return next((one for one in found if one is not None), None)


def day(text: str, today: dt.date, *, past: bool = False) -> dt.date | None:
    """The day that a text means; without a year this year's, or, for what is `past`, the last one that there was."""
    said = _plain(text)
    return next((one for one in (read(said, today, past) for read in _DAY_FORMS) if one is not None), None)


def told(within: Window | None, moment: Moment) -> str:
    """A window in words, with the days that it means at a moment where they move on with time."""
    if within is None:
        return "Over all time"
    said = phrases.window(within).strip()
    said = said[:1].upper() + said[1:]
    if isinstance(within, FromTo):
        return said
    zone = moment.timezone
    reach = windows.bounds(within, moment.us, zone)
    begin, end = (windows.local_time(us, zone) for us in (reach.after, reach.until))
    until = "now" if isinstance(within, Last) else phrases.moment(_minute(end))
    return f"{said}: from {phrases.moment(_minute(begin))} to {until}"


def _minute(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=None, second=0, microsecond=0)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("—", "–").split()).rstrip(".")


# Time frames


def _length(n: str | None, unit: str | None) -> dict[str, int] | None:
    known = _UNITS.get(unit or "")
    if known is None:
        return None
    name, times = known
    number = 1 if n in (None, "a", "an") else int(n) if n.isdigit() else _NUMBERS.index(n) + 1
    return {name: number * times} if 1 <= number * times <= _MOST else None


def _last(said: str, today: dt.date) -> dict[str, Any] | None:
    del today
    found = _LAST.match(said)
    length = found and _length(found["n"], found["unit"])
    return {"last": length} if length else None


def _ago(said: str, today: dt.date) -> dict[str, Any] | None:
    del today
    found = _AGO.match(said)
    if found is None:
        return None
    near = _length(found["tn"], found["tunit"])
    far = _length(found["fn"], found["funit"] or found["tunit"])
    if near is None or far is None:
        return None
    ends = sorted((near, far), key=_hours, reverse=True)
    return {"between": ends} if _hours(ends[0]) > _hours(ends[1]) else None


def _hours(length: dict[str, int]) -> float:
    ((unit, n),) = length.items()
    return n * {"hours": 1, "days": 24, "weeks": 168, "months": 730.5}[unit]


def _calendar(said: str, today: dt.date) -> dict[str, Any] | None:
    """A day, a month, a quarter or a year by its name: from its first day to its last."""
    said = re.sub(r"^(?:in|on|during) (?:the )?", "", said)
    found = _named_span(said, today)
    return None if found is None else {"from": found[0].isoformat(), "to": found[1].isoformat()}


def _named_span(said: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    if re.fullmatch(r"\d{4}", said):
        return dt.date(int(said), 1, 1), dt.date(int(said), 12, 31)
    if found := re.fullmatch(r"q([1-4])(?: (\d{4}))?", said):
        year, month = int(found[2] or today.year), 3 * int(found[1]) - 2
        return dt.date(year, month, 1), _month_end(year, month + 2)
    if said in ("this week", "this month", "this year"):
        first = {"week": today - dt.timedelta(days=today.weekday()), "month": today.replace(day=1)}
        return first.get(said[5:], today.replace(month=1, day=1)), today
    if (found := re.fullmatch(r"([a-z]+)(?: (\d{4}))?", said)) and (month := _month(found[1])):
        year = int(found[2]) if found[2] else today.year - (month > today.month)
        return dt.date(year, month, 1), _month_end(year, month)
    one = day(said, today, past=True)
    return None if one is None else (one, one)


def _month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _between(said: str, today: dt.date) -> dict[str, Any] | None:
    found = _FROM_TO.match(said)
    if found is None:
        return None
    begin, end = (_named_span(found[name], today) for name in ("from", "to"))
    if begin is None or end is None:
        return None
    first, last = min(begin[0], end[0]), max(begin[1], end[1])
    return {"from": first.isoformat(), "to": last.isoformat()}


def _since(said: str, today: dt.date) -> dict[str, Any] | None:
    found = _SINCE.match(said)
    span = found and _named_span(found["day"], today)
    return {"from": span[0].isoformat()} if span else None


def _until(said: str, today: dt.date) -> dict[str, Any] | None:
    found = _UNTIL.match(said)
    span = found and _named_span(found["day"], today)
    return {"to": span[1].isoformat()} if span else None


_FRAMES: tuple[Callable[[str, dt.date], dict[str, Any] | None], ...] = (
    _ago,
    _since,
    _until,
    _calendar,
    _last,
    _between,
)
"""The first that understands is believed: “7 days ago” is a day, “7 days” the last seven."""


# Days


def _named_day(said: str, today: dt.date, past: bool) -> dt.date | None:
    near = {"today": 0, "yesterday": -1, "tomorrow": 1, "now": 0}
    if said in near:
        return today + dt.timedelta(days=near[said])
    word = re.sub(r"^(?:last|next|on) ", "", said)
    if word not in _DAYS:
        return None
    ahead = (_DAYS.index(word) - today.weekday()) % 7
    back = said.startswith("last ") or (past and not said.startswith("next "))
    return today + dt.timedelta(days=(ahead or 7) - 7 if back and ahead else -7 if back else ahead or 7)


def _written_day(said: str, today: dt.date, past: bool) -> dt.date | None:
    for year, month, number in _written(said):
        try:
            found = dt.date(year or today.year, month, number)
        except ValueError:
            continue
        return found.replace(year=today.year - 1) if past and not year and found > today else found
    return None


def _written(said: str) -> Iterator[tuple[int, int, int]]:
    """The ways in which a day can be written: year (0 for none), month and day."""
    if found := _ISO.match(said):
        yield int(found[1]), int(found[2]), int(found[3])
    if found := _DOTTED.match(said):
        yield int(found[3] or 0), int(found[2]), int(found[1])
    if (found := _DAY_MONTH.match(said)) and (month := _month(found[2])):
        yield int(found[3] or 0), month, int(found[1])
    if (found := _MONTH_DAY.match(said)) and (month := _month(found[1])):
        yield int(found[3] or 0), month, int(found[2])


def _month(word: str) -> int:
    """The number of a month by its name or the begin of it; 0 for no month."""
    if len(word) < 3:
        return 0
    return next((at for at, name in enumerate(phrases.MONTHS, 1) if name.casefold().startswith(word)), 0)


def _counted_day(said: str, today: dt.date, past: bool) -> dt.date | None:
    """So long ago, or in so long a time."""
    del past
    found = _DAYS_AGO.match(said)
    if found is None or not (found["in"] or found["ago"]):
        return None
    length = _length(found["n"], found["unit"])
    if length is None or "hours" in length:
        return None
    ((unit, n),) = length.items()
    back = (found["ago"] or "").strip() == "ago"
    number = windows.day_moved(windows.day_number(today), Duration(_unit(unit), n), -1 if back else 1)
    try:
        return dt.date(1970, 1, 1) + dt.timedelta(days=number)
    except OverflowError:
        return None


def _unit(name: str) -> Unit:
    return next(one for one in windows.UNITS if one == name)


_DAY_FORMS: tuple[Callable[[str, dt.date, bool], dt.date | None], ...] = (_named_day, _written_day, _counted_day)
