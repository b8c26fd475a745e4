"""Bringing a file into a project: all is found out, then written in one transaction; a dry run ends before that."""

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
from sqlalchemy import select

from app.domain.background import RepeatingProgress
from app.domain.clock import Moment
from app.domain.garbage import uncollected
from app.domain.names import TYPES
from app.domain.progress import SILENT, Progress
from app.ingest.facts import unread_cells
from app.ingest.facts.collected import CollectedFacts
from app.ingest.facts.facts import NO_IDENTIFIER
from app.ingest.importing import mended_rows, problems, remembered_mappings
from app.ingest.importing.column_notes import of_columns
from app.ingest.importing.fact_collection import collect
from app.ingest.importing.preview import preview
from app.ingest.importing.reading_pass import ReadingPass
from app.ingest.importing.stretches import Stretch
from app.ingest.kinds import import_kind
from app.ingest.kinds.kind_guess import guess_kind
from app.ingest.kinds.registry import in_use as names_in_use
from app.ingest.mapping import suppression_lists
from app.ingest.mapping.inference import check_needed, infer
from app.ingest.mapping.problems import NamesNobody
from app.ingest.readers.reading import Readings
from app.ingest.readers.table import Alternative, RawTable
from app.ingest.readers.unpacked_file import Source
from app.ingest.report import Asked, ImportReport, Note
from app.ingest.vocabulary.map_file import Mapping
from app.project import Project
from storage.file.models import batch


def import_file(
    project: Project,
    path: Path,
    kind: str | None,
    mapping: Mapping | None,
    source: str | Stretch | None,
    as_of: str | None,
    dry: bool,
    progress: Progress = SILENT,
    readings: Readings | None = None,
) -> ImportReport:
    """Import a file, or with `dry` only find out what that would do; `readings` keep what was read of it.

    Its `source` is told in the history; of a stretch of a topic, where to read on is kept with it. Raises Problem;
    then nothing is changed.
    """
    began = time.perf_counter()
    with uncollected():
        report = _import_file(project, path, kind, mapping, source, as_of, dry, progress, readings or Readings())
    report.seconds = round(time.perf_counter() - began, 3)
    return report


def _import_file(
    project: Project,
    path: Path,
    kind: str | None,
    mapping: Mapping | None,
    source: str | Stretch | None,
    as_of: str | None,
    dry: bool,
    progress: Progress,
    readings: Readings,
) -> ImportReport:
    began = time.perf_counter()
    progress = RepeatingProgress(progress)
    progress.step(0, 1, f"Reading {path.name}")
    file, raw = _read(readings, path, mapping, progress.part(0, 0.1))
    whole = whole_mapping(project, file, raw, kind or (mapping.kind if mapping else None), mapping)
    mended = mended_rows.find(project, raw, whole.kind)
    moment = Moment(mended.as_of, project.timezone) if mended and as_of is None else project.moment(as_of)
    try:
        check_needed(whole, raw)
    except NamesNobody as problem:
        if dry:
            return _of_nobody(raw, whole, project, moment.us, problem)
        raise
    told, empty = _told(project, raw, mapping, whole, mended, path.name), _left_empty(raw, whole)
    found = collect(raw, whole, project.timezone, moment.us, progress.part(0.1, 0.5))
    mended_rows.keep_orders_whole(raw, whole, found)
    alternatives = raw.alternatives
    del raw  # what was read makes room before anything is written, where nobody else keeps it
    report = _counted(found, whole, alternatives)
    report.left_empty = empty
    for note in (*told, *unread_cells.notes(found.unread)):
        report.warn(note.level, note.text, note.count, note.lines)
    file = replace(file, data=b"")
    part = progress.part(0.5, 1.0)
    work = ReadingPass(file, path.name, _noted(source, report), moment.us, found, report, part, mended, project.prepare)
    if dry:
        # Beside a writer: one moment of the project is read, and nothing waits for that.
        with project.read() as connection:
            work.foretell(connection)
        report.batch = None
        report.preview = preview(found, whole, project.timezone)
        return report
    noted = {"rows": found.rows, "kind": whole.kind}
    with project.write(f"Imported {path.name}", import_kind.of(whole.kind).changes(), noted) as connection:
        work.write(connection)
        report.seconds = round(time.perf_counter() - began, 3)
        work.sign(connection)
    return report


def _noted(source: str | Stretch | None, report: ImportReport) -> str | None:
    """Where a file comes from in words; of a topic its stretch is noted in the report."""
    if not isinstance(source, Stretch):
        return source
    report.stretch = source.document()
    return source.topic


def _told(
    project: Project,
    raw: RawTable,
    stated: Mapping | None,
    whole: Mapping,
    mended: mended_rows.Mended | None,
    name: str,
) -> list[Note]:
    """What is told of a file and of its columns before any row is looked at."""
    # What is to be asked of a file was asked when its rows were put aside.
    told = [mended.note()] if mended else [*_kept_types(stated, whole), *of_columns(raw, whole)]
    differs = [] if mended else remembered_mappings.notes(project, raw, whole.kind)
    return [*suppression_lists.told(raw, whole, name), *told, *differs]


def _left_empty(raw: RawTable, mapping: Mapping) -> list[str]:
    """The columns that were left out because nothing stands in them: next time something may."""
    skipped = [header for header in raw.headers if mapping.columns[header].skip]
    return [header for header in skipped if not raw.rows or not pc.any(pc.not_equal(raw.text(header), "")).as_py()]


def _read(readings: Readings, path: Path, mapping: Mapping | None, progress: Progress) -> tuple[Source, RawTable]:
    found = readings.read(path, mapping.layout if mapping else None, progress)
    if mapping is not None and mapping.encoding is not None:
        # Somebody has said which encoding it is, perhaps after it was read: no other is asked of any more.
        return found.source, replace(found.table, alternatives=())
    return found.source, found.table


def _of_nobody(raw: RawTable, mapping: Mapping, project: Project, moment: int, problem: NamesNobody) -> ImportReport:
    """A look at a file that names nobody by itself: how it is read, its first rows, and the one question."""
    # A look only: enough rows to show, and too few to wait for.
    found = collect(raw.sample(1_000), mapping, project.timezone, moment, SILENT)
    rows = raw.rows + len(raw.refused)
    report = ImportReport(mapping.kind, mapping, rows=rows, rejected=rows, reasons={NO_IDENTIFIER: rows})
    report.problem = str(problem)
    report.preview = preview(found, mapping, project.timezone)
    told = f"{problem.what}. Which column does: by an email address, a customer number or a phone number?"
    asked = Asked("who", "", (), told, problem.what)
    because = f" {problem.why}." if problem.why else ""
    text = f"{problem.what}: which column says who a row is about?{because} {problem.remedy}"
    report.warn("red", text, rows, asked=asked)
    return report


def whole_mapping(project: Project, file: Source, raw: RawTable, kind: str | None, mapping: Mapping | None) -> Mapping:
    """The mapping with all that was left open found out, in the types that the project already gave to own traits."""
    if kind is not None:
        import_kind.of(kind)
    if mapping is not None and kind != mapping.kind:
        raise problems.OTHER_KIND(of=mapping.kind, kind=kind)
    # What comes back mended is read as the file was from which it was put aside.
    if mapping is None and (mended := mended_rows.find(project, raw, kind)) is not None:
        kind, mapping = mended.mapping.kind, mended.mapping
    # A table of a database has a name that tells more than the database's.
    name = raw.layout.sheet if raw.layout.sheet and raw.layout.header_row is None else file.name
    kind = kind or guess_kind(raw, name, project.timezone)
    whole = infer(raw, kind, project.timezone, name, mapping)
    # Not where somebody states a mapping: it says all that they want said.
    if mapping is None:
        if (before := remembered_mappings.recall(project, raw, kind)) is not None:
            stated = remembered_mappings.given(raw, whole, before, name)
            whole = infer(raw, kind, project.timezone, name, stated)
        whole = _as_told_before(project, whole)
    registry = import_kind.of(kind).names_table()
    if registry is None:
        return whole
    with project.read() as connection:
        known = dict(connection.execute(select(registry.c.name, registry.c.type)).all())
        used = names_in_use(connection, kind)
    for header, column in whole.columns.items():
        # Of what was taken back nothing is left that another type would hide.
        free = column.to not in used and mapping is not None and header in mapping.columns
        if not free and column.to in known and column.type in TYPES and column.type != known[column.to]:
            whole = whole.with_column(header, replace(column, type=known[column.to]))
    return whole


_TYPES = {
    "text": "text", "number": "a number", "amount": "an amount of money", "date": "a date",
    "datetime": "a date and time", "boolean": "yes or no", "list": "a list",
}  # fmt: skip


def _kept_types(stated: Mapping | None, whole: Mapping) -> list[Note]:
    """The columns whose type was stated and is another in the project: what one name holds is of one type."""
    told = []
    for header, column in (stated.columns if stated else {}).items():
        kept = whole.columns[header]
        if column.type in TYPES and not column.skip and kept.type in TYPES and kept.type != column.type:
            text = f"“{header}” is read as {_TYPES[str(kept.type)]}, for that is what the project keeps under its name."
            told.append(Note("yellow", f"{text} To keep it as {_TYPES[column.type]}, give the column another name."))
    return told


def _as_told_before(project: Project, whole: Mapping) -> Mapping:
    """With what the words of its columns were told to mean when such a column last came in and its words were told.

    When answers without a time were given is of one file, and is never taken over: a newer no would count as old.
    """
    chosen = select(batch.c.mapping).where(batch.c.kind == whole.kind, batch.c.undone_at.is_(None))
    with project.read() as connection:
        earlier = connection.scalars(chosen.order_by(batch.c.id.desc()).limit(_LOOKED_BACK)).all()
    for header, column in whole.columns.items():
        for told in earlier:
            before = (told or {}).get("columns", {}).get(header, {})
            if before.get("values") and before.get("to") == column.to and not column.skip:
                whole = whole.with_column(header, replace(column, values=before["values"]))
                break
    return whole


_LOOKED_BACK = 50


def _counted(found: CollectedFacts, mapping: Mapping, alternatives: tuple[Alternative, ...]) -> ImportReport:
    report = ImportReport(
        mapping.kind,
        mapping,
        rows=found.rows,
        accepted=len(found.lines),
        rejected=found.refused.num_rows,
        malformed=len(found.malformed),
        malformed_examples=[text for _, text in found.malformed[:10]],
        reasons=dict(Counter(found.refused.column("reason").to_pylist()).most_common()),
        unreadable=found.unreadable,
        unread=sum(found.unread.counts.values()),
        unread_cells=unread_cells.listed(found.unread),
        currencies=found.currencies,
        warnings=sorted(found.notes, key=lambda note: note.level),
        encoding_alternatives=alternatives,
    )
    if report.rejected:
        import_kind.of(mapping.kind).told_of_refused(report, found.refused.column("line").to_pylist())
    return report
