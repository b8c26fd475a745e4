"""Every kind of step is found by being there, has a sentence, and gives the same again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import ImportProblem
from app.recipe import kind_of, kinds
from tests.app.recipe.columns import ran

TOLD: dict[str, dict[str, Any]] = {
    "empty": {"words": ["n/a"]},
    "merge": {"values": {"munich": "München"}, "alike": "fingerprint"},
    "replace": {"find": "St.", "with": "Street"},
    "region": {"country": "US"},
    "postcode": {"country": "GB"},
    "phone": {"country": "GB"},
    "date": {"format": "day first"},
    "split": {"separator": " ", "into": ["A", "B"]},
}
CELLS = ["munich", " Ann  LEE ", "n/a", "", "01/02/2011", "2011-02-01", "020 7946 0018", "sw1a1aa", "UK", "Main St.",
         "California", "&amp;", "O'BRIEN", "München", "31.12.2011 18:30"]  # fmt: skip


def test_steps_are_offered_group_by_group() -> None:
    assert set(TOLD) <= set(kinds())
    groups = [kind.group for kind in kinds().values()]
    assert groups == sorted(groups, key=["Text", "Values", "People", "Places and dates", "Columns"].index)
    with pytest.raises(ImportProblem) as caught:
        kind_of("polish", "recipe[0].step")
    assert caught.value.where == "recipe[0].step"
    assert "trim" in caught.value.remedy


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_step_says_itself_and_done_twice_changes_no_more(name: str) -> None:
    step = {"step": name, "columns": ["C"], **TOLD.get(name, {})}
    sentence = kinds()[name].sentence(step)
    assert sentence[0].isupper()
    assert not sentence.endswith(".")
    assert "“C”" in sentence
    once = ran([step], C=CELLS)
    again = ran([step], C=once.columns["C"].to_pylist())
    assert again.columns["C"].to_pylist() == once.columns["C"].to_pylist()


@given(
    st.lists(st.text(max_size=20), max_size=8), st.permutations([name for name in sorted(kinds()) if name != "split"])
)
def test_a_recipe_on_the_same_cells_gives_the_same(cells: list[str], names: list[str]) -> None:
    steps = [{"step": name, "columns": ["C"], **TOLD.get(name, {})} for name in names]
    first, second = ran(steps, C=cells), ran(steps, C=cells)
    assert first.columns["C"].to_pylist() == second.columns["C"].to_pylist()
    assert first.tally.reports(steps, looks=True) == second.tally.reports(steps, looks=True)
    assert len(first.columns["C"]) == len(cells)
    assert first.columns["C"].null_count == 0
