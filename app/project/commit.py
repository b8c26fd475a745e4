"""What a commit changes, and what it leaves of itself: its token, what it touched, and its line of the audit log."""

import enum
import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, insert, select

from app.domain import clock
from app.project import person_hash
from storage.file import event_moments, touched_tables
from storage.file.models import audit, commit_log, setting

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
    MEMBERSHIPS = "memberships"
    """What is recorded of who entered and left segments."""
    SCORES = "scores"
    TEMPLATES = "templates"
    CAMPAIGNS = "campaigns"
    IMPORTS = "imports"
    SETTINGS = "settings"
    ERASURE = "erasure"
    """People are erased: whatever was made of them goes too, and nothing is made of a copy of it."""


class Entered(NamedTuple):
    """A commit's token; the kinds of change, stated ones and those that followed; what it touched beside `known`."""

    token: str
    changes: frozenset[Change]
    left: touched_tables.Footprint


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line of the audit log says: what was done, by whom, of which kind, and the numbers of those concerned.

    `kind` is one of `KINDS`; without one it follows from what a commit changes.
    """

    what: str
    detail: Json = None
    actor: str = "you"
    kind: str = ""
    about: Iterable[int] = ()
    people: Sequence[Sequence[str]] | None = None
    """Those concerned by their hashes, where these were made before."""


KINDS: Final = {
    "import": "Imports",
    "undo": "Taken back",
    "export": "Exports",
    "change": "Changes",
    "settings": "Settings",
    "opened": "People looked at",
    "privacy": "Privacy",
}
"""The kinds of line that the log has, and what each is called."""


def enter(connection: Connection, entry: Entry, changes: set[Change], known: tuple[int, int] | None) -> Entered:
    """Write the commit's token, and its line of the audit log.

    `known` are the numbers of new events that somebody has as they came, the first and the last.
    """
    at = clock.system_now()
    event_moments.keep(connection, at)
    left = touched_tables.of(connection, known)
    touched = left if known is None else left | touched_tables.Footprint(events=(known,))
    entered = Entered(secrets.token_hex(8), frozenset(changes | {Change(kind) for kind in touched.kinds}), left)
    commit = {"token": entered.token, "at": at, "what": entry.what, "changes": sorted(entered.changes)}
    connection.execute(insert(commit_log).values(**commit, touched=touched.as_json()))
    line(connection, replace(entry, kind=entry.kind or _kind_of(changes)), at)
    return entered


def _kind_of(changes: set[Change]) -> str:
    if Change.IMPORTS in changes:
        return "import"
    return "settings" if changes == {Change.SETTINGS} else "change"


HEAD: Final = "audit_head"
"""The setting that holds the number and the hash of the newest line: lines that are cut off at the end are missed."""


def line(connection: Connection, entry: Entry, at: int = 0) -> None:
    """Write a line of the log, chained to the line before by SHA-256; a time of 0 stands for now."""
    at, detail = at or clock.system_now(), entry.detail or {}
    people = person_hash.people_hashes(connection, entry.about) if entry.people is None else entry.people
    previous = connection.scalar(select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)) or ""
    digest = line_hash(at, entry.actor, entry.what, detail, previous, entry.kind, people)
    row = {"at": at, "actor": entry.actor, "action": entry.what, "detail": detail, "kind": entry.kind}
    written = connection.execute(
        insert(audit).values(row | {"people": people, "previous_hash": previous, "hash": digest})
    )
    newest = {"line": int((written.inserted_primary_key or (0,))[0]), "hash": digest}
    connection.execute(insert(setting).prefix_with("OR REPLACE").values(name=HEAD, value=newest))


def line_hash(at: int, actor: str, action: str, detail: object, previous: str, kind: str | None, people: Any) -> str:
    """SHA-256, in hexadecimal, of a line of the audit log and of the hash of the line before it.

    Lines of older versions had no kind and named nobody.
    """
    line = {"at": at, "actor": actor, "action": action, "detail": detail}
    line |= {"kind": kind, "people": people or []} if kind is not None else {}
    return hashlib.sha256((json.dumps(line, sort_keys=True, ensure_ascii=False) + previous).encode()).hexdigest()
