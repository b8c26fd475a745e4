"""Stored traits as they were: their course, and everybody's value at a moment."""

import datetime as dt

import pytest

from app import audience
from app.query import trait_history, traits
from tests.app.audience.shop_data import COURSES, DAY, US, Shop


def _iso(us: int) -> str:
    return dt.datetime.fromtimestamp(us / 1e6, dt.UTC).isoformat()


@pytest.mark.parametrize("days", [-200, -90, -50, -40, -16, -15, -1, 3])
def test_everybody_has_the_city_that_was_known_by_then(shop: Shop, days: int) -> None:
    moment = US + days * DAY
    with audience.asking(shop.project, _iso(moment)) as question:
        rows = question.mirror.to_pyarrow(traits.columns(question, ["city"])).to_pylist()
    said = {row["profile_id"]: row["city"] for row in rows}
    for person, course in COURSES.items():
        known = [(at, new["city"]) for at, new in course if "city" in new]
        assert said[person] == next((city for at, city in reversed(known) if at <= moment), known[0][1])


def test_only_what_changes_later_has_to_be_looked_up_in_its_course(shop: Shop) -> None:
    with audience.asking(shop.project) as now, audience.asking(shop.project, _iso(US + 3 * DAY)) as later:
        assert trait_history.changed_later("city", now)
        assert not trait_history.changed_later("city", later)
        assert not trait_history.changed_later("shoe_size", now)


def test_the_course_of_a_trait_is_each_value_with_its_time(shop: Shop) -> None:
    with audience.asking(shop.project) as question:
        rows = question.mirror.to_pyarrow(trait_history.course("city", question)).to_pylist()
    theirs = sorted((row["at"], row["plain"], row["folded"]) for row in rows if row["profile_id"] == 9)
    assert theirs == [(US - 60 * DAY, "Évry", "évry"), (US - 15 * DAY, "Nice", "nice"), (US - 5 * DAY, "Évry", "évry")]
