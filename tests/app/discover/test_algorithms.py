"""The ways to find groups: one registry, from which window and command line take them."""

import pytest

from app.discover.algorithms import ALGORITHMS, KMeans, algorithm, register
from app.domain.problems import Problem


def test_each_is_found_by_its_name_and_the_first_is_proposed() -> None:
    assert next(iter(ALGORITHMS)) == "kmeans"
    for name, one in ALGORITHMS.items():
        assert algorithm(name) is one
        assert one.label


def test_a_name_stands_for_one_and_an_unknown_one_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="kmeans"):
        register(KMeans())
    with pytest.raises(Problem) as refusal:
        algorithm("stars")
    assert "kmeans" in str(refusal.value)
