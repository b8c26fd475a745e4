"""The names that a project has ever held: traits, events and their properties, with types and labels."""

import re

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.merged_fields import ends_of
from app.domain.names import EVENT_PROPERTIES, TRAITS, label_of, snake
from app.ingest.report import ImportReport
from app.ingest.vocabulary.map_file import Mapping
from app.ingest.vocabulary.target_types import KEPT
from storage.file.fields import merges
from storage.file.models import batch, event_name, event_property, field, trait


def own_label(name: str, header: str, given: str | None = None) -> str:
    """What people read for a trait: what they called its column, or its header while they called it nothing else."""
    if given and given.strip() and name not in TRAITS:
        return given.strip()
    made = re.fullmatch(f"(?:{KEPT})?{re.escape(snake(header) or 'column')}(?:_\\d+)?", name)
    return header.strip() if made and header.strip() and name not in TRAITS else label_of(name)


def in_use(connection: Connection, kind: str, besides: int | None = None) -> set[str]:
    """What the columns of a kind's imports mean, of those that were not taken back, `besides` left out."""
    live = select(batch.c.mapping).where(
        batch.c.kind == kind, batch.c.undone_at.is_(None), batch.c.id != (besides or 0)
    )
    columns = [(told or {}).get("columns", {}).values() for told in connection.scalars(live)]
    return {str(column["to"]) for some in columns for column in some if column.get("to") and not column.get("skip")}


def traits(connection: Connection, types: dict[str, str], mapping: Mapping, number: int | None) -> None:
    """Add traits; an own one is labelled as its column was, and one of which nothing is left has its type anew.

    One that was deleted is there again: whoever brought it wants it.
    """
    ends = ends_of({old: said["into"] for old, said in merges(connection).items()})
    brought = sorted({ends.get(name, name) for name in types})
    connection.execute(update(field).where(field.c.name.in_(brought), field.c.deleted).values(deleted=False))
    used = in_use(connection, mapping.kind, number)
    for name, kind in types.items():
        if name not in used and name not in TRAITS:
            connection.execute(update(trait).where(trait.c.name == name, trait.c.type != kind).values(type=kind))
    columns = {column.to: (name, column.label) for name, column in mapping.columns.items()}
    known = set(connection.scalars(select(trait.c.name)))
    rows = [
        {
            "name": name,
            "label": own_label(name, *columns.get(name, ("", None))),
            "type": kind,
            "source": "import",
            "own": name not in TRAITS,
        }
        for name, kind in types.items()
        if name not in known
    ]
    if rows:
        connection.execute(upsert(trait).on_conflict_do_nothing(), rows)


def events(connection: Connection, report: ImportReport, types: dict[str, str]) -> None:
    """Add the names of events, and the own properties that came with them."""
    names = set(report.events)
    if names:
        rows = [{"name": name, "label": label_of(name)} for name in sorted(names)]
        connection.execute(upsert(event_name).on_conflict_do_nothing(), rows)
    own = _own_properties(connection, report, types)
    if own:
        connection.execute(upsert(event_property).on_conflict_do_nothing(), own)


def _own_properties(connection: Connection, report: ImportReport, types: dict[str, str]) -> list[dict[str, str]]:
    typed = properties(connection)
    return [
        # A property is of one type, whichever event has it.
        {"event": name, "name": prop, "type": typed.get(prop, kind)}
        for name in sorted(set(report.events) - {"placed_order"})
        for prop, kind in types.items()
        if prop not in EVENT_PROPERTIES.get(name, ())
    ]


def properties(connection: Connection) -> dict[str, str]:
    """The own properties of events with their types."""
    return dict(connection.execute(select(event_property.c.name, event_property.c.type)).all())


def properties_after(connection: Connection, report: ImportReport, types: dict[str, str]) -> dict[str, str]:
    """Those that there will be once an import's own are in."""
    own = _own_properties(connection, report, types)
    return properties(connection) | {row["name"]: row["type"] for row in own}
