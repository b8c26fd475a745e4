"""From labels, which every algorithm gives, to all that portraits and the table of groups need."""

import numpy as np
from numpy.typing import NDArray

from app.discover.answers import Fit, Floats


def described(matrix: Floats, labels: NDArray[np.int64]) -> Fit:
    """Labels with the centre of each group and the sum of squared distances to it; who is in no group counts nowhere.

    `labels` count from 0, -1 is nobody's group.
    """
    groups = int(labels.max()) + 1
    centres = np.array([matrix[labels == label].mean(axis=0) for label in range(groups)])
    inside = labels >= 0
    apart = matrix[inside] - centres[labels[inside]] if groups else matrix[:0]
    # Of no group at all NumPy makes an array of one dimension.
    return Fit(labels.astype(np.int32), centres.reshape(groups, matrix.shape[1]), float((apart**2).sum()))
