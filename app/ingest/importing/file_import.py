"""Bringing a file into a project: all is found out, then written in one transaction; a dry run ends before that."""

import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.compute as pc
from sqlalchemy import select

from app.domain.background import RepeatingProgress
from app.domain.clock import Moment
from app.domain.counts import people
from app.domain.garbage import uncollected
from app.domain.names import TYPES
from app.domain.progress import SILENT, Progress
from app.ingest.facts import unread_cells
from app.ingest.facts.collected import CollectedFacts
from app.ingest.facts.facts import NO_IDENTIFIER
from app.ingest.importing import (
    cleaned_file,
    deleted_fields,
    mended_rows,
    problems,
    recognised_exports,
    remembered_mappings,
    unheard_answers,
    unheard_refusals,
)
from app.ingest.importing.column_notes import of_columns
from app.ingest.importing.fact_collection import collect
from app.ingest.importing.preview import preview
from app.ingest.importing.reading_pass import ReadingPass
from app.ingest.importing.stretches import Stretch
from app.ingest.kinds import import_kind
from app.ingest.kinds.registry import in_use as names_in_use
from app.ingest.mapping import suppression_lists
from app.ingest.mapping.inference import Guesser, check_needed, infer
from app.ingest.mapping.problems import NamesNobody
from app.ingest.readers.reading import Readings
from app.ingest.readers.table import Alternative, RawTable
from app.ingest.readers.unpacked_file import Source
from app.ingest.report import Asked, ImportReport, Note
from app.ingest.vocabulary.map_file import DEFAULT, Mapping
from app.project import Project
from app.recipe import StepReport
from app.recipe import misfits as misfits_of
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
    *,
    unasked: bool = False,
) -> ImportReport:
    """Import a file, or with `dry` only find out what that would do; `readings` keep what was read of it.

    With `unasked` nobody stands by who could agree: what undoes somebody's no does not come in.

    Its `source` is told in the history; of a stretch of a topic, where to read on is kept with it. Raises Problem;
    then nothing is changed.
    """
    began = time.perf_counter()
    with uncollected():
        report = _import_file(
            project, path, kind, mapping, source, as_of, dry, progress, readings or Readings(), unasked
        )
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
    unasked: bool,
) -> ImportReport:
    began = time.perf_counter()
    progress = RepeatingProgress(progress)
    progress.step(0, 1, f"Reading {path.name}")
    file, own = _read(readings, path, mapping, progress.part(0, 0.1))
    stated = kind or (mapping.kind if mapping else None)
    begun = whole_mapping(project, file, own, stated, mapping, progress.part(0.08, 0.1)).checked(dry=dry)
    raw, whole = begun.raw, begun.mapping
    mended = mended_rows.find(project, own, whole.kind)
    moment = Moment(mended.as_of, project.timezone) if mended and as_of is None else project.moment(as_of)
    try:
        check_needed(whole, raw)
    except NamesNobody as problem:
        if dry:
            return _of_nobody(raw, whole, project, moment.us, problem)
        raise
    told = _told(project, own, begun, mapping, mended, path.name)
    found = collect(raw, whole, project.timezone, moment.us, progress.part(0.1, 0.5))
    mended_rows.keep_orders_whole(own, whole, found)
    report = _counted(found, whole, raw.alternatives, looks=dry)
    report.left_empty, report.ready_made = _left_empty(raw, whole), recognised_exports.title(own, whole.kind)
    del raw, own, begun  # what was read makes room before anything is written, where nobody else keeps it
    for note in (*told, *unread_cells.notes(found.unread)):
        report.warn(note.level, note.text, note.count, note.lines, note.asked)
    file, part = replace(file, data=b""), progress.part(0.5, 1.0)
    work = ReadingPass(file, path.name, _noted(source, report), moment.us, found, report, part, mended, project.prepare)
    if dry:
        return _foretold(project, work, report, preview(found, whole, project.timezone))
    changes, noted = import_kind.of(whole.kind).changes(), {"rows": found.rows, "kind": whole.kind}
    with project.write(f"Imported {path.name}", changes, noted) as connection:
        work.write(connection)
        refuse_renewed(report, path.name, unasked=unasked)
        report.seconds = round(time.perf_counter() - began, 3)
        work.sign(connection)
    return report


def _foretold(project: Project, work: ReadingPass, report: ImportReport, rows: list[dict[str, Any]]) -> ImportReport:
    """What a file would come to, with its first rows."""
    # Beside a writer: one moment of the project is read, and nothing waits for that.
    with project.read() as connection:
        work.foretell(connection)
    report.batch, report.preview = None, rows
    return report


def refuse_renewed(report: ImportReport, name: str, *, unasked: bool) -> None:
    """Raise ImportProblem where a file undoes somebody's no and nobody is there to be asked."""
    if unasked and report.renewed:
        raise problems.WOULD_RENEW(name=name, who=people(report.renewed))


def _noted(source: str | Stretch | None, report: ImportReport) -> str | None:
    """Where a file comes from in words; of a topic its stretch is noted in the report."""
    if not isinstance(source, Stretch):
        return source
    report.stretch = source.document()
    return source.topic


def _steps(found: CollectedFacts, mapping: Mapping, *, looks: bool) -> list[StepReport]:
    """What each step changed; cells are shown before anything is kept, and never kept."""
    steps = found.tally.reports(mapping.recipe, looks=looks)
    return steps if mapping.recipe != DEFAULT or any(step.cells for step in steps) else []


def _told(
    project: Project,
    own: RawTable,
    begun: "Begun",
    stated: Mapping | None,
    mended: mended_rows.Mended | None,
    name: str,
) -> list[Note]:
    """What is told of a file and of its columns before any row is looked at."""
    raw, whole = begun.raw, begun.mapping
    # What is to be asked of a file was asked when its rows were put aside.
    told = [mended.note()] if mended else [*_kept_types(stated, whole), *of_columns(raw, whole)]
    before = None if mended else remembered_mappings.recall(project, own, whole.kind)
    if not mended and before is None:
        # Of next month's file this was decided.
        told += unheard_answers.notes(raw, whole, unknown_is_consent=bool(project.setting("unknown_is_consent")))
        told += unheard_refusals.notes(raw, whole)
    differs = remembered_mappings.notes(before)
    unfit = [begun.unfit.note()] if begun.unfit is not None else []
    told += deleted_fields.notes(project, whole)
    advised = [] if mended else recognised_exports.notes(own, whole.kind)
    return [*unfit, *suppression_lists.told(raw, whole, name), *told, *differs, *advised]


def _left_empty(raw: RawTable, mapping: Mapping) -> list[str]:
    """The columns that were left out because nothing stands in them: next time something may."""
    skipped = [header for header in raw.headers if mapping.columns[header].skip]
    return [header for header in skipped if not raw.rows or not pc.any(pc.not_equal(raw.text(header), "")).as_py()]


def _read(readings: Readings, path: Path, mapping: Mapping | None, progress: Progress) -> tuple[Source, RawTable]:
    found = readings.read(path, mapping.layout if mapping else None, progress)
    table = mended_rows.as_given(found.table)
    if mapping is not None and mapping.encoding is not None:
        # Somebody has said which encoding it is, perhaps after it was read: no other is asked of any more.
        return found.source, replace(table, alternatives=())
    return found.source, table


def _of_nobody(raw: RawTable, mapping: Mapping, project: Project, moment: int, problem: NamesNobody) -> ImportReport:
    """A look at a file that names nobody by itself: how it is read, its first rows, and the one question."""
    # A look only: enough rows to show, and too few to wait for.
    found = collect(raw.sample(1_000), mapping, project.timezone, moment, SILENT)
    rows = raw.rows + len(raw.refused)
    report = ImportReport(mapping.kind, mapping, rows=rows, rejected=rows, reasons={NO_IDENTIFIER: rows})
    report.ready_made = recognised_exports.title(raw, mapping.kind)
    for note in recognised_exports.notes(raw, mapping.kind):
        report.warn(note.level, note.text)
    report.problem = str(problem)
    report.preview = preview(found, mapping, project.timezone)
    told = f"{problem.what}. Which column does: by an email address, a customer number or a phone number?"
    asked = Asked("who", "", (), told, problem.what)
    because = f" {problem.why}." if problem.why else ""
    text = f"{problem.what}: which column says who a row is about?{because} {problem.remedy}"
    report.warn("red", text, rows, asked=asked)
    return report


@dataclass(frozen=True, slots=True)
class Begun:
    """A file with its recipe run over it, its whole mapping, and a recipe that was not run as it does not fit."""

    raw: RawTable
    mapping: Mapping
    unfit: cleaned_file.UnfitRecipe | None = None

    def checked(self, *, dry: bool) -> "Begun":
        """The same; raises ImportProblem where something would be brought in without its recipe."""
        if self.unfit is not None and not dry:
            raise problems.UNFIT_RECIPE(what=self.unfit.what)
        return self


def whole_mapping(
    project: Project,
    file: Source,
    raw: RawTable,
    kind: str | None,
    mapping: Mapping | None,
    progress: Progress = SILENT,
    *,
    lenient: bool = False,
) -> Begun:
    """The mapping with all that was left open found out, in the types that the project already gave to own traits.

    A stated recipe that does not fit the columns raises ImportProblem, or is set aside if `lenient`.
    """
    if kind is not None:
        import_kind.of(kind)
    given = mapping
    if mapping is not None and kind != mapping.kind:
        # What a look at a file of this kind gave may be of another, which it leads to.
        if kind is None or _led(raw, kind, None, project) != mapping.kind:
            raise problems.OTHER_KIND(of=mapping.kind, kind=kind)
        kind = mapping.kind
    # What comes back mended is read as the file was from which it was put aside.
    if mapping is None and (mended := mended_rows.find(project, raw, kind)) is not None:
        kind, mapping = mended.mapping.kind, mended.mapping
    # A table of a database has a name that tells more than the database's.
    name = raw.layout.sheet if raw.layout.sheet and raw.layout.header_row is None else file.name
    kind = _led(raw, kind, mapping, project) if kind else recognised_exports.kind_of(raw, name, project.timezone)
    if mapping is not None and mapping.kind != kind:
        mapping = Mapping(kind)
    if mapping is not None:
        raw, whole, unfit = _as_stated(project, raw, mapping, name, progress, lenient=lenient)
    else:
        # Not where somebody states a mapping: it says all that they want said.
        raw, whole, unfit = _as_before(project, raw, kind, name, progress)
        whole = _as_told_before(project, whole)
    whole = deleted_fields.left_out(project, _in_known_types(project, whole, mapping), given)
    return Begun(raw, whole, unfit)


def _as_stated(
    project: Project, raw: RawTable, mapping: Mapping, name: str, progress: Progress, *, lenient: bool
) -> tuple[RawTable, Mapping, cleaned_file.UnfitRecipe | None]:
    """How a file is read of which somebody says something, its recipe wholly run or, if `lenient`, set aside."""
    unfit, zone = None, project.timezone
    if lenient and (misfits := tuple(misfits_of(mapping.recipe, raw.headers))):
        unfit = cleaned_file.UnfitRecipe(mapping.recipe, misfits)
        mapping = mapping.with_recipe(DEFAULT)
    raw, recipe = cleaned_file.cleaned(raw, mapping.recipe, (), progress, _meant(raw, mapping, name, zone))
    stated = replace(mapping, recipe=recipe)
    whole = infer(raw, mapping.kind, zone, name, stated)
    # Whoever states how a file is laid out or what it is about has said nothing of its columns.
    if not mapping.columns and (known := recognised_exports.beside(raw, whole, stated)) is not stated:
        whole = infer(raw, mapping.kind, zone, name, known)
    return raw, whole, unfit


def _as_before(
    project: Project, raw: RawTable, kind: str, name: str, progress: Progress
) -> tuple[RawTable, Mapping, cleaned_file.UnfitRecipe | None]:
    """How a file is read of which nobody says anything: as the one before it, its recipe wholly run or not at all."""
    before, unfit, zone = remembered_mappings.recall(project, raw, kind), None, project.timezone
    if before is None:
        whole = infer(raw, kind, zone, name)
        stated = recognised_exports.beside(raw, whole, None)
    else:
        recipe, unfit = remembered_mappings.recipe_of(before, raw)
        meant = _meant(raw, before.mapping, name, zone)
        raw, recipe = cleaned_file.cleaned(raw, DEFAULT if unfit is not None else recipe, (), progress, meant)
        whole = infer(raw, kind, zone, name, Mapping(kind, recipe=recipe))
        stated = recognised_exports.beside(raw, whole, remembered_mappings.given(raw, whole, before, name, recipe))
    return raw, whole if stated is None else infer(raw, kind, zone, name, stated), unfit


def _meant(raw: RawTable, stated: Mapping, name: str, zone: ZoneInfo) -> cleaned_file.Targets:
    """What the columns of a file mean before it is cleaned: as it is stated, or else as they look."""

    def told() -> dict[str, str]:
        found = {**infer(raw, stated.kind, zone, name).columns, **stated.columns}
        return {header: column.to for header, column in found.items() if column.to and not column.skip}

    return told


def _in_known_types(project: Project, whole: Mapping, mapping: Mapping | None) -> Mapping:
    """The mapping in the types that the project already gave to own traits."""
    kind = whole.kind
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


def _led(raw: RawTable, kind: str, mapping: Mapping | None, project: Project) -> str:
    """The kind by which a file is read that is said to be of one; whoever states its columns has decided."""
    if mapping is not None and mapping.columns:
        return kind
    return import_kind.of(kind).leads_to(Guesser(raw, project.timezone))


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


def _counted(
    found: CollectedFacts, mapping: Mapping, alternatives: tuple[Alternative, ...], *, looks: bool
) -> ImportReport:
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
        recipe=_steps(found, mapping, looks=looks),
    )
    if report.rejected:
        import_kind.of(mapping.kind).told_of_refused(report, found.refused.column("line").to_pylist())
    return report
