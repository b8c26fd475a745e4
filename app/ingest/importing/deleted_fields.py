"""What was decided about fields, for the columns that mean them: one of a deleted field is left out, unless whoever
imports says otherwise, and one of a field that is part of another goes into that one."""

from dataclasses import replace

from sqlalchemy import Connection, func, select

from app.domain.merged_fields import ends_of
from app.domain.names import label_of
from app.ingest.report import Note
from app.ingest.vocabulary.map_file import Mapping
from app.project import Project
from storage.file.fields import merges
from storage.file.models import field, trait


def named(connection: Connection) -> frozenset[str]:
    """The names of the deleted fields, with those that are part of one."""
    gone = frozenset(connection.scalars(select(field.c.name).where(field.c.deleted)))
    return gone | {name for name, end in _ends(connection).items() if end in gone}


def _ends(connection: Connection) -> dict[str, str]:
    return ends_of({old: said["into"] for old, said in merges(connection).items()})


def _labels(connection: Connection) -> dict[str, str]:
    asked = select(trait.c.name, func.coalesce(field.c.label, trait.c.label)).outerjoin(
        field, field.c.name == trait.c.name
    )
    return {name: str(label) for name, label in connection.execute(asked)}


def called(project: Project, whole: Mapping) -> tuple[dict[str, str], frozenset[str]]:
    """What people read for the fields that somebody called otherwise or that are part of another, which read as that
    one; and the names of the latter. Of a file that is not about people there are none."""
    if not whole.of.of_people:
        return {}, frozenset()
    with project.read() as connection:
        ends, labels = _ends(connection), _labels(connection)
        asked = select(field.c.name, field.c.label).where(field.c.label.is_not(None))
        found = {name: str(label) for name, label in connection.execute(asked)}
    return found | {name: labels.get(end) or label_of(end) for name, end in ends.items()}, frozenset(ends)


def left_out(project: Project, whole: Mapping, stated: Mapping | None) -> Mapping:
    """The mapping with the columns left out that mean a deleted field; what somebody `stated` stands."""
    with project.read() as connection:
        gone = named(connection) if whole.of.of_people else frozenset()
    for header, column in whole.columns.items() if gone else ():
        if column.to in gone and not column.skip and (stated is None or header not in stated.columns):
            whole = whole.with_column(header, replace(column, skip=True))
    return whole


def notes(project: Project, whole: Mapping) -> list[Note]:
    """What is told of the columns that are left out because their field was deleted, or that go into another."""
    with project.read() as connection:
        gone, ends, labels = named(connection), _ends(connection), _labels(connection)
    kept = whole.columns.items() if whole.of.of_people else ()
    parts = [(header, ends[column.to]) for header, column in kept if not column.skip and column.to in ends]
    out = [header for header, column in whole.columns.items() if column.skip and column.to in gone]
    into = [
        Note("yellow", f"“{header}” goes into {labels.get(end) or label_of(end)}, for its field is part of that one.")
        for header, end in parts
    ]
    return into + [
        Note("yellow", f"“{header}” is left out, for its field was deleted. To have it again, say what it means.")
        for header in out
    ]
