"""Changes of stage are events of the mirror: those that the kept runs tell, and no others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import delete, select, update

from app.project import Change, Project
from app.runs import score_runs
from storage.file import models, stage_changes
from tests.storage.mirror.filled import fill

STAGES = {"stages": [{"name": "Active"}, {"name": "At risk"}]}


def keep(project: Project, as_of: int, stages: dict[int, str]) -> int:
    values = pa.table(
        {
            "profile_id": pa.array(list(stages), pa.int64()),
            "name": pa.array(["lifecycle_stage"] * len(stages), pa.string()),
            "text": pa.array(list(stages.values()), pa.string()),
            "number": pa.nulls(len(stages), pa.float64()),
        }
    )
    with project.write("Run", {Change.SCORES}) as connection:
        return score_runs.keep(connection, score_runs.Run("lifecycle_stage", "lifecycle", as_of, STAGES, {}), values)


def events(project: Project) -> list[tuple[int, int, str, str]]:
    with project.audience() as mirror:
        table = mirror.table("events")
        mine = table.filter(table["name"].isin(["entered_stage", "left_stage"])).order_by(["at", "id"])
        return [
            (row["at"], row["profile_id"], row["name"], row["p_stage"]) for row in mirror.to_pyarrow(mine).to_pylist()
        ]


def stored(project: Project) -> int:
    with project.audience() as mirror:
        return int(mirror.scalar(mirror.table("event_rows").count()))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill") as made:
        fill(made)
        yield made


def test_a_run_says_who_changed_since_the_one_before(project: Project) -> None:
    before = stored(project)
    keep(project, 100, {1: "Active", 2: "Active"})
    assert events(project) == [], "of the first run nobody came from anywhere"
    second = keep(project, 200, {1: "At risk", 2: "active", 3: "Active"})
    wanted = [
        (200, 1, "left_stage", "Active"), (200, 1, "entered_stage", "At risk"), (200, 3, "entered_stage", "Active")
    ]  # fmt: skip
    assert events(project) == wanted
    # Once more at the same moment: the same, and not twice.
    again = keep(project, 200, {1: "At risk", 2: "Active", 3: "Active"})
    assert events(project) == wanted
    assert stored(project) == before
    with project.write("Back", {Change.SCORES}) as connection:
        score_runs.take_away(connection, again, "lifecycle_stage")
    assert events(project) == wanted
    with project.write("Back", {Change.SCORES}) as connection:
        score_runs.take_away(connection, second, "lifecycle_stage")
    assert events(project) == []


def test_nobody_in_any_stage_left_them_all(project: Project) -> None:
    keep(project, 100, {1: "Active"})
    last = keep(project, 200, {})
    assert events(project) == [(200, 1, "left_stage", "Active")]
    with project.write("Back", {Change.SCORES}) as connection:
        score_runs.take_away(connection, last, "lifecycle_stage")
    assert events(project) == []


def test_a_run_for_an_earlier_day_comes_between(project: Project) -> None:
    keep(project, 100, {1: "Active"})
    keep(project, 300, {1: "At risk"})
    keep(project, 200, {1: "At risk"})
    assert events(project) == [(200, 1, "left_stage", "Active"), (200, 1, "entered_stage", "At risk")]


def test_they_follow_people_who_are_merged_or_gone_and_events_that_come(project: Project) -> None:
    keep(project, 100, {1: "Active", 2: "Active"})
    keep(project, 200, {1: "At risk", 2: "At risk"})
    value = models.score_value
    with project.write("Merged", {Change.PROFILES}) as connection:
        connection.execute(update(value).where(value.c.profile_id == 2).values(profile_id=9))
    assert {row[1] for row in events(project)} == {1, 9}
    with project.write("Gone", {Change.PROFILES}) as connection:
        connection.execute(delete(value).where(value.c.profile_id == 9))
    assert {row[1] for row in events(project)} == {1}
    # The rest of the mirror made anew leaves them.
    with project.write("Events", {Change.EVENTS}) as connection:
        connection.execute(delete(models.event))
    assert len(events(project)) == 2


def test_the_store_tells_one_person_the_same(project: Project) -> None:
    keep(project, 100, {1: "Active", 2: "Active"})
    keep(project, 200, {1: "At risk", 3: "Active"})
    keep(project, 300, {1: "Active", 3: "Active"})
    found: list[Any] = []
    with project.read() as connection:
        assert connection.scalar(select(models.score_run.c.id).limit(1)) is not None
        for person in (1, 2, 3):
            found += [(at, person, name, stage) for at, name, stage in stage_changes.of_profile(connection, person)]
    assert sorted(found) == sorted(events(project))
