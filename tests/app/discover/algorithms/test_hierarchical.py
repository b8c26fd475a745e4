"""The tree of nearness: scikit-learn's own labels, and its number by silhouette."""

import numpy as np
import pytest
from sklearn.cluster import AgglomerativeClustering
from sklearn.preprocessing import StandardScaler

from app.discover.answers import Choice, People
from app.discover.search import Study

ALL = ("days_since_last_order", "orders", "revenue")


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
