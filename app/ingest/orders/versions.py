"""What a file says of each order as a whole: its total, what was refunded of it, its state, and when that was so."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.ingest.facts.collected import CollectedFacts
from app.ingest.identity.link_store import nullable
from app.ingest.orders.lines import OF_THE_ORDER
from app.ingest.vocabulary import order_states

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

OF_ORDERS = frozenset({"reason", "more", "traits", *OF_THE_ORDER})
"""What tells no line of an order from another: an export of next month says the same line in another state."""


def tellings(found: CollectedFacts, links: Ints, people: Ints, batch: int) -> pa.Table:
    """A row for each order of a file and person: what the file says of it as a whole."""
    facts = found.facts
    credit = np.asarray(pc.equal(facts.column("standing"), order_states.CREDIT))
    # A credit note tells of money that came back, and nothing of how its order stands.
    rows = _telling(facts, people, ~credit)
    taken = facts.take(pa.array(rows))
    orders = taken.column("order_id").combine_chunks().dictionary_encode()
    pair = pd.factorize(people[rows] * (len(orders.dictionary) + 1) + np.asarray(orders.indices, dtype=np.int64))[0]
    count = int(pair.max(initial=-1)) + 1
    first = latest(pair[::-1], np.ones(len(pair), dtype=np.bool_), count)
    first = len(pair) - 1 - first
    standing = taken.column("standing").to_pandas()
    # One line that stands makes it a purchase, even where others were taken back.
    bought = np.bincount(pair, standing == order_states.PURCHASE, count) > 0
    back = np.bincount(pair, standing == order_states.TAKEN_BACK, count) > 0
    at = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(at, pair, np.asarray(taken.column("at"), dtype=np.int64))
    said = rows[first]
    picked = pa.array(first)

    def one(name: str) -> pa.Array:
        """The first value that an order's rows state."""
        values = taken.column(name)
        place = len(pair) - 1 - latest(pair[::-1], np.asarray(pc.is_valid(values))[::-1], count, len(pair) - 1)
        stated = latest(pair, np.asarray(pc.is_valid(values)), count) >= 0
        return pc.if_else(pa.array(stated), values.take(pa.array(place)), pa.scalar(None, values.type)).combine_chunks()

    return pa.table(
        {
            "link_id": pa.array(links[said]),
            "profile_id": nullable(people[said]),
            "batch_id": pa.array(np.full(count, batch, dtype=np.int64)),
            "row": pa.array(found.lines[said]),
            "order_id": taken.column("order_id").take(picked),
            "at": pa.array(at),
            "updated_at": one("updated_at"),
            "standing": pa.array(
                np.where(
                    bought, order_states.PURCHASE, np.where(back, order_states.TAKEN_BACK, order_states.UNPAID)
                ).tolist()
            ),
            "state": one("state"),
            "total": one("total"),
            "refunded": _refunded(taken.column("refunded"), pair, count),
            "lined": pa.array(np.full(count, found.lined)),
            "currency": one("currency"),
            "discount_code": one("discount_code"),
        }
    )


def _telling(facts: pa.Table, people: Ints, rows: Mask) -> Ints:
    """The rows among these that tell of their orders: of what is no order only where nothing else tells of it."""
    void = rows & np.asarray(pc.equal(facts.column("standing"), order_states.NO_ORDER))
    if not void.any():
        return np.flatnonzero(rows)
    orders = facts.column("order_id").combine_chunks().dictionary_encode()
    pair = pd.factorize(people * (len(orders.dictionary) + 1) + np.asarray(orders.indices, dtype=np.int64))[0]
    beside = np.bincount(pair, rows & ~void) > 0
    return np.flatnonzero(rows & ~(void & beside[pair]))


def _refunded(column: pa.ChunkedArray, pair: Ints, count: int) -> pa.Array:
    """What came back of each order: the same on each of its rows it is said once, else it is each line's."""
    valid = np.asarray(pc.is_valid(column))
    values = np.asarray(pc.fill_null(column, 0), dtype=np.int64)[valid]
    of = pair[valid]
    least, most = np.full(count, np.iinfo(np.int64).max), np.full(count, -1)
    np.minimum.at(least, of, values)
    np.maximum.at(most, of, values)
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, of, values)
    return pa.array(np.where(least == most, most, total), mask=most < 0)


def latest(pair: Ints, which: Mask, count: int, missing: int = -1) -> Ints:
    """For each pair the last place where `which` holds."""
    found = np.full(count, missing, dtype=np.int64)
    places = np.flatnonzero(which)
    found[pair[places]] = places
    return found
