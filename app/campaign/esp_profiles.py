"""What each ESP's import of contacts asks for, read from its profile in `resources/esp`; its headers, tags and
limits are its merge language's (`app/template/dialects`).

A profile's keys: `title`, `lists` (pipe, comma or json), `moments` (iso: date and time with its offset; date: the
date alone), `byte_order_mark`, `file_bytes` (or null), `keeps_out` (files of its own with addresses that it must not
mail, beside suppressed.csv), `upload` (steps), `variants` (a step where there are several).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from app.campaign import problems
from app.campaign.plan import closest
from app.domain.csv_injection import is_formula

_BOUNCED = re.compile(r"bounce|cleaned|invalid|undeliver|not exist", re.IGNORECASE)


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
class Esp:
    """One ESP's rules for the files that it imports; `file_bytes` is the most that one file may have."""

    name: str
    title: str
    lists: str
    moments: str
    byte_order_mark: bool
    file_bytes: int | None
    keeps_out: tuple[KeptOut, ...]
    upload: tuple[str, ...]
    variants: str


@cache
def esps() -> dict[str, Esp]:
    """All ESPs by name, the generic one first."""
    files = [file for file in resources.files("resources").joinpath("esp").iterdir() if file.name.endswith(".json")]
    found = [_read(file.read_text("utf-8")) for file in files]
    return {esp.name: esp for esp in sorted(found, key=lambda esp: (esp.name != "generic", esp.name))}


def _read(text: str) -> Esp:
    document = json.loads(text)
    document.pop("version")
    kept_out = tuple(KeptOut(**one) for one in document["keeps_out"])
    return Esp(**(document | {"upload": tuple(document["upload"]), "keeps_out": kept_out}))


def known_esps() -> list[str]:
    """The names of all ESPs."""
    return list(esps())


def esp(name: str) -> Esp:
    """The ESP of that name; raises CampaignProblem."""
    if name not in esps():
        raise problems.NO_ESP(name=name, near=closest(name, known_esps()))
    return esps()[name]
