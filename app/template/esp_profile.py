"""What an ESP's import of contacts asks for, read from its profile, `resources/esp/<name>.json`.

A profile's keys: `title`, `headers` (header and merge tag of the ESP's own fields, by our merge field), `limits` (see
`Limits`), `lists` (pipe, comma or json), `moments` (iso: date and time with its offset; date: the date alone),
`byte_order_mark`, `file_bytes` (or null), `keeps_out` (files of its own with addresses that it must not mail, beside
suppressed.csv), `upload` (steps), `variants` (a step where there are several).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resources
from app.domain.csv_injection import is_formula

_BOUNCED = re.compile(r"bounce|cleaned|invalid|undeliver|not exist", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an ESP can take; 0 is no known limit. A header is measured in bytes, so is a cell.

    `columns` are fields beside the address, of which `there` are the headers of those that are there from the start,
    used or not. `holder` is what the ESP calls that which has the fields.
    """

    columns: int = 0
    tag_bytes: int = 0
    cell_bytes: int = 0
    there: tuple[str, ...] = ()
    holder: str = "account"

    @property
    def room(self) -> int:
        """How many fields of one's own there is room for."""
        return self.columns - len(self.there)


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A file of addresses that an ESP must not mail, in one column: those that bounced, the others, or (None) all."""

    stem: str
    header: str
    bounced: bool | None

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.stem}.csv"

    def addresses(self, listed: Mapping[str, str]) -> list[str]:
        """Its addresses, of all that are suppressed by the reason. One that no file can carry is none of them: with
        the apostrophe that stops a spreadsheet it is somebody else's."""
        return [
            address
            for address, reason in listed.items()
            if self.bounced in (None, bool(_BOUNCED.search(reason))) and not is_formula(address)
        ]


@dataclass(frozen=True, slots=True)
class Profile:
    """One ESP's rules for what it imports; `file_bytes` is the most that one file may have."""

    name: str
    title: str
    headers: Mapping[str, tuple[str, str]]
    limits: Limits
    lists: str
    moments: str
    byte_order_mark: bool
    file_bytes: int | None
    keeps_out: tuple[KeptOut, ...]
    upload: tuple[str, ...]
    variants: str


@cache
def profile_of(name: str) -> Profile:
    """The profile of that name; raises FileNotFoundError where an ESP has none, which is a mistake of its maker's."""
    # A folder of one's own on the package's path brings profiles as those of `resources` itself, without an edit.
    places = [Path(place) / "esp" / f"{name}.json" for place in resources.__path__]
    found = next((place for place in places if place.exists()), places[0])
    return _read(found.read_text("utf-8"))


def _read(text: str) -> Profile:
    document = json.loads(text)
    document.pop("version")
    limits = document.pop("limits", {})
    return Profile(
        **document
        | {
            "headers": {name: (header, tag) for name, (header, tag) in document["headers"].items()},
            "limits": Limits(**limits | {"there": tuple(limits.get("there", ()))}),
            "upload": tuple(document["upload"]),
            "keeps_out": tuple(KeptOut(**one) for one in document["keeps_out"]),
        }
    )
