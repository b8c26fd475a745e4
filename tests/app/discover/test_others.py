"""The other algorithms: scikit-learn's own labels, a reach that is found, and noise that is said."""

import numpy as np
import pytest
from sklearn.cluster import DBSCAN, AgglomerativeClustering
from sklearn.preprocessing import StandardScaler

from app.discover import others
from app.discover.answers import Choice, Column, People
from app.discover.others import described, elbow, knee, reach
from app.discover.search import Study
from app.domain.problems import Problem

ALL = ("days_since_last_order", "orders", "revenue")


def _crowds(noise: int = 5) -> People:
    """Two dense crowds of sixty, and a few people far from anybody."""
    draw = np.random.default_rng(2)
    far = np.column_stack([np.arange(noise) * 40.0 + 60, np.arange(noise) * -50.0 - 80])
    values = np.concatenate([draw.normal((0, 0), 1, (60, 2)), draw.normal((20, 20), 1, (60, 2)), far])
    columns = (Column("age", "age", "Age", "number"), Column("orders", "orders", "Orders", "count"))
    return People(np.arange(len(values)) + 7, columns, values)


@pytest.mark.parametrize("k", [2, 5])
def test_hierarchical_labels_are_scikit_learns_own(crowd: People, k: int) -> None:
    matrix = StandardScaler().fit_transform(crowd.values)
    found = Study(crowd, Choice(ALL, algorithm="hierarchical")).grouping(k)
    np.testing.assert_array_equal(found.labels, AgglomerativeClustering(n_clusters=k).fit_predict(matrix))
    for portrait in found.portraits:
        inside = crowd.values[found.labels == portrait.label]
        np.testing.assert_allclose(list(portrait.centre.values()), inside.mean(axis=0))


def test_hierarchical_finds_its_number_by_silhouette(crowd: People) -> None:
    found = Study(crowd, Choice(ALL, algorithm="hierarchical")).grouping()
    assert [one.k for one in found.candidates] == list(range(2, 11))
    assert found.silhouette == max(one.silhouette or -1 for one in found.candidates)


@pytest.mark.parametrize("algorithm", ["dbscan", "hdbscan"])
def test_density_finds_the_crowds_and_leaves_the_rest_out(algorithm: str) -> None:
    people = _crowds()
    found = Study(people, Choice(("age", "orders"), algorithm=algorithm)).grouping()
    assert (found.k, found.noise) == (2, 5)
    assert found.labels[-5:].tolist() == [-1] * 5
    assert len(set(found.labels[:60].tolist())) == len(set(found.labels[60:120].tolist())) == 1
    assert sum(portrait.size for portrait in found.portraits) == 120
    assert "5 people stand apart from everybody and belong to no group." in found.notes


def test_dbscan_is_scikit_learns_with_the_reach_that_was_found() -> None:
    people = _crowds()
    matrix = StandardScaler().fit_transform(people.values)
    theirs = DBSCAN(eps=reach(matrix, 4), min_samples=4).fit_predict(matrix)
    np.testing.assert_array_equal(others.dbscan(matrix).labels, theirs)


@pytest.mark.parametrize("algorithm", ["dbscan", "hdbscan"])
def test_density_takes_no_number(algorithm: str) -> None:
    with pytest.raises(Problem, match="finds the number of groups by itself"):
        Study(_crowds(), Choice(("age", "orders"), algorithm=algorithm)).grouping(3)


@pytest.mark.parametrize("algorithm", ["hierarchical", "dbscan", "hdbscan"])
def test_too_many_people_are_refused_in_words(crowd: People, algorithm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(others.MOST, algorithm, 100)
    with pytest.raises(Problem, match=f"{algorithm} compares people pair by pair, and 400 are too many"):
        Study(crowd, Choice(ALL, algorithm=algorithm))


def test_the_knee_of_a_known_curve() -> None:
    # The example of the Kneedle paper: ten points of -1/(x + 0.1) + 5 bend most at 0.222.
    x = np.linspace(0, 1, 10)
    assert x[knee(x, -1 / (x + 0.1) + 5)] == pytest.approx(0.222, abs=0.001)
    assert knee(np.arange(4.0), np.ones(4)) == 0


def test_the_elbow_of_falling_inertia() -> None:
    assert elbow([2, 3, 4, 5, 6], [100, 40, 10, 8, 7]) == 4


def test_the_elbow_needs_three_numbers(crowd: People) -> None:
    study = Study(crowd, Choice(ALL, logs=None))
    study.candidate(2)
    study.candidate(3)
    assert study.elbow() is None
    assert 2 < ((study.candidates() and study.elbow()) or 0) < 10


def test_centres_and_inertia_leave_noise_out() -> None:
    matrix = np.array([[0.0], [2.0], [10.0], [99.0]])
    fit = described(matrix, np.array([0, 0, 1, -1]))
    np.testing.assert_array_equal(fit.centres, [[1.0], [10.0]])
    assert fit.inertia == 2.0
    nobody = described(matrix, np.array([-1, -1, -1, -1]))
    assert (len(nobody.centres), nobody.inertia) == (0, 0.0)


def test_people_who_are_all_alone_make_no_group() -> None:
    columns = (Column("age", "age", "Age", "number"),)
    alone = People(np.arange(3), columns, np.array([[0.0], [1.0], [1_000.0]]))
    with pytest.raises(Problem, match="Nowhere do people stand close enough together"):
        Study(alone, Choice(("age",), algorithm="dbscan")).grouping()
