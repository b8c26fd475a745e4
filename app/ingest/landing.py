"""Bringing a file into a project: one transaction, and a dry run that is the same transaction taken back."""

import contextlib
import gc
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import Connection, func, insert, select, update

from app import clock
from app.ingest import kinds, linkstore, people, refusals
from app.ingest.gather import Gathered, gather
from app.ingest.guessing import guess_kind
from app.ingest.infer import check_needed, infer
from app.ingest.mapping import KINDS, Mapping
from app.ingest.preview import preview
from app.ingest.reading import read
from app.ingest.report import ImportReport
from app.ingest.source import Source
from app.ingest.table import RawTable
from app.names import TYPES
from app.problems import ImportProblem
from app.progress import SILENT, Progress
from app.project import Change, Project
from storage import bulk
from storage.models import batch, event_property, trait

Ints = NDArray[np.int64]


class _TakenBack(Exception):
    """Ends the transaction of a dry run."""


def land(
    project: Project,
    path: Path,
    kind: str | None,
    mapping: Mapping | None,
    source: str | None,
    as_of: str | None,
    dry: bool,
    progress: Progress = SILENT,
) -> ImportReport:
    """Import a file, or with `dry` only find out what that would do. Raises Problem; then nothing is changed."""
    began = time.perf_counter()
    with _no_collections():
        report = _land(project, path, kind, mapping, source, as_of, dry, progress)
    report.seconds = time.perf_counter() - began
    return report


@contextlib.contextmanager
def _no_collections() -> Iterator[None]:
    """Millions of small objects and no cycles: looking for garbage among them again and again costs a third more."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _land(
    project: Project,
    path: Path,
    kind: str | None,
    mapping: Mapping | None,
    source: str | None,
    as_of: str | None,
    dry: bool,
    progress: Progress,
) -> ImportReport:
    began = time.perf_counter()
    progress.step(0, 1, f"Reading {path.name}")
    file, raw = read(path, mapping.layout if mapping else None)
    whole = whole_mapping(project, file, raw, kind or (mapping.kind if mapping else None), mapping)
    check_needed(whole)
    moment = project.moment(as_of)
    found = gather(raw, whole, project.timezone, moment.us, progress.part(0.05, 0.5))
    report = _counted(found, whole)
    work = _Landing(project, file, path.name, source, moment.us, found, report, dry, progress.part(0.5, 1.0))
    with (
        contextlib.suppress(_TakenBack),
        project.write(
            f"Imported {path.name}", _CHANGES[whole.kind], {"rows": found.rows, "kind": whole.kind}
        ) as connection,
    ):
        work.run(connection)
        report.seconds = time.perf_counter() - began
        if dry:
            raise _TakenBack
        work.sign(connection)
    if dry:
        report.batch = None
        report.preview = preview(found, whole, project.timezone)
    return report


_PEOPLE = {Change.IMPORTS, Change.PROFILES}
_CHANGES = {
    "profiles": _PEOPLE | {Change.CONSENTS, Change.TAGS, Change.SUPPRESSIONS},
    "events": _PEOPLE | {Change.EVENTS, Change.SUPPRESSIONS},
    "orders": _PEOPLE | {Change.EVENTS, Change.SUPPRESSIONS},
    "products": {Change.IMPORTS, Change.PRODUCTS},
    "consents": _PEOPLE | {Change.CONSENTS},
    "suppressions": {Change.IMPORTS, Change.SUPPRESSIONS},
}


def whole_mapping(project: Project, file: Source, raw: RawTable, kind: str | None, mapping: Mapping | None) -> Mapping:
    """The mapping with all that was left open found out, in the types that the project already gave to own traits."""
    if kind is not None and kind not in KINDS:
        raise ImportProblem(f"“{kind}” is no kind of file", "", f"Choose one of {', '.join(KINDS)}.")
    if mapping is not None and kind != mapping.kind:
        raise ImportProblem(f"The mapping is for {mapping.kind}, not {kind}", "", "Infer one anew, or change its kind.")
    kind = kind or guess_kind(raw, file.name, project.timezone)
    whole = infer(raw, kind, project.timezone, file.name, mapping)
    registry = {"profiles": trait, "events": event_property, "orders": event_property}.get(kind)
    if registry is None:
        return whole
    with project.read() as connection:
        known = dict(connection.execute(select(registry.c.name, registry.c.type)).all())
    for header, column in whole.columns.items():
        stated = mapping.columns[header].type if mapping and header in mapping.columns else None
        if column.to in known and column.type in TYPES and stated is None and column.type != known[column.to]:
            whole = whole.with_column(header, replace(column, type=known[column.to]))
    return whole


def _counted(found: Gathered, mapping: Mapping) -> ImportReport:
    return ImportReport(
        mapping.kind,
        mapping,
        rows=found.rows,
        accepted=len(found.lines),
        rejected=found.refused.num_rows,
        malformed=len(found.malformed),
        malformed_examples=[text for _, text in found.malformed[:10]],
        reasons=dict(Counter(found.refused.column("reason").to_pylist()).most_common()),
        unreadable=found.unreadable,
    )


class _Landing:
    """One import's transaction, step after step."""

    def __init__(
        self, project: Project, file: Source, name: str, source: str | None, as_of: int, found: Gathered,
        report: ImportReport, dry: bool, progress: Progress,
    ) -> None:  # fmt: skip
        self._file, self._name, self._source, self._as_of = file, name, source, as_of
        self._found, self._report, self._dry, self._progress = found, report, dry, progress
        self._zone = project.timezone

    def run(self, connection: Connection) -> None:
        """Write everything that the file says."""
        report, found = self._report, self._found
        report.batch = self._open(connection)
        self._progress.step(0, 6, "Looking who is who")
        if repeats(connection, report.batch):
            # The very file, read the very way, is in the project: its people are noted, its facts stand already.
            report.duplicates = report.accepted
        landing = kinds.Landing(connection, report, found, self._as_of, self._dry, report.duplicates > 0)
        if report.kind == "products":
            self._progress.step(3, 6, "Writing the products")
            kinds.products(landing)
        elif report.kind == "suppressions":
            self._progress.step(3, 6, "Writing the list")
            kinds.suppressions(landing)
        else:
            self._people(connection, landing)
        if not self._dry:
            self._progress.step(5, 6, "Keeping the rejected rows")
            _keep_refused(connection, report.batch, found.refused)

    def _open(self, connection: Connection) -> int:
        number = int(connection.scalar(select(func.max(batch.c.id))) or 0) + 1
        row = {
            "id": number, "kind": self._report.kind, "source": self._source, "file_name": self._name,
            "file_sha256": self._file.sha256, "mapping": self._report.mapping.as_json(), "as_of": self._as_of,
            "imported_at": clock.system_now(), "rows": 0, "accepted": 0, "rejected": 0, "adjustments": 0,
            "duplicates": 0, "anonymous": 0, "report": {},
        }  # fmt: skip
        connection.execute(insert(batch), [row])
        return number

    def _people(self, connection: Connection, landing: "kinds.Landing") -> None:
        report, found = self._report, self._found
        book = linkstore.read_book(connection)
        self._progress.step(1, 6, "Looking who is who")
        numbers = linkstore.add_links(connection, book, found.links, landing.batch)
        who = book.resolve()
        landing.links = numbers[found.links.of_row] if found.links.count else found.links.of_row
        theirs = who.profiles[len(who.profiles) - found.links.count :]
        landing.people = theirs[found.links.of_row] if found.links.count else found.links.of_row
        self._progress.step(2, 6, "Writing what the rows say")
        linkstore.store_links(connection, found.links, numbers, landing.batch, theirs)
        touched = kinds.WRITERS[report.kind](landing)
        self._progress.step(4, 6, "Bringing people up to date")
        change = people.sync(connection, book, who, touched, landing.batch, landing.fresh)
        report.profiles_created, report.profiles_updated = change.created, change.updated
        if report.kind == "profiles" and not landing.repeated:
            report.duplicates = change.idle_rows
        conflicts = linkstore.conflicts(connection, book, who)
        mine = set(numbers.tolist())
        report.conflicts = sum(one.link_id in mine for one in who.conflicts) if conflicts else 0
        kinds.after_people(landing, change)
        refusals.settle(connection)
        _register(connection, report, found.types)

    def sign(self, connection: Connection) -> None:
        """Write the report into the history."""
        report = self._report
        connection.execute(
            update(batch)
            .where(batch.c.id == report.batch)
            .values(
                rows=report.rows,
                accepted=report.accepted,
                rejected=report.rejected,
                adjustments=report.adjustments,
                duplicates=report.duplicates,
                anonymous=report.anonymous,
                report=report.as_json(),
            )
        )


def repeats(connection: Connection, number: int) -> list[int]:
    """The other living batches that are the same file read the same way, the oldest first."""
    own = connection.execute(select(batch).where(batch.c.id == number)).one()
    same = select(batch.c.id, batch.c.mapping).where(
        batch.c.file_sha256 == own.file_sha256,
        batch.c.kind == own.kind,
        batch.c.undone_at.is_(None),
        batch.c.id != number,
    )
    return [row.id for row in connection.execute(same.order_by(batch.c.id)) if row.mapping == own.mapping]


def _keep_refused(connection: Connection, number: int, refused: pa.Table) -> None:
    batches = pa.array(np.full(refused.num_rows, number, dtype=np.int64))
    bulk.copy_in(connection, {"rejected_row": refused.append_column("batch_id", batches)})


def _register(connection: Connection, report: ImportReport, types: dict[str, str]) -> None:
    """Remember the names that the project has now held."""
    from app.ingest import registry

    if report.kind == "profiles":
        registry.traits(connection, types, report.mapping)
    elif report.kind in ("events", "orders"):
        registry.events(connection, report, types)
