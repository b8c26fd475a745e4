"""Own fields deleted and brought back: nothing that files said goes, and what uses a field keeps it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from app.domain import names
from app.domain.counts import listed
from app.domain.merged_fields import ends_of
from app.fields import choices, problems
from app.project import Change, Project
from storage.file import models
from storage.file.fields import merges


@dataclass(frozen=True, slots=True)
class Deleted:
    """The field, and what it is called."""

    name: str
    label: str


def delete(project: Project, name: str) -> Deleted:
    """Take an own field away from everything that is offered and shown; its values stay with the files' rows.

    What was merged into it goes and comes back with it. Columns that mean it are left out of later imports.
    Raises Problem for a field that is not the project's own and, naming what uses it, for one that is used; NotFound.
    """
    field = choices.find(project, name)
    if field.computed or field.name in names.TRAITS:
        raise problems.NOT_OWN(label=field.label)
    with project.read() as connection:
        # What uses a part of it by its old name uses it.
        ends = ends_of({old: said["into"] for old, said in merges(connection).items()})
        parts = [field.name, *(old for old, end in ends.items() if end == field.name)]
        used = list(dict.fromkeys(use for name in parts for use in uses_of(connection, name)))
    if used:
        raise problems.USED(label=field.label, uses=listed(used))
    what = f"Deleted the field {field.label}"
    with project.write(what, {Change.PROFILES}, {"field": field.name}) as connection:
        choices.write(connection, field.name, deleted=True)
    return Deleted(field.name, field.label)


def restore(project: Project, name: str) -> Deleted:
    """Bring a deleted field back, by its name or label, with all the values that it had. Raises NotFound."""
    said = {names.fold(name.strip()), names.snake(name)}
    found = next((one for one in deleted(project) if said & {one.name, names.fold(one.label)}), None)
    if found is None:
        raise problems.NOT_DELETED(name=name)
    what = f"Brought the field {found.label} back"
    with project.write(what, {Change.PROFILES}, {"field": found.name}) as connection:
        connection.execute(update(models.field).where(models.field.c.name == found.name).values(deleted=False))
    return found


def deleted(project: Project) -> list[Deleted]:
    """The fields that are deleted and can be brought back, by label."""
    with project.read() as connection:
        rows = connection.execute(
            select(models.field.c.name, models.field.c.label, models.trait.c.label.label("own"))
            .join(models.trait, models.trait.c.name == models.field.c.name)
            .where(models.field.c.deleted)
        ).all()
    found = [Deleted(str(row.name), str(row.label or row.own)) for row in rows]
    return sorted(found, key=lambda one: names.fold(one.label))


def uses_of(connection: Connection, name: str) -> Iterator[str]:
    """What uses a field: segments, campaigns, and templates in whose text its name stands."""
    for called, rule in connection.execute(select(models.segment.c.name, models.segment.c.rule)):
        if name in _words(rule):
            yield f"the segment “{called}”"
    for called, plan in connection.execute(select(models.campaign.c.name, models.campaign.c.plan)):
        if name in _words(plan):
            yield f"the campaign “{called}”"
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    table = models.template
    parts = (table.c.subject, table.c.preheader, table.c.body, table.c.text)
    for called, *texts in connection.execute(select(table.c.name, *parts)):
        if any(word.search(text or "") for text in texts):
            yield f"the template “{called}”"


def _words(document: Any) -> set[str]:
    """Every text in a document, keys too."""
    if isinstance(document, dict):
        return {str(key) for key in document} | {word for one in document.values() for word in _words(one)}
    if isinstance(document, list):
        return {word for one in document for word in _words(one)}
    return {document} if isinstance(document, str) else set()
