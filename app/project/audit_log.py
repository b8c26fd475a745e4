"""The audit log: what was done to a project, by whom and when, in a chain that shows any later change."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from app.domain.clock import Moment
from app.project import person_hash
from app.project.commit import KINDS, line_hash
from app.project.project import Project
from storage.file.models import audit

PAGE = 200
"""How many lines a page of the log has."""

ERASED = "erased"
"""What stands for a line whose words named somebody who was erased since; the chain goes on through it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: its number, when (local ISO time), who, what, of which kind, and what else was noted of it.

    `people` are those whom it concerns, each by the hashes of all that they were known by, which only this project can
    make.
    """

    id: int
    at: str
    actor: str
    kind: str
    action: str
    detail: Any
    people: list[list[str]]


@dataclass(frozen=True, slots=True)
class Verified:
    """How many lines were read, whether none was changed or taken out after it was written, and else which first.

    Lines whose words an erasure took away are `erased`: they count as whole where a later line says so of them.
    """

    entries: int
    whole: bool
    first_broken: int | None
    erased: int = 0


def entries(
    project: Project, limit: int | None = None, *, kind: str = "", person: str = "", before: int | None = None
) -> list[Line]:
    """The log's lines, newest first: of one kind, about one person (a key or an identifier), before a line."""
    question = select(audit).order_by(audit.c.id.desc())
    if before is not None:
        question = question.where(audit.c.id < before)
    if kind:
        question = question.where(_of_kind(kind))
    wanted = _hashes(project, person) if person else set()
    if person:
        question = question.where(audit.c.people.is_not(None))
    found: list[Line] = []
    with project.read() as connection:
        for row in connection.execute(question):
            if not person or any(wanted.intersection(one) for one in row.people):
                found.append(_line(row, project))
            if limit is not None and len(found) == limit:
                break
    return found


def _line(row: Any, project: Project) -> Line:
    at = Moment(row.at, project.timezone).iso()
    kind = row.kind if row.kind in KINDS else "change"
    return Line(row.id, at, row.actor, kind, row.action, row.detail, row.people or [])


def _of_kind(kind: str) -> ColumnElement[bool]:
    same = audit.c.kind == kind
    # Older versions noted no kind.
    return same | audit.c.kind.is_(None) if kind == "change" else same


def _hashes(project: Project, person: str) -> set[str]:
    """What the log calls somebody by: the hash of any of their identifiers, whether they are still there or not."""
    kind, colon, value = person.strip().partition(":")
    if not colon:
        kind, value = "email", person
    said = person_hash.named(kind, person_hash.match_key(value) if kind == "email" else value)
    with project.read() as connection:
        key = person_hash.kept_key(connection)
    return {person_hash.person_hash(key, one) for one in (said, person.strip())}


def verify(project: Project) -> Verified:
    """Whether any line was changed or taken out after it was written."""
    previous, count = "", 0
    emptied: dict[int, None] = {}
    told: set[int] = set()
    with project.read() as connection:
        for row in connection.execute(select(audit).order_by(audit.c.id)):
            expected = line_hash(row.at, row.actor, row.action, row.detail, previous, row.kind, row.people)
            if row.previous_hash != previous or (row.hash != expected and row.action != ERASED):
                return Verified(count, False, row.id)
            if row.hash != expected:
                emptied[row.id] = None
            elif row.kind == "privacy":
                told |= {number for number in row.detail.get("lines", []) if number < row.id}
            previous, count = row.hash, count + 1
    broken = next((number for number in emptied if number not in told), None)
    return Verified(count, broken is None, broken, len(emptied))
