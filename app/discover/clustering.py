"""K-means as scikit-learn does it, with places to stop; the silhouette; how many different people there are."""

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from app.discover.answers import Fit, Floats
from app.domain.counts import counted
from app.domain.progress import SILENT, Progress

SMALL = 20_000
"""For fewer people than this one thread is as fast as many, and much faster on a machine that is busy."""
EXACT = 5_000
"""Up to so many people the silhouette is taken over all of them, beyond it over a seeded sample of so many."""


def kmeans(matrix: Floats, k: int, seed: int, restarts: int, progress: Progress = SILENT) -> Fit:
    """The labels, centres and inertia of `KMeans(n_clusters=k, n_init=restarts, random_state=seed)`, exactly.

    One fit of scikit-learn cannot be interrupted, but its restarts draw from one stream of random numbers, one
    after the other: so each is run by itself on that stream, with a place to stop between them.
    """
    draws = np.random.RandomState(seed)
    best: KMeans | None = None
    for run in range(restarts):
        progress.step(run, restarts, f"Trying {counted(k, 'group')}")
        with threadpool_limits(1 if len(matrix) < SMALL else None, user_api="openmp"):
            fit = KMeans(n_clusters=k, n_init=1, random_state=draws).fit(matrix)
        if best is None or (fit.inertia_ < best.inertia_ and not _same(fit.labels_, best.labels_)):
            best = fit
    assert best is not None
    return Fit(labels=best.labels_, centres=best.cluster_centers_, inertia=float(best.inertia_))


def _same(labels: NDArray[np.int32], others: NDArray[np.int32]) -> bool:
    """Whether the groups are the same under other numbers: scikit-learn then keeps the earlier labels."""
    pairs = labels.astype(np.int64) * (int(others.max()) + 1) + others
    return len(np.unique(pairs)) == len(np.unique(labels))


def silhouette(matrix: Floats, labels: NDArray[np.int32], seed: int) -> tuple[float | None, int]:
    """How clearly the groups are apart (-1 to 1), and over how many people that was measured.

    Noise is left out. None where fewer than two groups, or nothing but groups of one, are to be seen.
    """
    inside = labels >= 0
    matrix, labels = matrix[inside], labels[inside]
    if len(labels) > EXACT:
        chosen = np.random.default_rng(seed).choice(len(labels), EXACT, replace=False)
        matrix, labels = matrix[chosen], labels[chosen]
    if not 2 <= len(np.unique(labels)) < len(labels):
        return None, len(labels)
    return float(silhouette_score(matrix, labels)), len(labels)


def different(matrix: Floats, enough: int) -> int:
    """How many different rows there are, counted no further than `enough`."""
    # Mostly the first settle it, and a million rows need not be sorted.
    first = len(np.unique(matrix[:10_000], axis=0))
    return first if first >= enough or len(matrix) <= 10_000 else len(np.unique(matrix, axis=0))
