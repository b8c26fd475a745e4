"""Where a curve bends most, and what follows from it: how far a neighbourhood of people reaches."""

import numpy as np
from sklearn.neighbors import NearestNeighbors

from app.discover.answers import Floats


def knee(x: Floats, y: Floats) -> int:
    """Where a rising curve that flattens out bends most (Kneedle: the largest gain of its unit square's diagonal)."""
    across, up = float(np.ptp(x)), float(np.ptp(y))
    if across == 0 or up == 0:
        return 0
    gain = (y - y.min()) / up - (x - x.min()) / across
    return int(np.flatnonzero(gain == gain.max())[0])


def reach(matrix: Floats, neighbours: int) -> float:
    """How far a neighbourhood reaches: the knee of everybody's distance to their so-manieth neighbour, in order."""
    nearest = NearestNeighbors(n_neighbors=min(neighbours, len(matrix))).fit(matrix)
    far = np.sort(nearest.kneighbors(matrix)[0][:, -1])
    # The curve rises ever more steeply: turned by half a circle it is one that flattens out.
    steps = np.arange(len(far), dtype=np.float64)
    found = float(far[len(far) - 1 - knee(steps, far[-1] - far[::-1])])
    # Where many stand in one place it is nought, and DBSCAN refuses a reach of nought.
    return found if found > 0 else float(far[-1]) or 1e-9
