"""What the search for groups answers: it says who could not be taken in, and how it was made."""

from app.discover.answers import Choice
from app.discover.search import Study
from app.domain.serialising import to_json
from tests.app.discover.conftest import shoppers


def test_a_grouping_says_how_it_was_made() -> None:
    choice = Choice(("orders", "revenue"), logs=frozenset({"revenue"}), seed=3)
    found = Study(shoppers(60), choice).grouping(2)
    assert (found.algorithm, found.features, found.scale, found.log, found.seed) == (
        "kmeans", ("orders", "revenue"), choice.scale, ["revenue"], 3,
    )  # fmt: skip
    assert found.noise == 0
    assert found.without.people == 0
    assert sum(one.size for one in found.portraits) == 60
    document = to_json(found)
    assert document["algorithm"] == "kmeans"
    assert document["left_out"] == {"people": 0, "by_feature": {}}


def test_a_portrait_says_who_they_are_and_what_sets_them_apart() -> None:
    found = Study(shoppers(200), Choice(("days_since_last_order", "orders", "revenue"))).grouping(3)
    for one in found.portraits:
        assert one.description.startswith(one.description[0].upper())
        assert one.description == f"{one.sentence}: {one.highlight}"
    assert len({one.label for one in found.portraits}) == 3
