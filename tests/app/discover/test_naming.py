"""Names follow from where a group stands, differ from one another, and never claim what was not measured."""

import dataclasses

import numpy as np
import pytest

from app.discover.answers import Difference
from app.discover.naming import ARCHETYPES, action, by_difference, by_place, unique


def _names(places: list[list[float]]) -> list[str]:
    return [kind.name if kind else "" for kind in by_place(np.array(places))]


def test_the_plain_kinds_are_recognised() -> None:
    places = [[0.84, 0.9, 0.88], [0.48, 0.66, 0.69], [0.74, 0.4, 0.37], [0.22, 0.25, 0.26]]
    assert _names(places) == ["Champions", "Steady", "New and curious", "Slipping away"]


def test_the_order_of_groups_does_not_matter() -> None:
    places = [[0.22, 0.25, 0.26], [0.84, 0.9, 0.88], [0.1, 0.2, 0.2]]
    assert _names(places) == ["Slipping away", "Champions", "Lapsed"]
    assert _names(places[::-1]) == ["Lapsed", "Champions", "Slipping away"]


def test_a_kind_is_used_again_rather_than_a_wrong_one() -> None:
    assert _names([[0.98, 0.99, 0.99], [0.97, 0.99, 1.0], [0.95, 0.97, 0.99]]).count("Champions") >= 2


def test_without_recency_no_name_speaks_of_it() -> None:
    late = {kind.name for kind in ARCHETYPES if kind.by_recency}
    unknown = float("nan")
    names = _names([[unknown, 0.9, 0.9], [unknown, 0.5, 0.5], [unknown, 0.12, 0.1]])
    assert names == ["Champions", "In the middle", "Quiet"]
    assert not late & set(names)


def test_one_measured_axis_names_nobody() -> None:
    unknown = float("nan")
    assert by_place(np.array([[0.9, unknown, unknown], [0.1, unknown, unknown]])) == [None, None]


def _difference(label: str, strength: float) -> Difference:
    return Difference(label.lower(), label, 1.0, 2.0, 0.5, strength, f"half the usual {label.lower()}")


def test_other_groups_are_named_by_what_sets_them_apart() -> None:
    traits = [_difference("Age", 1.4), _difference("Product views", -0.9), _difference("Visits", 0.1)]
    assert by_difference(traits, set()) == "High age"
    assert by_difference(traits, {"High age"}) == "High age, low product views"
    taken = {"High age", "High age, low product views"}
    assert by_difference(traits, taken) == "High age, low product views 2"
    assert by_difference([_difference("Age", 0.1)], set()) == "In the middle"
    assert by_difference([_difference("Age", 0.1)], {"In the middle"}) == "In the middle 2"


def test_times_past_and_categories_have_names_of_their_own() -> None:
    assert by_difference([_difference("Days since signing up", 1.0)], set()) == "Long since signing up"
    assert by_difference([_difference("Days since signing up", -1.0)], set()) == "Not long since signing up"
    assert by_difference([_difference("Gender: female", 1.0)], set()) == "Mostly female"
    assert by_difference([_difference("Gender: female", -1.0)], set()) == "Seldom female"


def test_actions_follow_the_strongest_difference() -> None:
    assert action([_difference("Age", 1.4)]) == "Words that suit a high age"
    assert action([_difference("Interests: Kitchen", 1.4)]) == "Lead with Kitchen"
    assert action([_difference("Interests: Kitchen", -1.4)]) == "Something other than Kitchen"
    assert action([_difference("Days since signing up", 1.4)]) == "A reason to come back"
    assert action([_difference("Days since signing up", -1.4)]) == "Keep the conversation going"
    spent = dataclasses.replace(_difference("Spent", 1.4), feature="revenue")
    assert action([spent]) == "Thank them and offer more of it"
    assert action([dataclasses.replace(spent, strength=-1.4)]) == "Find out what holds them back"
    assert action([_difference("Age", 0.1)]) == action([]) == "The general newsletter"


def test_unique_numbers_what_is_taken() -> None:
    assert unique("Steady", set()) == "Steady"
    assert unique("Steady", {"Steady", "Steady 2"}) == "Steady 3"


@pytest.mark.parametrize("kind", ARCHETYPES, ids=lambda kind: kind.name)
def test_a_group_right_at_a_kinds_place_gets_its_name(kind: object) -> None:
    assert by_place(np.array([kind.place])) == [kind]  # type: ignore[attr-defined]
