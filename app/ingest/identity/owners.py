"""Whose an identifier is, and which addresses somebody has: what they own, and what a row gave them that is another's.

An address belongs to one profile. Whoever else was seen with it has it all the same: what they say of mail counts for
it. So does what is said by a cookie that several were seen with: it is one of theirs, and nobody knows whose.
"""

from collections.abc import Collection, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from app.domain.names import ANONYMOUS
from app.ingest.facts.collected import FileLinks
from app.ingest.identity import link_store
from app.ingest.identity.link_store import among
from app.ingest.identity.profile_changes import Outcome
from app.ingest.identity.resolution import NOBODY
from storage.file.models import conflict, identifier, profile

Ints = NDArray[np.int64]
Pair = tuple[str, str]
"""A kind and a value."""


def people_of(
    connection: Connection, named: Collection[Pair], outcome: Outcome, links: FileLinks | None, first: int
) -> Mapping[Pair, frozenset[int]]:
    """The people who were seen with each of these identifiers; the outcome is not written yet."""
    found: dict[Pair, set[int]] = {pair: set() for pair in named}
    by_kind: dict[str, list[str]] = {}
    for kind, value in named:
        by_kind.setdefault(kind, []).append(value)
    # The store still says what was so before this file; what the outcome takes away does not count any more.
    stale = _stale(connection, outcome)
    for kind, owners in link_store.owners(connection, {k: pa.array(v) for k, v in by_kind.items()}).items():
        for value, person in zip(by_kind[kind], owners.tolist(), strict=True):
            if person != NOBODY and (kind, value) not in stale:
                found[kind, value].add(person)
    fresh = outcome.identifiers
    for kind, values in by_kind.items():
        mine = pc.and_(
            pc.equal(fresh.column("kind"), kind), pc.is_in(fresh.column("value"), value_set=pa.array(values))
        )
        rows = fresh.filter(mine)
        for value, person in zip(rows.column("value").to_pylist(), rows.column("profile_id").to_pylist(), strict=True):
            found[kind, value].add(person)
    _seen_besides(connection, found, outcome)
    # Only a cookie that belongs to nobody can be several people's: one that is somebody's was seen with them alone.
    torn = {pair for pair in named if pair[0] in ANONYMOUS and not found[pair]}
    if torn:
        _seen_with_cookies(connection, torn, found, outcome, links, first)
    return {pair: frozenset(people) for pair, people in found.items()}


def idle_pairs(connection: Connection, outcome: Outcome) -> set[Pair]:
    """The identifiers that join nobody, as far as somebody was seen with them."""
    listed = outcome.conflicts if outcome.anew else [{"detail": row} for row in connection.scalars(_REASONED)]
    return {_pair(row["detail"]["identifier"]) for row in listed if "reason" in row["detail"]}


_REASONED = select(conflict.c.detail).where(conflict.c.detail["reason"].as_string().is_not(None))


def _stale(connection: Connection, outcome: Outcome) -> set[Pair]:
    """The stored identifiers that make way."""
    if not len(outcome.stale):
        return set()
    with among(connection, outcome.stale) as chosen:
        question = select(identifier.c.kind, identifier.c.value).where(chosen(identifier.c.id))
        return {(row.kind, row.value) for row in connection.execute(question)}


def _conflicts(connection: Connection, outcome: Outcome) -> list[tuple[str, str]]:
    """Identifiers that stayed with another, `kind:value` each, and the key of whom their row went to."""
    # Where all was found anew, the outcome's conflicts are the whole list.
    stored = [] if outcome.anew else [row[0] for row in connection.execute(select(conflict.c.detail))]
    told = [*stored, *(row["detail"] for row in outcome.conflicts)]
    return [(one["identifier"], outcome.aliases.get(one["went_to"], one["went_to"])) for one in told]


def _numbers(connection: Connection, keys: Collection[str], outcome: Outcome) -> dict[str, int]:
    """The people of these keys as they are called now."""
    renamed = dict(outcome.renamed)
    found = {key: number for number, key in renamed.items() if key in keys}
    added = outcome.added
    if added.num_rows:
        rows = added.filter(pc.is_in(added.column("key"), value_set=pa.array(sorted(keys), pa.string())))
        found |= dict(zip(rows.column("key").to_pylist(), rows.column("id").to_pylist(), strict=True))
    wanted = sorted(key for key in keys if key not in found)
    for start in range(0, len(wanted), 5_000):
        question = select(profile.c.key, profile.c.id).where(profile.c.key.in_(wanted[start : start + 5_000]))
        for key, number in connection.execute(question):
            # The store still has the old keys: whoever is renamed or gone is not meant by theirs any more.
            if number not in renamed and number not in outcome.heirs:
                found[key] = number
    return found


def _seen_besides(connection: Connection, found: dict[Pair, set[int]], outcome: Outcome) -> None:
    told = [(text, key) for text, key in _conflicts(connection, outcome) if _pair(text) in found]
    numbers = _numbers(connection, {key for _, key in told}, outcome)
    for text, key in told:
        if key in numbers:
            found[_pair(text)].add(numbers[key])


def _pair(text: str) -> Pair:
    kind, _, value = text.partition(":")
    return kind, value


def _seen_with_cookies(
    connection: Connection,
    torn: set[Pair],
    found: dict[Pair, set[int]],
    outcome: Outcome,
    links: FileLinks | None,
    first: int,
) -> None:
    """Everyone who was seen with a cookie or device that is nobody's, for it was several people's."""
    stored = link_store.anonymous(connection)
    people = outcome.moved.now(stored.links.ids, stored.profiles)
    kept = ~np.isin(people, np.fromiter(outcome.heirs, dtype=np.int64, count=len(outcome.heirs)))
    # The stored links as they will be, and those of the file, which are not stored yet.
    sides = [(stored.links.codes, stored.links.values, np.where(kept, people, NOBODY))]
    # The links of a list of addresses are nobody's: it makes no people.
    if links is not None and links.count and len(outcome.profiles):
        sides.append((links.codes, links.values, outcome.profiles))
    for kind, value in torn:
        for codes, values, theirs in sides:
            code = pc.index(values[kind], value).as_py() if kind in codes else -1
            if code >= 0:
                seen = theirs[np.asarray(codes[kind]) == code]
                found[kind, value].update(seen[seen != NOBODY].tolist())


def held_by(connection: Connection, people: Ints, kind: str, outcome: Outcome) -> dict[int, set[str]]:
    """The values of one kind that these people have: their own, and those that their rows gave and are another's."""
    held: dict[int, set[str]] = {}
    fresh = outcome.identifiers
    mine = pc.and_(
        pc.equal(fresh.column("kind"), kind), pc.is_in(fresh.column("profile_id"), value_set=pa.array(people))
    )
    rows = fresh.filter(mine)
    pairs = list(zip(rows.column("profile_id").to_pylist(), rows.column("value").to_pylist(), strict=True))
    with among(connection, people) as chosen:
        columns = (identifier.c.profile_id, identifier.c.value, identifier.c.id)
        question = select(*columns).where(chosen(identifier.c.profile_id), identifier.c.kind == kind)
        # What makes way is somebody else's in `fresh`, if it is anybody's.
        stale = set(outcome.stale.tolist())
        pairs += [(row[0], row[1]) for row in connection.execute(question) if row[2] not in stale]
    for person, value in pairs:
        held.setdefault(person, set()).add(value)
    told = [(text, key) for text, key in _conflicts(connection, outcome) if text.startswith(f"{kind}:")]
    numbers = _numbers(connection, {key for _, key in told}, outcome)
    wanted = set(people.tolist())
    for text, key in told:
        if numbers.get(key) in wanted:
            held.setdefault(numbers[key], set()).add(_pair(text)[1])
    return held
