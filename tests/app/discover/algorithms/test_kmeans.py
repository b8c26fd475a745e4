"""K-means as an algorithm: scikit-learn's own labels, with as many restarts as are set."""

import numpy as np
import pytest
from sklearn.cluster import KMeans as Theirs

from app.discover.algorithms.kmeans import KMeans
from app.discover.answers import People
from app.domain.progress import SILENT


@pytest.mark.parametrize("restarts", [None, 3])
def test_restarts_are_those_that_are_set(crowd: People, restarts: int | None) -> None:
    settings = {} if restarts is None else {"restarts": restarts}
    found = KMeans().fit(crowd.values, 4, 7, settings, SILENT)
    theirs = Theirs(n_clusters=4, n_init=restarts or 10, random_state=7).fit(crowd.values)
    np.testing.assert_array_equal(found.labels, theirs.labels_)
    assert found.inertia == theirs.inertia_
