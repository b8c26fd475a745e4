"""How a count is said."""

import pytest

from app.domain.counts import agreed, counted, listed, people


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (4561, "4,561 people"), (-1, "-1 people")]
)
def test_people(count: int, said: str) -> None:
    assert people(count) == said


def test_a_noun_takes_an_s_unless_its_plural_is_given() -> None:
    assert [counted(n, "row") for n in (1, 2, 1_000_000)] == ["1 row", "2 rows", "1,000,000 rows"]
    assert counted(2, "address", "addresses") == "2 addresses"


def test_a_verb_agrees_with_its_count() -> None:
    assert [agreed(n, "matches", "match") for n in (0, 1, 2)] == ["match", "matches", "match"]


def test_parts_are_listed_as_a_sentence_lists_them() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
