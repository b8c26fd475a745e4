"""The audit log: what was done to a project, by whom and when, in a chain that shows any later change."""

from typing import Any

from sqlalchemy import select

from app.domain.clock import Moment
from app.project.project import Project, line_hash
from storage.file.models import audit


def entries(project: Project, limit: int | None = None) -> list[dict[str, Any]]:
    """The log's lines, newest first: `at` (local ISO time), `actor`, `action` and `detail`."""
    question = select(audit).order_by(audit.c.id.desc()).limit(limit)
    with project.read() as connection:
        return [
            {
                "at": Moment(row.at, project.timezone).iso(),
                "actor": row.actor,
                "action": row.action,
                "detail": row.detail,
            }
            for row in connection.execute(question)
        ]


def verify(project: Project) -> dict[str, Any]:
    """`{"entries", "whole", "first_broken"}`: whether any line was changed or taken out after it was written."""
    previous, count = "", 0
    with project.read() as connection:
        for row in connection.execute(select(audit).order_by(audit.c.id)):
            expected = line_hash(row.at, row.actor, row.action, row.detail, previous)
            if row.previous_hash != previous or row.hash != expected:
                return {"entries": count, "whole": False, "first_broken": row.id}
            previous, count = row.hash, count + 1
    return {"entries": count, "whole": True, "first_broken": None}
