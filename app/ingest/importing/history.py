"""What was imported so far, and what was not taken."""

import csv
import heapq
import itertools
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Text, func, select, type_coerce

from app.domain.clock import Moment
from app.domain.csv_injection import guard
from app.domain.problems import NotFound
from app.ingest.importing.mended_rows import LINE, REASON, SAME_ORDER, file_columns
from app.ingest.vocabulary import file_kind
from app.project import Project, of_file
from storage.disk.drafts import text_file
from storage.file.models import batch, companion_row, link, profile, profile_row, rejected_row, unread_cell

_AT_ONCE = 5_000


def history(project: Project) -> list[dict[str, Any]]:
    """Every import, the newest last; `undone_at` is None for those that stand."""
    zone = project.timezone
    with project.read() as connection:
        rows = connection.execute(select(batch).order_by(batch.c.id)).all()
    found = []
    for row in rows:
        report = row.report or {}
        found.append(
            {
                "batch": row.id,
                "kind": row.kind,
                "file": row.file_name,
                "source": row.source,
                "rows": row.rows,
                "accepted": row.accepted,
                "rejected": row.rejected,
                "adjustments": row.adjustments,
                "duplicates": row.duplicates,
                "anonymous": row.anonymous,
                "profiles_created": report.get("profiles_created", 0),
                "profiles_updated": report.get("profiles_updated", 0),
                "events_added": report.get("events_added", 0),
                "suppressed": report.get("suppressed", 0),
                "warnings": report.get("warnings", []),
                "unread": report.get("unread", 0),
                "mends": report.get("mends"),
                "imported_at": Moment(row.imported_at, zone).iso(),
                "as_of": Moment(row.as_of, zone).iso(),
                "undone_at": None if row.undone_at is None else Moment(row.undone_at, zone).iso(),
                "mapping": row.mapping,
            }
        )
    return found


def rejected(project: Project, number: int, limit: int | None = None, offset: int = 0) -> list[dict[str, Any]]:
    """The rejected rows of an import in the order of their lines: line, reason, row. Raises NotFound."""
    with project.read() as connection:
        _check(connection, number)
        question = select(rejected_row.c.line, rejected_row.c.reason, rejected_row.c.row)
        question = question.where(rejected_row.c.batch_id == number).order_by(rejected_row.c.line, rejected_row.c.id)
        rows = connection.execute(question.limit(limit).offset(offset))
        return [{"line": row.line, "reason": row.reason, "row": row.row} for row in rows]


def unread_cells(project: Project, number: int, limit: int | None = None, offset: int = 0) -> list[dict[str, Any]]:
    """The cells of an import that could not be read, by line: line, column, value, why, row. Raises NotFound."""
    with project.read() as connection:
        _check(connection, number)
        question = select(unread_cell).where(unread_cell.c.batch_id == number)
        rows = connection.execute(question.order_by(unread_cell.c.line, unread_cell.c.id).limit(limit).offset(offset))
        return [
            {"line": row.line, "column": row.header, "value": row.value, "why": row.why, "row": row.row} for row in rows
        ]


def _check(connection: Any, number: int) -> None:
    if connection.scalar(select(func.count()).select_from(batch).where(batch.c.id == number)) == 0:
        raise NotFound(f"There is no import number {number}", "", "The import history lists them.")


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


def _export(project: Project, number: int, path: Path, rows: Callable[[], Iterator[dict[str, Any]]]) -> int:
    with project.read() as connection:
        _check(connection, number)
        kept = connection.scalar(select(batch.c.mapping).where(batch.c.id == number)) or {}
    headers = file_columns(kept)
    order = next((name for name, column in kept.get("columns", {}).items() if column.get("to") == "order_id"), None)
    if file_kind.of(str(kept.get("kind"))).of_sales and order is not None:
        rows = partial(_with_companions, project, number, order, rows)
    extra: dict[str, None] = {}
    for row in rows():
        extra |= dict.fromkeys(name for name in row["row"] if name not in kept.get("columns", {}))
    names = [*headers, *extra]
    count = 0
    try:
        with text_file(path) as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([LINE, REASON, *names])
            for row in rows():
                writer.writerow([row["line"], row["reason"], *(guard(row["row"].get(name, "")) for name in names)])
                count += row["reason"] != SAME_ORDER
    except OSError as error:
        raise of_file(error, f"{path.name} cannot be written", "Choose another place.") from None
    return count


def _with_companions(
    project: Project, number: int, header: str, rows: Callable[[], Iterator[dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """The rows, and in the order of their lines the other rows that are kept of the same orders."""
    given, orders = set(), set()
    for row in rows():
        given.add(row["line"])
        orders.add(_order(row, header))
    orders.discard("")
    others: dict[int, dict[str, Any]] = {}
    for row in itertools.chain(_companions(project, number), _rows(project, number), _rows_of_cells(project, number)):
        if row["line"] not in given and _order(row, header) in orders:
            others[row["line"]] = {"line": row["line"], "reason": SAME_ORDER, "row": row["row"]}
    yield from heapq.merge(rows(), (others[line] for line in sorted(others)), key=lambda row: row["line"])


def _order(row: dict[str, Any], header: str) -> str:
    return str(row["row"].get(header) or "").strip()


def _companions(project: Project, number: int) -> Iterator[dict[str, Any]]:
    question = select(companion_row.c.line, companion_row.c.row).where(companion_row.c.batch_id == number)
    with project.read() as connection:
        for row in connection.execute(question.order_by(companion_row.c.line)):
            yield {"line": row.line, "row": row.row}


def _rows(project: Project, number: int) -> Iterator[dict[str, Any]]:
    """Each rejected row of the file once, also where several lines of an order were made of it."""
    last: dict[str, Any] = {}
    for row in _pages(project, number):
        if (row["line"], row["row"]) != (last.get("line"), last.get("row")):
            yield row
        last = row


def _pages(project: Project, number: int) -> Iterator[dict[str, Any]]:
    offset = 0
    while rows := rejected(project, number, _AT_ONCE, offset):
        yield from rows
        offset += len(rows)


def _cells(project: Project, number: int) -> Iterator[dict[str, Any]]:
    offset = 0
    while cells := unread_cells(project, number, _AT_ONCE, offset):
        yield from cells
        offset += len(cells)


def _rows_of_cells(project: Project, number: int) -> Iterator[dict[str, Any]]:
    """Each row with unread cells once, with what is wrong in it as its reason."""
    for line, cells in itertools.groupby(_cells(project, number), key=lambda cell: cell["line"]):
        told = list(cells)
        reason = "; ".join(f"{cell['column']}: {cell['why']}" for cell in told)
        yield {"line": line, "reason": reason, "row": told[0]["row"]}


def malformed_addresses(project: Project) -> list[dict[str, Any]]:
    """Every address that a file gave and that cannot be mailed: the person's key, the text, the import and the line."""
    question = (
        select(profile.c.key, profile_row.c.traits, profile_row.c.batch_id, profile_row.c.row)
        .join(link, link.c.id == profile_row.c.link_id)
        .join(profile, profile.c.id == profile_row.c.profile_id)
        .where(profile_row.c.traits["email"].as_string().is_not(None))
        .where(func.instr(type_coerce(link.c.identifiers, Text), '["email"') == 0)
        .order_by(profile_row.c.batch_id, profile_row.c.row)
    )
    with project.read() as connection:
        rows = connection.execute(question)
        return [
            {"key": row.key, "address": row.traits["email"], "batch": row.batch_id, "line": row.row} for row in rows
        ]
