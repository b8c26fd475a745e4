"""The audit log: what was done to a project, by whom and when, in a chain that shows any later change."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.domain.clock import Moment
from app.project.commit import line_hash
from app.project.project import Project
from storage.file.models import audit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: when (local ISO time), who, what, and what else was noted of it."""

    at: str
    actor: str
    action: str
    detail: Any


@dataclass(frozen=True, slots=True)
class Verified:
    """How many lines were read, whether none was changed or taken out after it was written, and else which first."""

    entries: int
    whole: bool
    first_broken: int | None


def entries(project: Project, limit: int | None = None) -> list[Line]:
    """The log's lines, newest first."""
    question = select(audit).order_by(audit.c.id.desc()).limit(limit)
    with project.read() as connection:
        return [
            Line(Moment(row.at, project.timezone).iso(), row.actor, row.action, row.detail)
            for row in connection.execute(question)
        ]


def verify(project: Project) -> Verified:
    """Whether any line was changed or taken out after it was written."""
    previous, count = "", 0
    with project.read() as connection:
        for row in connection.execute(select(audit).order_by(audit.c.id)):
            expected = line_hash(row.at, row.actor, row.action, row.detail, previous)
            if row.previous_hash != previous or row.hash != expected:
                return Verified(count, False, row.id)
            previous, count = row.hash, count + 1
    return Verified(count, True, None)
