"""A rule and the columns of traits become expressions without a word to the engine."""

from collections.abc import Iterator
from typing import Any

import pytest

from app import audience, conditions
from app.project import Change, Project
from app.query import compile as compiling
from app.query import traits
from app.query.question import Question
from app.runs import rfm
from storage.file import models
from tests.app.audience.plain_memberships import record
from tests.app.audience.shop_data import DAY, NOW, US, fill
from tests.app.audience.test_meaning import KINDS

pytestmark = pytest.mark.early


class Silent:
    """A reading that says of itself what it says, and may not be asked for anything."""

    def __init__(self, mirror: Any) -> None:
        self.token, self.types, self.changes, self.known = mirror.token, mirror.types, mirror.changes, mirror.known
        self.latest_consent, self.latest_suppression = mirror.latest_consent, mirror.latest_suppression
        self.people = mirror.people
        self.table = mirror.table


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The shop with scores, and a trait of each type that changed."""
    path = tmp_path_factory.mktemp("silent") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as made:
        fill(made)
        record(made)
        later = {
            "city": "Bonn",
            "vip": True,
            "shoe_size": 40.5,
            "budget": 90_000,
            "birth_date": 4_000,
            "signed_up_at": US - 3 * DAY,
            "interests": ["Tea", "Bags"],
        }
        row = {"link_id": 1, "profile_id": 6, "batch_id": 1, "row": 2, "mode": "update"}
        with made.write("Said more", set(Change)) as connection:
            connection.execute(models.profile_row.insert().values(row | {"effective_at": US - DAY, "traits": later}))
        rfm.run(made)
        rfm.run(made, "2011-11-01")
        yield made


MOMENTS = ("2011-10-01", NOW, "2011-12-09", "2011-12-20")
SCORES = [
    {"trait": "rfm_recency", "op": ">", "value": 2},
    {"trait": "rfm_segment", "op": "is_set"},
    {"trait": "shoe_size", "op": "=", "value": 40.5, "for": {"days": 1}},
    {"trait": "interests", "op": "has", "value": "tea", "was": True},
    {"trait": "signed_up_at", "op": "is_set", "was": True},
]


@pytest.mark.parametrize(
    "as_of", [*MOMENTS[:2], *(pytest.param(moment, marks=pytest.mark.long) for moment in MOMENTS[2:])]
)
def test_building_asks_the_engine_nothing(project: Project, as_of: str) -> None:
    rule = {"any": [*KINDS, *SCORES]}
    with audience.asking(project, as_of) as question:
        silent = Question(Silent(question.mirror), question.moment, question.names)  # type: ignore[arg-type]
        root = conditions.parse(rule, question.names).root
        assert compiling.members(root, silent).columns == question.people.columns
        wanted = list(question.names.traits)
        built = traits.columns(silent, wanted, folded=True)
        # What is built so is what is asked: the same traits as by a question that may speak.
        said = question.mirror.to_pyarrow(built.order_by("profile_id"))
        assert said.equals(
            question.mirror.to_pyarrow(traits.columns(question, wanted, folded=True).order_by("profile_id"))
        )


def test_each_score_is_that_of_the_newest_run_by_then(project: Project) -> None:
    def scored(as_of: str) -> set[Any]:
        found = audience.members(project, {"all": []}, ["rfm_recency"], as_of)
        return set(found.column("rfm_recency").to_pylist()) - {None}

    with audience.asking(project, "2011-12-09") as question:
        scores = question.mirror.table("scores").filter(lambda row: row.name == "rfm_recency")
        runs = {row["run_id"]: row for row in question.mirror.to_pyarrow(scores.select("run_id", "as_of")).to_pylist()}
    assert len(runs) == 2
    assert scored("2011-10-31") == set()
    assert scored("2011-12-09")
    assert scored("2011-12-09") != set(range(9))
