"""Other ways than k-means to find groups: by a tree of nearness, or by where people stand close together."""

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering
from sklearn.neighbors import NearestNeighbors

from app.discover.answers import Fit, Floats
from app.domain.problems import Problem

DENSITY = ("dbscan", "hdbscan")
"""The algorithms that find the number of groups by themselves, and may leave people in none."""

MOST = {"hierarchical": 10_000, "dbscan": 50_000, "hdbscan": 50_000}
"""More people than this would take more memory or time than a laptop has: these compare people pair by pair."""


def check_size(algorithm: str, people: int) -> None:
    """Raise Problem where the algorithm is not for so many people."""
    if people > MOST.get(algorithm, people):
        raise Problem(
            f"{algorithm} compares people pair by pair, and {people:,} are too many for it",
            f"It can take {MOST[algorithm]:,}",
            "Use kmeans",
        )


def hierarchical(matrix: Floats, k: int) -> Fit:
    """The tree that joins the nearest groups first (Ward), cut into `k`; scikit-learn's own labels."""
    return described(matrix, AgglomerativeClustering(n_clusters=k).fit(matrix).labels_)


def dbscan(matrix: Floats) -> Fit:
    """Groups of people who stand close together; the reach is found from how near the nearest others are."""
    fewest = _fewest(matrix)
    return described(matrix, DBSCAN(eps=reach(matrix, fewest), min_samples=fewest).fit(matrix).labels_)


def hdbscan(matrix: Floats) -> Fit:
    """Groups of people who stand closer together than those around them, each at least a fiftieth of all."""
    size = max(5, len(matrix) // 50)
    return described(matrix, HDBSCAN(min_cluster_size=size, min_samples=_fewest(matrix), copy=True).fit(matrix).labels_)


def described(matrix: Floats, labels: NDArray[np.int64]) -> Fit:
    """Labels with the centre of each group and the sum of squared distances to it, noise left out."""
    groups = int(labels.max()) + 1
    centres = np.array([matrix[labels == label].mean(axis=0) for label in range(groups)])
    inside = labels >= 0
    apart = matrix[inside] - centres[labels[inside]] if groups else matrix[:0]
    return Fit(labels.astype(np.int32), centres.reshape(groups, matrix.shape[1]), float((apart**2).sum()))


def reach(matrix: Floats, neighbours: int) -> float:
    """How far a neighbourhood reaches: the knee of everybody's distance to their so-manieth neighbour, in order."""
    nearest = NearestNeighbors(n_neighbors=min(neighbours, len(matrix))).fit(matrix)
    far = np.sort(nearest.kneighbors(matrix)[0][:, -1])
    # The curve rises ever more steeply: turned by half a circle it is one that flattens out.
    steps = np.arange(len(far), dtype=np.float64)
    found = float(far[len(far) - 1 - knee(steps, far[-1] - far[::-1])])
    return found if found > 0 else float(far[-1]) or 1e-9


def knee(x: Floats, y: Floats) -> int:
    """Where a rising curve that flattens out bends most (Kneedle: the largest gain of its unit square's diagonal)."""
    across, up = float(np.ptp(x)), float(np.ptp(y))
    if across == 0 or up == 0:
        return 0
    gain = (y - y.min()) / up - (x - x.min()) / across
    return int(np.flatnonzero(gain == gain.max())[0])


def elbow(ks: list[int], inertias: list[float]) -> int:
    """The number of groups from which on more of them gain little."""
    y: Floats = np.array(inertias, dtype=np.float64)
    return ks[knee(np.array(ks, dtype=np.float64), y.max() - y)]


def _fewest(matrix: Floats) -> int:
    """How many make a crowd: twice the number of columns, at least four."""
    return max(4, 2 * int(matrix.shape[1]))
