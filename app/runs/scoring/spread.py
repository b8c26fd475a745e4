"""How a figure is spread among people: a histogram with round borders, and what it comes to."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import audience
from app.domain.names import fold
from app.domain.progress import SILENT, Progress
from app.project import Project
from app.query import traits
from app.runs.scoring import problems
from app.runs.scoring.index import figures

BARS = 20
"""About so many bars are drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """So many people have a figure from `low` up to `high`, the latter belonging to the next bar but for the last."""

    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The bars, how many have a figure and how many have none, and the figure's least, most, mean and median.

    With `open_end` the last bar also holds those few who have far more.
    """

    bars: tuple[Bar, ...]
    known: int
    missing: int
    least: float | None = None
    most: float | None = None
    mean: float | None = None
    median: float | None = None
    open_end: bool = False


def of(values: NDArray[np.float64]) -> Spread:
    """The spread of these figures; NaN is missing."""
    known = values[~np.isnan(values)]
    missing = len(values) - len(known)
    if not len(known):
        return Spread((), 0, missing)
    least, most = float(known.min()), float(known.max())
    edges, open_end = _edges(known, least, most)
    # Who has more than the last border is in the last bar.
    counts, _ = np.histogram(np.minimum(known, edges[-1]), edges)
    bars = tuple(Bar(float(a), float(b), int(n)) for a, b, n in zip(edges, edges[1:], counts, strict=False))
    middle = float(np.median(known))
    return Spread(bars, len(known), missing, least, most, round(float(known.mean()), 4), middle, open_end)


def _edges(known: NDArray[np.float64], least: float, most: float) -> tuple[NDArray[np.float64], bool]:
    high = float(np.quantile(known, 0.99))
    # A few far out would press all others into one bar.
    open_end = most - least > 4 * (high - least) > 0
    top = high if open_end else most
    step = _round_step((top - least) / BARS)
    first, last = math.floor(least / step), max(math.ceil(top / step), math.floor(least / step) + 1)
    return np.arange(first, last + 1, dtype=np.float64) * step, open_end


def _round_step(width: float) -> float:
    """1, 2 or 5 times a power of ten, at least so wide."""
    if width <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(width))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= width * 0.9999)


def of_trait(project: Project, name: str, as_of: audience.AsOf = None, progress: Progress = SILENT) -> Spread:
    """The spread of a number or an amount among all people at a moment; amounts in whole units."""
    with audience.asking(project, as_of, progress) as question:
        known = next((one for one in question.names.traits.values() if fold(one.name) == fold(name)), None)
        if known is None or known.type not in ("number", "amount"):
            raise problems.NO_TRAIT(name=name, remedy="Choose a field that holds numbers")
        _, columns = figures([known.name], question)
        scale = 10_000 if traits.kind_of(known.name, question.mirror) == "amount" else 1
    return of(columns[known.name] / scale)


def from_json(document: Any) -> Spread | None:
    """A spread that was kept with a run; None where it is none."""
    try:
        bars = tuple(Bar(float(one["low"]), float(one["high"]), int(one["people"])) for one in document["bars"])
        rest = {name: document[name] for name in ("known", "missing", "least", "most", "mean", "median", "open_end")}
    except (KeyError, TypeError, ValueError):
        return None
    return Spread(bars, **rest)
