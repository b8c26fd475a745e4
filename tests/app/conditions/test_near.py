"""Near a place: by the great circle, and a row with a place and a distance."""

from typing import Any

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from app.rules import builder
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about, row, texts

PARIS = {"near": {"lat": 48.85, "lon": 2.35}, "km": 5}


def test_it_is_judged_by_the_great_circle(shop: Shop) -> None:
    assert about(shop, 1, PARIS) == (False, "no coordinates are known", "move nearer")
    # A tenth of a degree of latitude is a sixth of a minute of arc more than six nautical miles: 11.1 km.
    assert about(shop, 2, PARIS) == (False, "is 11.1 km away", "move nearer")
    assert about(shop, 2, PARIS | {"km": 12}) == (True, "is 11.1 km away", "move away")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"near": {}}, "near"),
        ({"near": {"lat": 1}}, "near"),
        ({"near": {"lat": 91, "lon": 0}}, "near.lat"),
        ({"near": {"lat": 0, "lon": -181}}, "near.lon"),
        ({"km": -1}, "km"),
        ({"miles": 3}, "miles"),
    ],
)
def test_what_is_no_place_is_refused_there(change: dict[str, Any], where: str) -> None:
    with pytest.raises(RuleProblem) as caught:
        conditions.parse(PARIS | change, NAMES)
    assert caught.value.where == where


def test_its_row_gives_a_place_and_a_distance() -> None:
    assert conditions.begun("near", NAMES) == {"near": {}, "km": 25}
    unfinished = row({"near": {}, "km": 25})
    assert [(field.text, field.missing) for field in unfinished[1:]] == [("choose…", True), ("within 25 km", False)]
    assert isinstance(unfinished[1].editor, builder.Place)
    given = unfinished[1].given({"lat": 48.8566, "lon": 2.3522})
    assert texts(given) == ["Lives near", "48.8566, 2.3522", "within 25 km"]
    assert texts(row(given)[2].given(7.5))[2] == "within 7.5 km"
    conditions.parse(given, NAMES)
