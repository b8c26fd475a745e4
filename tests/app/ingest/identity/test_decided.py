"""Decisions beside the links: what they join and part, and what they cannot."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.ingest.identity.decided import Decisions, standing
from app.ingest.identity.resolution import resolve
from app.project import Project
from tests.app.ingest.identity.test_resolution import keys_of, links_of

C1, C2, A, B, P = ("customer_id", "1"), ("customer_id", "2"), ("email", "a"), ("email", "b"), ("phone", "p")


def who(rows: list[dict[str, str]], *, same: object = (), apart: object = ()) -> list[str]:
    links = links_of(rows)
    found = resolve(links, Decisions(same, apart))
    keys = keys_of(links, found)
    return [keys[int(profile)] for profile in found.profiles]


def test_two_customers_are_one_by_a_decision_and_by_nothing_lower() -> None:
    rows = [{"customer_id": "2", "email": "b"}, {"customer_id": "1", "email": "a"}]
    assert who(rows, same=[(C1, C2)]) == ["customer_id:1", "customer_id:1"]
    assert who(rows, same=[(A, B)]) == ["customer_id:2", "customer_id:1"]


def test_addresses_that_are_the_same_go_to_the_customer_of_either() -> None:
    rows = [{"email": "a"}, {"email": "b"}, {"customer_id": "1", "email": "b"}]
    assert who(rows[:2], same=[(A, B)]) == ["email:a", "email:a"]
    assert who(rows, same=[(A, B)]) == ["customer_id:1"] * 3


def test_a_row_of_what_is_parted_is_its_own() -> None:
    rows = [{"customer_id": "1", "email": "a"}, {"customer_id": "1", "email": "b", "phone": "p"}]
    assert who(rows, apart=[(A, B)]) == ["customer_id:1", "email:b"]
    assert who(rows, apart=[(A, P)]) == ["customer_id:1", "phone:p"]


def test_what_one_row_carries_stays_together() -> None:
    rows = [{"customer_id": "1", "email": "a"}]
    assert who(rows, apart=[(C1, A)]) == ["customer_id:1"]


def test_a_word_against_it_outlasts_a_word_for_it_through_others() -> None:
    rows = [{"email": "a"}, {"email": "b"}, {"phone": "p"}]
    assert who(rows, same=[(A, B), (A, P)], apart=[(B, P)]) == ["email:a", "email:a", "phone:p"]


def test_nobody_is_left_without_a_row() -> None:
    rows = [{"customer_id": "1", "email": "a", "phone": "p"}, {"customer_id": "1", "email": "b", "phone": "q"}]
    found = who(rows, apart=[(("phone", "p"), B), (("phone", "q"), A)])
    assert "customer_id:1" in found


_one = st.sampled_from([C1, C2, A, B, P, ("phone", "q")])
_pairs = st.lists(st.tuples(_one, _one), max_size=4)
_row = st.fixed_dictionaries({}, optional={
    "customer_id": st.sampled_from("12"), "email": st.sampled_from("ab"), "phone": st.sampled_from("pq"),
}).filter(bool)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(rows=st.lists(_row, min_size=1, max_size=6), same=_pairs, apart=_pairs, seed=st.integers(0, 9))
def test_the_order_of_rows_decides_nothing_and_everybody_has_one_key(
    rows: list[dict[str, str]], same: object, apart: object, seed: int
) -> None:
    order = Random(seed).sample(range(len(rows)), len(rows))
    found = who(rows, same=same, apart=apart)
    assert who([rows[place] for place in order], same=same, apart=apart) == [found[place] for place in order]


def test_a_project_begins_with_none(project: Project) -> None:
    with project.read() as connection:
        assert standing(connection) == Decisions((), ())
