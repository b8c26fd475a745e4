"""The audit log: a chain that shows any later change."""

from pathlib import Path

import pytest
from sqlalchemy import insert, update

from app.project import Change, Project, audit_log
from storage.file.models import audit, event


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "a.quill", timezone="Europe/London")


def _event(project: Project, at: str) -> None:
    moment = project.moment(at)
    with project.write("event", {Change.EVENTS}) as connection:
        connection.execute(
            insert(event).values(link_id=1, profile_id=1, name="x", at=moment.us, batch_id=1, row=1, digest=1)
        )


def test_the_audit_log_shows_any_later_change(project: Project) -> None:
    with project:
        for day in ("2011-01-01", "2011-01-02", "2011-01-03"):
            _event(project, day)
        assert audit_log.verify(project) == audit_log.Verified(4, whole=True, first_broken=None)
        assert [line.action for line in audit_log.entries(project)] == ["event"] * 3 + ["Made the project"]
        with project.write("tamper", {Change.SETTINGS}) as connection:
            connection.execute(update(audit).where(audit.c.id == 2).values(action="nothing happened"))
        assert audit_log.verify(project).first_broken == 2
