"""What a commit changes, and what it leaves of itself: its token, what it touched, and its line of the audit log."""

import enum
import hashlib
import json
import secrets
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from app.domain import clock
from storage.file import event_moments, touched_tables
from storage.file.models import audit, commit_log

Json = Any
"""What JSON can hold: the type checker has no better word for it."""


class Change(enum.StrEnum):
    """The kinds of thing that a commit can change."""

    PROFILES = "profiles"
    EVENTS = "events"
    PRODUCTS = "products"
    CONSENTS = "consents"
    SUPPRESSIONS = "suppressions"
    TAGS = "tags"
    SEGMENTS = "segments"
    SCORES = "scores"
    TEMPLATES = "templates"
    CAMPAIGNS = "campaigns"
    IMPORTS = "imports"
    SETTINGS = "settings"


class Entered(NamedTuple):
    """A commit's token; the kinds of change, stated ones and those that followed; what it touched beside `known`."""

    token: str
    changes: frozenset[Change]
    left: touched_tables.Footprint


def enter(
    connection: Connection, what: str, changes: set[Change], detail: Json, actor: str, known: tuple[int, int] | None
) -> Entered:
    """Write the commit's token, and its line of the audit log, chained to the line before by SHA-256.

    `known` are the numbers of new events that somebody has as they came, the first and the last.
    """
    at = clock.system_now()
    event_moments.keep(connection, at)
    left = touched_tables.of(connection, known)
    touched = left if known is None else left | touched_tables.Footprint(events=(known,))
    entered = Entered(secrets.token_hex(8), frozenset(changes | {Change(kind) for kind in touched.kinds}), left)
    commit = {"token": entered.token, "at": at, "what": what, "changes": sorted(entered.changes)}
    connection.execute(insert(commit_log).values(**commit, touched=touched.as_json()))
    previous = connection.scalar(select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)) or ""
    digest = line_hash(at, actor, what, detail or {}, previous)
    row = {"at": at, "actor": actor, "action": what, "detail": detail or {}, "previous_hash": previous, "hash": digest}
    connection.execute(insert(audit).values(row))
    return entered


def line_hash(at: int, actor: str, action: str, detail: object, previous: str) -> str:
    """SHA-256, in hexadecimal, of a line of the audit log and of the hash of the line before it."""
    line = {"at": at, "actor": actor, "action": action, "detail": detail}
    return hashlib.sha256((json.dumps(line, sort_keys=True, ensure_ascii=False) + previous).encode()).hexdigest()
