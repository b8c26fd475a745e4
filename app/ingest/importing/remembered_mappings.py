"""Next month's file is read as last month's was: what was said of its columns is found again by their headers.

A file of the same kind is the same export where most of its headers are the same. What the columns mean, their labels,
what was left out and which event they tell of are taken over; how days and numbers are written only where the new
cells can be read so. A column that says who may be mailed is always read by what stands in it now.
"""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app import recipe as recipes
from app.cleaning import dates, numbers
from app.domain.clock import Moment
from app.domain.names import fold
from app.domain.problems import ImportProblem
from app.domain.serialising import as_document
from app.ingest.importing.cleaned_file import UnfitRecipe
from app.ingest.importing.mended_rows import LINE, REASON
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary import map_file
from app.ingest.vocabulary.event_words import event_of_file
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import Project
from app.recipe import Recipe
from storage.file.models import batch

ALIKE = 0.6
"""The least share of all headers of both files that both have."""
_LOOKED_BACK = 200
_SAMPLE = 2_000
_NOES = ("event", "status", "reason", "kind")
"""Meanings by which rows of events and lists tell who left."""
_OF_DAYS = (*dates.UNIX_COUNTS, dates.EXCEL, dates.DAY_FIRST, dates.MONTH_FIRST)
"""Ways to write days that are no patterns: a tool that counted seconds may count thousandths next month."""
_SHOWN = 6
"""So many headers are named in a note."""


@as_document("batch", "file", "new", "missing")
@dataclass(frozen=True, slots=True)
class Remembered:
    """The import whose file had the same headers, but for those that are `new` or `missing` now."""

    batch: int
    file: str
    imported_at: str
    new: tuple[str, ...]
    missing: tuple[str, ...]
    mapping: Mapping
    left_empty: frozenset[str]


def recall(project: Project, raw: RawTable, kind: str) -> Remembered | None:
    """The standing import of this kind whose headers are most alike, of equals the newest; None where none is.

    Rows that come back mended are no new file.
    """
    if tuple(raw.headers[:2]) == (LINE, REASON):
        return None
    now = {fold(header.strip()) for header in raw.headers}
    # Reports may be long: only that of the chosen one is read.
    columns = (batch.c.id, batch.c.file_name, batch.c.imported_at, batch.c.mapping)
    chosen = select(*columns).where(batch.c.kind == kind, batch.c.undone_at.is_(None))
    with project.read() as connection:
        rows = connection.execute(chosen.order_by(batch.c.id.desc()).limit(_LOOKED_BACK)).all()
    best, found = ALIKE, None
    for row in rows:
        before = {fold(header.strip()) for header in map_file.own_headers(row.mapping or {})}
        alike = len(now & before) / max(len(now | before), 1)
        if len(now & before) > 1 and (alike > best or (found is None and alike >= best)):
            best, found = alike, row
    return None if found is None else _told(found, raw, project)


def _told(row: Any, raw: RawTable, project: Project) -> Remembered | None:
    try:
        mapping = map_file.parse({name: value for name, value in row.mapping.items() if value is not None})
    except ImportProblem:
        # Of a later version of the program, or of none.
        return None
    with project.read() as connection:
        report = connection.scalar(select(batch.c.report).where(batch.c.id == row.id))
    now = {fold(header.strip()) for header in raw.headers}
    headers = map_file.own_headers(row.mapping)
    before = {fold(header.strip()) for header in headers}
    return Remembered(
        row.id,
        row.file_name,
        Moment(row.imported_at, project.timezone).iso()[:10],
        tuple(header for header in raw.headers if fold(header.strip()) not in before),
        tuple(header for header in headers if fold(header.strip()) not in now),
        mapping,
        frozenset((report or {}).get("left_empty", ())),
    )


def recipe_of(before: Remembered, raw: RawTable) -> tuple[Recipe, UnfitRecipe | None]:
    """The recipe of before with the headers as this file writes them; and the same where it does not fit this file.

    Which columns hold entities is looked up in each file.
    """
    headers = {fold(header.strip()): header for header in raw.headers}
    names = {name: headers.get(fold(name.strip()), name) for name in before.mapping.columns}
    steps = tuple(step for step in before.mapping.recipe if step["step"] != "decode_entities")
    steps = recipes.renamed(steps, names)
    misfits = tuple(recipes.misfits(steps, raw.headers))
    return steps, UnfitRecipe(steps, misfits, f"{before.file} of {before.imported_at}") if misfits else None


def given(raw: RawTable, fresh: Mapping, before: Remembered, file_name: str, recipe: Recipe) -> Mapping:
    """What of the mapping of before holds for this file, on which `recipe` was run; `fresh` is what is guessed of it
    without that."""
    headers = {fold(header.strip()): header for header in raw.headers}
    columns: dict[str, Column] = {}
    for name, column in before.mapping.columns.items():
        header = headers.get(fold(name.strip()))
        if header is not None and (kept := _column(raw, header, name, column, fresh, before)) is not None:
            columns[header] = kept
    changed = before.mapping.changed_at
    return Mapping(
        before.mapping.kind,
        columns,
        timezone=before.mapping.timezone,
        event=_event(before.mapping.event, headers, file_name),
        on_conflict=before.mapping.on_conflict,
        changed_at=None if changed is None else headers.get(fold(changed.strip())),
        recipe=recipe,
    )


def _column(raw: RawTable, header: str, name: str, column: Column, fresh: Mapping, before: Remembered) -> Column | None:
    guessed = fresh.columns[header]
    if (guessed.to or "").startswith(("consent:", "suppressed:")) or (guessed.to != column.to and guessed.to in _NOES):
        # What nobody had said then may be said now: all were active, or the column was blank.
        return None
    if column.skip:
        return None if name in before.left_empty else Column(skip=True)
    own = guessed.type is not None or column.to != guessed.to
    same = column.format is None or column.format == guessed.format or _reads(raw, header, column, guessed)
    return replace(column, type=column.type if own else None, format=column.format if same else None)


def _reads(raw: RawTable, header: str, column: Column, guessed: Column) -> bool:
    """Whether the cells of now are written as those of before were; formats that are no ways to write say so."""
    style, kind = column.format, column.type or guessed.type
    dated = style is not None and ("%" in style or style in _OF_DAYS)
    # What a price means says by itself that it is a number, and states no type.
    if style is None or (not dated and style != numbers.COMMA and kind not in ("number", "amount")):
        return True
    cells = raw.sample(_SAMPLE).text(header)
    # Whether a cell is a time in a format is the same in every zone.
    read = dates.times(cells, style, ZoneInfo("UTC")) if dated else numbers.decimals(cells, style)
    said = sum(bool(cell and cell.strip()) for cell in cells.to_pylist())
    return bool(len(read) - read.null_count >= said * dates.NEARLY_ALL)


def _event(stated: Dictionary[str, str] | None, headers: dict[str, str], file_name: str) -> dict[str, str] | None:
    if not stated:
        return None
    if "name_from" in stated:
        header = headers.get(fold(stated["name_from"].strip()))
        return None if header is None else {"name_from": header}
    # `opens.csv` and `clicks.csv` have the same headers.
    return None if event_of_file(file_name) else dict(stated)


def notes(before: Remembered | None) -> list[Note]:
    """What a file has that the one before had not, and the other way round; nothing where both are alike."""
    if before is None or not (before.new or before.missing):
        return []
    told = [f"Other columns than in {before.file} of {before.imported_at}."]
    told += [f"{what}: {_listed(some)}." for what, some in (("New", before.new), ("Missing", before.missing)) if some]
    return [Note("yellow", " ".join(told), len(before.new) + len(before.missing))]


def _listed(headers: tuple[str, ...]) -> str:
    more = f" and {len(headers) - _SHOWN} more" if len(headers) > _SHOWN else ""
    return ", ".join(f"“{header}”" for header in headers[:_SHOWN]) + more
