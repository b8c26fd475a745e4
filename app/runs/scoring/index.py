"""An index: several figures, each brought to 0 to 100, and their mean by the weights that were given.

By rank: 100 x people with a strictly worse figure / (people with one - 1), so that equal figures come to the same.
By least and most: 100 x (figure - least) / (most - least). Where all are alike, everybody has 0.
"""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from app.query import Question, traits
from app.runs.scoring.definition import Index, Part

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def figures(names: list[str], question: Question) -> tuple[Ints, dict[str, Floats]]:
    """The numbers of all profiles, and their figures by name; NaN where one is not known."""
    table = traits.columns(question, names)
    rows = question.mirror.to_pyarrow(table.order_by("profile_id"))
    ids = np.asarray(rows.column("profile_id"), dtype=np.int64)
    return ids, {name: _floats(rows.column(name)) for name in names}


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.asarray(column.cast(pa.float64()).fill_null(np.nan).to_numpy(), dtype=np.float64)


def brought(values: Floats, part: Part) -> Floats:
    """Figures from 0 (worst) to 100 (best); NaN where one is not known."""
    found = np.full(len(values), np.nan)
    known = ~np.isnan(values)
    some = values[known] if part.better == "more" else -values[known]
    if part.scale == "rank":
        worse = np.searchsorted(np.sort(some), some, side="left")
        found[known] = 100 * worse / max(len(some) - 1, 1)
    elif len(some):
        width = some.max() - some.min()
        found[known] = 100 * (some - some.min()) / width if width else 0.0
    return found


def weighed(wanted: Index, columns: dict[str, Floats]) -> tuple[Floats, list[tuple[Floats, Floats]]]:
    """The index of everybody (NaN for who gets none), and for each part what it was brought to and what it adds."""
    scaled = [brought(columns[part.trait], part) for part in wanted.parts]
    held = [_filled(one, wanted.missing) for one in scaled]
    weights = [np.where(np.isnan(one), 0.0, part.weight) for one, part in zip(held, wanted.parts, strict=True)]
    whole: Any = np.sum(weights, axis=0)
    if wanted.missing == "no_score":
        whole = np.where(np.any([np.isnan(one) for one in held], axis=0), np.nan, whole)
    # Of whom no part is known there is no mean.
    whole = np.where(whole == 0, np.nan, whole)
    added = [np.nan_to_num(one) * weight / whole for one, weight in zip(held, weights, strict=True)]
    return np.asarray(np.sum(added, axis=0), dtype=np.float64), list(zip(held, added, strict=True))


def _filled(values: Floats, missing: str) -> Floats:
    instead = {"zero": 0.0, "middle": 50.0}.get(missing)
    return values if instead is None else np.where(np.isnan(values), instead, values)
