"""What is told of labels: centres and the sum of squares, without those in no group."""

import numpy as np

from app.discover.algorithms.labels import described


def test_centres_and_inertia_leave_noise_out() -> None:
    matrix = np.array([[0.0], [2.0], [10.0], [99.0]])
    fit = described(matrix, np.array([0, 0, 1, -1]))
    np.testing.assert_array_equal(fit.centres, [[1.0], [10.0]])
    assert fit.inertia == 2.0
    nobody = described(matrix, np.array([-1, -1, -1, -1]))
    assert (len(nobody.centres), nobody.inertia) == (0, 0.0)
