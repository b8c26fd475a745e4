"""Where a curve bends most, and how far a neighbourhood reaches."""

import numpy as np
import pytest

from app.discover.knees import knee, reach


def test_the_knee_of_a_known_curve() -> None:
    # The example of the Kneedle paper: ten points of -1/(x + 0.1) + 5 bend most at 0.222.
    x = np.linspace(0, 1, 10)
    assert x[knee(x, -1 / (x + 0.1) + 5)] == pytest.approx(0.222, abs=0.001)
    assert knee(np.arange(4.0), np.ones(4)) == 0


def test_a_neighbourhood_reaches_as_far_as_the_crowd_and_not_to_who_stands_apart() -> None:
    crowd = np.linspace(0, 1, 101)[:, None]
    found = reach(np.concatenate([crowd, [[50.0], [90.0]]]), 4)
    assert 0.02 < found < 1
    assert reach(np.zeros((9, 1)), 4) > 0
