"""Any trait as a column at a moment, for everyone; and a value as people read it."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from app import audience
from app.domain.clock import parse_moment
from app.query import Question, traits
from tests.app.audience.shop_data import Shop

MOMENT = parse_moment("2011-12-09", ZoneInfo("Europe/London"))


def test_everyone_has_a_row_with_stored_and_computed_traits(shop: Shop) -> None:
    asked = ["shoe_size", "orders", "revenue", "age", "favourite_brand", "email", "cluster:None"]
    with audience.asking(shop.project) as question:
        rows = question.mirror.to_pyarrow(traits.columns(question, asked)).to_pylist()
        few = Question(question.mirror, question.moment, question.names, among=np.array([2, 12]))
        some = question.mirror.to_pyarrow(traits.columns(few, asked)).to_pylist()
    by_id = {row["profile_id"]: row for row in rows}
    assert rows[0].keys() == {"profile_id", *asked}
    assert sorted(by_id) == list(range(1, 13))
    assert {number: row["shoe_size"] for number, row in by_id.items()} == {
        person["id"]: person["traits"].get("shoe_size") for person in shop.people
    }
    assert (by_id[12]["orders"], by_id[12]["revenue"]) == (0, None), "no orders, but no revenue either"
    assert (by_id[2]["age"], by_id[2]["email"]) == (31, "p2@example.com")
    assert {row["cluster:None"] for row in rows} == {None}
    assert sorted(some, key=lambda row: row["profile_id"]) == [by_id[2], by_id[12]]


def test_folded_twins_and_local_days_stand_beside_them(shop: Shop) -> None:
    with audience.asking(shop.project) as question:
        rows = question.mirror.to_pyarrow(traits.columns(question, ["city", "signed_up_at"], folded=True)).to_pylist()
    (row,) = [row for row in rows if row["profile_id"] == 3]
    assert (row["city"], row["f_city"]) == ("Straße", "strasse")
    assert row["d_signed_up_at"] == row["signed_up_at"] // 86_400_000_000


def test_the_type_of_a_trait_is_the_projects_own_or_else_the_standard_one(shop: Shop) -> None:
    with audience.asking(shop.project) as question:
        kinds = [traits.kind_of(name, question.mirror) for name in ("budget", "revenue", "cluster:Tea", "rfm", "email")]
    assert (kinds[0], kinds[1], kinds[2], kinds[4]) == ("amount", "amount", "text", "text")


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("amount", 12_345, 1.2345), ("date", 0, "1970-01-01"), ("number", 3.0, 3), ("number", 3.5, 3.5),
        ("datetime", MOMENT.us, "2011-12-09T00:00:00+00:00"), ("text", "x", "x"), ("amount", None, None),
        ("list", ["a"], ["a"]),
    ],
)  # fmt: skip
def test_a_value_as_people_read_it(kind: str, value: object, shown: object) -> None:
    assert traits.shown(kind, value, MOMENT) == shown
