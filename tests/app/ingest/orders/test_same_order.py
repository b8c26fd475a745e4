"""Which tellings and lines are of one order: the same person and number, about the same time."""

import numpy as np
import pyarrow as pa

from app.ingest.orders import same_order
from app.ingest.orders.version_store import LINES, TELLINGS, columns_of

DAY = 86_400_000_000


def _told(*rows: tuple[int, str, int, int]) -> pa.Table:
    names = ("profile_id", "order_id", "at", "batch_id")
    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)})
    return columns_of(table, TELLINGS)


def _lines(*rows: tuple[int, str, int, int]) -> pa.Table:
    names = ("profile_id", "order_id", "at", "batch_id")
    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)} | {"digest": [7] * len(rows)})
    return columns_of(table, LINES)


def test_lines_are_of_the_telling_in_their_own_file_or_of_one_of_that_time() -> None:
    told = _told((1, "A", 0, 1), (1, "A", 90 * DAY, 2), (2, "A", 0, 1))
    lines = _lines(
        (1, "A", 0, 1), (1, "A", DAY, 5), (1, "A", 91 * DAY, 5), (2, "A", 0, 1), (1, "B", 0, 1), (1, "A", 50 * DAY, 1)
    )
    found = same_order.number(told, lines)
    first, second, other = found.pair[:3].tolist()
    assert len({first, second, other}) == 3, "of two shops that number alike, and of two people"
    assert found.of_line.tolist() == [first, first, second, other, -1, first]
    assert found.count == 3
    assert found.said.all()


def test_lines_far_from_any_telling_make_an_order_of_their_own() -> None:
    found = same_order.number(_told((1, "A", 0, 1)), _lines((1, "A", 400 * DAY, 5)))
    assert found.count == 2
    assert found.said.tolist() == [True, False]
    assert found.among({(1, "A"), (1, "B"), (2, "A")}) == {(1, "A")}


def test_two_numbers_make_one_that_hardly_ever_is_anothers() -> None:
    one, other = np.meshgrid(np.arange(100), np.arange(100))
    assert len(np.unique(same_order.mixed(one.ravel(), other.ravel()))) == 10_000
    assert same_order.ints(pa.table({"a": pa.array([None, 3], pa.int64())}), "a").tolist() == [0, 3]
