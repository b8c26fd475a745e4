"""What a rule may name in a project, and the near miss of what it may not."""

from dataclasses import replace

import pytest

from app.domain.problems import RuleProblem
from app.rules.problems import UnknownName
from app.rules.vocabulary import KnownSegment, Named, distinct, standard

NAMES = replace(
    standard(),
    traits=standard().traits | {"town": Named("town", "text", "City")},
    segments={7: KnownSegment(7, "VIP", {"all": []}), 8: KnownSegment(8, "Broken", None)},
)


@pytest.mark.parametrize(("wrong", "meant"), [("frist_name", "first_name"), ("First name", "first_name"), ("zzzz", "")])
def test_an_unknown_trait_is_refused_with_the_nearest_one(wrong: str, meant: str) -> None:
    with pytest.raises(UnknownName, match=f"no trait called “{wrong}”") as refusal:
        NAMES.trait(wrong, "trait")
    assert refusal.value.remedy == (f"Did you mean {meant}?" if meant else "")
    assert refusal.value.where == "trait"


def test_a_segment_is_named_without_case_or_by_its_number() -> None:
    assert NAMES.segment(" vip ", "").id == NAMES.segment(7, "").id == 7
    with pytest.raises(UnknownName, match="no longer there"):
        NAMES.segment(9, "")
    with pytest.raises(UnknownName, match="no segment called “True”"):
        NAMES.segment(True, "")
    with pytest.raises(RuleProblem, match="“Broken” is damaged"):
        NAMES.segment("broken", "").sound()


def test_a_property_has_its_type_and_only_where_its_event_has_it() -> None:
    def kind(event: str, name: str) -> str:
        return NAMES.property_type((event,), name, "of")

    assert (kind("placed_order", "amount"), kind("searched", "time"), kind("searched", "hour")) == (
        "amount", "datetime", "number",
    )  # fmt: skip
    assert kind("ordered_product", "product.category") == "text"
    assert NAMES.property_type(None, "sku", "of") == "text"
    with pytest.raises(UnknownName, match="ordered_product"):
        kind("placed_order", "sku")
    with pytest.raises(UnknownName, match="names no product"):
        kind("placed_order", "product.category")
    with pytest.raises(UnknownName, match=r"Did you mean product\.category"):
        kind("ordered_product", "product.categry")


def test_two_that_read_the_same_are_told_apart_by_their_names() -> None:
    assert (NAMES.label("city"), NAMES.label("town"), NAMES.label("region")) == ("City (city)", "City (town)", "Region")
    assert distinct("Rated", "rated", {"rated": "Rated"}) == "Rated"
    assert replace(NAMES, events=NAMES.events | {"look": "Searched"}).event_label("look") == "Searched (look)"
