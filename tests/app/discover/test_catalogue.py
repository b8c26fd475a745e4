"""The features that Quillwork knows by name: each from a trait or events that there are."""

import pytest

from app.discover.answers import MEASURES
from app.discover.catalogue import FIRST_CHOICE, KNOWN, known
from app.domain.names import COMPUTED, EVENTS, TRAITS


@pytest.mark.parametrize("name", KNOWN)
def test_each_comes_from_what_there_is_and_can_be_said(name: str) -> None:
    one = KNOWN[name]
    source, _, days = one.source.partition(" ")
    assert source in EVENTS if days else source in TRAITS | COMPUTED
    assert not days or int(days) > 0
    assert one.measure in MEASURES
    assert one.phrase.count("{}") == 1
    assert one.axis in ("", "recency", "frequency", "monetary", "engagement")
    assert bool(one.one) is bool(one.many)


def test_what_is_proposed_first_is_known() -> None:
    assert {name for choice in FIRST_CHOICE for name in choice} <= KNOWN.keys()


def test_a_trait_of_the_projects_own_is_said_by_its_label() -> None:
    assert known("orders", "x", "number", "x") is KNOWN["orders"]
    own = known("shoe_size", "Shoe size", "number", "shoe_size")
    assert (own.phrase, own.many, own.axis) == ("shoe size {}", "shoe size", "")
