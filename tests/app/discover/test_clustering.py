"""K-means gives scikit-learn's own labels, and can be stopped between its restarts."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler

from app.discover.answers import People
from app.discover.clustering import EXACT, different, kmeans, silhouette
from app.domain.progress import Cancelled, Progress


@pytest.mark.parametrize("seed", [0, 42])
@pytest.mark.parametrize("k", [2, 3, 5, 8, 10])
@pytest.mark.parametrize("restarts", [1, 10])
def test_labels_centres_and_inertia_are_scikit_learns(crowd: People, k: int, seed: int, restarts: int) -> None:
    matrix = StandardScaler().fit_transform(crowd.values)
    theirs = KMeans(n_clusters=k, n_init=restarts, random_state=seed).fit(matrix)
    ours = kmeans(matrix, k, seed, restarts)
    np.testing.assert_array_equal(ours.labels, theirs.labels_)
    np.testing.assert_array_equal(ours.centres, theirs.cluster_centers_)
    assert ours.inertia == theirs.inertia_


def test_a_restart_that_finds_the_same_groups_keeps_the_earlier_labels() -> None:
    # Far apart, so that every restart finds the same groups under other numbers.
    matrix = np.repeat([[0.0], [100.0], [200.0]], 20, axis=0) + np.linspace(0, 1, 60)[:, None]
    for seed in range(12):
        theirs = KMeans(n_clusters=3, n_init=10, random_state=seed).fit(matrix)
        np.testing.assert_array_equal(kmeans(matrix, 3, seed, 10).labels, theirs.labels_)


def test_reports_and_stops_between_restarts(crowd: People) -> None:
    said: list[str] = []
    stop = Progress(lambda share, phrase: said.append(phrase), lambda: len(said) >= 3)
    with pytest.raises(Cancelled):
        kmeans(crowd.values, 4, 42, 10, stop)
    assert said == ["Trying 4 groups"] * 3


def test_silhouette_is_exact_up_to_its_limit(crowd: People) -> None:
    labels = kmeans(crowd.values, 4, 42, 1).labels
    assert silhouette(crowd.values, labels, 42) == (pytest.approx(silhouette_score(crowd.values, labels)), 400)


def test_silhouette_of_many_is_taken_over_a_seeded_sample() -> None:
    values = np.random.default_rng(1).normal(size=(EXACT + 500, 2))
    labels = kmeans(values, 3, 42, 1).labels
    sampled, measured = silhouette(values, labels, 42)
    assert measured == EXACT
    assert silhouette(values, labels, 42) == (sampled, measured)
    assert sampled != silhouette(values, labels, 43)[0]
    assert sampled == pytest.approx(silhouette_score(values, labels), abs=0.02)


def test_silhouette_leaves_noise_out() -> None:
    values = np.array([[0.0], [0.1], [9.0], [9.1], [500.0]])
    labels = np.array([0, 0, 1, 1, -1], dtype=np.int32)
    clear, measured = silhouette(values, labels, 42)
    assert measured == 4
    assert clear == pytest.approx(silhouette_score(values[:4], labels[:4]))


@pytest.mark.parametrize("labels", [[0, 0, 0], [0, 1, 2], [-1, -1, -1]])
def test_silhouette_of_what_cannot_be_measured_is_none(labels: list[int]) -> None:
    assert silhouette(np.array([[1.0], [2.0], [3.0]]), np.array(labels, dtype=np.int32), 42)[0] is None


def test_different_people_are_counted_as_far_as_needed() -> None:
    assert different(np.zeros((50, 2)), 11) == 1
    assert different(np.array([[1.0, 2.0], [1.0, 2.0], [2.0, 1.0]]), 11) == 2
    late = np.zeros((10_005, 1))
    late[10_001:, 0] = [1, 2, 3, 4]
    assert different(late, 11) == 5
