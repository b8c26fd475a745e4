"""The picture: principal components, a seeded sample of very many, one feature on a line."""

import numpy as np
import pytest

from app.discover import picture
from app.discover.answers import Column
from app.discover.picture import draw

ONE = (Column("age", "age", "Age", "number"),)


def test_very_many_people_are_drawn_as_a_seeded_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "DRAWN", 30)
    matrix = np.random.default_rng(0).normal(size=(100, 3))
    drawn = draw(ONE * 3, matrix, matrix, None, 42)
    assert (len(drawn.rows), drawn.people) == (30, 100)
    assert len(drawn.x) == len(drawn.y) == 100
    assert (np.diff(drawn.rows) > 0).all()
    np.testing.assert_array_equal(draw(ONE * 3, matrix, matrix, None, 42).x, drawn.x)
    assert list(draw(ONE * 3, matrix, matrix, None, 43).rows) != list(drawn.rows)


def test_components_are_uncorrelated_and_keep_the_distances_of_two_columns() -> None:
    matrix = np.random.default_rng(0).multivariate_normal([0, 0], [[4, 1.5], [1.5, 1]], 200)
    drawn = draw(ONE * 2, matrix, matrix, None, 42)
    assert np.corrcoef(drawn.x, drawn.y)[0, 1] == pytest.approx(0, abs=1e-9)
    assert drawn.share == pytest.approx(1)
    before = np.linalg.norm(matrix[0] - matrix[1])
    assert np.hypot(drawn.x[0] - drawn.x[1], drawn.y[0] - drawn.y[1]) == pytest.approx(before)


def test_a_single_feature_is_drawn_on_a_line() -> None:
    matrix = np.array([[1.0], [2.0], [4.0]])
    drawn = draw(ONE, matrix, matrix, None, 42)
    np.testing.assert_array_equal(drawn.x, [1, 2, 4])
    np.testing.assert_array_equal(drawn.y, [0, 0, 0])


def test_nothing_to_tell_apart_is_drawn_on_one_spot() -> None:
    drawn = draw(ONE * 2, np.ones((3, 2)), np.zeros((3, 2)), None, 42)
    assert not drawn.x.any()
    assert drawn.share == 0
