"""What a file looks like before anything is done with it: for the wizard that lets people correct the guess."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.names import label_of
from app.domain.problems import ImportProblem
from app.domain.progress import SILENT, Progress
from app.ingest.evidence.clock_columns import CLOCK, ZONE
from app.ingest.evidence.values import Evidence
from app.ingest.facts.collected import CollectedFacts
from app.ingest.facts.typed_block import Cells, look_over
from app.ingest.importing import (
    cleaned_file,
    deleted_fields,
    recognised_exports,
    remembered_mappings,
    unheard_answers,
)
from app.ingest.importing.arrivals import Arrival, arrivals
from app.ingest.importing.column_states import doubts, state_of, who_column, without_empty
from app.ingest.importing.fact_collection import collect
from app.ingest.importing.file_import import whole_mapping
from app.ingest.importing.mended_rows import as_given
from app.ingest.importing.preview import preview
from app.ingest.kinds.registry import own_label
from app.ingest.mapping import consent_columns
from app.ingest.mapping.answer_words import SpokenColumn, spoken, undated
from app.ingest.mapping.inference import Guesser, check_needed
from app.ingest.readers.reading import Readings
from app.ingest.readers.table import Alternative, RawTable
from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.map_file import DEFAULT, Column, Mapping
from app.ingest.vocabulary.target_types import type_of
from app.project import Project

_EXAMPLES = 3
_ENOUGH = 1_000
"""So many rows show what cannot be read, and take no time that anybody notices."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column of a file: what it is read as, how many of its cells are filled, and some of them.

    `coverage` is the share of filled cells, 0 to 1; `unreadable` counts cells of the looked-at rows that cannot be
    read in the column's type; `standard` says whether the target is a standard name of this kind of file; `doubt` says
    why the column deserves a look. `called` is what the project calls the field otherwise, and `part` says whether the
    field is part of that other one.
    """

    header: str
    column: Column
    label: str
    type: str
    standard: bool
    filled: int
    coverage: float
    examples: list[str]
    unreadable: int = 0
    doubt: str = ""
    called: str = ""
    part: bool = False

    @property
    def only_noes(self) -> bool:
        """Whether the column answers what another one answers too, so that its noes alone count."""
        return consent_columns.only_noes(self.column)

    def state(self, unread: int = 0) -> str:
        """How sure the column is, one of `column_states.STATES`; `unread` cells more were found since."""
        doubtful = bool(unread or self.unreadable or self.doubt)
        return state_of(self.column, standard=self.standard, filled=self.filled, doubtful=doubtful)


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a file is taken for: its kind and mapping, its columns, its first rows as they are and would arrive.

    `problem` says why it cannot be imported so, `unfit` whether that is its encoding. `sheets` are those that a
    workbook has, `encoding_alternatives` the other encodings by which the file reads as well. `spoken` are the columns
    whose words may be told to mean something else, `undated` counts the answers that state no time. `who` is the column
    that says best who a row is about, `signs` are the quote and the escape sign of a text, `arrivals` some of the rows
    as they will stand in the project, `ready_made` what export of which tool the file is, `unfit_recipe` a recipe of
    last month's file that does not fit this one. `called` is what the project calls fields otherwise, by name.
    `unheard` are the columns that may say who may be emailed while none is known to, with the words in them.
    """

    path: Path
    name: str
    kind: str
    mapping: Mapping
    rows: int
    refused: int
    columns: list[ColumnPlan]
    sample: list[dict[str, str]]
    preview: list[dict[str, Any]]
    lines: list[int]
    targets: list[tuple[str, str]]
    problem: str = ""
    sheets: tuple[str, ...] = ()
    encoding_alternatives: tuple[Alternative, ...] = ()
    unfit: str = ""
    spoken: list[SpokenColumn] = field(default_factory=list)
    undated: int = 0
    who: str = ""
    signs: tuple[str, str] | None = None
    arrivals: list[Arrival] = field(default_factory=list)
    ready_made: str = ""
    unfit_recipe: cleaned_file.UnfitRecipe | None = None
    called: dict[str, str] = field(default_factory=dict)
    unheard: dict[str, tuple[str, ...]] = field(default_factory=dict)


def plan(
    project: Project,
    path: Path,
    kind: str | None = None,
    mapping: Mapping | None = None,
    progress: Progress = SILENT,
    readings: Readings | None = None,
    *,
    leave_empty: bool = False,
) -> FilePlan:
    """Look at a file; `readings` keep what was read of it. Raises Problem.

    What does not fit its encoding is shown all the same, so that another can be chosen. With `leave_empty` the columns
    in which nothing stands are left out, but for those that the mapping states.
    """
    progress.step(0, 3, f"Reading {path.name}")
    layout, kind = (mapping.layout, kind or mapping.kind) if mapping else (None, kind)
    found = (readings or Readings()).read(path, layout, progress.part(0, 0.33), lenient=True)
    progress.step(1, 3, "Looking at the columns")
    given = project, found.source, as_given(found.table), kind, mapping
    begun = whole_mapping(*given, progress.part(0.33, 0.6), lenient=True)
    raw, whole, guesser = begun.raw, begun.mapping, Guesser(begun.raw, project.timezone)
    if leave_empty:
        whole = without_empty(raw, whole, mapping, {name: guesser.evidence(name).filled for name in raw.headers})
    progress.step(2, 3, "Reading the first rows")
    collected = collect(raw.sample(_ENOUGH), whole, project.timezone, project.moment().us, SILENT)
    said, rows = spoken(raw, whole), preview(collected, whole, project.timezone)
    unheard = _unheard(project, given[2], raw, whole)
    return FilePlan(
        *(path, path.name, whole.kind, whole),
        raw.rows + len(raw.refused),
        len(raw.refused),
        _named(_columns(raw, whole, guesser, collected, doubts(raw, whole, said, unheard)), project, whole),
        _sample(raw, whole),
        rows,
        raw.lines[:20].tolist(),
        targets_of(whole.kind),
        found.unfit or _missing(whole, raw) or _reason(raw, collected),
        *(raw.sheets, raw.alternatives, found.unfit, said),
        undated(raw, whole),
        who_column(whole, raw.headers),
        raw.signs,
        arrivals(collected, rows, whole, project.timezone),
        recognised_exports.title(raw, whole.kind),
        begun.unfit,
        deleted_fields.called(project, whole)[0],
        unheard or {},
    )


def _unheard(project: Project, own: RawTable, raw: RawTable, mapping: Mapping) -> dict[str, tuple[str, ...]] | None:
    """The columns that may say who may be emailed; None of next month's file, of which that was decided."""
    known = remembered_mappings.recall(project, own, mapping.kind) is not None
    return None if known else unheard_answers.found(raw, mapping)


def _sample(raw: RawTable, mapping: Mapping) -> list[dict[str, str]]:
    """The first rows as the recipe leaves them."""
    if mapping.recipe == DEFAULT:
        found: list[dict[str, str]] = raw.texts(slice(0, 20)).to_pylist()
        return found
    some = raw.sample(20)
    # What is not taken in is not read, and stands as it is.
    cells = Cells(some.columns, cleaned_file.rest(some, mapping), ZoneInfo("UTC"), look_over(some.columns, mapping))
    columns = {name: cells.raw(name).to_pylist() for name in some.headers}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _columns(
    raw: RawTable, mapping: Mapping, guesser: Guesser, found: CollectedFacts, why: dict[str, str]
) -> list[ColumnPlan]:
    return [
        _column(raw, mapping, header, guesser.evidence(header), found.unreadable, why.get(header, ""))
        for header in raw.headers
    ]


def _named(columns: list[ColumnPlan], project: Project, whole: Mapping) -> list[ColumnPlan]:
    """The columns as the project calls their fields."""
    called, parts = deleted_fields.called(project, whole)
    return [replace(one, called=called.get(one.column.to or "", ""), part=one.column.to in parts) for one in columns]


def _missing(mapping: Mapping, raw: RawTable) -> str:
    """What the mapping cannot do without, in words; a plan is made all the same, so that it can be mended."""
    try:
        check_needed(mapping, raw)
    except ImportProblem as problem:
        return str(problem)
    return ""


def _reason(raw: RawTable, found: CollectedFacts) -> str:
    """Why no row of a file can be taken."""
    none = raw.rows and not len(found.lines) and found.refused.num_rows
    return str(found.refused.column("reason")[0]) if none else ""


def _column(
    raw: RawTable, mapping: Mapping, header: str, evidence: Evidence, unreadable: dict[str, int], doubt: str
) -> ColumnPlan:
    column = mapping.columns[header]
    target = column.to or ""
    standard = type_of(target, mapping.kind) if target else None
    return ColumnPlan(
        header,
        column,
        target_label(target) if standard is not None else own_label(target, header, column.label) if target else header,
        column.type or standard or "text",
        standard is not None,
        evidence.filled,
        evidence.filled / raw.rows if raw.rows else 0.0,
        evidence.said[:_EXAMPLES],
        unreadable.get(header, 0),
        doubt,
    )


def targets_of(kind: str) -> list[tuple[str, str]]:
    """What a column of such a file can mean: (target, label)."""
    return [(target, target_label(target)) for target in file_kind.of(kind).targets]


def target_label(target: str) -> str:
    """What people read for a target."""
    if target.startswith("consent:"):
        _, channel, *part = target.split(":")
        word = f" {_PARTS.get(part[0], part[0])}" if part else ""
        return f"{'SMS' if channel == 'sms' else channel.capitalize()} consent{word}"
    return _TIMES.get(target) or label_of(target)


_PARTS = {"at": "date", "double_opt_in": "double opt-in"}
_TIMES = {CLOCK: "Time of day", ZONE: "Time zone"}
