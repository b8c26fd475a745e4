"""What a file says of each order as a whole."""

import numpy as np

from app.ingest.orders import versions


def test_the_last_place_of_each_order() -> None:
    pair = np.array([0, 1, 0, 2, 1])
    assert versions.latest(pair, np.array([True, True, False, False, True]), 4).tolist() == [0, 4, -1, -1]
    assert versions.latest(pair, np.ones(5, dtype=bool), 3, 9).tolist() == [2, 4, 3]
