"""The clock, the settings, the audit log and word of what changed."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.domain.problems import Problem
from app.project import Change, Project
from storage.file.models import event


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "a.quill", timezone="Europe/London")


def _event(project: Project, at: str) -> None:
    moment = project.moment(at)
    with project.write("event", {Change.EVENTS}) as connection:
        connection.execute(
            insert(event).values(link_id=1, profile_id=1, name="x", at=moment.us, batch_id=1, row=1, digest=1)
        )


def test_a_date_is_its_start_in_the_projects_zone(project: Project) -> None:
    with project:
        assert project.moment("2011-07-01").iso() == "2011-07-01T00:00:00+01:00"
        assert project.moment("2011-07-01T10:30:00Z").iso() == "2011-07-01T11:30:00+01:00"
        assert project.moment("2011-03-27T01:30").iso() == "2011-03-27T02:30:00+01:00"
        assert project.moment("2011-07-01").day == (dt.date(2011, 7, 1) - dt.date(1970, 1, 1)).days


def test_the_clock_can_stand_at_the_latest_event_but_not_beyond_the_real_now(project: Project) -> None:
    with project:
        project.change_settings({"clock": "latest-event"})
        assert abs(project.moment().us - project.moment("today").us) < 60_000_000
        _event(project, "2011-12-09T12:50:00")
        _event(project, "2999-01-01")
        assert project.moment().iso() == "2011-12-09T12:50:00+00:00"
        project.change_settings({"clock": "2011-06-01"})
        assert project.moment().iso() == "2011-06-01T00:00:00+01:00"


@pytest.mark.parametrize("values", [{"timezone": "Mars/Base"}, {"clock": "someday"}])
def test_a_wrong_setting_changes_nothing(project: Project, values: dict[str, str]) -> None:
    with project:
        before = project.settings
        with pytest.raises(Problem):
            project.change_settings(values)
        assert project.settings == before


def test_listeners_hear_what_kind_of_thing_changed(project: Project) -> None:
    heard: list[frozenset[Change]] = []
    with project:
        stop = project.subscribe(heard.append)
        _event(project, "2011-01-01")
        stop()
        _event(project, "2011-01-02")
    assert heard == [frozenset({Change.EVENTS})]
