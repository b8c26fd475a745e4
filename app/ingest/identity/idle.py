"""Identifiers that join nobody, are nobody's and give nobody an address: those blocked, and those that many share.

Rows keep them; only where it is asked who is who are they as if no row had them. So what they did can be undone at any
time, and the order of imports decides nothing.

A limit of n values for a kind means: what stands in rows with more than n different values of that kind is no one
person's, and joins nobody. It is counted over all rows, blocked values apart, and knows no order. (Segment's limit
counts the values of a profile as they arrive, and drops the lower ones of a row that would go beyond it:
segment-docs, unify/identity-resolution/identity-resolution-settings.md. There the order of rows decides who is who.)
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from app.domain.identifier_rules import SETTING, IdentifierRules, parsed
from app.ingest.facts.collected import FileLinks
from app.ingest.identity.forest import Links
from app.rules import rewritten
from storage.file.models import conflict, setting

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
BLOCKED, LIMIT = "blocked", "limit"
"""Why an identifier joins nobody."""


class Idle(NamedTuple):
    """Of the values of each kind, which are blocked, and which too many share."""

    blocked: Mapping[str, Flags]
    shared: Mapping[str, Flags]

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return any(flags.any() for told in self for flags in told.values())

    def of(self, kind: str) -> Flags:
        """Which values of a kind join nobody."""
        both = [told[kind] for told in self if kind in told]
        return np.logical_or.reduce(both) if both else np.zeros(0, dtype=np.bool_)


def standing(connection: Connection) -> IdentifierRules:
    """The rules of a project."""
    return parsed(connection.scalar(select(setting.c.value).where(setting.c.name == SETTING)))


def find(links: Links, rules: IdentifierRules) -> Idle:
    """Which identifiers of these links, which are all there are, join nobody."""
    blocked = {kind: blocked_of(rules, kind, pa.array(links.values[kind], pa.string())) for kind in links.codes}
    return Idle(blocked, _shared(links, rules, blocked) if rules.limits else {})


def known(connection: Connection, links: Links, rules: IdentifierRules) -> Idle:
    """As `find`, of some links: what too many share was found out when all were looked at, and is listed."""
    blocked = {kind: blocked_of(rules, kind, pa.array(links.values[kind], pa.string())) for kind in links.codes}
    if not rules.limits:
        return Idle(blocked, {})
    listed: dict[str, list[str]] = {}
    for one in connection.scalars(select(conflict.c.detail)):
        if one.get("reason") == LIMIT:
            kind, _, value = one["identifier"].partition(":")
            listed.setdefault(kind, []).append(value)
    return Idle(blocked, {kind: _among(pa.array(links.values[kind], pa.string()), listed.get(kind, ()))
                          for kind in links.codes})  # fmt: skip


def blocked_of(rules: IdentifierRules, kind: str, values: pa.Array) -> Flags:
    """Which of these values of a kind are blocked."""
    found = _among(values, rules.blocked.get(kind, ()))
    for pattern in rules.patterns.get(kind, ()):
        hit = pc.match_substring_regex(values, rewritten(pattern, case=False))
        found |= np.asarray(pc.fill_null(hit, False))
    return found


def _among(values: pa.Array, wanted: Any) -> Flags:
    if not wanted:
        return np.zeros(len(values), dtype=np.bool_)
    return np.asarray(pc.is_in(values, value_set=pa.array(list(wanted), pa.string())))


def met_with(links: Links, kind: str, other: str, blocked: Mapping[str, Flags]) -> Ints:
    """With how many different values of `other` each value of `kind` stands in rows, blocked ones apart."""
    mine, theirs = links.codes[kind], links.codes[other]
    here = (mine >= 0) & (theirs >= 0)
    if other in blocked and blocked[other].any():
        here[here] = ~blocked[other][theirs[here]]
    size = len(links.values[other])
    pairs = np.sort(mine[here] * size + theirs[here])
    # Sorted once, and not looked up one by one: nearly all of a million pairs differ.
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    return np.bincount(pairs // max(size, 1), minlength=len(links.values[kind])).astype(np.int64)


def _shared(links: Links, rules: IdentifierRules, blocked: Mapping[str, Flags]) -> dict[str, Flags]:
    found = {kind: np.zeros(len(links.values[kind]), dtype=np.bool_) for kind in links.codes}
    for limited, most in rules.limits.items():
        for kind in links.codes if limited in links.codes else ():
            if kind != limited:
                found[kind] |= met_with(links, kind, limited, blocked) > most
    return {kind: flags & ~blocked[kind] for kind, flags in found.items()}


def without(links: Links, idle: Idle) -> Links:
    """The links as if no row had shown these identifiers; values keep their order."""
    if not idle.any:
        return links
    codes, values = dict(links.codes), dict(links.values)
    for kind in links.codes:
        flags = idle.of(kind)
        if flags.any():
            codes[kind] = renumbered(links.codes[kind], flags)
            values[kind] = pa.array(links.values[kind], pa.string()).filter(pa.array(~flags))
    return Links(links.ids, codes, values, links.rank)


def renumbered(codes: Ints, flags: Flags) -> Ints:
    """The numbers of values once those flagged are gone, -1 where they stood."""
    # The place behind the last holds -1, so that a code of -1 (none) finds it there.
    now = np.append(np.where(flags, -1, np.cumsum(~flags) - 1), -1)
    return np.asarray(now[codes], dtype=np.int64)


def shows_blocked(found: FileLinks, rules: IdentifierRules) -> bool:
    """Whether a file shows an identifier that is blocked."""
    return (
        any(blocked_of(rules, kind, values).any() for kind, values in found.values.items()) if rules.blocks else False
    )


def rows(links: Links, idle: Idle, profiles: Ints, names: Mapping[int, str]) -> list[tuple[int, dict[str, str]]]:
    """Who was seen with what joins nobody: the place of the link, and what the list of conflicts says of it.

    What is said by such an identifier is said by one of them, and nobody knows by whom: a no counts for each.
    """
    told = []
    for kind in sorted(links.codes):
        for reason, flags in ((BLOCKED, idle.blocked.get(kind)), (LIMIT, idle.shared.get(kind))):
            if flags is None or not flags.any():
                continue
            codes = links.codes[kind]
            places = np.flatnonzero((codes >= 0) & np.append(flags, False)[codes] & (profiles > 0))
            for place in places.tolist():
                key = names[int(profiles[place])]
                identifier = f"{kind}:{links.values[kind][int(codes[place])]}"
                told.append((place, {"identifier": identifier, "went_to": key, "stayed_with": "", "seen_with": key,
                                     "reason": reason}))  # fmt: skip
    return sorted(told, key=lambda one: (one[0], one[1]["identifier"]))
