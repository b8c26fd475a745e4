"""All that a project holds of one person, as one document: told for people, and every row of theirs as it stands."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from app import people
from app.domain import names
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.people import Story
from app.project import Project, audit_log
from app.query import segments_of
from storage.file import erasing, models, traces

_MONEY = frozenset({"amount", "price", "quantity", "total", "refunded"})
_INNER = frozenset({"digest"})
"""Columns that mean nothing outside the program."""


@dataclass(frozen=True, slots=True)
class Record:
    """One person: `story` as their page tells it, with all events; `said` is what each row of a file said of them.

    `records` are all their rows by table, with the names of files, days and times as local ISO 8601 and amounts as
    numbers; `log` are the lines of the audit log about them; `labels` is what the project's own fields are called.
    """

    story: Story
    said: list[dict[str, Any]]
    records: dict[str, list[dict[str, Any]]]
    log: list[audit_log.Line]
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What tells how a row is to be read: files by batch, segments by number, the types of traits, and of events' own
    properties."""

    files: dict[int, str]
    segments: dict[int, str]
    traits: dict[str, str]
    properties: dict[tuple[str, str], str]


def collect(project: Project, key: str, progress: Progress = SILENT) -> Record:
    """Everything known of whoever is meant by an email or `kind:value`; raises NotFound."""
    progress.step(0, 3, "Reading what is known")
    story = people.story(project, key, events=None)
    progress.step(1, 3, "Reading their rows")
    with project.read() as connection:
        told = traces.of_people(connection, [story.id])
        rows = erasing.rows_of(connection, [story.id], told)
        known, labels = _known(connection), _labels(connection)
    progress.step(2, 3, "Reading the log")
    records = {name: [_told(row, known, project) for row in some] for name, some in rows.items()}
    said = [
        {name: row[name] for name in ("file", "row", "effective_at", "traits")}
        for row in records.get("profile_row", [])
    ]
    return Record(story, said, records, audit_log.entries(project, person=story.key), labels)


def _known(connection: Connection) -> _Known:
    files = connection.execute(select(models.batch.c.id, models.batch.c.file_name))
    own = connection.execute(select(models.trait.c.name, models.trait.c.type))
    table = models.event_property.c
    properties = connection.execute(select(table.event, table.name, table.type))
    return _Known(
        {int(number): str(name) for number, name in files},
        {one.id: one.name for one in segments_of(connection).values()},
        {name: one.type for name, one in names.TRAITS.items()} | {row.name: row.type for row in own},
        {(row.event, row.name): row.type for row in properties},
    )


def _labels(connection: Connection) -> dict[str, str]:
    rows = connection.execute(select(models.trait.c.name, models.trait.c.label))
    return {row.name: row.label for row in rows}


def _told(row: dict[str, Any], known: _Known, project: Project) -> dict[str, Any]:
    """A row as it is handed out."""
    told: dict[str, Any] = {}
    if "batch_id" in row:
        told["file"] = known.files.get(row["batch_id"], "by hand")
    if "segment_id" in row:
        told["segment"] = known.segments.get(row["segment_id"], "")
    for name, value in row.items():
        if name in _INNER or value is None:
            continue
        if name == "traits" and isinstance(value, dict):
            told[name] = {of: _readable(known.traits.get(of, ""), one, project) for of, one in value.items()}
        elif name == "more" and isinstance(value, dict):
            kinds = known.properties
            told[name] = {of: _readable(kinds.get((row["name"], of), ""), one, project) for of, one in value.items()}
        elif name == "said" and "trait" in row:
            told[name] = _readable(known.traits.get(row["trait"], ""), value, project)
        elif name == "at" or name.endswith("_at"):
            told[name] = _readable("datetime", value, project)
        else:
            told[name] = _readable("amount" if name in _MONEY else "", value, project)
    return told


def _readable(kind: str, value: Any, project: Project) -> Any:
    """A value that is kept as a number, as people read it: the store counts days, microseconds and 1/10,000."""
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    if kind == "datetime":
        return Moment(value, project.timezone).iso()
    if kind == "date":
        return names.date_text(value)
    return value / 10_000 if kind == "amount" else value
