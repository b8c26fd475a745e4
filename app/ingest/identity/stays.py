"""Who was in which segment, where two people turn out to be one, or one to be two."""

import itertools
from collections import Counter
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, insert, select, update

from app.ingest.identity.profile_changes import Outcome
from app.ingest.identity.resolution import NOBODY
from storage.bulk import temporary_tables
from storage.file import touched_tables
from storage.file.models import membership


def hand_on(connection: Connection, old: int, new: int) -> None:
    """Give one person's stays to another, who then has been in a segment whenever one of the two was."""
    connection.execute(update(membership).where(membership.c.profile_id == old).values(profile_id=new))
    _unite(connection, new)


def _unite(connection: Connection, person: int) -> None:
    """Make one of a person's stays in a segment that overlap or follow on one another."""
    asked = select(membership).where(membership.c.profile_id == person)
    rows = connection.execute(asked.order_by(membership.c.segment_id, membership.c.entered_at, membership.c.id)).all()
    for _, theirs in itertools.groupby(rows, attrgetter("segment_id")):
        for first, rest, left in _together(theirs):
            connection.execute(delete(membership).where(membership.c.id.in_(rest)))
            connection.execute(update(membership).where(membership.c.id == first).values(left_at=left))


def _together(rows: Iterable[Any]) -> list[tuple[int, list[int], int | None]]:
    """Of stays by their beginnings those that are one: the first's id, the ids of the rest, and when it ended."""
    found: list[tuple[int, list[int], int | None]] = []
    for row in rows:
        first, rest, left = found[-1] if found else (0, [], row.entered_at - 1)
        if left is not None and row.entered_at > left:
            found.append((row.id, [], row.left_at))
        else:
            ends = None if left is None or row.left_at is None else max(left, row.left_at)
            found[-1] = (first, [*rest, row.id], ends)
    return [one for one in found if one[1]]


def part(connection: Connection, outcome: Outcome) -> None:
    """Give whoever was one with somebody until now a copy of that one's stays.

    As long as they were one, what was recorded of the one is of both: without it they would enter a segment anew, as
    if they had never been in it. Which of them are still in it the next refresh finds.
    """
    moved = outcome.moved
    if not len(moved.links) or connection.scalar(select(membership.c.id).limit(1)) is None:
        return
    apart = np.intersect1d(outcome.new_people, moved.people)
    # Whom a file brings is new, even where something of another's turns out to be theirs.
    apart = apart[~np.isin(apart, outcome.profiles) & ~np.isin(apart, list(outcome.passed.values()))]
    chosen = np.isin(moved.people, apart) & (moved.was != NOBODY)
    if not chosen.any():
        return
    # What was noted under a number that is another's by now stands under its person's new one.
    before = [outcome.passed.get(was, was) for was in moved.was[chosen].tolist()]
    pairs = sorted(set(zip(before, moved.people[chosen].tolist(), strict=True)))
    table = temporary_tables.make(connection, [("was", int), ("person", int)], pairs)
    columns = (membership.c.segment_id, membership.c.entered_at, membership.c.left_at)
    copied = select(table.c.person, *columns).where(membership.c.profile_id == table.c.was)
    connection.execute(insert(membership).from_select(["profile_id", *(one.name for one in columns)], copied))
    touched_tables.rewrote(connection, "memberships")
    owners = Counter(person for _, person in pairs)
    for person in (person for person, number in owners.items() if number > 1):
        _unite(connection, person)
