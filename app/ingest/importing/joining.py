"""What somebody decides about who is who: joining people by hand, taking them apart, and taking a decision back.

A decision is kept beside the links, between identifiers; people are derived anew from both, those alone whom it
concerns. So it can be taken back whatever came after it.
"""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select, update

from app.domain import clock
from app.domain.background import RepeatingProgress
from app.domain.counts import counted
from app.domain.counts import people as people_of
from app.domain.names import ANONYMOUS
from app.domain.progress import SILENT, Progress
from app.ingest.identity import hand_tags, idle, neighbours
from app.ingest.identity.decided import Pair
from app.ingest.identity.profile_changes import distinct, none
from app.ingest.identity.resolution import NOBODY
from app.ingest.importing import parting, problems, rederiving
from app.project import Change, Project
from storage import bulk
from storage.file.models import decision, identifier, profile

_CHANGED = {Change.PROFILES, Change.EVENTS, Change.CONSENTS, Change.TAGS, Change.SCORES, Change.SUPPRESSIONS}


@dataclass(frozen=True, slots=True)
class Decided:
    """The keys of those it was about, as they are now, and the decisions that were made and taken back for it."""

    keys: tuple[str, ...]
    made: tuple[int, ...]
    taken_back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of two identifiers: `same` or `apart`, by whom, when and until when (ISO, local)."""

    decision: int
    verdict: str
    identifiers: tuple[str, str]
    by: str
    at: str
    taken_back_at: str | None


def merge(project: Project, people: Sequence[int], by: str = "you", progress: Progress = SILENT) -> Decided:
    """Decide that the profiles of these numbers are one person. Raises Problem for fewer than two, NotFound.

    What was decided against it before is taken back with it.
    """
    return merge_all(project, [people], by, progress)


def merge_all(
    project: Project, groups: Sequence[Sequence[int]], by: str = "you", progress: Progress = SILENT
) -> Decided:
    """As `merge`, for several groups at once, all of them or none; nobody may stand in two."""
    wanted = [list(dict.fromkeys(people)) for people in groups]
    if any(len(numbers) < 2 for numbers in wanted):
        raise problems.ONE_ALONE()
    keys = [_keys(project, numbers) for numbers in wanted]
    # Whom it is about is told by hashes: the log outlives them.
    concerned = [number for numbers in wanted for number in numbers]
    with project.write(f"Joined {people_of(len(concerned))}", _CHANGED, {"by": by}, about=concerned) as connection:
        found = [_join(connection, numbers, names, by) for numbers, names in zip(wanted, keys, strict=True)]
        made = [number for one_made, _, _ in found for number in one_made]
        against = [number for _, taken, _ in found for number in taken]
        _set_back(connection, against, clock.system_now())
        _derive(connection, [*made, *against], progress)
        return Decided(tuple(_key_of(connection, parts) for _, _, parts in found), tuple(made), tuple(against))


def _join(
    connection: Connection, numbers: Sequence[int], keys: Sequence[str], by: str
) -> tuple[list[int], list[int], set[Pair]]:
    """The decisions that make these one, those that stand against it, and what the first of them goes by."""
    parts = [_parts(connection, number, _pair(key)) for number, key in zip(numbers, keys, strict=True)]
    pairs = [
        pair
        for one, other in itertools.combinations(parts, 2)
        for pair in itertools.product(sorted(one), sorted(other))
    ]
    tags = hand_tags.of(connection, numbers)
    known = {pair: tags[number] for number, theirs in zip(numbers, parts, strict=True) for pair in theirs}
    return _write(connection, "same", pairs, by, known), _between(connection, numbers), parts[0]


def keep_apart(project: Project, people: Sequence[int], by: str = "you") -> Decided:
    """Decide that these profiles (their numbers) are each another person. Raises Problem for fewer than two."""
    numbers = list(dict.fromkeys(people))
    if len(numbers) < 2:
        raise problems.ONE_ALONE()
    keys = _keys(project, numbers)
    what = f"Decided that {counted(len(numbers), 'person', 'people')} are not the same"
    with project.write(what, {Change.PROFILES}, {"by": by}, about=numbers) as connection:
        # They are apart already: nothing follows from it until something would join them.
        made = _write(connection, "apart", itertools.combinations(map(_pair, keys), 2), by)
        return Decided(tuple(keys), tuple(made), ())


def take_apart(project: Project, kind: str, value: str, by: str = "you", progress: Progress = SILENT) -> Decided:
    """Take the person apart who has this identifier: what joined it to others by hand is taken back.

    Where files alone joined it, it is decided to be another person's. Raises NotFound, and Problem where it cannot be.
    """
    named = f"{kind}:{value}"
    with project.read() as connection:
        person = _owner(connection, (kind, value))
    with project.write("Took somebody apart", _CHANGED, {"by": by}, about=[person]) as connection:
        if person == NOBODY or kind in ANONYMOUS:
            raise problems.NO_PERSON(identifier=named)
        key = _pair(connection.scalars(select(profile.c.key).where(profile.c.id == person)).one())
        cut = parting.find(connection, person, (kind, value), key)
        made = _write(connection, "apart", [((kind, value), other) for other in cut.apart], by)
        _set_back(connection, cut.taken_back, clock.system_now())
        _derive(connection, [*made, *cut.taken_back], progress)
        left = [one for one in cut.left if _owner(connection, one) != _owner(connection, (kind, value))]
        if not left:
            raise parting.together(connection, person, (kind, value))
        keys = dict.fromkeys(_key_of(connection, [one]) for one in ((kind, value), *left))
        return Decided(tuple(keys), tuple(made), tuple(cut.taken_back))


def take_back(project: Project, decided: Decided, progress: Progress = SILENT) -> None:
    """Take back what was decided at once, and let stand again what was taken back for it."""
    with project.write("Took a decision about people back", _CHANGED, {"decisions": list(decided.made)}) as connection:
        now = clock.system_now()
        _set_back(connection, decided.made, now)
        _set_back(connection, decided.taken_back, None)
        _derive(connection, [*decided.made, *decided.taken_back], progress)


def decide_again(project: Project, decided: Decided, progress: Progress = SILENT) -> None:
    """Let stand again what `take_back` took back."""
    with project.write("Decided about people again", _CHANGED, {"decisions": list(decided.made)}) as connection:
        _set_back(connection, decided.made, None)
        _set_back(connection, decided.taken_back, clock.system_now())
        _derive(connection, [*decided.made, *decided.taken_back], progress)


def joined_identifiers(project: Project, person: int) -> list[str]:
    """The identifiers that were joined by hand to make this person, the highest first."""
    with project.read() as connection:
        pairs = {one for pair in parting.joined_by_hand(connection, person).values() for one in pair}
        rank = idle.standing(connection).rank
    return [":".join(one) for one in sorted(pairs, key=lambda one: (rank(one[0]), one[1]))]


def decisions(project: Project) -> list[Decision]:
    """Every decision, the newest last."""
    zone = project.timezone
    with project.read() as connection:
        rows = connection.execute(select(decision).order_by(decision.c.id)).all()

    def told(at: int | None) -> str | None:
        """Microseconds UTC as local ISO 8601; None for None."""
        return None if at is None else clock.Moment(at, zone).iso()

    return [
        Decision(
            row.id, row.verdict, (f"{row.kind}:{row.value}", f"{row.other_kind}:{row.other_value}"), row.by,
            str(told(row.at)), told(row.taken_back_at),
        )
        for row in rows
    ]  # fmt: skip


# People and identifiers.


def _keys(project: Project, numbers: Sequence[int]) -> list[str]:
    with project.read() as connection:
        asked = select(profile.c.id, profile.c.key).where(profile.c.id.in_(numbers))
        found = {int(number): str(key) for number, key in connection.execute(asked)}
    if len(found) < len(numbers):
        raise problems.NO_SUCH_PERSON()
    return [found[number] for number in numbers]


def _pair(key: str) -> Pair:
    kind, _, value = key.partition(":")
    return kind, value


def _owner(connection: Connection, pair: Pair) -> int:
    asked = select(identifier.c.profile_id).where(identifier.c.kind == pair[0], identifier.c.value == pair[1])
    return int(connection.scalar(asked) or NOBODY)


def _key_of(connection: Connection, pairs: Iterable[Pair]) -> str:
    """The key of whoever has the first of these identifiers."""
    rank = idle.standing(connection).rank
    number = _owner(connection, min(pairs, key=lambda one: (rank(one[0]), one[1])))
    return str(connection.scalar(select(profile.c.key).where(profile.c.id == number)))


def _parts(connection: Connection, person: int, key: Pair) -> set[Pair]:
    """The identifiers that a person goes by: the key, and those that were decided to be the same."""
    # Named too, they stay joined when whoever lent the key is gone.
    standing = parting.joined_by_hand(connection, person)
    return {key, *(one for pair in standing.values() for one in pair)}


def _between(connection: Connection, people: Collection[int]) -> list[int]:
    """The standing decisions that part one of these people from another of them."""
    asked = select(decision).where(decision.c.verdict == "apart", decision.c.taken_back_at.is_(None))
    found = []
    for row in connection.execute(asked.order_by(decision.c.id)).all():
        owners = {_owner(connection, (row.kind, row.value)), _owner(connection, (row.other_kind, row.other_value))}
        if len(owners) == 2 and owners <= set(people):
            found.append(int(row.id))
    return found


# Decisions.


def _write(
    connection: Connection,
    verdict: str,
    pairs: Iterable[tuple[Pair, Pair]],
    by: str,
    tags: dict[Pair, list[str]] | None = None,
) -> list[int]:
    """Keep decisions; returns their numbers."""
    made = []
    for one, other in pairs:
        known = None if tags is None else {":".join(pair): tags[pair] for pair in (one, other)}
        row: dict[str, Any] = {
            "verdict": verdict, "kind": one[0], "value": one[1], "other_kind": other[0], "other_value": other[1],
            "by": by, "at": clock.system_now(), "tags": known if known and any(known.values()) else None,
        }  # fmt: skip
        made.append(int(connection.execute(insert(decision).values(row)).inserted_primary_key[0]))  # type: ignore[index]
    return made


def _set_back(connection: Connection, numbers: Sequence[int], at: int | None) -> None:
    connection.execute(update(decision).where(decision.c.id.in_(numbers)).values(taken_back_at=at))


def _derive(connection: Connection, numbers: Sequence[int], progress: Progress) -> None:
    """Find those anew whom these decisions concern, in all that follows from who they are."""
    progress = RepeatingProgress(progress)
    named = select(decision).where(decision.c.id.in_(numbers)).order_by(decision.c.id)
    rows = connection.execute(named).all()
    pairs = {pair for row in rows for pair in ((row.kind, row.value), (row.other_kind, row.other_value))}
    people = distinct(np.array([_owner(connection, pair) for pair in sorted(pairs)], dtype=np.int64))
    people = people[people != NOBODY]
    notes = hand_tags.before(connection, [row.tags for row in rows if row.tags])
    with bulk.watched(connection, progress.beat):
        if len(people):
            rederiving.derive(connection, neighbours.around(connection, people), none(), set, progress)
        hand_tags.give_back(connection, notes)
        progress.step(1, 1, "Saving")
