"""The commits of a project that touched what is mirrored, as its log tells them."""

import contextlib
import functools
import json
import operator
import sqlite3
from pathlib import Path
from typing import NamedTuple

from storage.file import opening, touched_tables
from storage.file.touched_tables import Footprint
from storage.mirror.build import AFFECTED, PARTS

ERASURE = "erasure"
"""The kind of change by which people are erased."""


class Commit(NamedTuple):
    """A commit that touched what is mirrored: its number, its token, and the parts of the mirror."""

    number: int
    token: str
    parts: tuple[str, ...]
    anew: bool = False
    """Whether people were erased: no copy of a mirror from before may go on, for a database keeps deleted bytes."""


def of(project: Path) -> tuple[int, list[Commit]]:
    """The newest commit's number, and the commits that touched what is mirrored, oldest first."""
    uri = opening.reading_uri(project)
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
        rows = connection.execute("SELECT number, token, changes FROM commit_log ORDER BY number").fetchall()
    # A commit of a segment or a template changes nothing that is mirrored: the mirror before it is still the newest.
    said = [(number, token, json.loads(changes)) for number, token, changes in rows]
    commits = [Commit(number, token, _parts(kinds), _erases(kinds)) for number, token, kinds in said]
    return (rows[-1][0] if rows else 0), [commit for commit in commits if commit.parts]


def touched(project: Path, since: int) -> Footprint:
    """What the commits after one touched, together."""
    uri = opening.reading_uri(project)
    question = "SELECT touched FROM commit_log WHERE number > ? ORDER BY number"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
        rows = connection.execute(question, [since]).fetchall()
    told = (touched_tables.from_json(json.loads(row[0] or "null")) for row in rows)
    return functools.reduce(operator.or_, told, Footprint())


def has_events(project: Path) -> bool:
    """Whether the project has any event at all."""
    uri = opening.reading_uri(project)
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
        return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM event)").fetchone()[0])


def _erases(changes: object) -> bool:
    return isinstance(changes, list) and ERASURE in changes


def _parts(changes: object) -> tuple[str, ...]:
    if not isinstance(changes, list):
        # A stranger's file that does not say what was changed: all of it may have been.
        return PARTS
    return tuple(dict.fromkeys(part for change in changes for part in AFFECTED.get(change, ())))
