"""What can be asked of any algorithm: its settings are checked, and so is how many people it can take."""

import pytest

from app.discover.algorithms import ALGORITHMS, algorithm, register
from app.discover.algorithms.density import Hdbscan
from app.discover.algorithms.hierarchical import Hierarchical
from app.discover.algorithms.kmeans import KMeans
from app.domain.problems import Problem


@pytest.mark.parametrize("kind", ["hierarchical", "dbscan", "hdbscan"])
def test_too_many_people_are_refused_in_words(kind: str) -> None:
    one = algorithm(kind)
    assert one.most is not None
    one.check_size(one.most)
    with pytest.raises(Problem, match=f"{one.label} compares people pair by pair, and {one.most + 1:,} are too many"):
        one.check_size(one.most + 1)
    algorithm("kmeans").check_size(50_000_000)


def test_what_cannot_be_set_is_refused_in_words() -> None:
    KMeans().check({"restarts": 3})
    with pytest.raises(Problem, match="K-means has no setting 'crowd'"):
        KMeans().check({"crowd": 3})
    with pytest.raises(Problem, match="Hierarchical has no setting 'restarts'"):
        Hierarchical().check({"restarts": 3})
    for value in (1, 1_001, 2.5):
        with pytest.raises(Problem, match="People in a crowd cannot be"):
            Hdbscan().check({"crowd": value})


def test_what_is_not_set_is_its_default() -> None:
    assert (KMeans().value({}, "restarts"), KMeans().value({"restarts": 3}, "restarts")) == (10, 3)
    assert Hdbscan().value({}, "crowd") is None


def test_every_algorithm_says_what_it_is() -> None:
    assert list(ALGORITHMS) == ["kmeans", "hierarchical", "dbscan", "hdbscan"]
    for name, one in ALGORITHMS.items():
        assert (one.name, bool(one.label), one.good_for.endswith(".")) == (name, True, True)


def test_a_name_is_taken_once_and_an_unknown_one_is_refused() -> None:
    with pytest.raises(ValueError, match="there is an algorithm 'kmeans' already"):
        register(KMeans())
    with pytest.raises(Problem, match="There is no way 'spectral' to find groups"):
        algorithm("spectral")
