"""A tag, whatever its case."""

from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import about, row


def test_it_is_judged_by_the_folded_tag(shop: Shop) -> None:
    assert about(shop, 1, {"tag": "OUTDOOR"}) == (True, "carries “Outdoor”", "lose the tag “OUTDOOR”")
    assert about(shop, 3, {"tag": "outdoor"}) == (False, "carries “Sale”", "get the tag “outdoor”")
    assert about(shop, 4, {"tag": "outdoor"})[1] == "carries no tag"


def test_its_row_asks_for_the_tag() -> None:
    _, tag = row({"tag": ""})
    assert (tag.text, tag.missing) == ("choose…", True)
    assert tag.given("Tea") == {"tag": "Tea"}
    assert [field.text for field in row({"tag": "Tea"})] == ["Tagged", "Tea"]
