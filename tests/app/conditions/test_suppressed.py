"""On the suppression list, or not."""

from tests.app.audience.shop_data import Shop
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
