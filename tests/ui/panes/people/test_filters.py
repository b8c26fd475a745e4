"""What the table is filtered by, as one rule: values of a trait are any of them, everything else all of it."""

from app.people import Bucket
from ui.panes.people.filters import Filters

YORK = Bucket("York", 3, {"trait": "city", "op": "is", "value": "York"})
BATH = Bucket("Bath", 1, {"trait": "city", "op": "is", "value": "Bath"})
GOLD = Bucket("Gold", 2, {"trait": "tier", "op": "is", "value": "Gold"})


def test_values_of_one_trait_are_any_and_all_filters_must_hold() -> None:
    filters = Filters()
    assert (filters.rule(), filters.filtered) == (None, False)
    filters.toggle("city", "City", YORK)
    assert filters.rule() == YORK.rule
    filters.toggle("city", "City", BATH)
    filters.toggle("tier", "Loyalty tier", GOLD)
    filters.segment = "VIP"
    assert filters.rule() == {"all": [{"segment": "VIP"}, {"any": [YORK.rule, BATH.rule]}, GOLD.rule]}
    assert filters.rule(leaving="city") == {"all": [{"segment": "VIP"}, GOLD.rule]}
    assert filters.traits["city"].words == "City: York or Bath"
    filters.toggle("city", "City", YORK)
    assert (filters.has("city", YORK), filters.has("city", BATH)) == (False, True)
    filters.toggle("city", "City", BATH)
    assert "city" not in filters.traits
    filters.drop("tier")
    assert filters.rule() == {"segment": "VIP"}


def test_whoever_was_picked_elsewhere_takes_the_place_of_all_other_filters() -> None:
    filters = Filters(segment="VIP")
    filters.toggle("city", "City", YORK)
    before = filters.asked()
    filters.pick([3, 5], "in the brush")
    assert (filters.rule(), filters.filtered, filters.segment) == (None, True, "")
    assert filters.asked() != before
    filters.drop("")
    assert not filters.filtered
    filters.segment = "VIP"
    filters.toggle("city", "City", YORK)
    filters.clear()
    assert filters.rule() == {"segment": "VIP"}
