"""Groups by density: the crowds are found, a reach is found or set, and who stands apart is left out and said."""

import numpy as np
import pytest
from sklearn.cluster import DBSCAN, HDBSCAN
from sklearn.preprocessing import StandardScaler

from app.discover.algorithms.density import Dbscan, Hdbscan
from app.discover.answers import Choice, Column, People
from app.discover.knees import reach
from app.discover.search import Study
from app.domain.problems import Problem
from app.domain.progress import SILENT


def _crowds(noise: int = 5) -> People:
    """Two dense crowds of sixty, and a few people far from anybody."""
    draw = np.random.default_rng(2)
    far = np.column_stack([np.arange(noise) * 40.0 + 60, np.arange(noise) * -50.0 - 80])
    values = np.concatenate([draw.normal((0, 0), 1, (60, 2)), draw.normal((20, 20), 1, (60, 2)), far])
    columns = (Column("age", "age", "Age", "number"), Column("orders", "orders", "Orders", "count"))
    return People(np.arange(len(values)) + 7, columns, values)


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
    np.testing.assert_array_equal(Dbscan().fit(matrix, 0, 42, {}, SILENT).labels, theirs)


def test_what_is_set_reaches_scikit_learn() -> None:
    matrix = StandardScaler().fit_transform(_crowds().values)
    found = Dbscan().fit(matrix, 0, 42, {"crowd": 30}, SILENT)
    np.testing.assert_array_equal(found.labels, DBSCAN(eps=reach(matrix, 30), min_samples=30).fit_predict(matrix))
    theirs = HDBSCAN(min_cluster_size=70, min_samples=6, copy=True).fit_predict(matrix)
    np.testing.assert_array_equal(Hdbscan().fit(matrix, 0, 42, {"smallest": 70, "crowd": 6}, SILENT).labels, theirs)
    # More than there are people is no error of a library's.
    assert (Hdbscan().fit(matrix, 0, 42, {"smallest": 9_000, "crowd": 900}, SILENT).labels < 0).all()


@pytest.mark.parametrize("algorithm", ["dbscan", "hdbscan"])
def test_density_takes_no_number(algorithm: str) -> None:
    with pytest.raises(Problem, match="finds the number of groups by itself"):
        Study(_crowds(), Choice(("age", "orders"), algorithm=algorithm)).grouping(3)


def test_people_who_are_all_alone_make_no_group() -> None:
    columns = (Column("age", "age", "Age", "number"),)
    alone = People(np.arange(3), columns, np.array([[0.0], [1.0], [1_000.0]]))
    with pytest.raises(Problem, match="Nowhere do people stand close enough together"):
        Study(alone, Choice(("age",), algorithm="dbscan")).grouping()
