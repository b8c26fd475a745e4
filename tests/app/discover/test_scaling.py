"""Scaling is scikit-learn's, with a log before it where asked, and can be undone."""

import numpy as np
import pytest
from scipy import stats
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

from app.discover.answers import People
from app.discover.scaling import Scaling, log, skew, suggestion, unlog


@pytest.mark.parametrize(
    ("scale", "theirs"), [("standard", StandardScaler()), ("minmax", MinMaxScaler()), ("robust", RobustScaler())]
)
def test_equals_scikit_learns_scaler(crowd: People, scale: str, theirs: StandardScaler) -> None:
    np.testing.assert_array_equal(Scaling(scale, []).fit(crowd.values), theirs.fit_transform(crowd.values))
    logged = np.column_stack([crowd.values[:, 0], np.log1p(crowd.values[:, 1:])])
    np.testing.assert_array_equal(Scaling(scale, [1, 2]).fit(crowd.values), theirs.fit_transform(logged))


@pytest.mark.parametrize("scale", ["standard", "minmax", "robust"])
def test_what_is_the_same_for_everybody_becomes_zero_and_comes_back(crowd: People, scale: str) -> None:
    values = crowd.values.copy()
    values[:, 1] = 7.0
    scaling = Scaling(scale, [1, 2])
    scaled = scaling.fit(values)
    np.testing.assert_allclose(scaled[:, 1], 0, atol=1e-12)
    assert np.isfinite(scaled).all()
    np.testing.assert_allclose(scaling.back(scaled), values, rtol=1e-9, atol=1e-9)


def test_log_keeps_the_sign_and_can_be_undone() -> None:
    values = np.array([-50.0, -1.0, 0.0, 1.0, 1e6])
    assert log(values)[3] == pytest.approx(np.log(2))
    assert log(values)[0] == -log(-values)[0]
    np.testing.assert_allclose(unlog(log(values)), values)


def test_fitting_leaves_the_values_alone(crowd: People) -> None:
    before = crowd.values.copy()
    Scaling("standard", [0, 1, 2]).fit(crowd.values)
    np.testing.assert_array_equal(crowd.values, before)


def test_skew_is_the_moment_coefficient() -> None:
    values = np.random.default_rng(1).lognormal(size=500)
    assert skew(values) == pytest.approx(stats.skew(values))
    assert skew(np.ones(5)) == 0


@pytest.mark.parametrize(
    ("measure", "values", "said"),
    [
        ("money", [1, 1, 1, 2, 2, 90], "log"),
        ("money", [1, 2, 3, 4, 5, 6], "none"),
        ("money", [-1, 1, 1, 2, 2, 90], "none"),
        ("share", [0, 0, 0, 0, 0, 1], "none"),
        ("category", [0, 0, 0, 0, 0, 1], "none"),
        ("count", [np.nan, 1, 1, 1, 1, 50], "log"),
        ("count", [np.nan, np.nan], "none"),
    ],
)
def test_a_long_tail_suggests_the_log(measure: str, values: list[float], said: str) -> None:
    assert suggestion(measure, np.array(values, dtype=float)) == said
