"""On the suppression list, or not."""

import datetime as dt

from app import audience
from tests.app.audience.shop_data import DAY, US, Shop
from tests.app.conditions.asking import about, row, texts


def test_it_is_judged_by_the_list_at_the_moment(shop: Shop) -> None:
    listed, free = "is on the suppression list", "is not on the suppression list"
    assert about(shop, 1, {"suppressed": True}) == (True, listed, "come off the suppression list")
    assert about(shop, 1, {"suppressed": False}) == (False, listed, "come off the suppression list")
    # The second is listed from tomorrow on.
    assert about(shop, 2, {"suppressed": True}) == (False, free, "be suppressed")
    assert about(shop, 2, {"suppressed": False}) == (True, free, "be suppressed")


def test_a_press_turns_its_row_around() -> None:
    assert texts({"suppressed": False}) == ["Address", "is not on the suppression list"]
    assert row({"suppressed": False, "note": "why"})[1].given(True) == {"suppressed": True, "note": "why"}


def test_it_is_the_same_by_the_column_as_by_the_list(shop: Shop) -> None:
    later = dt.datetime.fromtimestamp((US + 2 * DAY) / 1e6, dt.UTC).isoformat()
    for as_of, listed in ((None, [1, 3]), (later, [1, 2, 3])):
        with audience.asking(shop.project, as_of) as question:
            assert question.listed_later is (as_of is None)
        assert sorted(audience.member_ids(shop.project, {"suppressed": True}, as_of).tolist()) == listed
        others = audience.member_ids(shop.project, {"suppressed": False}, as_of).tolist()
        assert sorted(others) == [person for person in range(1, 13) if person not in listed]
