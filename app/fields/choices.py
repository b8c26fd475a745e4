"""How a field is called, and whether pickers offer it: said once, for every pane and every sentence."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain import names
from app.domain.spelling import nearest
from app.fields import problems
from app.project import Change, Project
from app.query import merged_traits_of, traits_of
from app.rules import Named
from storage.file import models


@dataclass(frozen=True, slots=True)
class Renamed:
    """The field, and what it was and is called."""

    name: str
    before: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The field, and whether pickers leave it out."""

    name: str
    hidden: bool


def find(project: Project, name: str) -> Named:
    """The field of that name or label. Raises NotFound, naming the nearest, and Problem for a part of another field."""
    known = traits_of(project)
    _refuse_part(project, name, known)
    by_label = {names.fold(one.label): one for one in known.values()}
    found = known.get(name) or by_label.get(names.fold(name.strip())) or known.get(names.snake(name))
    if found is None:
        meant = nearest(name, known, {one.label: key for key, one in known.items()})
        raise problems.NO_FIELD(name=name, near=f"; did you mean “{meant}”?" if meant else "")
    return found


def _refuse_part(project: Project, name: str, known: dict[str, Named]) -> None:
    """A field that is part of another is none that anything can be done with, but to take it out again."""
    from app.ingest import master_data

    ends, labels = merged_traits_of(project), master_data.labels(project)
    wanted = {names.fold(name.strip()), names.snake(name)}
    for old, end in ends.items() if name not in known else ():
        label = labels.get(old) or names.label_of(old)
        if wanted & {old, names.fold(label)}:
            raise problems.PART_OF(label=label, into=known[end].label if end in known else labels.get(end, end))


def rename(project: Project, name: str, label: str) -> Renamed:
    """Call a field otherwise, wherever it is read. Raises Problem for a blank label and one that another field has."""
    field, wanted = find(project, name), " ".join(label.split())
    if not wanted:
        raise problems.NO_LABEL()
    others = [one for one in traits_of(project).values() if one.name != field.name]
    if any(names.fold(one.label) == names.fold(wanted) for one in others):
        raise problems.TAKEN(label=wanted)
    if wanted != field.label:
        with project.write(f"Renamed the field {field.label}", {Change.PROFILES}, {"field": field.name}) as connection:
            own = connection.scalar(select(models.trait.c.label).where(models.trait.c.name == field.name))
            # What it is called anyway needs no word of anybody's.
            write(connection, field.name, label=None if wanted == (own or names.label_of(field.name)) else wanted)
    return Renamed(field.name, field.label, wanted)


def hide(project: Project, name: str) -> Shown:
    """Leave a field out of what is offered; where it is used already it works as before."""
    return _set_hidden(project, name, hidden=True)


def show(project: Project, name: str) -> Shown:
    """Offer a field again."""
    return _set_hidden(project, name, hidden=False)


def _set_hidden(project: Project, name: str, *, hidden: bool) -> Shown:
    field = find(project, name)
    if field.hidden != hidden:
        what = f"{'Hid' if hidden else 'Showed'} the field {field.label}"
        with project.write(what, {Change.PROFILES}, {"field": field.name}) as connection:
            write(connection, field.name, hidden=hidden)
    return Shown(field.name, hidden)


def write(connection: Connection, name: str, **said: Any) -> None:
    """Write what is decided about a field, beside what was decided of it before."""
    row = {"name": name, "hidden": False, "deleted": False} | said
    connection.execute(upsert(models.field).values(row).on_conflict_do_update(index_elements=["name"], set_=said))
