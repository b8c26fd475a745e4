"""Kinds of identifier as they stand in a project, and values that stand with too many people to be one person's."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from app.domain.identifier_rules import IdentifierRules
from app.domain.names import ANONYMOUS, IDENTIFIERS, label_of
from app.domain.serialising import as_document
from app.ingest.identity import idle
from app.ingest.identity.forest import Links
from app.ingest.identity.idle import Idle

Ints = NDArray[np.int64]
MANY: Final = 8
"""Who stands with so many different others is no family: a till, a task's mailbox, a number for guests."""
_FEW: Final = 2
_SHOWN: Final = 50
_MADE_UP = re.compile(
    r"(?:(.)\1{3,}|0+|-?1|[0\-]+|\+?1?23456789?0?|(?:anonymous|guest|unknown|none|nobody|test|customer|noreply|no-reply)"
    r"(?:@.*)?)$"
)


@as_document("kind", "value", "count", "of", "because")
@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that stands in rows with `count` different values of the kind `of`."""

    kind: str
    value: str
    count: int
    of: str

    @property
    def because(self) -> str:
        """Why it is suggested, in words."""
        return f"stands with {self.count:,} different {plural_of(self.of)}"


@as_document("kind", "label", "values", "limit", "blocked", "patterns", "idle", "shared")
@dataclass(frozen=True, slots=True)
class IdentifierKind:
    """A kind with how many values of it stand in rows, its limit, what is blocked, how many values join nobody.

    `shared` are those, fifty at most, that stand with more values of another kind than its limit.
    """

    kind: str
    values: int
    limit: int | None
    blocked: tuple[str, ...]
    patterns: tuple[str, ...]
    idle: int
    shared: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What people read for it."""
        return title_of(self.kind)


@as_document("kinds", "suggestions")
@dataclass(frozen=True, slots=True)
class IdentifierLook:
    """The kinds of a project, the highest first, and what could be blocked, the most shared first."""

    kinds: tuple[IdentifierKind, ...]
    suggestions: tuple[Suggestion, ...]


_TITLES = {
    "customer_id": ("Customer number", "customer numbers"), "email": ("Email address", "addresses"),
    "phone": ("Phone number", "phone numbers"), "device_id": ("Device", "devices"),
    "cookie_id": ("Cookie", "cookies"),
}  # fmt: skip


def title_of(kind: str) -> str:
    """What people read for a kind."""
    return _TITLES[kind][0] if kind in _TITLES else label_of(kind).replace(" id", " ID")


def plural_of(kind: str) -> str:
    """What people read for several of a kind, within a sentence."""
    return _TITLES[kind][1] if kind in _TITLES else f"values of {title_of(kind)}"


def look(links: Links, rules: IdentifierRules, least: int = MANY) -> IdentifierLook:
    """The kinds of all these links, and what is suggested: not what joins nobody already."""
    nobodys = idle.find(links, rules)
    every = sorted({*IDENTIFIERS, *links.codes, *rules.order, *rules.blocked, *rules.patterns, *rules.limits},
                   key=rules.rank)  # fmt: skip
    kinds = tuple(
        IdentifierKind(
            kind,
            len(links.values[kind]) if kind in links.codes else 0,
            rules.limits.get(kind),
            rules.blocked.get(kind, ()),
            rules.patterns.get(kind, ()),
            int(nobodys.of(kind).sum()),
            _over(links, kind, nobodys),
        )
        for kind in every
    )
    found = [one for kind in links.codes if kind not in ANONYMOUS for one in _of(links, kind, nobodys, least)]
    found.sort(key=lambda one: (-one.count, rules.rank(one.kind), one.value))
    return IdentifierLook(kinds, tuple(found[:_SHOWN]))


def _over(links: Links, kind: str, nobodys: Idle) -> tuple[str, ...]:
    flags = nobodys.shared.get(kind)
    if flags is None or not flags.any():
        return ()
    over = pa.array(np.flatnonzero(flags)[:_SHOWN])
    return tuple(sorted(pa.array(links.values[kind], pa.string()).take(over).to_pylist()))


def _of(links: Links, kind: str, nobodys: Idle, least: int) -> list[Suggestion]:
    size = len(links.values[kind])
    most, what = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    others = [other for other in links.kinds if other != kind and other not in ANONYMOUS]
    for place, other in enumerate(others):
        met = idle.met_with(links, kind, other, nobodys.blocked)
        what, most = np.where(met > most, place, what), np.maximum(met, most)
    some = np.flatnonzero((most >= min(_FEW, least)) & ~nobodys.of(kind))
    values = pa.array(links.values[kind], pa.string()).take(pa.array(some)).to_pylist()
    return [
        Suggestion(kind, value, int(most[code]), others[int(what[code])])
        for code, value in zip(some.tolist(), values, strict=True)
        if most[code] >= least or _MADE_UP.match(value)
    ]
