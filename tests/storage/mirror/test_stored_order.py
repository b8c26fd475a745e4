"""People come in key order, whoever was written behind since; a question that moves them is sorted."""

from collections.abc import Callable
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from sqlalchemy import insert

from app.project import Change, Project
from storage.file.models import profile, tag
from storage.mirror import stored_order
from tests.storage.mirror.filled import fill

PEOPLE = 40


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill", timezone="Europe/London")
    fill(made)
    with made.write("people", {Change.PROFILES}) as connection:
        people = [
            {"id": 100 + number, "key": f"external_id:{number * 7 % PEOPLE:02}", "email": None, "mailable": False}
            for number in range(PEOPLE)
        ]
        connection.execute(insert(profile), [one | {"traits": {"city": "Oslo"}, "created_batch": 1} for one in people])
    return made


def _tagged(project: Project, *people: int) -> None:
    """Those are written behind all others in the next mirror."""
    with project.audience():
        pass
    with project.write("tag", {Change.TAGS}) as connection:
        connection.execute(insert(tag), [{"profile_id": one, "tag": "New", "batch_id": 1} for one in people])


def _behind(project: Project) -> int | None:
    with project.audience() as mirror:
        return stored_order.first_behind(mirror._connection)  # type: ignore[attr-defined]


@pytest.mark.parametrize("at_once", [1, 7, 2_048])
@pytest.mark.parametrize("tagged", [(), (100,), (9, 139, 101, 120, 7), tuple(range(100, 140))])
def test_people_come_in_key_order_wherever_they_are_stored(
    project: Project, tagged: tuple[int, ...], at_once: int
) -> None:
    with project:
        if tagged:
            _tagged(project, *tagged)
        with project.audience() as mirror:
            people = mirror.table("profiles")
            for rows in (people, people.filter(people.t_city == "Oslo"), people.filter(people.t_city == "nowhere")):
                asked = rows.select("id", "key", "t_city", "t_tags").order_by("key").select("key", "id", "t_tags")
                batches = list(mirror.batches(asked, at_once))
                found = pa.Table.from_batches(batches, asked.schema().to_pyarrow())
                assert found.equals(mirror.to_pyarrow(asked))
                assert found.column("key").to_pylist() == sorted(found.column("key").to_pylist())


def test_a_mirror_made_anew_has_nobody_behind(project: Project) -> None:
    with project:
        assert _behind(project) is None
        _tagged(project, 100)
        assert _behind(project) is not None


MOVED: dict[str, Callable[[ibis.Table, ibis.Table], ibis.Table]] = {
    "in no order": lambda people, events: people.select("key"),
    "downwards": lambda people, events: people.order_by(people.key.desc()),
    "by more": lambda people, events: people.order_by("key", "id"),
    "by another column": lambda people, events: people.order_by("id"),
    "by what is called like the key": lambda people, events: people.select(key=people.t_city).order_by("key"),
    "without the key": lambda people, events: people.order_by("key").select("id"),
    "cut": lambda people, events: people.order_by("key").limit(2),
    "joined": lambda people, events: people.left_join(events, people.id == events.profile_id).order_by("key"),
    "brought together": lambda people, events: people.group_by("key").agg(n=people.count()).order_by("key"),
    "with a look at others": lambda people, events: people.filter(people.id.isin(events.profile_id)).order_by("key"),
    "ranked": lambda people, events: people.mutate(rank=ibis.rank().over(order_by=people.id)).order_by("key"),
    "of another table": lambda people, events: events.select(key=events["name"]).order_by("key"),
}


@pytest.mark.parametrize("way", MOVED)
def test_what_moves_people_is_sorted(project: Project, way: str) -> None:
    with project, project.audience() as mirror:
        assert stored_order.unsorted(MOVED[way](mirror.table("profiles"), mirror.table("events"))) is None
