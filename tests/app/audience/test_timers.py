"""Which segments are due by their timers, and refreshing those, and no others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import ingest
from app.audience import history, segments, timers
from app.audience.beside import Beside, Timer
from app.audience.timers import PERIODS, Timers, due
from app.domain import clock
from app.project import Change, Project
from storage.file.models import segment
from tests.app.audience.shop_data import NOW, fill

PARIS = {"trait": "city", "op": "is", "value": "Paris"}
HOUR = 3_600_000_000


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as made:
        fill(made)
        yield made


def bring_in(project: Project, address: str) -> None:
    file = project.path.with_name(f"{address}.csv")
    file.write_text(f"email\n{address}@x.example\n")
    ingest.run_import(project, file, "profiles")


@pytest.mark.parametrize(("timer", "period"), PERIODS.items())
def test_by_the_clock(project: Project, timer: Timer, period: int) -> None:
    segments.save(project, "A", PARIS, beside=Beside(timer=timer))
    segments.save(project, "Never", PARIS, beside=Beside(timer="never"))
    assert [one.name for one in due(project)] == ["A"]
    looking = Timers(project)
    assert [one.name for one in looking.look()] == ["A"]
    made = clock.system_now()
    assert looking.look() == due(project, made + period - HOUR // 60) == []
    assert [one.name for one in due(project, made + period)] == ["A"]
    assert [one.name for one in looking.look(now=made + period)] == ["A"]
    assert len(history.of(project, "A")) == 2
    assert history.of(project, "Never") == []


def test_on_new_data_after_each_import_and_after_one_was_taken_back(project: Project) -> None:
    with Project.create(project.path.with_name("empty.quill")) as empty:
        segments.save(empty, "A", {"all": []})
        # Before anything ever came in there is nothing to find.
        assert Timers(empty).look() == []
    segments.save(project, "A", PARIS)
    looking = Timers(project)
    bring_in(project, "ann")
    assert [one.name for one in looking.look()] == ["A"]
    assert looking.look() == []
    segments.save(project, "B", PARIS)
    assert [one.name for one in looking.look()] == ["B"]
    ingest.undo(project, ingest.newest_import(project))
    assert [one.name for one in looking.look()] == ["A", "B"]
    project.change_settings({"name": "Other"})
    assert looking.look() == []


def test_what_cannot_be_asked_is_tried_again_when_the_project_is_another(project: Project) -> None:
    broken = segments.save(project, "Broken", PARIS, beside=Beside(timer="daily"))
    with project.write("by hand", {Change.SEGMENTS}) as connection:
        wrong = {"trait": "gone", "op": "is_set"}
        connection.execute(segment.update().where(segment.c.id == broken.id).values(rule=wrong))
    looking = Timers(project)
    assert looking.look() == looking.look() == []
    token = project.token()
    segments.save(project, "Sound", PARIS, beside=Beside(timer="daily"))
    assert [one.name for one in looking.look()] == ["Sound"]
    assert project.token() != token
    assert looking.look() == []
    segments.save(project, "Broken", PARIS)
    assert [one.name for one in looking.look()] == ["Broken"]


def test_where_the_clock_went_back_what_was_recorded_stays(project: Project) -> None:
    segments.save(project, "A", PARIS, beside=Beside(timer="hourly"))
    looking = Timers(project)
    looking.look()
    project.change_settings({"clock": "2011-01-01"})
    segments.save(project, "B", PARIS, beside=Beside(timer="hourly"))
    later = clock.system_now() + 2 * HOUR
    assert [one.name for one in looking.look(now=later)] == ["B"]
    assert len(history.of(project, "A")) == 1


def test_one_that_was_never_refreshed_is_late_from_the_beginning() -> None:
    kept = segments.Segment(1, "A", PARIS, "", False, timer="daily")
    assert timers.is_due(kept, None, None, 0)
    assert not timers.is_due(kept, 0, None, 30 * HOUR, lateness=2)
    assert timers.is_due(kept, 0, None, 48 * HOUR, lateness=2)
