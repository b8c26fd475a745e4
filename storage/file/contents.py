"""Whether what stands in a project's tables can be what the program wrote: by type, by JSON, and by what repeats it.

SQLite keeps any value in any column, and its own check looks at pages and not at values. A stranger's project, or one
whose disk failed, is asked here before anybody relies on it.
"""

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Dialect, Float, Integer, LargeBinary, String, Table

from storage.disk.errors import StoreFault
from storage.file import models

DEEPEST = 200
"""How many lists and objects may stand in one another: far more than anybody nests, far less than the stack holds."""

DAMAGED = "Restore a backup, or ask whoever sent it for another copy."
MADE = ("setting", "segment", "template", "template_version", "campaign", "export", "trait", "event_name",
        "event_property", "score_run", "batch", "commit_log", "event_moment", "field")  # fmt: skip
"""The tables that hold few rows, and that everything else is read through: asked at each opening."""

MAILED = ("profile", "profile_row", "identifier", "consent", "suppression", "refusal", "tag", *MADE)
"""The tables that decide who is written to."""

ALL = tuple(models.metadata.tables)
"""Every table."""

_JSON = {
    "segment.rule": "object", "campaign.plan": "object", "profile.traits": "object", "profile_row.traits": "object",
    "batch.report": "object", "batch.mapping": "object", "export.manifest": "object", "commit_log.changes": "array",
    "audit.detail": "object", "audit.people": "array", "score_run.parameters": "object", "score_run.summary": "object",
    "event.more": "object", "conflict.detail": "object", "refusal.identifiers": "array", "link.identifiers": "array",
    "decision.tags": "object", "field.priority": "array", "field.merged": "object",
}  # fmt: skip
"""What some columns of JSON hold: the others may hold anything."""

_LAST = 1 << 62
"""No number of a row is larger: they are counted from 1."""

_TYPES = ("text", "number", "amount", "boolean", "date", "datetime", "list")
_ONE_OF = {
    "trait.type": _TYPES, "event_property.type": _TYPES,
    "consent.status": ("granted", "denied", "pending", "withdrawn", "unknown"), "decision.verdict": ("same", "apart"),
}  # fmt: skip
"""The columns of text that hold one of a few words."""


def _allowed(column: "Column[Any]") -> tuple[str, ...]:
    kind = column.type
    if isinstance(kind, (Integer, Boolean)):
        return ("integer",)
    if isinstance(kind, Float):
        return ("real", "integer")
    if isinstance(kind, JSON):
        # A number by itself is kept as one.
        return ("text", "integer", "real")
    return ("blob",) if isinstance(kind, LargeBinary) else ("text",)


def _wrong(table: Table) -> str:
    """The condition of a row that the program cannot have written."""
    conditions = []
    for column in table.columns:
        # With its table: a name alone that is no column's would be taken for a text.
        name = f'{table.name}."{column.name}"'
        allowed = (*_allowed(column), *(("null",) if column.nullable and not column.primary_key else ()))
        conditions.append(f"typeof({name}) NOT IN ({', '.join(repr(kind) for kind in allowed)})")
        if isinstance(column.type, Integer) and column.primary_key:
            # The next one has to be a number too.
            conditions.append(f"{name} > {_LAST}")
        if isinstance(column.type, JSON) or f"{table.name}.{column.name}" in _JSON:
            conditions.append(f"{name} IS NOT NULL AND NOT json_valid({name})")
            if kind := _JSON.get(f"{table.name}.{column.name}"):
                # `json_type` raises on what is no JSON, and SQLite promises no order to conditions that are joined by
                # AND.
                conditions.append(f"CASE WHEN json_valid({name}) THEN json_type({name}) <> '{kind}' END")
        elif words := _ONE_OF.get(f"{table.name}.{column.name}"):
            conditions.append(f"{name} NOT IN ({', '.join(map(repr, words))})")
        elif isinstance(column.type, Boolean):
            conditions.append(f"coalesce({name} NOT IN (0, 1), 0)")
    return " OR ".join(f"coalesce({one}, 0)" for one in conditions)


def odd_values(connection: sqlite3.Connection, names: tuple[str, ...] = MADE) -> list[str]:
    """What stands in these tables that the program cannot have written there, in words; empty for a whole file."""
    said = []
    for name in names:
        table = models.metadata.tables[name]
        number = connection.execute(f"SELECT count(*) FROM {name} WHERE {_wrong(table)}").fetchone()[0]
        if number:
            said.append(f"its table “{name}” holds {number:,} {'row' if number == 1 else 'rows'} of another kind")
    return said


def odd_addresses(connection: sqlite3.Connection) -> list[str]:
    """The addresses that people are written to and that no identifier repeats: each stands in a file twice.

    What is matched in another form than its small letters is left to whoever knows that form.
    """
    rows = connection.execute(
        "SELECT p.email FROM profile p WHERE p.mailable AND p.email IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM identifier i WHERE i.kind = 'email' AND i.value = lower(p.email)) "
        "AND NOT EXISTS (SELECT 1 FROM identifier i WHERE i.profile_id = p.id AND i.kind = 'email' "
        "AND i.original = p.email)"
    )
    return [email for (email,) in rows]


def odd_moments(connection: sqlite3.Connection) -> list[str]:
    """What is told of when events happened and is not so, in words; empty for a whole file."""
    untold = connection.execute(
        "SELECT count(*) FROM event e LEFT JOIN event_moment m ON m.batch_id = e.batch_id WHERE m.batch_id IS NULL "
        "OR ((m.latest IS NULL OR e.at > m.latest) AND (m.following IS NULL OR e.at < m.following))"
    ).fetchone()[0]
    told = " UNION ".join(f"SELECT batch_id, {name} AS at FROM event_moment" for name in ("latest", "following"))
    unheard = connection.execute(
        f"SELECT count(*) FROM ({told}) m WHERE m.at IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM event e WHERE e.batch_id = m.batch_id AND e.at = m.at)"
    ).fetchone()[0]
    return ["when its events happened is told otherwise than they do"] if untold or unheard else []


class Words(String):
    """A column of text: SQLite keeps anything in it, and what is none must not go on as if it were."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """What each value that is read goes through."""
        del dialect, coltype

        def look(value: Any) -> Any:
            """A value that is text, or nothing; raises StoreFault."""
            if isinstance(value, bytes):
                what = "The project file is damaged: a text in it cannot be read"
                raise StoreFault(what, DAMAGED, damaged=True)
            return value

        return look


def from_json(text: str | bytes | float) -> Any:
    """What a column of JSON holds; raises StoreFault where it is none, or nested deeper than anybody nests."""
    if isinstance(text, int | float):
        # SQLite keeps a number that is written into a column of JSON as a number.
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise StoreFault("The project file is damaged: a value in it cannot be read", DAMAGED, damaged=True) from None
    if _HALF in (text if isinstance(text, str) else text.decode()).casefold() and not _is_text(value):
        raise StoreFault("The project file is damaged: a text in it is none", DAMAGED, damaged=True)
    if _deep(text):
        raise StoreFault(
            "The project file is damaged: a value in it is nested too deep to be read", DAMAGED, damaged=True
        )
    return value


_HALF = "\\ud"
"""How JSON begins to write half of a sign, of which two make one: one alone is no text, and no file can hold it."""


def _is_text(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _deep(text: str | bytes) -> bool:
    """Whether brackets nest too deep; few texts have so many that it must be counted."""
    said = text if isinstance(text, str) else text.decode()
    # Brackets within quoted text count here too: that only makes some be looked at that need not.
    if said.count("[") + said.count("{") <= DEEPEST:
        return False
    depth, quoted, escaped = 0, False, False
    for letter in said:
        if quoted:
            quoted, escaped = escaped or letter != '"', letter == "\\" and not escaped
        elif letter == '"':
            quoted = True
        elif letter in "[{":
            depth += 1
            if depth > DEEPEST:
                return True
        elif letter in "]}":
            depth -= 1
    return False


def text_of(found: bytes | None) -> str:
    """A text as it is shown, whatever stands in its place in the file."""
    return (found or b"").decode("utf-8", "replace")


def document_of(found: bytes | None) -> dict[str, Any] | None:
    """A JSON document that is kept as an object, a rule for one; None for one that is damaged."""
    try:
        document = from_json(found or b"")
    except StoreFault:
        return None
    return document if isinstance(document, dict) else None
