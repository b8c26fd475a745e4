"""What was imported so far, and what was not taken."""

import csv
import heapq
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Text, func, select, type_coerce

from app.domain.clock import Moment
from app.domain.counts import counted
from app.domain.csv_injection import guarded
from app.ingest.importing import problems
from app.ingest.importing.mended_rows import LINE, REASON, SAME_ORDER, file_columns
from app.ingest.report import UnreadCell
from app.ingest.vocabulary import file_kind
from app.project import Project, of_file
from storage.disk.drafts import text_file
from storage.file.models import batch, companion_row, link, profile, profile_row, rejected_row, unread_cell

# A page at a time: as many rows as the file has may have been put aside.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Imported:
    """An import as the history has it; `undone_at` is None for one that stands.

    `warnings`, `mends` and `mapping` are documents as they were kept with it; moments are ISO 8601, local.
    """

    batch: int
    kind: str
    file: str
    source: str | None
    rows: int
    accepted: int
    rejected: int
    adjustments: int
    duplicates: int
    anonymous: int
    profiles_created: int
    profiles_updated: int
    events_added: int
    suppressed: int
    warnings: list[dict[str, Any]]
    unread: int
    mends: dict[str, Any] | None
    imported_at: str
    as_of: str
    undone_at: str | None
    mapping: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row of a file that was not taken, why, and its cells by header as the file has them."""

    line: int
    reason: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MalformedAddress:
    """An address that cannot be mailed: whose it is, and the import and line that gave it."""

    key: str
    address: str
    batch: int
    line: int


def history(project: Project) -> list[Imported]:
    """Every import, the newest last."""
    with project.read() as connection:
        rows = connection.execute(select(batch).order_by(batch.c.id)).all()
    return [_imported(row, project.timezone) for row in rows]


def _imported(row: Any, zone: ZoneInfo) -> Imported:
    report = row.report or {}
    return Imported(
        batch=row.id,
        kind=row.kind,
        file=row.file_name,
        source=row.source,
        rows=row.rows,
        accepted=row.accepted,
        rejected=row.rejected,
        adjustments=row.adjustments,
        duplicates=row.duplicates,
        anonymous=row.anonymous,
        profiles_created=report.get("profiles_created", 0),
        profiles_updated=report.get("profiles_updated", 0),
        events_added=report.get("events_added", 0),
        suppressed=report.get("suppressed", 0),
        warnings=report.get("warnings", []),
        unread=report.get("unread", 0),
        mends=report.get("mends"),
        imported_at=Moment(row.imported_at, zone).iso(),
        as_of=Moment(row.as_of, zone).iso(),
        undone_at=None if row.undone_at is None else Moment(row.undone_at, zone).iso(),
        mapping=row.mapping,
    )


def rejected(project: Project, number: int, limit: int | None = None, offset: int = 0) -> list[RejectedRow]:
    """The rejected rows of an import in the order of their lines. Raises NotFound."""
    with project.read() as connection:
        _check(connection, number)
        question = select(rejected_row.c.line, rejected_row.c.reason, rejected_row.c.row)
        question = question.where(rejected_row.c.batch_id == number).order_by(rejected_row.c.line, rejected_row.c.id)
        rows = connection.execute(question.limit(limit).offset(offset))
        return [RejectedRow(row.line, row.reason, row.row) for row in rows]


def unread_cells(project: Project, number: int, limit: int | None = None, offset: int = 0) -> list[UnreadCell]:
    """The cells of an import that could not be read, by line, with their rows. Raises NotFound."""
    with project.read() as connection:
        _check(connection, number)
        question = select(unread_cell).where(unread_cell.c.batch_id == number)
        rows = connection.execute(question.order_by(unread_cell.c.line, unread_cell.c.id).limit(limit).offset(offset))
        return [UnreadCell(row.line, row.header, row.value, row.why, row.row) for row in rows]


def _check(connection: Any, number: int) -> None:
    if connection.scalar(select(func.count()).select_from(batch).where(batch.c.id == number)) == 0:
        raise problems.NO_IMPORT(number=number)


def export_rejected(project: Project, number: int, path: Path) -> int:
    """Write the rejected rows as CSV, to be mended and imported again; returns how many. Raises Problem.

    Beside them, not counted, stand the other rows of their orders.
    """
    return _export(project, number, path, lambda: _rows(project, number))


def export_unread(project: Project, number: int, path: Path) -> int:
    """Write the rows with cells that could not be read as CSV, each once, to be mended and imported again.

    Beside them stand the other rows of their orders. Returns how many, without these. Raises Problem.
    """
    return _export(project, number, path, lambda: _rows_of_cells(project, number))


def _export(project: Project, number: int, path: Path, rows: Callable[[], Iterator[RejectedRow]]) -> int:
    with project.read() as connection:
        _check(connection, number)
        kept = connection.scalar(select(batch.c.mapping).where(batch.c.id == number)) or {}
    headers = file_columns(kept)
    order = next((name for name, column in kept.get("columns", {}).items() if column.get("to") == "order_id"), None)
    if file_kind.of(str(kept.get("kind"))).of_sales and order is not None:
        rows = partial(_with_companions, project, number, order, rows)
    extra: dict[str, None] = {}
    for row in rows():
        extra |= dict.fromkeys(name for name in row.row if name not in kept.get("columns", {}))
    # The rows are read twice, first for their columns alone: so none has to be kept in memory.
    names = [*headers, *extra]
    count = 0

    def before() -> None:
        """Note the file of rows, which is whole and not yet in its place."""
        what = f"Made a file of {counted(count, 'row')} of import {number}, to be mended, for {path.name}"
        project.note(what, "export", {"file": str(path.absolute()), "batch": number}, first=True)

    try:
        with text_file(path, before) as file:
            writer = csv.writer(file, lineterminator="\r\n")
            # A header may be a formula as well as a cell.
            writer.writerow([LINE, REASON, *map(guarded, names)])
            for row in rows():
                writer.writerow([row.line, row.reason, *(guarded(row.row.get(name, "")) for name in names)])
                count += row.reason != SAME_ORDER
    except OSError as error:
        raise of_file(error, f"{path.name} cannot be written", "Choose another place.") from None
    return count


def _with_companions(
    project: Project, number: int, header: str, rows: Callable[[], Iterator[RejectedRow]]
) -> Iterator[RejectedRow]:
    """The rows, and in the order of their lines the other rows that are kept of the same orders."""
    given, orders = set(), set()
    for row in rows():
        given.add(row.line)
        orders.add(_order(row, header))
    orders.discard("")
    others: dict[int, RejectedRow] = {}
    for row in itertools.chain(_companions(project, number), _rows(project, number), _rows_of_cells(project, number)):
        if row.line not in given and _order(row, header) in orders:
            others[row.line] = RejectedRow(row.line, SAME_ORDER, row.row)
    # Both come in the order of their lines.
    yield from heapq.merge(rows(), (others[line] for line in sorted(others)), key=lambda row: row.line)


def _order(row: RejectedRow, header: str) -> str:
    return str(row.row.get(header) or "").strip()


def _companions(project: Project, number: int) -> Iterator[RejectedRow]:
    question = select(companion_row.c.line, companion_row.c.row).where(companion_row.c.batch_id == number)
    with project.read() as connection:
        for row in connection.execute(question.order_by(companion_row.c.line)):
            yield RejectedRow(row.line, SAME_ORDER, row.row)


def _rows(project: Project, number: int) -> Iterator[RejectedRow]:
    """Each rejected row of the file once, also where several lines of an order were made of it."""
    last: RejectedRow | None = None
    for row in _pages(project, number):
        if last is None or (row.line, row.row) != (last.line, last.row):
            yield row
        last = row


def _pages(project: Project, number: int) -> Iterator[RejectedRow]:
    offset = 0
    while rows := rejected(project, number, _AT_ONCE, offset):
        yield from rows
        offset += len(rows)


def _cells(project: Project, number: int) -> Iterator[UnreadCell]:
    offset = 0
    while cells := unread_cells(project, number, _AT_ONCE, offset):
        yield from cells
        offset += len(cells)


def _rows_of_cells(project: Project, number: int) -> Iterator[RejectedRow]:
    """Each row with unread cells once, with what is wrong in it as its reason."""
    for line, cells in itertools.groupby(_cells(project, number), key=lambda cell: cell.line):
        told = list(cells)
        reason = "; ".join(f"{cell.column}: {cell.why}" for cell in told)
        yield RejectedRow(line, reason, told[0].row or {})


def malformed_addresses(project: Project) -> list[MalformedAddress]:
    """Every address that a file gave and that cannot be mailed: the person's key, the text, the import and the line."""
    question = (
        select(profile.c.key, profile_row.c.traits, profile_row.c.batch_id, profile_row.c.row)
        .join(link, link.c.id == profile_row.c.link_id)
        .join(profile, profile.c.id == profile_row.c.profile_id)
        .where(profile_row.c.traits["email"].as_string().is_not(None))
        # A quote inside a value is escaped in JSON, so that this can only be a kind: the address is no identifier of
        # the row.
        .where(func.instr(type_coerce(link.c.identifiers, Text), '["email"') == 0)
        .order_by(profile_row.c.batch_id, profile_row.c.row)
    )
    with project.read() as connection:
        rows = connection.execute(question)
        return [MalformedAddress(row.key, row.traits["email"], row.batch_id, row.row) for row in rows]
