"""What became of the people of a project when links came or went: the small parts of it."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from app.ingest.identity.forest import Heads
from app.ingest.identity.profile_changes import Moved, Picked, distinct, keys_of, none, unchanged
from app.ingest.identity.resolution import NOBODY

_numbers = st.lists(st.integers(0, 30), max_size=12)


def _array(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


@given(_numbers)
def test_each_number_once_ascending(values: list[int]) -> None:
    assert distinct(_array(values)).tolist() == sorted(set(values))


@given(st.lists(st.text(max_size=3), max_size=8), st.data())
def test_picked_rows_are_those_of_their_places(texts: list[str], data: st.DataObject) -> None:
    column = pa.chunked_array([pa.array(texts, pa.string())])
    places = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1)))) if texts else []
    assert Picked(_array(places), len(texts)).of(column).to_pylist() == [texts[place] for place in places]


def test_a_column_of_all_rows_is_the_very_column() -> None:
    column = pa.chunked_array([["a", "b"]])
    assert Picked(_array([0, 1]), 2).of(column) is column


@given(st.dictionaries(st.integers(1, 20), st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8), _numbers)
def test_whose_links_are_now(moved: dict[int, tuple[int, int]], asked: list[int]) -> None:
    links = sorted(moved)
    told = Moved(_array(links), _array([moved[one][0] for one in links]), _array([moved[one][1] for one in links]))
    before = _array([100 + one for one in asked])
    wanted = [moved[one][0] if one in moved else 100 + one for one in asked]
    assert told.now(_array(asked), before).tolist() == wanted


def test_two_movements_together_are_in_the_order_of_the_links() -> None:
    first = Moved(_array([2, 9]), _array([20, 90]), _array([1, 1]))
    second = Moved(_array([5]), _array([NOBODY]), _array([3]))
    both = first.joined(second)
    assert (both.links.tolist(), both.people.tolist(), both.was.tolist()) == ([2, 5, 9], [20, NOBODY, 90], [1, 3, 1])


def test_keys_of_people_are_named_by_kind_and_value_in_the_order_of_their_numbers() -> None:
    heads = {
        "customer_id": Heads(_array([0, 1]), _array([9, 2])),
        "email": Heads(_array([1]), _array([5])),
    }
    values = {"customer_id": ["17850", "3"], "email": pa.array(["x@x.example", "a@x.example"])}
    numbers, keys = keys_of(heads, values)
    assert dict(zip(numbers.tolist(), keys.to_pylist(), strict=True)) == {
        2: "customer_id:3", 5: "email:a@x.example", 9: "customer_id:17850",
    }  # fmt: skip
    assert numbers.tolist() == [2, 5, 9]
    only, some = keys_of(heads, values, _array([5, 77]))
    assert (only.tolist(), some.to_pylist()) == ([5], ["email:a@x.example"])


def test_nothing_changes_nobody() -> None:
    outcome = unchanged()
    assert not len(outcome.new_people)
    assert not len(none())
    assert (outcome.heirs, outcome.renamed, outcome.conflicts, len(outcome.stale)) == ({}, {}, [], 0)
