"""Values a few edits apart: all of them are found that comparing all with all would find."""

import random

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from app.domain.progress import SILENT
from app.recipe import edits


def test_none_is_missed_that_comparing_all_with_all_finds() -> None:
    draw = random.Random(7)
    texts = list({"".join(draw.choice("abcde") for _ in range(draw.randint(3, 13))) for _ in range(1_200)})
    found = edits._pairs(texts, 0, 1, SILENT)
    near = {
        (at, other)
        for at, one in enumerate(texts)
        for other in range(at)
        if (most := edits.edits_of(min(len(one), len(texts[other]))))
        and Levenshtein.distance(one, texts[other], score_cutoff=most) <= most
    }
    told = {(max(one, two), min(one, two)) for one, others in found.items() for two in others}
    assert near <= told
    assert len(near) > 100
    exchanged = told - near
    assert all(Levenshtein.distance(texts[one], texts[two]) == edits.edits_of(
        min(len(texts[one]), len(texts[two]))) + 1 for one, two in exchanged)  # fmt: skip


@given(st.lists(st.tuples(st.text("abc ", min_size=1, max_size=12), st.integers(1, 9)), max_size=30))
def test_a_value_is_in_one_group_at_most_and_near_its_first(values: list[tuple[str, int]]) -> None:
    groups = list(edits.near(values, SILENT))
    assert all(len(group) > 1 for group in groups)
    assert sum(map(len, groups)) <= len(values)


def test_other_figures_are_another_thing_and_short_words_are_never_alike() -> None:
    assert list(edits.near([("Warehouse 12", 5), ("Warehouse 13", 5), ("Cat", 1), ("Car", 1)], SILENT)) == []
    assert len(list(edits.near([("Warehouse 12", 5), ("Warehuose 12", 5)], SILENT))) == 1


def test_values_that_all_share_a_part_do_not_all_have_to_be_compared() -> None:
    texts = [f"{one}{two}{three} {'x' * 20}" for one in "abcdefghij" for two in "klmnopqrst" for three in "uvwxyzabcd"]
    parts = edits._parts(texts * 3)
    assert edits._common(parts) < len(texts)
