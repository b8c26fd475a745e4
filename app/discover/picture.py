"""Where to draw each person: two features against each other, or the two directions that show most."""

from collections.abc import Sequence

import numpy as np
from sklearn.decomposition import PCA

from app.discover import problems
from app.discover.answers import Column, Floats, Picture, Whole

DRAWN = 50_000
"""More points than this tell the eye nothing and slow the picture; a seeded sample is drawn instead.

Everybody has a place all the same: who is chosen in the picture are all the people there, drawn or not.
"""


def draw(columns: Sequence[Column], values: Floats, matrix: Floats, axes: tuple[str, str] | None, seed: int) -> Picture:
    """The picture of a seeded sample of at most DRAWN people.

    With `axes` (two columns) the values themselves; else the first two principal components of the scaled matrix.
    """
    rows: Whole = np.arange(len(values))
    if len(values) > DRAWN:
        rows = np.sort(np.random.default_rng(seed).choice(len(values), DRAWN, replace=False))
    if axes is None:
        points, share = _components(matrix, rows)
        labels = ("Most different", "Next most different")
    else:
        at = [_position(columns, axis) for axis in axes]
        points, share = values[:, at], 1.0
        labels = (columns[at[0]].label, columns[at[1]].label)
    return Picture(rows, points[:, 0], points[:, 1], *labels, share=share, measured=axes is not None)


def _components(matrix: Floats, rows: Whole) -> tuple[Floats, float]:
    """Two components of those at `rows`, by a full decomposition, which needs no chance; a place for everybody.

    A single feature is drawn on one line.
    """
    width = matrix.shape[1]
    if width == 1:
        return np.column_stack([matrix[:, 0], np.zeros(len(matrix))]), 1.0
    if not matrix.any():
        return np.zeros((len(matrix), 2)), 0.0
    found = PCA(n_components=2, svd_solver="full")
    found.fit(matrix[rows])
    points: Floats = found.transform(matrix)
    return points, float(found.explained_variance_ratio_.sum())


def _position(columns: Sequence[Column], name: str) -> int:
    for at, column in enumerate(columns):
        if column.name == name:
            return at
    raise problems.NOT_GROUPED_BY(name=name)
