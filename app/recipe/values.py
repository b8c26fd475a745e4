"""How steps go over a column: each different value once, however many cells hold it."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.domain.background import tick
from app.recipe.step import Made

Rule = Callable[[str], str | None]
"""What a value becomes; None where the rule cannot do it."""


def by_value(column: pa.ChunkedArray, rule: Rule) -> Made:
    """A column with a rule applied to each different value; blank cells, and what it cannot do, stay as they are."""
    encoded = _one(column).dictionary_encode()
    said = encoded.dictionary.to_pylist()
    became = [_done(rule, one) if one else one for one in said]
    kept = [old if new is None else new for old, new in zip(said, became, strict=True)]
    if kept == said:
        return Made(column, _count(encoded.indices, [one is None for one in became]))
    made = pa.array(kept, pa.string()).take(encoded.indices)
    return Made(pa.chunked_array([made]), _count(encoded.indices, [one is None for one in became]))


def by_pair(column: pa.ChunkedArray, beside: pa.ChunkedArray, rule: Callable[[str, str], str | None]) -> Made:
    """As `by_value`, with the cell of a column beside it (never null)."""
    joined = pc.binary_join_element_wise(_one(column), _one(beside), _PART)
    encoded = joined.dictionary_encode()
    said = [one.rpartition(_PART) for one in encoded.dictionary.to_pylist()]
    became = [_done(rule, one, other) if one else one for one, _, other in said]
    kept = [old[0] if new is None else new for old, new in zip(said, became, strict=True)]
    made = pa.array(kept, pa.string()).take(encoded.indices)
    return Made(pa.chunked_array([made]), _count(encoded.indices, [one is None for one in became]))


_PART = "\x1f"


def _done(rule: Callable[..., str | None], *said: str) -> str | None:
    tick()
    return rule(*said)


def kept_where_null(column: pa.ChunkedArray, found: pa.Array, hollow: Callable[[str], bool]) -> Made:
    """A column as it was found anew; where that is null the cell stays, and counts as left unless it is hollow."""
    given, found = _one(column), _one(found)
    lost = pc.is_null(found)
    made = pa.chunked_array([pc.if_else(lost, given, found)])
    if not pc.any(lost).as_py():
        return Made(made)
    speaking = given.filter(lost).dictionary_encode()
    empty = [not one.strip() or hollow(one) for one in speaking.dictionary.to_pylist()]
    return Made(made, _count(speaking.indices, [not one for one in empty]))


def _count(indices: pa.Array, chosen: list[bool]) -> int:
    """How many cells hold one of the chosen values."""
    if not any(chosen):
        return 0
    return int(np.asarray(chosen, dtype=np.bool_)[np.asarray(indices)].sum())


def _one(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
