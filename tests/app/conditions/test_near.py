"""Near a place: by the great circle, and a row with a place and a distance."""

import math
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import conditions
from app.conditions.near import EARTH_KM, NearTest
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


odd = [(90.0, 0.0), (-90.0, 9.0), (0.0, 180.0)]
degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.sampled_from(odd)


@settings(deadline=None, max_examples=60)
@given(at=degrees, theirs=degrees, off=st.sampled_from([-1e-3, 0, 1e-3, 5, 20_100]))
def test_who_is_so_near_is_so_by_the_great_circle_alone(
    at: tuple[float, float], theirs: tuple[float, float], off: float
) -> None:
    """Also on the same meridian, at the poles and on the far side, where the band of latitude just holds them."""
    place = [Decimal(repr(value)) for value in at]
    north, other = math.radians(at[0]), math.radians(theirs[0])
    turned = math.cos(north) * math.cos(other) * math.cos(math.radians(at[1] - theirs[1]))
    angle = math.acos(max(-1.0, min(1.0, math.sin(north) * math.sin(other) + turned)))
    far = max(0.0, EARTH_KM * angle + off)
    table = ibis.memtable(pa.table({"lat": [theirs[0]], "lon": [theirs[1]]}))
    test = NearTest(place[0], place[1], Decimal(repr(far)))
    said = table.select(near=test.by_angle(table.lat, table.lon), all=test.within(table.lat, table.lon)).to_pyarrow()
    assert said.column("all").to_pylist() == said.column("near").to_pylist()
