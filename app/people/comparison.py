"""Suspected duplicates side by side: what is known of each, what it says of them, and who they would be together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from app.domain import names
from app.people.table import name_of
from app.project import Project
from storage.file import kept_traits
from storage.file.models import batch, event, link, profile

if TYPE_CHECKING:
    from app.people.duplicates import Suspects

_FIRST: Final = (
    "first_name", "last_name", "full_name", "email", "birth_date", "phone", "street", "postal_code", "city",
)  # fmt: skip
"""What tells people apart comes first, in this order; then whatever else files said of them otherwise."""

_UNSAID: Final = {"latitude", "longitude", "country_original"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of those who may be one: number, key, name, the files that told of them, and how much they did."""

    person: int
    key: str
    name: str
    files: tuple[str, ...]
    orders: int
    events: int


@dataclass(frozen=True, slots=True)
class Row:
    """A trait: its label, its type, the value of each side, that of the joined person, and what linkage says of it."""

    name: str
    label: str
    kind: str
    values: tuple[Any, ...]
    joined: Any
    says: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Those who may be one, the rows in which they are compared, and the address that the joined one is mailed at."""

    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    email: str | None


def compare(project: Project, suspects: "Suspects") -> Comparison:
    """What is known of each of these people, and what survives of it, field by field; nothing is changed.

    Values are as the project keeps them, in the type of their row. Raises NotFound where one of them is gone.
    """
    from app import audience, ingest
    from app.people import problems

    known = audience.names(project).traits
    foreseen = ingest.foresee(project, list(suspects.people))
    with project.read() as connection:
        asked = sa.select(profile.c.id, profile.c.key, profile.c.email, kept_traits.of_profile().label("known"))
        found = {row.id: row for row in connection.execute(asked.where(profile.c.id.in_(suspects.people)))}
        if len(found) < len(suspects.people):
            raise problems.GONE()
        people = [found[number] for number in suspects.people]
        sides = tuple(_side(connection, row) for row in people)
    told = [{**row.known, "email": row.email} for row in people]
    joined = {**foreseen.traits, "email": foreseen.email}
    says = {_TRAIT.get(field, field): words for field, words in suspects.alike}
    order = [name for name in _FIRST if any(one.get(name) is not None for one in told)]
    # Of all else only what they differ in says anything of them.
    others = {name for one in told for name in one if name in known} - {*_FIRST, *_UNSAID}
    order += sorted(name for name in others if any(one.get(name) != told[0].get(name) for one in told))
    rows = []
    for name in order:
        kind = known[name].type if name in known else "text"
        values = tuple(one.get(name) for one in told)
        label = known[name].label if name in known else names.label_of(name)
        rows.append(Row(name, label, kind, values, joined.get(name), says.get(name, "")))
    return Comparison(sides, tuple(rows), foreseen.email)


_TRAIT: Final = {
    "first": "first_name", "last": "last_name", "birth": "birth_date", "postal": "postal_code",
}  # fmt: skip
"""What linkage calls otherwise."""


def _side(connection: sa.Connection, row: Any) -> Side:
    of_file = sa.select(batch.c.file_name).join(link, link.c.batch_id == batch.c.id)
    files: Sequence[str] = connection.scalars(
        of_file.where(link.c.profile_id == row.id).group_by(batch.c.file_name).order_by(sa.func.min(link.c.id)).limit(3)
    ).all()
    placed = sa.func.count().filter(event.c.name == "placed_order")
    orders, events = connection.execute(sa.select(placed, sa.func.count()).where(event.c.profile_id == row.id)).one()
    return Side(row.id, row.key, name_of(row.known) or row.email or row.key, tuple(files), orders, events)
