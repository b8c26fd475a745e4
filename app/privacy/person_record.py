"""All that a project holds of one person, as one document: told for people, and every row of theirs as it stands."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from app import people
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.people import Story
from app.project import Project, audit_log
from storage.file import erasing, models, traces

_MONEY = frozenset({"amount", "price", "quantity", "total", "refunded"})
_INNER = frozenset({"digest"})
"""Columns that mean nothing outside the program."""


@dataclass(frozen=True, slots=True)
class Record:
    """One person: `story` as their page tells it, with all events; `said` is what each row of a file said of them.

    `records` are all their rows by table, with the names of files, times as local ISO 8601 and amounts as numbers;
    `log` are the lines of the audit log about them.
    """

    story: Story
    said: list[dict[str, Any]]
    records: dict[str, list[dict[str, Any]]]
    log: list[audit_log.Line]


def collect(project: Project, key: str, progress: Progress = SILENT) -> Record:
    """Everything known of whoever is meant by an email or `kind:value`; raises NotFound."""
    progress.step(0, 3, "Reading what is known")
    story = people.story(project, key, events=None)
    progress.step(1, 3, "Reading their rows")
    with project.read() as connection:
        told = traces.of_people(connection, [story.id])
        rows = erasing.rows_of(connection, [story.id], told)
        files = _files(connection)
    progress.step(2, 3, "Reading the log")
    records = {name: [_told(row, files, project) for row in some] for name, some in rows.items()}
    said = [
        {name: row[name] for name in ("file", "row", "effective_at", "traits")}
        for row in records.get("profile_row", [])
    ]
    return Record(story, said, records, audit_log.entries(project, person=story.key))


def _files(connection: Connection) -> dict[int, str]:
    found = connection.execute(select(models.batch.c.id, models.batch.c.file_name))
    return {int(number): str(name) for number, name in found}


def _told(row: dict[str, Any], files: dict[int, str], project: Project) -> dict[str, Any]:
    """A row as it is handed out."""
    told: dict[str, Any] = {}
    if "batch_id" in row:
        told["file"] = files.get(row["batch_id"], "by hand")
    for name, value in row.items():
        if name in _INNER or value is None:
            continue
        if isinstance(value, int) and (name == "at" or name.endswith("_at")):
            told[name] = Moment(value, project.timezone).iso()
        else:
            told[name] = value / 10_000 if name in _MONEY and isinstance(value, int) else value
    return told
