"""Refunds that name their order alone are told to whoever placed it, as the project has it.

Each such row gets the identifiers that the order's own row showed, before anybody asks who is who. Its import keeps
them as its own, so people follow from links as ever, whichever import is taken back. A row whose order is unknown, or
is of several people, is put aside and can come again.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace

import orjson
import pyarrow as pa
from sqlalchemy import Connection, Text, select, type_coerce

from app.domain.counts import agreed, counted
from app.domain.names import IDENTIFIERS
from app.domain.progress import Progress
from app.ingest.facts.collected import CollectedFacts
from app.ingest.facts.facts import ORDER_OF_SEVERAL, UNKNOWN_ORDER, UNTOLD
from app.ingest.facts.typed_block import Cells, look_over
from app.ingest.importing import fact_collection
from app.ingest.order_tables import refund_files
from app.ingest.readers.table import RawTable
from app.ingest.report import Lent, Note
from app.ingest.vocabulary.map_file import IDENTIFIER, Column, Mapping
from app.project import Project
from storage import bulk
from storage.file.models import batch, event, link, telling

_PLACED = ("ordered_product", "placed_order")


def collect(project: Project, raw: RawTable, mapping: Mapping, as_of: int, progress: Progress) -> CollectedFacts:
    """A file's facts; where its rows name their orders alone, about whoever placed these."""
    if not refund_files.name_orders_only(raw, mapping):
        return fact_collection.collect(raw, mapping, project.timezone, as_of, progress)
    cells = Cells(raw.columns, mapping, mapping.zone(project.timezone), look_over(raw.columns, mapping))
    orders = cells.value("order_id", "text").to_pylist()
    with project.read() as connection:
        known = _placed(connection, sorted({one for one in orders if one is not None}))
    told = [known.get(one, _Placed(why=UNKNOWN_ORDER)) for one in orders]
    found = fact_collection.collect(*_filled(raw, mapping, told), project.timezone, as_of, progress)
    said = orjson.dumps([sorted(one.who.items()) for one in told])
    by = sorted({number for one in told if one.who for number in one.batches})
    found.lent = Lent(by, hashlib.sha256(said).hexdigest())
    rows = len(found.lines)
    if rows:
        text = (
            f"{counted(rows, 'row')} {agreed(rows, 'names', 'name')} no buyer, only an order: told to whoever placed "
            "that order, as the project has it."
        )
        found.notes.append(Note("yellow", text, rows))
    return found


@dataclass(frozen=True, slots=True)
class _Placed:
    """Who placed an order, as kinds and values, and the imports that say so; or why nobody can be told."""

    who: dict[str, str] = field(default_factory=dict)
    batches: frozenset[int] = frozenset()
    why: str = ""


def _placed(connection: Connection, orders: list[str]) -> dict[str, _Placed]:
    """Who placed each of these orders, of those that the project has."""
    rows = defaultdict(list)
    with bulk.lent(connection, pa.table({"wanted": pa.array(orders, pa.string())})) as wanted:
        columns = (link.c.id, link.c.profile_id, link.c.batch_id, type_coerce(link.c.identifiers, Text))
        for table, which in ((event, event.c.name.in_(_PLACED)), (telling, telling.c.id > 0)):
            joined = wanted.join(table, table.c.order_id == wanted.c.wanted).join(link, link.c.id == table.c.link_id)
            asked = select(wanted.c.wanted, *columns).select_from(joined).where(which).distinct()
            for order, number, person, source, names in connection.execute(asked):
                rows[order].append((int(number), person, int(source), names))
    return {order: _of_one(found) for order, found in rows.items()}


def _of_one(rows: list[tuple[int, int | None, int, str]]) -> _Placed:
    # What a cookie did whom nobody knows speaks against nobody.
    rows = [row for row in rows if row[1] is not None] or rows
    if len({row[1] if row[1] is not None else row[3] for row in rows}) > 1:
        return _Placed(why=ORDER_OF_SEVERAL)
    # The newest row that names the order says best by what its buyer is known.
    who: dict[str, str] = {}
    for kind, value, _ in orjson.loads(max(rows)[3]):
        who.setdefault(kind, value)
    return _Placed(who, frozenset(row[2] for row in rows))


def _filled(raw: RawTable, mapping: Mapping, told: list[_Placed]) -> tuple[RawTable, Mapping]:
    columns, meant = raw.columns, dict(mapping.columns)
    # A column at least, for without any nothing is told of people at all.
    for kind in sorted({"email", *(kind for one in told for kind in one.who)}):
        header = f"\x1f{kind}"  # no header of a file is called so
        columns = columns.append_column(header, pa.array([one.who.get(kind, "") for one in told], pa.string()))
        meant[header] = Column(kind) if kind in IDENTIFIERS else Column(kind, IDENTIFIER)
    columns = columns.append_column(UNTOLD, pa.array([one.why for one in told], pa.string()))
    meant[UNTOLD] = Column(skip=True)
    own = raw.columns if raw.own is None else raw.own
    return replace(raw, columns=columns, own=own, memo={}), replace(mapping, columns=meant)


def borrowers(connection: Connection, number: int) -> str:
    """What to say of imports that stay though the import they took their people from is taken back; mostly nothing."""
    asked = select(batch.c.id, batch.c.file_name, batch.c.report).where(batch.c.undone_at.is_(None))
    rows = connection.execute(asked.where(batch.c.id > number).order_by(batch.c.id)).all()
    lent = [(row, (row.report or {}).get("lent") or {}) for row in rows]
    names = [f"{row.file_name} (import {row.id})" for row, told in lent if number in told.get("by", [])]
    if not names:
        return ""
    them = agreed(len(names), "it", "them")
    return (
        f"Refunds of {', '.join(names)} were told to the buyers of these orders and stay with them: take {them} back "
        "too, unless the orders come again."
    )
