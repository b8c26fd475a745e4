"""The people of a project found anew from its links: for when links were taken away, or tell who owns what."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, select, true

from app.domain.serialising import to_json
from app.ingest.identity import decided, idle, link_store
from app.ingest.identity.link_store import Arriving, Stored
from app.ingest.identity.profile_changes import Moved, Outcome, differing, keys_of
from app.ingest.identity.resolution import Resolution, resolve
from storage import bulk
from storage.file.models import conflict, identifier, profile

Ints = NDArray[np.int64]


def recount(
    connection: Connection, arriving: Arriving | None = None, people: Ints | None = None, waiting: Ints | None = None
) -> Outcome:
    """What all links, with those of a file that arrives, and decisions make of the people; nothing is written.

    Where `people` are given, who share no identifier with anybody else but links that wait (`waiting`, their numbers),
    only they are found anew.
    """
    whole = link_store.of(connection, people, waiting, whole=True)
    known = len(whole.profiles)
    if arriving is not None:
        whole = link_store.joined(whole, arriving)
    nobodys = idle.find(whole.links, idle.standing(connection))
    stored = link_store.without(whole, nobodys)
    found = resolve(stored.links, decided.standing(connection))
    with _whose(connection, people) as of:
        question = select(profile.c.id, profile.c.key).where(of(profile.c.id)).order_by(profile.c.id)
        told = bulk.fetch(connection, question, (pa.int64(), pa.string()))
    before, old_keys = np.asarray(told.column("0"), dtype=np.int64), told.column("1").combine_chunks()
    numbers, keys = keys_of(found.heads, stored.links.values)
    new = ~np.isin(numbers, before)
    batches = stored.batches[np.searchsorted(stored.links.ids, numbers[new])]
    names = keys.filter(pa.array(new))
    added = pa.table({"id": pa.array(numbers[new]), "key": names, "batch": pa.array(batches.astype(np.int64))})
    stay = np.isin(before, numbers)
    # A key that goes under one number and comes under another is the same person, and is not counted as new.
    gone_keys = old_keys.filter(pa.array(~stay))
    outcome = Outcome(
        found.profiles[known:],
        added,
        len(added) - (pc.sum(pc.is_in(names, value_set=gone_keys)).as_py() or 0),
        anew=True,
    )
    _call(outcome, stored, found, (before, old_keys, stay), (keys, new))
    moved = np.flatnonzero(stored.profiles[:known] != found.profiles[:known])
    outcome.moved = Moved(stored.links.ids[moved], found.profiles[moved], stored.profiles[moved])
    outcome.stale, outcome.identifiers = _identifiers(connection, stored, found, people)
    others = [] if people is None else _others(connection, set(old_keys.to_pylist()))
    outcome.conflicts = others + _conflicts(stored, found)
    if arriving is not None:
        told = [row for row in outcome.conflicts if "reason" not in row["detail"]]
        outcome.told = _news(connection, told, arriving.batch)
    outcome.conflicts += _idle(whole, nobodys, found, (numbers, keys))
    return outcome


def _identifiers(
    connection: Connection, stored: Stored, found: Resolution, people: Ints | None
) -> tuple[Ints, pa.Table]:
    """The stored identifiers that are wrong (their numbers), and the rows that are missing."""
    with _whose(connection, people) as of:
        mine = None if people is None else of(identifier.c.profile_id)
        values = dict(stored.links.values)
        stale, missing = differing(connection, found.owned, values, stored.given, mine)
        # Kinds that no link shows any more are in nothing that was compared above.
        unseen = select(identifier.c.id).where(identifier.c.kind.not_in(found.owned), of(identifier.c.profile_id))
        return np.append(stale, np.array(connection.scalars(unseen).all(), dtype=np.int64)), missing


def _idle(whole: Stored, nobodys: idle.Idle, found: Resolution, named: tuple[Ints, pa.Array]) -> list[dict[str, Any]]:
    """The rows of the list that say who was seen with what joins nobody."""
    if not nobodys.any:
        return []
    names = dict(zip(named[0].tolist(), named[1].to_pylist(), strict=True))
    return [
        {"batch_id": int(whole.batches[place]), "row": int(whole.lines[place]), "detail": detail}
        for place, detail in idle.rows(whole.links, nobodys, found.profiles, names)
    ]


def _call(
    outcome: Outcome,
    stored: Stored,
    found: Resolution,
    were: tuple[Ints, pa.Array, NDArray[np.bool_]],
    are: tuple[pa.Array, NDArray[np.bool_]],
) -> None:
    """Note whose keys went or changed: of who was there the number, the key and whether they stay, and of who is there
    the key and whether they are new."""
    (before, old_keys, stay), (keys, new) = were, are
    outcome.heirs = dict(
        zip(before[~stay].tolist(), _owners(stored, found, old_keys.filter(pa.array(~stay))), strict=True)
    )
    now, stayed = keys.filter(pa.array(~new)), old_keys.filter(pa.array(stay))
    other = np.flatnonzero(np.asarray(pc.not_equal(now, stayed)))
    renamed = before[stay][other].tolist()
    outcome.renamed = dict(zip(renamed, now.take(pa.array(other)).to_pylist(), strict=True))
    owners = zip(renamed, _owners(stored, found, stayed.take(pa.array(other))), strict=True)
    # A number whose old key somebody else owns now is another person's: what was noted of it follows the key.
    outcome.passed = {number: owner for number, owner in owners if owner is not None and owner != number}


@contextlib.contextmanager
def _whose(
    connection: Connection, people: Ints | None
) -> Iterator[Callable[[ColumnElement[int]], ColumnElement[bool]]]:
    """What makes the condition that a row is one of these people's, of anybody's where none are named."""
    if people is None:
        yield lambda _: true()
    else:
        with link_store.among(connection, people) as chosen:
            yield chosen


def _others(connection: Connection, keys: set[str]) -> list[dict[str, Any]]:
    """The listed conflicts of people who have none of these keys."""
    rows = connection.execute(select(conflict.c.batch_id, conflict.c.row, conflict.c.detail).order_by(conflict.c.id))
    # They stay in the list that is written anew. Both sides of a conflict are found anew or neither is, so that one of
    # the two keys tells.
    return [dict(row._mapping) for row in rows if row.detail["went_to"] not in keys]


def _owners(stored: Stored, found: Resolution, keys: pa.Array) -> list[int | None]:
    """Who owns the identifier that each of these keys names now."""
    wanted = keys.to_pylist()
    owners: dict[str, int] = {}
    for kind, owned in found.owned.items():
        start = f"{kind}:"
        values = pa.array([key[len(start) :] for key in wanted if key.startswith(start)], pa.string())
        at = pc.index_in(values, value_set=stored.links.values[kind])
        whose = np.zeros(len(stored.links.values[kind]), dtype=np.int64)
        whose[owned.codes] = owned.profiles
        for value, code in zip(values.to_pylist(), at.to_pylist(), strict=True):
            if code is not None and whose[code]:
                owners[start + value] = int(whose[code])
    return [owners.get(key) for key in wanted]


def _news(connection: Connection, now: list[dict[str, Any]], batch: int) -> list[dict[str, Any]]:
    """The conflicts of a file, and those of others' rows that were none before it came."""
    # A conflict is known by whom it is between, not by its row: another file may have told of the same one first.
    before = {_said(detail) for detail in connection.scalars(select(conflict.c.detail))}
    return [row for row in now if row["batch_id"] == batch or _said(row["detail"]) not in before]


def _said(detail: dict[str, str]) -> tuple[str, ...]:
    return detail["identifier"], detail["went_to"], detail["stayed_with"]


def _conflicts(stored: Stored, found: Resolution) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for one in found.conflicts:
        place = int(np.searchsorted(stored.links.ids, one.link_id))
        rows.append({"batch_id": int(stored.batches[place]), "row": int(stored.lines[place]), "detail": to_json(one)})
    return rows
