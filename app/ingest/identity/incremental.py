"""A file's links meeting the people who are known: what a full resolution would say, from what the file touches.

What came before is there in short: each identifier's owner, and each profile's key, which is its highest identifier.
Links made of these (the key with one identifier each) lead to the very state that all the stored links led to, and the
file's own are resolved with them. That is what all links together say as long as no known identifier turns up under
somebody else, and is that one's from now on. Then all links are asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from app.domain.identifier_rules import Rank
from app.domain.names import ANONYMOUS
from app.domain.serialising import to_json
from app.ingest.facts.collected import FileLinks
from app.ingest.identity import decided, idle, link_store, reassignments
from app.ingest.identity.forest import Links
from app.ingest.identity.full_resolution import recount
from app.ingest.identity.link_store import Arriving, among, firsts
from app.ingest.identity.profile_changes import Moved, Outcome, differing, distinct, keys_of, none, rows_of
from app.ingest.identity.resolution import NOBODY, Resolution, attach, resolve
from storage import bulk
from storage.file.models import identifier, link, profile

Ints = NDArray[np.int64]


@dataclass(slots=True)
class _Known:
    """What is known of a file's identifiers: their owners, and of those whom a link could change the keys."""

    owners: dict[str, Ints]
    people: Ints
    keys: pa.Array
    links: Links


def meet(connection: Connection, found: FileLinks, batch: int, first: int) -> Outcome:
    """What a file's links, numbered from `first`, make of the people of the project; nothing is written."""
    rules = idle.standing(connection)
    # What joins nobody is told by all links together, and by the rules.
    if rules.limits or idle.shows_blocked(found, rules):
        return recount(connection, Arriving(found, batch, first))
    # The short form of all that came before: a few links in place of the project's millions.
    known = _known(connection, found, rules.rank)
    # It tells nothing of who is who by somebody's word.
    if _decided(connection, found, known.owners):
        return recount(connection, Arriving(found, batch, first))
    stored = len(known.links.ids)
    # The file's links have the numbers that they will be stored under, above all known ones, so that whoever is known
    # keeps their number.
    ids = np.concatenate([known.links.ids, np.arange(first, first + found.count, dtype=np.int64)])
    codes = {
        kind: np.concatenate([column, found.codes.get(kind, np.full(found.count, -1, dtype=np.int64))])
        for kind, column in known.links.codes.items()
    }
    resolved = resolve(Links(ids, codes, known.links.values, rules.rank))
    # The short form holds only while every known identifier stays whose it is.
    if reassignments.happen(connection, resolved.conflicts, first, known.owners, found):
        return recount(connection, Arriving(found, batch, first))
    heirs = _heirs(known.links.ids, resolved.profiles[:stored])
    attaches = bool(heirs) or not ANONYMOUS.isdisjoint(found.codes)
    # Rows that wait with a cookie may have shown what is blocked: they tell of somebody once the cookie is theirs.
    if attaches and rules.blocks and link_store.any_anonymous(connection, found):
        return recount(connection, Arriving(found, batch, first))
    numbers, keys = keys_of(resolved.heads, known.links.values)
    # A profile has the number of its first link, so whoever is numbered like a link of this file is new.
    new = numbers >= first
    made = pa.table({"id": pa.array(numbers[new]), "key": keys.filter(pa.array(new))})
    added = made.append_column("batch", pa.array(np.full(len(made), batch, dtype=np.int64)))
    outcome = Outcome(resolved.profiles[stored:], added, len(added), heirs=dict(heirs))
    _rename(outcome, known, numbers, keys)
    outcome.moved = _moved(connection, heirs)
    outcome.identifiers = _fresh(found, known, resolved)
    _merge_identifiers(connection, outcome, heirs)
    outcome.conflicts = _conflicts(resolved, found, batch, first)
    outcome.told = outcome.conflicts
    # Whose a cookie is follows from everybody who was ever seen with it; that is asked only where it can have changed.
    if attaches:
        _attach(connection, found, first, heirs, outcome)
    return outcome


def _conflicts(resolved: Resolution, found: FileLinks, batch: int, first: int) -> list[dict[str, Any]]:
    """The conflicts of a file as rows of the list."""
    return [
        {"batch_id": batch, "row": int(found.lines[one.link_id - first]), "detail": to_json(one)}
        for one in resolved.conflicts
    ]


def _decided(connection: Connection, found: FileLinks, owners: Mapping[str, Ints]) -> bool:
    """Whether something is decided about an identifier of a file, or about somebody who has one."""
    decisions = decided.standing(connection)
    by_kind: dict[str, list[str]] = {}
    for kind, value in decisions.named:
        by_kind.setdefault(kind, []).append(value)
    named = {kind: pa.array(values, pa.string()) for kind, values in by_kind.items()}
    # One that nobody has yet may come with this file.
    if any(pc.any(pc.is_in(values, value_set=found.values[kind])).as_py() for kind, values in named.items()
           if kind in found.values):  # fmt: skip
        return True
    people = distinct(np.concatenate([none(), *link_store.owners(connection, named).values()]))
    return any(np.isin(people[people != NOBODY], theirs).any() for theirs in owners.values())


def _known(connection: Connection, found: FileLinks, rank: Rank) -> _Known:
    strong = [kind for kind in found.kinds if kind not in ANONYMOUS]
    owners = link_store.owners(connection, {kind: found.values[kind] for kind in strong})
    said = [found.codes[kind] >= 0 for kind in strong]
    # Only a row that names two identifiers or more can make two people one, or give one a higher key.
    several = np.sum(said, axis=0) > 1 if strong else np.zeros(found.count, dtype=np.bool_)
    named = [
        owners[kind][found.codes[kind][several & here]]
        for kind, here in zip(strong, said, strict=True)
        if several.any()
    ]
    people = distinct(np.concatenate([none(), *named]))
    people = people[people != NOBODY]
    keys = _keys(connection, people)
    return _Known(owners, people, keys, _state(found, strong, owners, people, keys, rank))


def _keys(connection: Connection, people: Ints) -> pa.Array:
    # In the order of `people`, which ascend: the two are read side by side.
    with among(connection, people) as chosen:
        question = select(profile.c.key).where(chosen(profile.c.id)).order_by(profile.c.id)
        return bulk.fetch(connection, question, [pa.string()]).column("0").combine_chunks()


def _state(
    found: FileLinks, strong: list[str], owners: Mapping[str, Ints], people: Ints, keys: pa.Array, rank: Rank
) -> Links:
    """Links that lead to what is known: each known identifier with the key of its owner, as if of its first link."""
    values: dict[str, Any] = {kind: found.values[kind] for kind in strong}
    # Only at the first colon: a value may hold others.
    parts = pc.split_pattern(keys, ":", max_splits=1)
    key_kind, key_value = pc.list_element(parts, 0), pc.list_element(parts, 1)
    key_codes: dict[str, Ints] = {}
    for kind in pc.unique(key_kind).to_pylist():
        mine = pc.if_else(pc.equal(key_kind, kind), key_value, pa.scalar(None, pa.string()))
        named = values.get(kind, pa.array([], pa.string()))
        further = pc.unique(mine.filter(pc.invert(pc.is_in(mine, value_set=named)))).drop_null()
        values[kind] = pa.concat_arrays([named, further])
        at = pc.index_in(mine, value_set=values[kind], skip_nulls=True)
        key_codes[kind] = np.asarray(pc.fill_null(pc.cast(at, pa.int64()), -1))
    known = {kind: np.flatnonzero(owners[kind]) for kind in strong}
    # The links are given their owners' numbers: the resolution takes the least for the profile, which is the owner.
    ids = np.concatenate([none(), *(owners[kind][codes] for kind, codes in known.items())])
    columns = {kind: np.full(len(ids), -1, dtype=np.int64) for kind in values}
    if len(people):
        place = np.minimum(np.searchsorted(people, ids), len(people) - 1)
        # An identifier of somebody whom no row of the file can change stands alone: whose it is suffices, the key is
        # not read.
        held = people[place] == ids
        for kind, codes in key_codes.items():
            columns[kind][held] = codes[place[held]]
    start = 0
    for kind, codes in known.items():
        columns[kind][start : start + len(codes)] = codes
        start += len(codes)
    # `Links` ascend, for the first link of a profile is taken for the least.
    order = np.argsort(ids, kind="stable")
    return Links(ids[order], {kind: column[order] for kind, column in columns.items()}, values, rank)


def _heirs(ids: Ints, now: Ints) -> dict[int, int]:
    """The people who were joined to others, each with that other."""
    changed = ids != now
    return dict(zip(ids[changed].tolist(), now[changed].tolist(), strict=True))


def _rename(outcome: Outcome, known: _Known, numbers: Ints, keys: pa.Array) -> None:
    """Note who has another key now: a higher identifier came, or those who were joined had one."""
    if not len(known.people):
        return
    now = np.array([outcome.heirs.get(number, number) for number in known.people.tolist()], dtype=np.int64)
    named = keys.take(pa.array(np.searchsorted(numbers, now)))
    changed = np.flatnonzero(np.asarray(pc.not_equal(named, known.keys)))
    for place in changed.tolist():
        number, key = int(known.people[place]), named[place].as_py()
        outcome.aliases[known.keys[place].as_py()] = key
        if number not in outcome.heirs:
            outcome.renamed[number] = key


def _moved(connection: Connection, heirs: Mapping[int, int]) -> Moved:
    """The links of people who were joined to others."""
    if not heirs:
        return Moved()
    gone = np.fromiter(heirs, dtype=np.int64)
    with among(connection, gone) as chosen:
        question = select(link.c.id, link.c.profile_id).where(chosen(link.c.profile_id)).order_by(link.c.id)
        told = bulk.fetch(connection, question, [pa.int64(), pa.int64()])
    was = np.asarray(told.column("1"), dtype=np.int64)
    return Moved(np.asarray(told.column("0"), dtype=np.int64), _followed(was, heirs), was)


def _followed(people: Ints, heirs: Mapping[int, int]) -> Ints:
    return np.array([heirs.get(number, number) for number in people.tolist()], dtype=np.int64) if heirs else people


def _fresh(found: FileLinks, known: _Known, resolved: Resolution) -> pa.Table:
    """The identifiers that a file shows for the first time."""
    rows = []
    for kind, owners in known.owners.items():
        owned = resolved.owned[kind]
        # Behind the file's own values stand the keys of known people, which are nothing new.
        mine = owned.codes < len(owners)
        mine[mine] = owners[owned.codes[mine]] == NOBODY
        rows.append(rows_of(kind, owned, mine, found.values[kind], written(found, kind)))
    return pa.concat_tables(rows) if rows else Outcome(none(), pa.table({}), 0).identifiers


def written(found: FileLinks, kind: str) -> pa.Array:
    """How each identifier of a kind is written where it first stands."""
    values = found.values[kind]
    return pc.coalesce(found.given[kind].take(pa.array(firsts(found.codes[kind], len(values)))), values)


def _merge_identifiers(connection: Connection, outcome: Outcome, heirs: Mapping[int, int]) -> None:
    """Hand the identifiers of those who were joined to others on to these."""
    if not heirs:
        return
    columns = [identifier.c[name] for name in ("id", *outcome.identifiers.column_names)]
    with among(connection, np.fromiter(heirs, dtype=np.int64)) as chosen:
        question = select(*columns).where(chosen(identifier.c.profile_id), identifier.c.kind.not_in(ANONYMOUS))
        told = bulk.fetch(connection, question, [pa.int64(), *outcome.identifiers.schema.types])
    people = pa.array(_followed(np.asarray(told.column("4"), dtype=np.int64), heirs))
    # Taken out and written anew rather than changed in place, as all identifiers that change hands are.
    rows = told.set_column(4, "4", people).drop_columns(["0"]).rename_columns(outcome.identifiers.column_names)
    outcome.stale = np.asarray(told.column("0"), dtype=np.int64)
    outcome.identifiers = pa.concat_tables([outcome.identifiers, rows])


# Cookies and devices.


def _attach(connection: Connection, found: FileLinks, first: int, heirs: Mapping[int, int], outcome: Outcome) -> None:
    """Give cookies and devices, and what waits with nothing else, to whom all the links that show them say."""
    stored = link_store.anonymous(connection)
    codes, values, given = {}, {}, {}
    for kind in sorted(ANONYMOUS):
        old = stored.links.values.get(kind, pa.array([], pa.string()))
        new = found.values.get(kind, old.slice(0, 0))
        values[kind] = pa.concat_arrays([old, pc.unique(new.filter(pc.invert(pc.is_in(new, value_set=old))))])
        column = stored.links.codes.get(kind, np.full(len(stored.profiles), -1, dtype=np.int64))
        theirs = np.full(found.count, -1, dtype=np.int64)
        if kind in found.codes:
            at = np.asarray(pc.index_in(new, value_set=values[kind]), dtype=np.int64)
            theirs = np.where(found.codes[kind] >= 0, np.append(at, -1)[found.codes[kind]], -1)
        codes[kind] = np.concatenate([column, theirs])
        given[kind] = pa.concat_arrays([stored.given.get(kind, old), values[kind].slice(len(old))])
    own = np.zeros(len(stored.profiles), dtype=np.bool_)
    for kind, column in stored.links.codes.items():
        own |= (column >= 0) & (kind not in ANONYMOUS)
    # Who was told by a cookie alone is asked anew: what the file shows may tell otherwise.
    before = np.where(own, _followed(stored.profiles, heirs), NOBODY)
    profiles = np.concatenate([before, outcome.profiles])
    ids = np.concatenate([stored.links.ids, np.arange(first, first + found.count, dtype=np.int64)])
    owned = attach(
        Links(ids, codes, values, stored.links.rank), np.concatenate([own, outcome.profiles != NOBODY]), profiles
    )
    outcome.profiles = profiles[len(own) :]
    now = profiles[: len(own)]
    waiting = np.flatnonzero(~own & (now != stored.profiles))
    # Links with nothing but a cookie may be among those of the joined too: what is asked here is the later word on
    # them.
    kept = ~np.isin(outcome.moved.links, stored.links.ids[~own])
    moved = Moved(outcome.moved.links[kept], outcome.moved.people[kept], outcome.moved.was[kept])
    other = Moved(stored.links.ids[waiting], now[waiting], stored.profiles[waiting])
    outcome.moved = moved.joined(other)
    stale, missing = differing(connection, owned, values, given)
    outcome.stale = np.concatenate([outcome.stale, stale])
    outcome.identifiers = pa.concat_tables([outcome.identifiers, missing])
