"""Templates in the project: kept by name, every version of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from app.domain.clock import system_now
from app.domain.names import fold
from app.domain.progress import SILENT, Progress
from app.project import Change, Project
from app.template import problems
from app.template.prepared_template import Template, prepare, stoppable
from storage.file.models import template as templates
from storage.file.models import template_version as versions_table


def save(project: Project, template: Template, *, draft: bool = False, progress: Progress = SILENT) -> Template:
    """Keep the template under its name (upper and lower case are one) as a new version, unless nothing changed.

    A draft is kept even where it cannot be read yet; otherwise raises TemplateProblem for such a one.
    """
    name = template.name.strip()
    if not name:
        raise problems.NAMELESS()
    if not draft:
        with stoppable(progress):
            prepare(template)
    kept = _find(project, name)
    made = replace(template, name=name, version=1 if kept is None else kept["version"])
    if kept is not None and made == _template(kept):
        return made
    made = replace(made, version=made.version + (kept is not None))
    with project.write(f"Saved the template {name}", {Change.TEMPLATES}) as connection:
        _put(connection, made, kept)
    return made


def put(connection: Connection, template: Template) -> None:
    """Write a template within a transaction, as a new version where its name is kept; it was checked before."""
    row = connection.execute(select(templates).where(templates.c.name_folded == fold(template.name))).mappings().first()
    version = 1 if row is None else row["version"] + 1
    _put(connection, replace(template, version=version), None if row is None else dict(row))


def _put(connection: Connection, made: Template, kept: Mapping[str, Any] | None) -> None:
    now = system_now()
    content = {"subject": made.subject, "preheader": made.preheader, "body": made.body, "text": made.text}
    row = {**content, "name": made.name, "language": made.language, "version": made.version, "changed_at": now}
    if kept is None:
        first = {**row, "name_folded": fold(made.name), "created_at": now}
        number = connection.execute(insert(templates).values(first).returning(templates.c.id)).scalar_one()
    else:
        number = kept["id"]
        connection.execute(update(templates).where(templates.c.id == number).values(row))
    version = {**content, "language": made.language, "template_id": number, "version": made.version, "changed_at": now}
    connection.execute(insert(versions_table).values(version))


def get(project: Project, name: str) -> Template:
    """The template of that name; raises NotFound with the nearest name."""
    return _template(_row(project, name))


def all_of(project: Project) -> list[Template]:
    """Every template, by name."""
    with project.read() as connection:
        rows = connection.execute(select(templates).order_by(templates.c.name_folded)).mappings()
        return [_template(dict(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class Removed:
    """A deleted template as `put_back` wants it: its row, and those of its versions."""

    row: Mapping[str, Any]
    versions: tuple[Mapping[str, Any], ...]

    @property
    def name(self) -> str:
        """What it was called."""
        return str(self.row["name"])


def remove(project: Project, name: str) -> Removed:
    """Delete the template with its versions, and return all of it; raises NotFound."""
    number = _row(project, name)["id"]
    with project.write(f"Deleted the template {name}", {Change.TEMPLATES}) as connection:
        mine = versions_table.c.template_id == number
        row = connection.execute(select(templates).where(templates.c.id == number)).mappings().one()
        kept = connection.execute(select(versions_table).where(mine)).mappings().all()
        connection.execute(delete(versions_table).where(mine))
        connection.execute(delete(templates).where(templates.c.id == number))
    return Removed(dict(row), tuple(map(dict, kept)))


def put_back(project: Project, gone: Removed) -> None:
    """Undo a deletion: every version, and the number by which campaigns know the template.

    Raises TemplateProblem where another template has its name by now.
    """
    if _find(project, gone.name) is not None:
        raise problems.TAKEN_SINCE(name=gone.name)
    with project.write(f"Put the template {gone.name} back", {Change.TEMPLATES}) as connection:
        # A number that was the highest is given to the next template: then this one has to take another.
        taken = connection.scalar(select(templates.c.id).where(templates.c.id == gone.row["id"]))
        row = {**gone.row, "id": None} if taken is not None else gone.row
        number = connection.execute(insert(templates).values(row).returning(templates.c.id)).scalar_one()
        for version in gone.versions:
            connection.execute(insert(versions_table).values({**version, "template_id": number}))


def versions(project: Project, name: str) -> list[tuple[Template, int]]:
    """Every version of the template, newest first, with the microsecond UTC at which it was kept; raises NotFound."""
    row = _row(project, name)
    asked = select(versions_table).where(versions_table.c.template_id == row["id"])
    with project.read() as connection:
        rows = connection.execute(asked.order_by(versions_table.c.version.desc())).mappings()
        return [(_template({**row, **each}), each["changed_at"]) for each in rows]


def rename(project: Project, name: str, new: str) -> None:
    """Give the template another name; raises NotFound, or TemplateProblem where the name is taken."""
    row = _row(project, name)
    other = _find(project, new)
    if not new.strip() or (other is not None and other["id"] != row["id"]):
        raise problems.TAKEN(name=new)
    with project.write(f"Renamed the template {name} to {new}", {Change.TEMPLATES}) as connection:
        named = {"name": new.strip(), "name_folded": fold(new.strip()), "changed_at": system_now()}
        connection.execute(update(templates).where(templates.c.id == row["id"]).values(named))


def _find(project: Project, name: str) -> dict[str, Any] | None:
    with project.read() as connection:
        asked = select(templates).where(templates.c.name_folded == fold(name.strip()))
        row = connection.execute(asked).mappings().first()
        return dict(row) if row is not None else None


def _row(project: Project, name: str) -> dict[str, Any]:
    found = _find(project, name)
    if found is None:
        names = ", ".join(each.name for each in all_of(project)) or "none yet"
        raise problems.NO_TEMPLATE(name=name, names=names)
    return found


def _template(row: Mapping[str, Any]) -> Template:
    keys = ("name", "subject", "preheader", "body", "text", "language", "version")
    return Template(**{key: row[key] for key in keys})
