"""The audit log: what was done to a project, by whom and when, in a chain that shows any later change."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.domain.clock import Moment
from app.project import person_hash
from app.project.commit import HEAD, KINDS, line_hash
from app.project.erasure import WHAT as ERASING
from app.project.project import Project
from storage.file import backups
from storage.file.models import audit, commit_log, setting

PAGE = 200
"""How many lines a page of the log has."""

ERASED = "erased"
"""What stands for a line whose words named somebody who was erased since; the chain goes on through it."""


RESTORED = "Put a backup back"
"""What the log calls it, in the file that took the place."""


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
    `behind` is the backup that has lines which are missing here, where an older file stands in the project's place.
    """

    entries: int
    whole: bool
    first_broken: int | None
    erased: int = 0
    behind: str = ""


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
    """Whether any line was changed or taken out after it was written, at the end too, or an older file put back."""
    known = _Chain()
    with project.read() as connection:
        for row in connection.execute(select(audit).order_by(audit.c.id)):
            if not known.follows(row):
                return Verified(len(known.lines), False, row.id)
        head = connection.scalar(select(setting.c.value).where(setting.c.name == HEAD))
        committed = connection.scalar(select(func.max(commit_log.c.at))) or 0
    broken = known.not_told_of()
    if broken is None and known.is_cut(head, committed):
        broken = known.newest + 1
    if broken is not None:
        return Verified(len(known.lines), False, broken, len(known.emptied))
    behind = _behind(project, known)
    return Verified(len(known.lines), not behind, known.newest + 1 if behind else None, len(known.emptied), behind)


class _Chain:
    """The lines that were read so far, each by its number with its hash."""

    def __init__(self) -> None:
        self.lines: dict[int, str] = {}
        self.emptied: dict[int, None] = {}
        self.newest, self.at, self.restored_at = 0, 0, 0
        self._told: set[int] = set()
        self._last = ""

    def follows(self, row: Any) -> bool:
        """Take the next line; False where it was changed, or one before it was taken out."""
        expected = line_hash(row.at, row.actor, row.action, row.detail, self._last, row.kind, row.people)
        if row.previous_hash != self._last or (row.hash != expected and row.action != ERASED):
            return False
        if row.hash != expected:
            self.emptied[row.id] = None
        elif row.kind == "privacy":
            self._told |= {number for number in row.detail.get("lines", []) if number < row.id}
        if row.action == RESTORED:
            self.restored_at = row.at
        self.lines[row.id], self._last = row.hash, row.hash
        self.newest, self.at = row.id, max(self.at, row.at)
        return True

    def not_told_of(self) -> int | None:
        """The first line whose words went without a later line that says so."""
        return next((number for number in self.emptied if number not in self._told), None)

    def is_cut(self, head: Any, committed: int) -> bool:
        """Whether lines are missing at the end, by what was kept of the newest and by when something was last done."""
        kept = (head["line"], head["hash"]) if isinstance(head, dict) else (self.newest, self._last)
        return kept != (self.newest, self._last) or committed > self.at


def _behind(project: Project, known: _Chain) -> str:
    """The newest backup of this project with lines that its log lacks: an older file was put in its place.

    Not of what was there before a backup was put back by the program, which is a line itself. Of backups that were made
    here alone: a copy that lay elsewhere had a log of its own.
    """
    for file in backups.made_here(project.path, project.uid):
        lines = [one for one in backups.log_of(file) if one.action != ERASING]
        if not lines or lines[-1].at <= known.restored_at:
            continue
        if any(known.lines.get(one.id) != one.hash for one in lines):
            return file.name
    return ""
