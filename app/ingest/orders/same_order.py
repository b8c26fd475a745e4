"""Which tellings and lines are of one order: the same person and number, and about the same time.

Two shops of one owner can give one customer the same number; an order of one shop is told with the same time by all
of its exports, give or take a zone.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.ingest.identity.profile_changes import distinct
from app.ingest.orders.version_store import TELLINGS, columns_of
from app.ingest.vocabulary import order_states

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

DERIVED = 0
"""The digest of an event that follows from others."""

_APART = 36 * 3_600 * 1_000_000
"""Further apart than this, in microseconds, the same number is another order's."""


def ints(table: pa.Table, name: str) -> Ints:
    """A column of whole numbers, 0 where it says nothing."""
    return np.asarray(pc.fill_null(table.column(name), 0), dtype=np.int64)


def mixed(first: Ints, second: Ints) -> NDArray[np.uint64]:
    """A number for two numbers."""
    # The odd multipliers of splitmix64: pairs that differ hardly ever fall on one number.
    one = first.astype(np.int64).view(np.uint64) * np.uint64(0x9E37_79B9_7F4A_7C15)
    return one + second.astype(np.int64).view(np.uint64) * np.uint64(0xBF58_476D_1CE4_E5B9)


@dataclass
class Orders:
    """Tellings (`told`, each of the order `pair`) and lines (`of_line`, -1: of no told number), of `count` orders.

    `keys` and `names` are the told numbers as people have them. What only lines say of a told number has a telling
    too, made up from its first line: there `said` does not hold.
    """

    told: pa.Table
    pair: Ints
    said: Mask
    of_line: Ints
    count: int
    keys: Ints
    names: pa.Array

    def among(self, pairs: set[tuple[int, str]]) -> set[tuple[int, str]]:
        """Those of these orders, as (person, order), whose number is told."""
        offered = list(pairs)
        named = pa.array([order for _, order in offered], pa.string())
        codes = np.asarray(pc.fill_null(pc.index_in(named, value_set=self.names), -1), dtype=np.int64)
        keys = np.array([person for person, _ in offered], dtype=np.int64) * (len(self.names) + 1) + codes
        return {offered[place] for place in np.flatnonzero((codes >= 0) & np.isin(keys, self.keys)).tolist()}


def number(told: pa.Table, lines: pa.Table) -> Orders:
    """Number the orders that are told, and find the lines of each."""
    names = pc.unique(told.column("order_id"))
    if isinstance(names, pa.ChunkedArray):
        names = names.combine_chunks()
    # A person and a number as one number; one place more, for what is not told (-1).
    size = len(names) + 1
    codes = np.asarray(pc.index_in(told.column("order_id"), value_set=names), dtype=np.int64)
    theirs = ints(told, "profile_id") * size + codes
    keys = distinct(theirs)
    at = np.asarray(pc.fill_null(pc.index_in(lines.column("order_id"), value_set=names), -1), dtype=np.int64)
    line_keys = np.where(at >= 0, ints(lines, "profile_id") * size + at, -1)
    mine = np.isin(line_keys, keys)
    of_line = np.full(lines.num_rows, -1, dtype=np.int64)
    # A line is of the telling in its own file, however far apart their times are.
    own = _own_telling(theirs, ints(told, "batch_id"), line_keys, ints(lines, "batch_id"))
    loose = np.flatnonzero(mine & (own < 0))
    derived = ints(lines, "digest")[loose] == DERIVED
    base = np.concatenate([theirs, line_keys[loose]])
    moment = np.concatenate([ints(told, "at"), ints(lines, "at")[loose]])
    # By time within each number; derived events behind lines of the same moment, so that a line heads the order.
    order = np.lexsort((np.concatenate([np.zeros(len(theirs), dtype=np.bool_), derived]), moment, base))
    new = np.ones(len(base), dtype=np.bool_)
    # A gap makes another order: of two shops that number alike.
    new[1:] = (np.diff(base[order]) != 0) | (np.diff(moment[order]) > _APART)
    found = np.empty(len(base), dtype=np.int64)
    found[order] = np.cumsum(new) - 1
    pair, count = found[: len(theirs)], int(new.sum())
    of_line[loose] = found[len(theirs) :]
    near = np.flatnonzero(mine & (own >= 0))
    of_line[near] = pair[own[near]]
    lonely = np.ones(count, dtype=np.bool_)
    lonely[pair] = False
    heads = loose[order[new][lonely] - len(theirs)]
    joined = pa.concat_tables([told, _made_up(lines.take(pa.array(heads)))])
    said = np.arange(joined.num_rows) < told.num_rows
    return Orders(joined, np.concatenate([pair, np.flatnonzero(lonely)]), said, of_line, count, keys, names)


def _own_telling(keys: Ints, batches: Ints, line_keys: Ints, line_batches: Ints) -> Ints:
    """For each line the telling of its order in its own file, -1 where that has none."""
    if not len(keys):
        return np.full(len(line_keys), -1, dtype=np.int64)
    tellings, wanted = mixed(keys, batches), mixed(line_keys, line_batches)
    order = np.argsort(tellings)
    place = np.minimum(np.searchsorted(tellings[order], wanted), len(tellings) - 1)
    return np.where(tellings[order[place]] == wanted, order[place], -1)


def _made_up(lines: pa.Table) -> pa.Table:
    """What lines alone say of an order: that there was one."""
    rows = lines.num_rows
    told = columns_of(lines, TELLINGS)
    fixed = {
        "id": pa.nulls(rows, pa.int64()),
        "standing": pa.array([order_states.PURCHASE] * rows, pa.string()),
        "lined": pa.array(np.zeros(rows, dtype=np.int64)),
    }
    for name, column in fixed.items():
        told = told.set_column(told.column_names.index(name), name, column)
    return told
