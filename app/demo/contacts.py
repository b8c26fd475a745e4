"""The made-up shop's list of contacts, as messy as real lists are."""

import csv
import io
from collections.abc import Iterable, Iterator

import numpy as np

from app.demo import people
from app.demo.people import DAYS, INTERESTS, People, Whole
from app.demo.shop import END, Shop

_HEADER = (
    "Customer ID", "E-mail", "First name", "Last name", "Gender", "Date of birth", "City", "Postcode", "Country",
    "Signed up", "Loyalty tier", "Interests", "Language", "Email consent", "Consent date", "Consent source",
)  # fmt: skip
_SOURCES = ("newsletter form", "checkout", "in store", "market stall list", "competition")


def contacts(shop: Shop, draw: np.random.Generator) -> bytes:
    """Semicolons, a byte-order mark and day-first dates, as a spreadsheet leaves them."""
    rows = list(_contact_rows(shop, draw))
    order = draw.permutation(len(rows))
    return text((rows[one] for one in order), _HEADER, ";").encode("utf-8-sig")


def _contact_rows(shop: Shop, draw: np.random.Generator) -> Iterator[tuple[object, ...]]:
    crowd = shop.people
    chance = draw.random((len(crowd), 6))
    tiers, likes = _tiers(shop), _interests(crowd, draw)
    births, starts = _days(crowd.born), _days(_first_days(crowd))
    for one in range(len(crowd)):
        odds = chance[one]
        country = people.cultures()[crowd.culture[one]]["countries"]
        # As a spreadsheet writes a column of numbers in which some are missing.
        number = "" if shop.nameless[one] else f"{crowd.ids[one]}.0"
        asked = shop.consent[one]
        row = (
            number,
            _address(str(crowd.address[one]), odds[0]),
            _name(str(crowd.first[one]), odds[1]),
            _name(str(crowd.last[one]), odds[2]),
            ("f" if crowd.woman[one] else "m") if odds[3] < 0.82 else "other" if odds[3] < 0.83 else "",
            births[one] if odds[4] < 0.68 else "",
            crowd.city[one] if odds[5] < 0.93 else "",
            crowd.postcode[one] if odds[5] < 0.88 else "",
            country[0 if odds[2] < 0.8 else int(odds[4] * len(country))],
            f"{starts[one]} {int(odds[1] * 24):02}:{int(odds[2] * 60):02}",
            tiers[one],
            likes[one],
            crowd.language[one],
            asked,
            starts[one] if asked in ("yes", "no") else "",
            _SOURCES[int(odds[3] * len(_SOURCES))] if asked else "",
        )
        yield row
        if odds[5] > 0.992:
            # The same person once more, from another list: only the address, shouted.
            yield ("", f" {str(crowd.address[one]).upper()}", row[2], *[""] * 6, row[9], *[""] * 6)


def _address(address: str, odds: float) -> str:
    """An address as people type it: some shout, some leave blanks, some do not mean it."""
    name, _, domain = address.partition("@")
    wrong = (f"{name}{domain}", f"{name}@@{domain}", "n/a", f"{name}@", f"{name} @ {domain}", "")
    if odds < 0.012:
        return wrong[int(odds * 500)]
    if odds < 0.03:
        return address.upper()
    if odds < 0.045:
        return f" {address} "
    return address.title() if odds < 0.055 else address


def _name(name: str, odds: float) -> str:
    if odds < 0.045:
        return ""
    if odds < 0.055:
        return ("n/a", "-", "Customer", "test")[int(odds * 4_000) % 4]
    if odds < 0.075:
        return name.upper()
    return name.lower() if odds < 0.09 else f"{name} " if odds < 0.1 else name


def _tiers(shop: Shop) -> list[str]:
    lines = shop.lines
    spent = np.bincount(lines.person, lines.price * lines.quantity, len(shop.people))
    ordered = np.bincount(lines.person, minlength=len(shop.people)) > 0
    levels = np.array(["Bronze", "Silver", "Gold"])[np.searchsorted([180, 700], spent, side="right")]
    return [str(level) if has else "" for level, has in zip(levels, ordered, strict=True)]


def _interests(crowd: People, draw: np.random.Generator) -> list[str]:
    other = draw.integers(0, len(INTERESTS), (len(crowd), 2))
    told = draw.random(len(crowd))
    return [
        "" if odds < 0.3 else "|".join(dict.fromkeys(INTERESTS[at] for at in (own, *more)[: 1 + int(odds * 3)]))
        for own, more, odds in zip(crowd.shelf, other, told, strict=True)
    ]


def _first_days(crowd: People) -> Whole:
    return np.asarray(END.astype("datetime64[D]").astype(np.int64) - DAYS + np.floor(crowd.start).astype(np.int64))


def _days(days: Whole) -> list[str]:
    """Days since 1970-01-01 as 31/12/2025."""
    dates = np.datetime_as_string(days.astype("datetime64[D]"))
    return [f"{date[8:]}/{date[5:7]}/{date[:4]}" for date in dates.tolist()]


def text(rows: Iterable[tuple[object, ...]], header: tuple[str, ...], delimiter: str) -> str:
    """Rows as a CSV file."""
    found = io.StringIO()
    written = csv.writer(found, delimiter=delimiter, lineterminator="\r\n")
    written.writerow(header)
    written.writerows(rows)
    return found.getvalue()
