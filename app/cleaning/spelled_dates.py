"""Dates and times however they are written: with names of months, of zones, of halves of the day, in any language.

Cells are told apart by their shape, which is the cell with its numbers taken out: a column has many cells, but few
shapes. What each number of a shape means is found once, then the numbers of all its cells are read at once.
"""

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import calendar_words as calendar
from app.domain.names import YEARLESS
from storage.mirror import local_time

SHORT, LONG = "\ue000", "\ue001"
"""What stands in a shape for a number of one or two figures, and for a longer one."""

Rows = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]
MOST_SHAPES = 5_000
"""More shapes than that are no dates."""

_HALVES = re.compile(r"(?<![^\W\d_])([apμπ])\.?\s?[mμ]\.?(?![^\W\d_])", re.IGNORECASE)
_TOKEN = re.compile(
    rf"[{SHORT}{LONG}]|[A-Za-z_]+/[A-Za-z_/]+|[年月日時时分秒년월일시분초]|(?:[^\W\d_{SHORT}{LONG}]|[\u0300-\u036f])+|[^\w\s]|\s+"
)
_LONG_ZONE = re.compile(rf"(?<=[{SHORT}{LONG}])(\s*[AaPp]\.?[Mm]\.?)?,?\s+\(?([^{SHORT}{LONG}+:]{{8,}}?)\)?$")
_HOURS = frozenset({"h", "hod", "uhr", "heures", "heure"})
_TIMED = 4
"""So many numbers at least has a date with its time."""
_CLOCK = ("hour", "minute", "second", "fraction")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the numbers of a shape mean, in their order, and what its words say."""

    fields: tuple[str, ...]
    month: int | None = None
    half: int | None = None
    east: int | None = None
    sign: int = 1
    zone: ZoneInfo | None = None

    @property
    def sure(self) -> bool:
        """Whether day and month can be in no other order."""
        return self.month is not None or self.fields[0] == "year"

    @property
    def zoned(self) -> bool:
        """Whether it says in which zone its time is."""
        return self.east is not None or self.zone is not None or "zone" in self.fields


@dataclass(frozen=True, slots=True)
class Written:
    """What cells say: local days since 1970 and microseconds of the day; `us` in UTC where they state a zone."""

    days: NDArray[np.int64]
    us: NDArray[np.int64]
    missing: NDArray[np.bool_]
    zoned: NDArray[np.bool_]
    timed: NDArray[np.bool_]


def shapes(text: pa.Array) -> pa.Array:
    """The cells with signs in the place of their numbers."""
    long = pc.replace_substring_regex(text, r"\d{3,}", LONG)
    return pc.replace_substring_regex(long, r"\d{1,2}", SHORT)


def read(
    text: pa.Array, first_is_day: bool, zone: ZoneInfo, *, yearless: bool = False, past: bool = False,
    sure: bool = False, either: bool = False,
) -> Written:  # fmt: skip
    """Read cells; `yearless` takes a day and a month for a date, `past` a year of two figures for one gone by.

    `sure` reads only what can have no other order: with a name of a month, the year first, the day before a dot, or,
    with `either`, a figure that is no month's.
    """
    rows = len(text)
    days, us = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    missing, zoned, timed = np.ones(rows, dtype=bool), np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)
    encoded = shapes(text).dictionary_encode()
    kinds = encoded.dictionary.to_pylist()
    if len(kinds) <= MOST_SHAPES:
        language = calendar.language_of(word for kind in kinds if kind for word in _words(kind))
        of_row = np.asarray(pc.fill_null(encoded.indices, -1))
        order = np.argsort(of_row, kind="stable")
        starts = np.searchsorted(of_row[order], np.arange(len(kinds) + 1))
        for number, kind in enumerate(kinds):
            # Of a shape only its words and signs tell.
            told = kind and len(kind) <= _LONGEST
            reading = read_shape(kind, language, first_is_day, zone, yearless) if told else None
            if reading is None or (sure and not reading.sure and LONG not in kind):
                continue
            here = order[starts[number] : starts[number + 1]]
            orders = [reading]
            if sure and not (reading.sure or kind.startswith(f"{SHORT}.{SHORT}.")):
                if not either:
                    continue
                orders.append(read_shape(kind, language, not first_is_day, zone, yearless) or reading)
            days[here], us[here], missing[here] = _read_rows(text.take(pa.array(here)), orders, past)
            zoned[here], timed[here] = reading.zoned, "hour" in reading.fields
    return Written(days, us, missing, zoned, timed)


def _words(shape: str) -> list[str]:
    return [word for word in re.findall(rf"[^\W\d_{SHORT}{LONG}]+", shape) if len(word) > 1]


_LONGEST = 200
"""No date is written in more signs."""


# What a shape means.


@functools.lru_cache(maxsize=20_000)
def read_shape(shape: str, language: str, first_is_day: bool, zone: ZoneInfo, yearless: bool) -> Reading | None:
    """What the numbers of a shape are, or None where it is no date."""
    marked = _HALVES.sub(lambda found: " am " if found[1].lower() in "aπ" else " pm ", shape)
    if re.search(r"\(.*\)\s*$", marked) and re.search(r"[+-]\s?[\ue000\ue001]|GMT|UTC", marked):
        marked = re.sub(r"\s*\([^()]*\)\s*$", "", marked)
    marked, east = _without_long_zone(calendar.WEEKDAYS.sub("", marked))
    tokens = _TOKEN.findall(marked)
    numbers = sum(token in (SHORT, LONG) for token in tokens)
    if not 2 - yearless <= numbers <= 9:
        return None
    return _Shape(tokens, language, zone, east).reading(first_is_day, yearless)


def _without_long_zone(shape: str) -> tuple[str, int | None]:
    """The shape without a zone's long name at its end, and the minutes that this one lies east of Greenwich."""
    found = _LONG_ZONE.search(shape)
    east = calendar.long_zone(found[2]) if found else None
    return (shape, None) if found is None or east is None else (shape[: found.start(2)].rstrip("( "), east)


class _Shape:
    """One shape on its way to a reading: its words are looked up, then its numbers are given their parts."""

    def __init__(self, tokens: Sequence[str], language: str, zone: ZoneInfo, east: int | None) -> None:
        self.tokens = tokens
        self.at = [place for place, token in enumerate(tokens) if token in (SHORT, LONG)]
        self.fields: dict[int, str] = {}
        self.months: list[tuple[int, int]] = []
        self.half: int | None = None
        self.east = east
        self.named: ZoneInfo | None = None
        self.sign = 1
        self.good = all(self._word(place, token, language, zone) for place, token in enumerate(tokens))

    def _word(self, place: int, token: str, language: str, zone: ZoneInfo) -> bool:
        """Note what a token says; whether it may stand in a date at all."""
        if token in (SHORT, LONG) or token.isspace():
            return True
        if token in calendar.CJK:
            before = [number for number in self.at if number < place]
            if before and before[-1] not in self.fields:
                self.fields[before[-1]] = calendar.CJK[token]
            return True
        if not any(sign.isalpha() for sign in token):
            return token in ",.:/-+'’()"
        after = any(number < place for number in self.at)
        said = calendar.meaning(token, language)
        if "/" in token:
            self.named = calendar.named_zone(token)
            return self.named is not None
        if said is not None and said[0] == "month":
            self.months.append((place, said[1]))
            return True
        if said is not None and said[0] == "day":
            # A weekday does not stand behind the time: `CET` is Central Europe's there, and no Thursday.
            if sum(number < place for number in self.at) >= _TIMED:
                self.east = calendar.offset(token, zone)
            return True
        if token.lower() in calendar.FILLERS or calendar.plain(token) in calendar.FILLERS:
            return True
        if said is not None and (":" in self.tokens or self._hours(place)):
            self.half = said[1]
            return True
        east = calendar.offset(token, zone) if after else None
        self.east = east if east is not None else self.east
        return east is not None

    def _hours(self, place: int) -> bool:
        """Whether a number stands close before a word for a half of the day, as in `9 am`."""
        return len(self.at) >= 3 and any(number < place for number in self.at)

    def reading(self, first_is_day: bool, yearless: bool) -> Reading | None:
        """What the numbers are, or None."""
        if not self.good or (len(self.months) > 1 and not self._one_month()):
            return None
        self._offset()
        self._clock()
        left = [place for place in self.at if place not in self.fields]
        named = self.months[0] if self.months else None
        if not self._date(left, named, first_is_day, yearless):
            return None
        fields = tuple(self.fields[place] for place in self.at)
        if len(set(fields)) != len(fields) or (self.half is not None and "hour" not in fields):
            return None
        east = None if "hour" not in fields else self.east
        return Reading(fields, named[1] if named else None, self.half, east, self.sign, self.named)

    def _one_month(self) -> bool:
        """Of several words that may be months the one that stands at a number: `mar` is a Tuesday too."""
        beside = [one for one in self.months if any(abs(one[0] - number) <= 3 for number in self.at)]
        self.months = beside[-1:]
        return bool(beside)

    def _between(self, one: int, other: int) -> str:
        return "".join(self.tokens[one + 1 : other]).strip()

    def _offset(self) -> None:
        """The numbers of `+02:00`, `-0700` or `GMT+2` at the end, where a time stands before them."""
        least = 3 if self.months else 4
        for index, place in enumerate(self.at):
            before = self.tokens[place - 1] if place else ""
            rest = self.at[index:]
            if (
                before in ("+", "-")
                and index >= least
                and len(rest) <= 2
                and (len(rest) < 2 or self._between(*rest) == ":")
            ):
                if before == "-" and self._joined_by_dash(place):
                    continue
                self.sign = 1 if before == "+" else -1
                self.fields[place] = "zone"
                if len(rest) == 2:
                    self.fields[rest[1]] = "zone_minutes"
                return

    def _joined_by_dash(self, place: int) -> bool:
        """Whether the number before is joined to this one by a dash as the parts of a date are."""
        return place >= 4 and self.tokens[place - 3] == "-"

    def _clock(self) -> None:
        """The numbers of a time of day: joined by colons, or behind a whole date by dots."""
        places = [place for place in self.at if place not in self.fields]
        for index, place in enumerate(places[:-1]):
            if (
                self._between(place, places[index + 1]) in (":", "h", "uhr")
                or self._between(place, places[index + 1]).lower() in _HOURS
            ):
                self._run(places, index)
                return
        dated = 2 if self.months else 3
        loose = [place for place in places if place not in self.fields]
        whole = sum(field in ("year", "month", "day") for field in self.fields.values())
        if len(loose) > dated and not whole:
            self._run(places, dated)
        elif len(loose) == dated + 1 and (self.half is not None or _HOURS & {one.lower() for one in self.tokens}):
            self.fields[loose[-1]] = "hour"

    def _run(self, places: Sequence[int], start: int) -> None:
        """Give the parts of a time to the numbers from here on that are joined."""
        for offset, part in enumerate(_CLOCK):
            if start + offset >= len(places):
                return
            if offset and self._between(places[start + offset - 1], places[start + offset]).lower() not in (
                ":", ".", ",", *_HOURS, "min",
            ):  # fmt: skip
                return
            self.fields[places[start + offset]] = part

    def _date(self, left: Sequence[int], named: tuple[int, int] | None, first_is_day: bool, yearless: bool) -> bool:
        """Give day, month and year to the numbers that are left; whether that was possible."""
        if {"month", "day"} <= set(self.fields.values()):
            return not left and (yearless or "year" in self.fields.values())
        long = [place for place in left if self.tokens[place] == LONG]
        if len(long) > 1:
            return False
        if named is not None:
            return self._named(left, long, named[0], yearless)
        if len(left) == 2 and yearless and not long and not self._clocked():
            parts = ("day", "month") if first_is_day and self.tokens[:2] != ["-", "-"] else ("month", "day")
            return self._joined(left) and self._give(left, parts)
        if len(left) != 3 or not self._joined(left) or not (long or self._clocked()):
            return False
        long = long or [left[2]]  # Beside a time of day, as in `3/13/24 10:15 AM`.
        if left[0] == long[0]:
            return self._give(left, ("year", "month", "day"))
        return left[2] == long[0] and self._give(
            left, ("day", "month", "year") if first_is_day else ("month", "day", "year")
        )

    def _clocked(self) -> bool:
        return "hour" in self.fields.values()

    def _joined(self, left: Sequence[int]) -> bool:
        """Whether the numbers of a date are joined by one and the same sign."""
        between = {self._between(*pair) for pair in itertools.pairwise(left)}
        return len(between) == 1 and between <= {"/", "-", "."}

    def _named(self, left: Sequence[int], long: Sequence[int], month: int, yearless: bool) -> bool:
        if len(left) == 1:
            return yearless and not long and not self._clocked() and self._give(left, ("day",))
        if len(left) != 2:
            return False
        if long:
            return self._give(left, ("year", "day") if left[0] == long[0] else ("day", "year"))
        return self._give(left, ("day", "year")) if month < left[1] else False

    def _give(self, places: Sequence[int], parts: Sequence[str]) -> bool:
        self.fields |= dict(zip(places, parts, strict=True))
        return True


# What the numbers of cells say.


def _read_rows(text: pa.Array, readings: Sequence[Reading], past: bool) -> Rows:
    """What rows say if each reading that gives a date gives the same one."""
    days, us, missing = _in_order(text, readings[0], past)
    for reading in readings[1:]:
        others = _in_order(text, reading, past)
        clash = ~missing & ~others[2] & (days != others[0])
        days, us = np.where(missing, others[0], days), np.where(missing, others[1], us)
        missing = (missing & others[2]) | clash
    return days, us, missing


def _in_order(text: pa.Array, reading: Reading, past: bool) -> Rows:
    """Days, microseconds of the day (in UTC where a zone is stated), and where there are none."""
    pattern = r"^\D*" + r"\D+".join(f"(?P<n{place}>\\d+)" for place in range(len(reading.fields))) + r"\D*$"
    found = pc.extract_regex(text, pattern)
    said = {name: pc.struct_field(found, f"n{place}") for place, name in enumerate(reading.fields)}
    fits = np.asarray(pc.is_valid(found))
    numbers = {
        name: np.asarray(pc.cast(pc.fill_null(pc.utf8_slice_codeunits(cells, 0, 6), "0"), pa.int64()))
        for name, cells in said.items()
    }
    days, good = _days(numbers, said, reading, past)
    us, timed = _of_day(numbers, said, reading)
    good &= timed & fits
    if reading.east is not None or "zone" in numbers:
        east = _east(numbers, said, reading)
        us -= east * 60_000_000
    elif reading.zone is not None:
        local = days * 86_400_000_000 + us
        local[good] = local_time.utc(local[good], reading.zone)
        us = local - days * 86_400_000_000
    return days, us, ~good


def _days(
    numbers: dict[str, NDArray[np.int64]], said: dict[str, pa.Array], reading: Reading, past: bool
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    day = numbers["day"]
    month = numbers["month"] if reading.month is None else np.full(len(day), reading.month)
    year = np.full(len(day), YEARLESS)
    if "year" in numbers:
        # Two figures are of the years from 1969 to 2068, or for what is past of those from 1930 to 2029.
        turned = numbers["year"] + np.where(numbers["year"] < (30 if past else 69), 2_000, 1_900)
        short = np.asarray(pc.fill_null(pc.utf8_length(said["year"]), 0)) < 3
        year = np.where(short, turned, np.where((numbers["year"] == 0) & past, YEARLESS, numbers["year"]))
    good = (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1_000) & (year <= 9_999)
    begun = np.where(good, (year - 1_970) * 12 + month - 1, 0).astype("datetime64[M]")
    first = begun.astype("datetime64[D]").astype(np.int64)
    good &= day <= (begun + 1).astype("datetime64[D]").astype(np.int64) - first
    return first + np.where(good, day, 1) - 1, good


def _of_day(
    numbers: dict[str, NDArray[np.int64]], said: dict[str, pa.Array], reading: Reading
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Microseconds since midnight, and where they are a time."""
    rows = len(numbers["day"])
    none = np.zeros(rows, dtype=np.int64)
    hour, minute, second = (numbers.get(part, none) for part in _CLOCK[:3])
    good = (hour <= 23) & (minute <= 59) & (second <= 59)
    if reading.half is not None:
        good &= hour >= 1
        hour = np.where(hour <= 12, hour % 12 + reading.half, hour)
    us = ((hour * 60 + minute) * 60 + second) * 1_000_000
    if "fraction" in numbers:
        figures = pc.utf8_slice_codeunits(pc.utf8_rpad(pc.fill_null(said["fraction"], "0"), 6, "0"), 0, 6)
        us = us + np.asarray(pc.cast(figures, pa.int64()))
    return us, good


def _east(numbers: dict[str, NDArray[np.int64]], said: dict[str, pa.Array], reading: Reading) -> NDArray[np.int64]:
    """Minutes east of Greenwich: `+2`, `+02:00` and `+0200` are two hours."""
    if "zone" not in numbers:
        return np.full(len(numbers["day"]), reading.east or 0)
    number = numbers["zone"]
    whole = np.asarray(pc.fill_null(pc.utf8_length(said["zone"]), 0)) > 2
    minutes = np.where(whole, number // 100 * 60 + number % 100, number * 60)
    return reading.sign * (minutes + numbers.get("zone_minutes", np.zeros_like(number))) + (reading.east or 0)
