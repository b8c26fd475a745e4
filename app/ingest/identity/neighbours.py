"""Whom the going of an import's links can concern: its own people, and those who share an identifier with them.

Where an identifier was seen under two people, that is a conflict of the list. So people who are tied by the list to
nobody else are who they are by their own links alone, and all the other links of a project need not be read.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from app.ingest.identity import decided, idle, link_store
from app.ingest.identity.decided import Decisions
from app.ingest.identity.link_store import among
from app.ingest.identity.profile_changes import distinct, none
from app.ingest.identity.resolution import NOBODY
from storage import bulk
from storage.file.models import conflict, link, profile

Ints = NDArray[np.int64]


class Concerned(NamedTuple):
    """Some people, and links of nobody that could be theirs, by their numbers."""

    people: Ints
    waiting: Ints


# SQLite as it comes takes 32,766 values in a statement.
_KEYS = 5_000
_SHARE = 3
"""Where more than one of so many people is concerned, to read all links takes no longer."""


def of_batch(connection: Connection, number: int) -> Ints | None:
    """The people whom it can concern that this import's links go; None where that may be anybody.

    A cookie or a device is told by nobody's list: whose it is, all links that show it say together.
    """
    if idle.standing(connection).limits:
        return None
    mine = link.c.batch_id == number
    question = select(link.c.profile_id).where(mine, link.c.profile_id.is_not(None)).distinct()
    told = bulk.fetch(connection, question, [pa.int64()])
    people = _tied(connection, distinct(np.asarray(told.column("0"), dtype=np.int64)))
    if _most(connection, people):
        return None
    if connection.scalar(select(link.c.id).where(mine, link_store.shows_anonymous()).limit(1)) is not None:
        return None
    # Those of their own who were not of the import may have shown a cookie in another.
    return None if _shows_cookies(connection, people) else people


def around(connection: Connection, people: Ints) -> Concerned | None:
    """The people whom it can concern that something is decided about these; None where that may be anybody.

    Cookies and devices tie whoever was seen with them, and what waits with nothing else.
    """
    # What too many share is counted over all links.
    if idle.standing(connection).limits:
        return None
    found = Concerned(_tied(connection, people), none())
    mine = _shows_cookies(connection, found.people)
    seen = link_store.anonymous(connection) if mine else None
    while seen is not None:
        here = np.isin(seen.profiles, found.people) | np.isin(seen.links.ids, found.waiting)
        for codes in seen.links.codes.values():
            here |= np.isin(codes, codes[here & (codes >= 0)])
        theirs = distinct(np.concatenate([found.people, seen.profiles[here & (seen.profiles != NOBODY)]]))
        further = Concerned(_tied(connection, theirs), seen.links.ids[here & (seen.profiles == NOBODY)])
        if len(further.people) == len(found.people) and len(further.waiting) == len(found.waiting):
            break
        found = further
    return None if _most(connection, found.people) else found


def _shows_cookies(connection: Connection, people: Ints) -> bool:
    with among(connection, people) as chosen:
        theirs = select(link.c.id).where(chosen(link.c.profile_id), link_store.shows_anonymous()).limit(1)
        return connection.scalar(theirs) is not None


def _most(connection: Connection, people: Ints) -> bool:
    """Whether these are so many that to read all links takes no longer."""
    return len(people) * _SHARE > (connection.scalar(select(func.count()).select_from(profile)) or 0)


def _tied(connection: Connection, people: Ints) -> Ints:
    """These people and whoever is tied to them by conflicts and decisions, from one to the next."""
    ties: dict[str, set[str]] = {}
    for one, other in (*_in_conflict(connection), *_in_decisions(connection)):
        ties.setdefault(one, set()).add(other)
        ties.setdefault(other, set()).add(one)
    if not ties:
        return people
    numbers = _numbers(connection, ties)
    known = set(people.tolist())
    # From the people of the import along the ties, until nobody further is met.
    found = {key for key, number in numbers.items() if number in known}
    waiting = list(found)
    while waiting:
        further = ties[waiting.pop()] - found
        found |= further
        waiting += further
    more = np.array([numbers[key] for key in found if key in numbers], dtype=np.int64)
    return distinct(np.concatenate([people, more]))


def _in_conflict(connection: Connection) -> Iterator[tuple[str, str]]:
    for detail in connection.scalars(select(conflict.c.detail)):
        # What joins nobody ties nobody either.
        if detail["stayed_with"]:
            yield detail["went_to"], detail["stayed_with"]


def _in_decisions(connection: Connection) -> list[tuple[str, str]]:
    """The keys of the two people of each decision: what is known of one can change when the other comes or goes."""
    decisions = decided.standing(connection)
    keys = decided_people(connection, decisions)
    pairs = [(keys.get(one), keys.get(other)) for one, other in (*decisions.same, *decisions.apart)]
    return [(one, other) for one, other in pairs if one is not None and other is not None]


def decided_people(connection: Connection, decisions: Decisions) -> dict[tuple[str, str], str]:
    """The key of whoever has each identifier that something is decided about, as far as it is known."""
    by_kind: dict[str, list[str]] = {}
    for kind, value in sorted(decisions.named):
        by_kind.setdefault(kind, []).append(value)
    owners = link_store.owners(connection, {kind: pa.array(values) for kind, values in by_kind.items()})
    whose = {
        (kind, value): number
        for kind, values in by_kind.items()
        for value, number in zip(values, owners[kind].tolist(), strict=True)
        if number != NOBODY
    }
    with among(connection, distinct(np.array(list(whose.values()), dtype=np.int64))) as chosen:
        asked = select(profile.c.id, profile.c.key).where(chosen(profile.c.id))
        keys = {int(number): str(key) for number, key in connection.execute(asked)}
    return {pair: keys[number] for pair, number in whose.items()}


def _numbers(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    wanted = sorted(keys)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _KEYS):
        question = select(profile.c.key, profile.c.id).where(profile.c.key.in_(wanted[start : start + _KEYS]))
        found |= {key: int(number) for key, number in connection.execute(question)}
    return found
