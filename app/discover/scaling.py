"""Bringing features to equal weight: an optional log, then scikit-learn's own scaler."""

from typing import Any, cast

import numpy as np
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

from app.discover.answers import Floats

_SCALERS = {"standard": StandardScaler, "minmax": MinMaxScaler, "robust": RobustScaler}


SKEWED = 1.0
"""A skew above this makes the tail rule the distances: comparing by order of magnitude is suggested."""


def skew(values: Floats) -> float:
    """The moment coefficient of skewness of numbers without gaps."""
    apart = values - values.mean()
    spread = apart.std()
    # Not `apart**3`: of a million numbers a power takes twenty times as long as two products.
    return float((apart * apart * apart).mean() / spread**3) if spread > 0 else 0.0


def suggestion(measure: str, values: Floats, tail: float | None = None, limit: float = SKEWED) -> str:
    """`log` where the numbers have a long tail above zero and the measure allows it, else `none`.

    `tail` is their skew, where it is known already.
    """
    there = values[~np.isnan(values)]
    # A share lies between nought and one, where a logarithm changes little.
    if measure in ("yes/no", "category", "share") or not len(there) or there.min() < 0:
        return "none"
    return "log" if (skew(there) if tail is None else tail) > limit else "none"


def log(values: Floats) -> Floats:
    """The order of magnitude: log(1 + x), mirrored below zero so that refunds and the like keep their sign."""
    return cast(Floats, np.sign(values) * np.log1p(np.abs(values)))


def unlog(values: Floats) -> Floats:
    """What `log` was made from."""
    return cast(Floats, np.sign(values) * np.expm1(np.abs(values)))


class Scaling:
    """A scaler fitted to a matrix without gaps; a column that is the same for everyone becomes zero."""

    def __init__(self, scale: str, logged: list[int]) -> None:
        self._scaler: Any = _SCALERS[scale]()
        self._logged = logged

    def fit(self, values: Floats) -> Floats:
        """Fit to `values` (people × columns, display units) and give them scaled."""
        return cast(Floats, self._scaler.fit_transform(self.logged(values)))

    def logged(self, values: Floats) -> Floats:
        """The values with the log taken where it was asked for."""
        changed = values.copy()
        changed[:, self._logged] = log(changed[:, self._logged])
        return changed

    def back(self, scaled: Floats) -> Floats:
        """Scaled rows (a centre, say) in display units."""
        values = cast(Floats, self._scaler.inverse_transform(scaled))
        values[:, self._logged] = unlog(values[:, self._logged])
        return values
