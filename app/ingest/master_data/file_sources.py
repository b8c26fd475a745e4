"""Where values come from: the sources of imports, each with its files, and which of them give a field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.domain.merged_fields import ends_of
from app.domain.names import fold
from app.domain.spelling import nearest
from app.domain.trait_merging import source_of
from app.ingest.master_data import problems
from app.ingest.master_data.known_fields import meant
from app.project import Project
from storage.file.fields import merges
from storage.file.models import batch


@dataclass(frozen=True, slots=True)
class Source:
    """Where files come from.

    `key` tells it from others, `name` is what people read: the name that was given with the import, else that of its
    newest file. `batches` are its imports that stand, `fields` the traits that their columns mean; where one is part of
    another, that other too.
    """

    key: str
    name: str
    files: tuple[str, ...]
    batches: tuple[int, ...]
    fields: frozenset[str]


def sources(project: Project) -> list[Source]:
    """All that standing imports came from, the earliest first."""
    with project.read() as connection:
        return of(connection)


def of(connection: Connection) -> list[Source]:
    """As `sources`, within a transaction."""
    columns = (batch.c.id, batch.c.source, batch.c.file_name, batch.c.mapping)
    rows = connection.execute(select(*columns).where(batch.c.undone_at.is_(None)).order_by(batch.c.id)).all()
    ends = ends_of({old: said["into"] for old, said in merges(connection).items()})
    grouped: dict[str, list[tuple[int, str, str, frozenset[str]]]] = {}
    for row in rows:
        given = (row.mapping or {}).get("columns", {}).values()
        fields = frozenset(str(one["to"]) for one in given if one.get("to") and not one.get("skip"))
        fields |= {ends[name] for name in fields if name in ends}
        told = row.id, row.source or "", row.file_name, fields
        grouped.setdefault(source_of(row.source, row.mapping), []).append(told)
    return [
        Source(
            key,
            theirs[-1][1] or theirs[-1][2],
            tuple(dict.fromkeys(file for _, _, file, _ in theirs)),
            tuple(number for number, *_ in theirs),
            frozenset().union(*(fields for *_, fields in theirs)),
        )
        for key, theirs in grouped.items()
    ]


def sources_of(known: Iterable[Source], name: str, priority: Sequence[str] = ()) -> list[Source]:
    """Those of some sources that give a field, in the order in which they are believed: a priority first."""
    giving = [one for one in known if name in one.fields or one.key in priority]
    ranks = {key: place for place, key in enumerate(priority)}
    return sorted(giving, key=lambda one: ranks.get(one.key, len(ranks)))


def named(known: Sequence[Source], name: str) -> Source:
    """The source of that key, name or file. Raises NotFound, naming the nearest."""
    wanted = fold(name.strip())
    for of_source in (
        lambda one: [one.key],
        lambda one: [one.name],
        lambda one: one.files,
    ):
        for one in reversed(known):
            if wanted in map(fold, of_source(one)):
                return one
    raise problems.NO_SOURCE(name=name, near=meant(nearest(name, [one.name for one in known])))
