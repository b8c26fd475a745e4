"""The named groups of RFM: an ordered table of ranges of scores, of which the first that fits counts.

Ranges overlap, so that the order is a part of what they mean. Each row asks for recency, frequency and money, and may
ask for engagement. Where engagement is scored instead of money, a row's range for money is asked of engagement, unless
it has one of its own.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from app.domain.names import fold
from app.project import Json, Project
from app.runs import problems

SETTING = "rfm_groups"
"""The project's own table, in the form of `resources/rfm/groups.json`; without it that table counts."""
SCORES = ("recency", "frequency", "monetary")
ENGAGEMENT = "engagement"
OTHER = "Other"
"""What those are called whom no group takes."""
ANY = (1, 5)

_KEYS = ("name", "about", *SCORES, ENGAGEMENT)
Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Range:
    """A named group: the scores, both ends in, that each must have, None for engagement where it does not matter; and
    what it means in the marketer's own words, empty for what its scores say."""

    name: str
    recency: tuple[int, int]
    frequency: tuple[int, int]
    monetary: tuple[int, int]
    engagement: tuple[int, int] | None = None
    about: str = ""

    def of(self, score: str, *, instead: bool) -> tuple[int, int]:
        """The range for a score; `instead` says that engagement stands in the place of money."""
        if score != ENGAGEMENT:
            found: tuple[int, int] = getattr(self, score)
            return found
        return self.engagement or (self.monetary if instead else ANY)

    def document(self) -> dict[str, Json]:
        """As the setting and the resources have it."""
        said: dict[str, Json] = {"name": self.name} | {name: list(getattr(self, name)) for name in SCORES}
        if self.engagement is not None:
            said[ENGAGEMENT] = list(self.engagement)
        return said | ({"about": self.about} if self.about else {})


def default() -> Json:
    """The table that comes with the workbench, as JSON."""
    found: Json = json.loads(resources.files("resources").joinpath("rfm", "groups.json").read_text("utf-8"))
    return found


def table(project: Project) -> list[Range]:
    """The ordered table of named groups: the project's own, else the one that comes with the workbench."""
    rows = project.setting(SETTING)
    return read_table(default() if rows is None else rows)


def read_table(rows: Json) -> list[Range]:
    """A table from JSON; raises Problem where a name or a range is wrong."""
    found = []
    for row in rows:
        try:
            ends = {name: (int(row[name][0]), int(row[name][1])) for name in SCORES}
            name, own, about = str(row["name"]).strip(), row.get(ENGAGEMENT), str(row.get("about", ""))
            if own is not None:
                ends[ENGAGEMENT] = (int(own[0]), int(own[1]))
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            raise problems.INCOMPLETE() from None
        if not name or any(not 1 <= low <= high <= 5 for low, high in ends.values()):
            raise problems.WRONG_ROW(name=name)
        found.append(Range(name, **ends, about=about))
    if len({fold(one.name) for one in found}) < len(found):
        raise problems.TWICE()
    return found


def choose(project: Project, rows: Json) -> list[Range]:
    """Let this be the project's table, None for the one that comes with the workbench; raises Problem where it is
    wrong, and changes nothing then."""
    if rows is None:
        project.change_settings({SETTING: None}, "Let the RFM groups be those that come with the workbench")
        return table(project)
    if not isinstance(rows, list) or not rows:
        raise problems.NO_GROUPS()
    for at, row in enumerate(rows):
        for key in row if isinstance(row, Mapping) else ():
            if key not in _KEYS:
                raise problems.GROUP_KEY(key=key, known=", ".join(_KEYS), where=f"[{at}].{key}")
    found = read_table(rows)
    if any(fold(one.name) == fold(OTHER) for one in found):
        raise problems.NAMED_OTHER(name=OTHER)
    project.change_settings({SETTING: [one.document() for one in found]}, "Changed the RFM groups")
    return found


def first_match(scores: Mapping[str, Numbers], ranges: Sequence[Range]) -> Numbers:
    """For each person the number of the first group that fits, and that behind the last where none does."""
    instead = "monetary" not in scores
    fits = []
    for one in ranges:
        inside = np.ones(len(scores["recency"]), dtype=bool)
        for name, of in scores.items():
            low, high = one.of(name, instead=instead)
            inside &= (of >= low) & (of <= high)
        fits.append(inside)
    # Where several fit, `select` takes the first of them.
    return np.asarray(np.select(fits, list(range(len(ranges))), len(ranges)), dtype=np.int64)


# What a group is, in words made from its scores: a project may have groups of its own.

_WORDS: dict[str, dict[tuple[int, int], str]] = {
    "recency": {
        (5, 5): "bought very lately",
        (4, 5): "bought lately",
        (4, 4): "bought lately",
        (3, 5): "bought not long ago",
        (3, 3): "last bought some time ago",
        (1, 2): "last bought long ago",
        (2, 2): "last bought long ago",
        (1, 1): "last bought longest ago",
    },
    "frequency": {
        (1, 1): "as seldom as anybody",
        (2, 5): "more than the rarest buyers",
        (3, 5): "often",
        (4, 5): "very often",
        (5, 5): "most often of all",
    },
    "monetary": {
        (1, 1): "for the least",
        (2, 5): "for more than the least",
        (3, 5): "for good money",
        (4, 5): "for much money",
        (5, 5): "for the most money",
    },
    "engagement": {
        (1, 1): "engaged the least",
        (1, 2): "hardly engaged",
        (2, 5): "engaged more than the least",
        (3, 5): "well engaged",
        (4, 5): "very engaged",
        (5, 5): "engaged the most",
    },
}


def said(row: Json, *, instead: bool = False, bought: bool = True) -> str:
    """`Bought lately, very often, for much money`; nothing is said where a score does not matter.

    `row` is a group as JSON, None for those whom no group takes; `instead` as in `Range.of`; `bought` is whether orders
    decide how lately.
    """
    if row is None:
        return "Everyone whom no other group takes"
    if row.get("about"):
        return str(row["about"])
    asked = ("recency", "frequency", *(() if instead else ("monetary",)))
    wanted = {name: tuple(int(end) for end in row[name]) for name in asked}
    own = row.get(ENGAGEMENT) or (row["monetary"] if instead else None)
    if own is not None:
        wanted[ENGAGEMENT] = tuple(int(end) for end in own)
    parts = []
    for name, (low, high) in wanted.items():
        if (low, high) != ANY:
            parts.append(_WORDS[name].get((low, high), f"{name} {low}" + (f" to {high}" if high > low else "")))
    text = ", ".join(parts) or "everyone else who bought"
    if not bought:
        text = (
            text.replace("the rarest buyers", "the rarest")
            .replace("bought", "active")
            .replace("who active", "who was active")
        )
    return text[0].upper() + text[1:]
