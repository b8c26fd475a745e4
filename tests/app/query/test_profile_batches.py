"""A few people asked about by kept statements: the same as everyone's columns, whoever was asked about before."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert, select

from app import audience
from app.domain import names
from app.domain.clock import Moment
from app.project import Change, Project
from app.query import traits
from app.query.profile_batches import ProfileBatch
from app.query.question import Question
from storage.file import models
from tests.app.audience.shop_data import NOW, US, Shop, fill


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Project.create(tmp_path_factory.mktemp("few") / "shop.quill", timezone="Europe/London", clock=NOW) as project:
        yield fill(project)


def wanted(question: Question) -> list[str]:
    return [name for name in question.names.traits if not names.is_dynamic(name) and not name.startswith("rfm_")]


def test_each_person_has_what_the_columns_of_everyone_say(shop: Shop) -> None:
    with audience.asking(shop.project) as question:
        asked = wanted(question)
        every = {
            row.pop("profile_id"): row
            for row in question.mirror.to_pyarrow(traits.columns(question, asked, folded=True)).to_pylist()
        }
        for number, row in every.items():
            found = ProfileBatch(question, [number]).traits(asked, folded=True)
            assert found == {number: row}
        some = np.array([3, 1, 12])
        assert ProfileBatch(question, some).traits(asked, folded=True) == {
            number: every[number] for number in (1, 3, 12)
        }


def test_an_earlier_moment_has_its_own_answers(shop: Shop) -> None:
    """Statements are kept: one of now must not answer for a moment at which less had happened."""
    earlier = sorted(row["at"] for row in shop.events if row["at"] <= US)[len(shop.events) // 3]
    for us in (US, earlier, US, earlier + 1):
        moment = Moment(us, shop.project.timezone)
        with audience.asking(shop.project, moment) as question:
            asked = wanted(question)
            expected = question.mirror.to_pyarrow(traits.columns(question, asked)).to_pylist()
            found = ProfileBatch(question, list(range(1, 13))).traits(asked)
            assert found == {row["profile_id"]: {name: row[name] for name in asked} for row in expected}


def test_what_is_recorded_ahead_counts_from_its_time_on(tmp_path: Path) -> None:
    with Project.create(tmp_path / "ahead.quill", timezone="Europe/London", clock=NOW) as project:
        fill(project)
        with project.write("Ordered later", {Change.EVENTS}) as connection:
            taken = connection.execute(select(models.event).limit(1)).mappings().one()
            event = {**taken, "name": "placed_order", "profile_id": 1, "at": US + 5_000_000, "digest": 1, "id": None}
            connection.execute(insert(models.event).values(event))

        def orders(us: int) -> int:
            with audience.asking(project, Moment(us, project.timezone)) as question:
                return int(ProfileBatch(question, [1]).traits(["orders"])[1]["orders"])

        before = orders(US)
        assert [orders(US + seconds * 1_000_000) - before for seconds in (1, 4, 5, 9)] == [0, 0, 1, 1]


def test_nobody_is_no_one(shop: Shop) -> None:
    with audience.asking(shop.project) as question:
        assert ProfileBatch(question, []).traits(["city", "orders"]) == {}
