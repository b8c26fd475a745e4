"""How one person becomes two again: which decisions joined them, or what would have to be decided."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, select

from app.domain.names import ANONYMOUS
from app.domain.problems import Problem
from app.ingest.identity import decided, idle, link_store
from app.ingest.identity.decided import Decisions, Pair
from app.ingest.identity.forest import Links
from app.ingest.identity.resolution import hung_on, resolve
from app.ingest.importing import problems
from storage.file.models import batch, decision, identifier, link


class Cut(NamedTuple):
    """Decisions to be taken back, identifiers that are another person's, and those of whom it is parted."""

    taken_back: Sequence[int]
    apart: Sequence[Pair]
    left: Sequence[Pair]


def find(connection: Connection, person: int, named: Pair, key: Pair) -> Cut:
    """What parts an identifier from the rest of its person, who goes by `key`. Raises Problem where nothing could."""
    theirs = identifiers(connection, person)
    others = [one for one in theirs if one != named]
    links = link_store.of(connection, np.array([person], dtype=np.int64)).links
    joined = joined_by_hand(connection, person)
    if joined:
        standing = decided.standing(connection)
        same = [pair for pair in standing.same if pair not in joined.values()]
        part = _part_of(links, Decisions(same, standing.apart))
        mine = {one for one in theirs if part.get(one) == part.get(named)}
        if len(mine) < len(theirs):
            chosen = [n for n, pair in joined.items() if named == key or not mine.isdisjoint(pair)]
            return Cut(chosen, (), [one for one in others if one not in mine])
    if named == key:
        if not others:
            raise problems.ONLY_ONE(identifier=":".join(named))
        raise problems.NOT_JOINED(identifier=":".join(named), others=", ".join(":".join(one) for one in others[:5]))
    hangs = hung_on(links, set(theirs))
    free = [one for one in others if named not in _above(one, hangs)]
    return Cut((), free, free)


def identifiers(connection: Connection, person: int) -> list[Pair]:
    """The identifiers of a person that can make one, the highest first."""
    asked = select(identifier.c.kind, identifier.c.value).where(identifier.c.profile_id == person)
    found = [(row.kind, row.value) for row in connection.execute(asked) if row.kind not in ANONYMOUS]
    rank = idle.standing(connection).rank
    return sorted(found, key=lambda one: (rank(one[0]), one[1]))


def joined_by_hand(connection: Connection, person: int) -> dict[int, tuple[Pair, Pair]]:
    """The standing decisions by which identifiers of a person are the same, by their numbers."""
    theirs = set(identifiers(connection, person))
    asked = select(decision).where(decision.c.verdict == "same", decision.c.taken_back_at.is_(None))
    found = {}
    for row in connection.execute(asked.order_by(decision.c.id)):
        pair = ((row.kind, row.value), (row.other_kind, row.other_value))
        if theirs.issuperset(pair):
            found[int(row.id)] = pair
    return found


def together(connection: Connection, person: int, named: Pair) -> Problem:
    """Why an identifier cannot be parted from the rest: the row that carries both."""
    theirs = set(identifiers(connection, person))
    rows = select(link.c.identifiers, link.c.row, batch.c.file_name).join(batch, batch.c.id == link.c.batch_id)
    for said, line, file in connection.execute(rows.where(link.c.profile_id == person).order_by(link.c.id)):
        # What is set to join nobody keeps nothing together.
        pairs = [(kind, value) for kind, value, *_ in said if (kind, value) in theirs]
        if named in pairs and len(pairs) > 1:
            other = next(one for one in pairs if one != named)
            return problems.ONE_ROW(identifier=":".join(named), other=":".join(other), number=line, file=file)
    return problems.CANNOT_PART(identifier=":".join(named))


def _part_of(links: Links, decisions: Decisions) -> dict[Pair, int]:
    """Whose each identifier would be."""
    found = {}
    for kind, owned in resolve(links, decisions).owned.items():
        for code, person in zip(owned.codes.tolist(), owned.profiles.tolist(), strict=True):
            found[kind, str(links.values[kind][code])] = person
    return found


def _above(one: Pair, hangs: dict[Pair, Pair]) -> list[Pair]:
    """What an identifier hangs on, and what that hangs on."""
    found = []
    while (above := hangs.get(one)) is not None:
        found.append(above)
        one = above
    return found
