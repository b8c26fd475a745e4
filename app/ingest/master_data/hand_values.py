"""Values that somebody sets by hand: kept beside what files say, before all of it, until they are taken back.

A value hangs on the highest identifier of its person. Where the import is taken back that brought them, it waits, and
counts again when that identifier comes back; where two people become one, the last word on a field counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select, update

from app.cleaning import typed_value
from app.domain import clock
from app.domain.names import ANONYMOUS, identifier_rank
from app.ingest.identity import field_rules
from app.ingest.master_data import known_fields, problems
from app.ingest.master_data.rewriting import rewrite
from app.project import Change, Project
from storage.file.models import hand_value, identifier


@dataclass(frozen=True, slots=True)
class Edited:
    """The key of the person, the field, and the numbers of the values that were set and taken back for it."""

    key: str
    trait: str
    made: tuple[int, ...]
    taken_back: tuple[int, ...]


def why_not(name: str) -> str:
    """Why no hand may set a field, in a sentence, with what can be done instead; empty where one may."""
    found = known_fields.fixed(name)
    return "" if found is None else f"{found[0]}. {found[1]}"


def set_value(project: Project, person: int, name: str, text: str, by: str = "you") -> Edited:
    """Set a field of a person (their number) by hand to what was typed; a blank text empties it.

    Raises Problem for what is no value of the field's type, and for fields that no hand may set; NotFound.
    """
    with project.read() as connection:
        field, (kind, of) = known_fields.find(connection, name), _highest(connection, person)
    if (why := known_fields.fixed(field.name)) is not None:
        raise problems.FIXED(label=field.label, why=why[0], remedy=why[1])
    value = None
    if text.strip():
        value = typed_value.read(field.name, field.type, text, project.timezone)
        if value is None:
            how = typed_value.HOW.get(field.name) or typed_value.HOW.get(field.type, "a value")
            raise problems.UNREADABLE(text=text.strip(), label=f"the {field.label.lower()}", how=how)
    what = f"Set {field.label} by hand"
    with project.write(what, {Change.PROFILES}, {"field": field.name, "by": by}, about=[person]) as connection:
        known_fields.enter(connection, field)
        row = {"kind": kind, "value": of, "trait": field.name, "said": value, "by": by, "at": clock.system_now()}
        made = int(connection.execute(insert(hand_value).values(row)).inserted_primary_key[0])  # type: ignore[index]
        rewrite(connection, np.array([person], dtype=np.int64))
    return Edited(f"{kind}:{of}", field.name, (made,), ())


def restore(project: Project, person: int, name: str, by: str = "you") -> Edited:
    """Let a field of a person say what the files say: all that was set by hand there is taken back.

    Raises Problem where nothing was set by hand; NotFound.
    """
    with project.read() as connection:
        field, key = known_fields.find(connection, name), ":".join(_highest(connection, person))
        standing = [row.id for row in rows_of(connection, person, field.name) if row.taken_back_at is None]
    if not standing:
        raise problems.NOT_BY_HAND(label=field.label)
    edited = Edited(key, field.name, (), tuple(standing))
    what = f"Let {field.label} say what the files say"
    with project.write(what, {Change.PROFILES}, {"field": field.name, "by": by}, about=[person]) as connection:
        _set_back(connection, standing, clock.system_now())
        rewrite(connection, np.array([person], dtype=np.int64))
    return edited


def take_back(project: Project, edited: Edited) -> None:
    """Leave the field as it was before that; what was set since stands."""
    _turn(project, edited, "Took back what was set by hand", edited.made, edited.taken_back)


def do_again(project: Project, edited: Edited) -> None:
    """Let stand again what `take_back` took back."""
    _turn(project, edited, "Set a value by hand again", edited.taken_back, edited.made)


def _turn(project: Project, edited: Edited, what: str, back: Sequence[int], again: Sequence[int]) -> None:
    with project.write(what, {Change.PROFILES}, {"field": edited.trait}) as connection:
        _set_back(connection, back, clock.system_now())
        _set_back(connection, again, None)
        rewrite(connection, _owners(connection, [*back, *again]))


def rows_of(connection: Connection, person: int, name: str) -> Sequence[Any]:
    """All that was ever set by hand of a field of a person, under the names of its parts too, the earliest first."""
    members = field_rules.merges(connection).members(name)
    return connection.execute(
        select(hand_value)
        .join(identifier, (identifier.c.kind == hand_value.c.kind) & (identifier.c.value == hand_value.c.value))
        .where(identifier.c.profile_id == person, hand_value.c.trait.in_(members))
        .order_by(hand_value.c.id)
    ).all()


def by_hand(project: Project, person: int) -> frozenset[str]:
    """The fields of a person that were set by hand."""
    with project.read() as connection:
        held = (identifier.c.kind == hand_value.c.kind) & (identifier.c.value == hand_value.c.value)
        mine = (identifier.c.profile_id == person, hand_value.c.taken_back_at.is_(None))
        told = connection.scalars(select(hand_value.c.trait).join(identifier, held).where(*mine)).all()
        ends = field_rules.merges(connection).ends
        return frozenset(ends.get(name, name) for name in told)


def _owners(connection: Connection, numbers: Sequence[int]) -> Any:
    """Whose these values are now; nobody's are those of somebody who is gone."""
    held = (identifier.c.kind == hand_value.c.kind) & (identifier.c.value == hand_value.c.value)
    asked = select(identifier.c.profile_id).join(hand_value, held).where(hand_value.c.id.in_(numbers)).distinct()
    return np.array(sorted(connection.scalars(asked)), dtype=np.int64)


def _set_back(connection: Connection, numbers: Sequence[int], at: int | None) -> None:
    connection.execute(update(hand_value).where(hand_value.c.id.in_(numbers)).values(taken_back_at=at))


def _highest(connection: Connection, person: int) -> tuple[str, str]:
    """The highest identifier of a person."""
    rows = connection.execute(select(identifier.c.kind, identifier.c.value).where(identifier.c.profile_id == person))
    known = [(row.kind, row.value) for row in rows if row.kind not in ANONYMOUS]
    if not known:
        raise problems.GONE()
    return min(known, key=lambda one: (identifier_rank(one[0]), one[1]))
