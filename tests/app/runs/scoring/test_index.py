"""Indexes: figures brought to 0 to 100, by weights, with what is missing as stated."""

import numpy as np
import pytest

from app.runs.scoring.definition import Index, Part
from app.runs.scoring.index import brought, weighed

NAN = float("nan")


def test_by_rank_and_between_least_and_most() -> None:
    values = np.array([10.0, 30.0, 30.0, NAN, 50.0])
    np.testing.assert_allclose(brought(values, Part("x")), [0, 100 / 3, 100 / 3, NAN, 100])
    np.testing.assert_allclose(brought(values, Part("x", better="less")), [100, 100 / 3, 100 / 3, NAN, 0])
    np.testing.assert_allclose(brought(values, Part("x", scale="min-max")), [0, 50, 50, NAN, 100])
    np.testing.assert_allclose(brought(values, Part("x", scale="min-max", better="less")), [100, 50, 50, NAN, 0])


@pytest.mark.parametrize("scale", ["rank", "min-max"])
def test_where_all_are_alike_everybody_has_nothing(scale: str) -> None:
    assert brought(np.array([7.0, 7.0]), Part("x", scale=scale)).tolist() == [0, 0]
    assert brought(np.array([7.0]), Part("x", scale=scale)).tolist() == [0]
    assert np.isnan(brought(np.array([NAN]), Part("x", scale=scale))).all()


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("zero", [75, 25, 0]),
        ("middle", [87.5, 25, 50]),
        ("left_out", [100, 25, NAN]),
        ("no_score", [NAN, 25, NAN]),
    ],
)
def test_what_is_missing_counts_as_stated(missing: str, expected: list[float]) -> None:
    columns = {"a": np.array([9.0, 1.0, NAN]), "b": np.array([NAN, 4.0, NAN])}
    # By its share of the whole the only b would be 0: one who has less is put beside it, and left out again.
    beside = {name: np.append(column, [1.0, 3.0][name == "b"]) for name, column in columns.items()}
    wanted = Index((Part("a", 3.0), Part("b", 1.0)), missing)
    found, parts = weighed(wanted, beside)
    np.testing.assert_allclose(found[:3], expected)
    np.testing.assert_allclose(np.nansum([added for _, added in parts], axis=0)[:3], np.nan_to_num(expected))
