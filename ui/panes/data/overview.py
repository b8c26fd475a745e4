"""What the pane asks of `app.ingest`, off the interface's thread, and its answers in the shape that the pages show."""

import datetime as dt
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app import ingest
from app.domain import clock, names
from app.domain.progress import Progress
from ui.core import formats
from ui.panes.data import columns
from ui.panes.data.columns import HeadState
from ui.panes.data.grid import MARK
from ui.panes.data.numbers import review_of
from ui.panes.data.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ingest import Asked, ColumnPlan, FilePlan, Imported, ImportReport, Mapping, Readings
    from app.project import Project

ROWS: Final = 20
ZONES: Final = (
    *("UTC", "Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome"),
    *("Europe/Amsterdam", "Europe/Stockholm", "Europe/Athens", "Europe/Istanbul", "America/New_York"),
    *("America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto", "America/Sao_Paulo"),
    *("Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo"),
    *("Australia/Sydney", "Pacific/Auckland"),
)
"""The zones that the menu offers; the project's own comes first."""


@dataclass(frozen=True)
class Look:
    """A file as it would be read by its mapping: its columns and first rows, and what the menus offer."""

    plan: "FilePlan"
    rows: list[dict[str, Any]]
    zones: tuple[str, ...]
    heads: list[HeadState]

    @property
    def mapping(self) -> "Mapping":
        """How the file is read."""
        return self.plan.mapping

    @property
    def total(self) -> int:
        """The number of its records."""
        return self.plan.rows


@dataclass(frozen=True)
class Tried:
    """What a dry run found."""

    report: "ImportReport"
    review: Review
    look: Look
    """What was tried out: another look at the file where that had changed meanwhile."""
    heads: list[HeadState]
    """Its columns, with what the whole file says of them."""

    @property
    def accepted(self) -> int:
        """The rows that would be taken."""
        return self.report.accepted


def look(project: "Project", path: Path, mapping: "Mapping | None", progress: Progress, readings: "Readings") -> Look:
    """See a file as the mapping says, or as it seems to be, empty columns left out; raises Problem."""
    plan = ingest.plan(project, path, None, mapping, progress, readings, leave_empty=True)
    own = project.timezone.key
    zones = tuple(dict.fromkeys((own, plan.mapping.timezone or own, *ZONES)))
    return Look(plan, _rows(plan), zones, columns.heads(plan))


def columns_to_know_by(look: Look) -> list[tuple[str, str]]:
    """The columns with their first values, to choose the one that says who a row is about."""
    return [(one.header, f"{one.header}  ·  {_first(look, one.header)}".rstrip(" ·")) for one in look.plan.columns]


def _first(look: Look, header: str) -> str:
    text = next((row[header].strip() for row in look.plan.sample if row.get(header, "").strip()), "")
    return text if len(text) <= 30 else f"{text[:29]}…"


def kind_of(look: Look, header: str) -> str:
    """What kind of identifier a column's values are: an address, a phone number, or the shop's own number."""
    texts = [text for row in look.plan.sample if (text := row.get(header, "").strip())]
    if any("@" in text for text in texts):
        return "email"
    phones = [text for text in texts if text[:1] in "+(" or text.startswith("00")]
    return "phone" if texts and len(phones) > len(texts) / 2 else "customer_id"


def try_out(project: "Project", path: Path, seen: Look, progress: Progress, readings: "Readings") -> Tried:
    """The numbers that an import would give; raises Problem."""
    try:
        readings.refuse_changed(path)
    except ingest.FileChanged:
        seen = look(project, path, seen.mapping, progress.part(0, 0.3), readings)
    report = ingest.dry_run(project, path, seen.mapping.kind, seen.mapping, None, progress, readings)
    told = answerable(report)
    return Tried(report, review_of(told, report.kind), seen, columns.heads(seen.plan, report))


def answerable(report: "ImportReport") -> "ImportReport":
    """A report as the wizard tells it: where the answer can be given at once, its notes say so."""
    return _retold(report, lambda asked: asked.told)


def afterwards(report: "ImportReport") -> "ImportReport":
    """A report of what came in: what could be answered before it is told with the way back."""
    again = "If something else is meant, undo this import and bring the file in again."
    return _retold(report, lambda asked: f"{asked.fact} {again}")


def _retold(report: "ImportReport", tell: "Callable[[Asked], str]") -> "ImportReport":
    notes = [replace(note, text=tell(note.asked)) if note.asked is not None else note for note in report.warnings]
    return replace(report, warnings=notes)


def asked_of(tried: Tried | None, header: str) -> "Asked | None":
    """The words of a column that a dry run did not know."""
    notes = tried.report.warnings if tried is not None else []
    return next((note.asked for note in notes if note.asked is not None and note.asked.header == header), None)


def bring_in(
    project: "Project",
    path: Path,
    mapping: "Mapping",
    progress: Progress,
    readings: "Readings",
    source: str | None = None,
) -> "ImportReport":
    """Import the file as it was tried out; raises Problem, and then nothing of it is kept."""
    readings.refuse_changed(path)
    return ingest.run_import(project, path, mapping.kind, mapping, source, None, progress, readings)


def history(project: "Project") -> list[dict[str, Any]]:
    """The imports, the newest first, as the list shows them."""
    now = dt.datetime.fromtimestamp(clock.system_now() / 1e6, project.timezone)
    return [_history_row(row, now) for row in reversed(ingest.history(project))]


# The preview.


def _rows(plan: "FilePlan") -> list[dict[str, Any]]:
    """The first rows by header, each cell with its tone: what would not arrive is told apart."""
    arrived = {row["line"]: row for row in plan.preview}
    rows = []
    for line, texts in zip(plan.lines[:ROWS], plan.sample, strict=False):
        row: dict[str, Any] = {}
        for column in plan.columns:
            row[column.header], row[f"{column.header}{MARK}tone"] = _cell(
                plan, column, texts[column.header], arrived.get(line)
            )
        rows.append(row)
    return rows


def _cell(plan: "FilePlan", column: "ColumnPlan", text: str, arrived: Dictionary[str, Any] | None) -> tuple[str, str]:
    target = column.column.to
    if column.column.skip or target is None or arrived is None:
        return text, "muted"
    if target.startswith(("consent:", "suppressed:")) or plan.mapping.of.arrives_as_written:
        return text.strip(), ""
    name = plan.mapping.of.arrives_as.get(target, target)
    value = arrived.get(name)
    if value is None:
        # What works on the row's other facts (a discount, a state, the clock beside a day) arrives as none of its own.
        arrives = column.unreadable or any(name in row for row in plan.preview)
        return (text, "bad") if text.strip() and arrives else (text.strip(), "")
    if target == "email" and "email" not in arrived:
        return str(value), "warn"
    return shown(column.type, value), ""


def shown(kind: str, value: Any) -> str:
    """A value of the preview as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        decimals = 2 if kind == "amount" and not value.is_integer() else 0 if value.is_integer() else 2
        return formats.number(value, decimals)
    if kind in ("date", "datetime"):
        return _moment(str(value))
    return names.EVENTS.get(str(value), str(value))


def _moment(text: str) -> str:
    try:
        found = dt.datetime.fromisoformat(names.with_year(text))
    except ValueError:
        return text
    day = formats.day(found.date())
    return f"{day} {found:%H:%M}" if len(text) > len("2011-12-31") else day


# The history.


def _history_row(row: "Imported", now: dt.datetime) -> dict[str, Any]:
    at = dt.datetime.fromisoformat(row.imported_at)
    kind = ingest.kind_title(row.kind)
    undone = row.undone_at is not None
    return {
        "batch": row.batch,
        "kind": row.kind,
        "file": row.file,
        "source": row.source,
        "line": f"{kind} · taken back" if undone else kind,
        "when": formats.when(at, now),
        "rows": row.rows,
        "accepted": row.accepted,
        "rejected": row.rejected,
        "unread": row.unread,
        "undone": undone,
        "facts": _facts(row),
    }


def _facts(row: "Imported") -> list[tuple[str, str]]:
    told = [
        ("Mended", (row.mends or {}).get("rows", 0)),
        ("New people", row.profiles_created),
        ("People brought up to date", row.profiles_updated),
        ("Events", max(0, row.events_added)),
        ("Events that no longer count", max(0, -row.events_added)),
        ("Adjustments", row.adjustments),
        ("Here already", row.duplicates),
        ("Of nobody known yet", row.anonymous),
        ("Addresses suppressed", row.suppressed),
        ("Rejected", row.rejected),
        ("Cells not read", row.unread),
    ]
    rows = ("Rows", formats.number(row.rows))
    return [rows, *((text, formats.number(value)) for text, value in told if value)]
