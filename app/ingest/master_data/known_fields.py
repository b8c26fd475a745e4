"""The fields of people that files can give: what each is called, its type, and whether a hand may set it."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain import names
from app.domain.merged_fields import ends_of
from app.domain.spelling import nearest
from app.ingest.master_data import problems
from storage.file import fields, models
from storage.file.models import trait

_OF_ADDRESS: Final = "Permission is of the address: a new one would have none, and must not take that of the old one"
_IDENTIFIERS: Final = {
    "email": (_OF_ADDRESS, "Import a file with both addresses and the customer number: the person then has both."),
    "phone": (
        "A phone number tells who is who, and what was allowed belongs to it",
        "Import a file with the number: the person then has both.",
    ),
}
_ELSEWHERE: Final = {"tags": ("Tags are given and taken off one by one", "Use “Add tag” on the page of the person.")}
_COMPUTED: Final = ("It is worked out from what the person did", "Import what they did, and it follows.")


@dataclass(frozen=True, slots=True)
class KnownField:
    """A field's name, what people read for it, and its type."""

    name: str
    label: str
    type: str


def find(connection: Connection, name: str) -> KnownField:
    """The field of that name or label; of one that is part of another that other. Raises NotFound, with the nearest."""
    ends = ends_of({old: said["into"] for old, said in fields.merges(connection).items()})
    name = ends.get(name) or ends.get(names.snake(name)) or name
    said = dict(connection.execute(select(models.field.c.name, models.field.c.label)).all())
    known = {one.name: KnownField(one.name, one.label, one.type) for one in names.TRAITS.values()}
    gone = select(models.field.c.name).where(models.field.c.deleted)
    told = select(trait.c.name, trait.c.label, trait.c.type).where(trait.c.name.not_in(gone), trait.c.name.not_in(ends))
    for row in connection.execute(told):
        known[row.name] = KnownField(row.name, row.label, row.type)
    known |= {one.name: KnownField(one.name, one.label, one.type) for one in names.COMPUTED.values()}
    known = {key: KnownField(key, said.get(key) or one.label, one.type) for key, one in known.items()}
    if names.is_dynamic(name):
        return KnownField(name, names.label_of(name), "text")
    by_label = {names.fold(one.label): one for one in known.values()}
    found = known.get(name) or known.get(names.snake(name)) or by_label.get(names.fold(name.strip()))
    if found is None:
        raise problems.NO_FIELD(name=name, near=meant(nearest(name, [*known, *(one.label for one in known.values())])))
    return found


def labels(connection: Connection) -> dict[str, str]:
    """What people read for every field of the project's, those that are part of another too."""
    own = dict(connection.execute(select(trait.c.name, trait.c.label)).all())
    said = dict(connection.execute(select(models.field.c.name, models.field.c.label)).all())
    return {name: said.get(name) or label for name, label in own.items()}


def meant(name: str) -> str:
    """What a sentence says of the name that was most likely meant; empty where none is near."""
    return f"; did you mean “{name}”?" if name else ""


def fixed(name: str) -> tuple[str, str] | None:
    """Why no hand may set a field, and what can be done instead; None where one may."""
    if name in names.COMPUTED or names.is_dynamic(name):
        return _COMPUTED
    return _IDENTIFIERS.get(name) or _ELSEWHERE.get(name)


def enter(connection: Connection, field: KnownField, source: str = "hand") -> None:
    """Add a standard field to those that the project has values of."""
    row = {"name": field.name, "label": names.label_of(field.name), "type": field.type, "source": source}
    connection.execute(upsert(trait).values(row | {"own": False}).on_conflict_do_nothing())
