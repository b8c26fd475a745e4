"""Traces of people in what other rows say: taken out of every table's texts, and of the words of the audit log."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Table, select, update

from storage.file import models, traces
from storage.file.models import metadata
from storage.file.traces import Scrubber, Traces

_OF_FILES = ("batch", "conflict", "commit_log", "score_run", "export")
"""Tables that say of files and people what a program found: where a name of theirs stands there, it is theirs."""

_BY_HAND = ("template", "template_version", "asset")
"""What the marketer wrote: it is told of, and nothing in it is changed behind their back."""

_OWN_SETTINGS = ("sender", "uid", "privacy_key", "timezone", "clock", "currency", "name")


@dataclass(slots=True)
class Erased:
    """How many rows went or were changed, by table; the lines of the audit log whose words went; where a trace stays.

    `kept` are names of templates in which the marketer wrote what tells of somebody; `hashes` counts the addresses that
    are kept as such.
    """

    rows: dict[str, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    hashes: int = 0

    def count(self, table: str, number: int) -> None:
        """Count rows of a table."""
        if number:
            self.rows[table] = self.rows.get(table, 0) + number


def clean(connection: Connection, told: Traces, erased: Erased) -> None:
    """Take traces out of the texts and documents of every table, once the people's own rows are gone."""
    sure, all_ = Scrubber(told, names=False), Scrubber(told, names=True)
    for table in metadata.tables.values():
        named = table.name in _OF_FILES
        wanted = [*told.sure, *(told.names if named or table is models.audit else ())]
        columns = traces.text_columns(table)
        if not wanted or not columns or table is models.unfinished_erasure:
            continue
        asked = select(table).where(traces.mentions(connection, columns, wanted))
        for row in connection.execute(asked).mappings().all():
            if table is models.audit:
                _empty_line(connection, row, all_, erased)
            elif table.name in _BY_HAND:
                _tell_of(row, sure, erased)
            elif table is not models.setting or row["name"] not in _OWN_SETTINGS:
                _put(connection, table, _cleaned(table, columns, row, told, all_ if named else sure), row, erased)


def _empty_line(connection: Connection, row: Any, scrubber: Scrubber, erased: Erased) -> None:
    if scrubber.finds([row["action"], row["detail"], row["actor"]]):
        empty = {"actor": "erased", "action": "erased", "detail": {}}
        connection.execute(update(models.audit).where(models.audit.c.id == row["id"]).values(**empty))
        erased.lines.append(int(row["id"]))
        erased.count("audit", 1)


def _tell_of(row: Any, scrubber: Scrubber, erased: Erased) -> None:
    if scrubber.finds([value for value in row.values() if isinstance(value, str)]) and "name" in row:
        erased.kept.append(str(row["name"]))


def _cleaned(table: Table, columns: "list[Column[Any]]", row: Any, told: Traces, scrubber: Scrubber) -> dict[str, Any]:
    """The columns of a row that are other without traces."""
    said = {}
    for column in columns:
        before = row[column.name]
        if table is models.link:
            after = _without_pairs(before, told)
        elif table in (models.profile, models.profile_row) and isinstance(before, dict):
            # What is left of a trait that was somebody else's address would be told as this person's.
            cleaned = {name: scrubber.clean(value) for name, value in before.items()}
            after = {name: value for name, value in cleaned.items() if value != traces.ERASED}
        else:
            after = scrubber.clean(before)
        if column is models.batch.c.mapping and isinstance(before, dict):
            # The headers lead to the cells of the rows that were put aside.
            parts = zip(before.get("columns", {}), after.get("columns", {}).values(), strict=True)
            after |= {"columns": dict(parts)}
        if after != before:
            said[column.name] = after
    return said


def _without_pairs(said: Any, told: Traces) -> Any:
    """The identifiers of somebody else's row without those that were theirs."""
    return [one for one in said if not (isinstance(one, list) and tuple(one[:2]) in told.pairs)]


def _put(connection: Connection, table: Table, said: dict[str, Any], row: Any, erased: Erased) -> None:
    if said:
        whole = [column == row[column.name] for column in table.primary_key.columns]
        connection.execute(update(table).prefix_with("OR REPLACE").where(*whole).values(**said))
        erased.count(table.name, 1)
