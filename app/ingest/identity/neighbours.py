"""Whom the going of an import's links can concern: its own people, and those who share an identifier with them.

Where an identifier was seen under two people, that is a conflict of the list. So people who are tied by the list to
nobody else are who they are by their own links alone, and all the other links of a project need not be read.
"""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from app.ingest.identity.link_store import among, shows_anonymous
from app.ingest.identity.profile_changes import distinct
from storage import bulk
from storage.file.models import conflict, link, profile

Ints = NDArray[np.int64]
# SQLite as it comes takes 32,766 values in a statement.
_KEYS = 5_000
_SHARE = 3
"""Where more than one of so many people is concerned, to read all links takes no longer."""


def of_batch(connection: Connection, number: int) -> Ints | None:
    """The people whom it can concern that this import's links go; None where that may be anybody.

    A cookie or a device is told by nobody's list: whose it is, all links that show it say together.
    """
    mine = link.c.batch_id == number
    question = select(link.c.profile_id).where(mine, link.c.profile_id.is_not(None)).distinct()
    told = bulk.fetch(connection, question, [pa.int64()])
    people = _tied(connection, distinct(np.asarray(told.column("0"), dtype=np.int64)))
    if len(people) * _SHARE > (connection.scalar(select(func.count()).select_from(profile)) or 0):
        return None
    if connection.scalar(select(link.c.id).where(mine, shows_anonymous()).limit(1)) is not None:
        return None
    # Those of their own who were not of the import may have shown a cookie in another.
    with among(connection, people) as chosen:
        theirs = select(link.c.id).where(chosen(link.c.profile_id), shows_anonymous()).limit(1)
        return people if connection.scalar(theirs) is None else None


def _tied(connection: Connection, people: Ints) -> Ints:
    """These people and whoever is tied to them by conflicts, from one to the next."""
    ties: dict[str, set[str]] = {}
    for detail in connection.scalars(select(conflict.c.detail)):
        for one, other in ((detail["went_to"], detail["stayed_with"]), (detail["stayed_with"], detail["went_to"])):
            ties.setdefault(one, set()).add(other)
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


def _numbers(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    wanted = sorted(keys)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _KEYS):
        question = select(profile.c.key, profile.c.id).where(profile.c.key.in_(wanted[start : start + _KEYS]))
        found |= {key: int(number) for key, number in connection.execute(question)}
    return found
