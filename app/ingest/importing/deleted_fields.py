"""Fields that somebody deleted: a file's column that means one is left out, unless whoever imports says otherwise."""

from dataclasses import replace

from sqlalchemy import Connection, select

from app.ingest.report import Note
from app.ingest.vocabulary.map_file import Mapping
from app.project import Project
from storage.file.models import field


def named(connection: Connection) -> frozenset[str]:
    """The names of the deleted fields."""
    return frozenset(connection.scalars(select(field.c.name).where(field.c.deleted)))


def left_out(project: Project, whole: Mapping, stated: Mapping | None) -> Mapping:
    """The mapping with the columns left out that mean a deleted field; what somebody `stated` stands."""
    with project.read() as connection:
        gone = named(connection) if whole.of.of_people else frozenset()
    for header, column in whole.columns.items() if gone else ():
        if column.to in gone and not column.skip and (stated is None or header not in stated.columns):
            whole = whole.with_column(header, replace(column, skip=True))
    return whole


def notes(project: Project, whole: Mapping) -> list[Note]:
    """What is told of the columns that are left out because their field was deleted."""
    with project.read() as connection:
        gone = named(connection)
    out = [header for header, column in whole.columns.items() if column.skip and column.to in gone]
    return [
        Note("yellow", f"“{header}” is left out, for its field was deleted. To have it again, say what it means.")
        for header in out
    ]
