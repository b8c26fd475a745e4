"""What whoever imports orders must be told: which are no purchases, which words nobody knows, what came anew."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.domain.counts import agreed, counted
from app.ingest.report import ImportReport, Level
from app.ingest.vocabulary import order_states

_SHOWN = 5
A_TEST = "a test"
"""The state of an order that a column about tests says to be one."""


def states_of(report: ImportReport, tellings: pa.Table) -> None:
    """Say how many orders of a file count in nothing and why, and which states need a second look."""
    for level, text, chosen in _found(tellings):
        if chosen.num_rows:
            count = chosen.num_rows
            said = text.format(count=f"{count:,}", orders="order" if count == 1 else "orders", words=_words(chosen))
            report.warn(level, said, count, chosen.column("row").to_pylist())


def _found(tellings: pa.Table) -> Iterator[tuple[Level, str, pa.Table]]:
    standing, word = tellings.column("standing"), tellings.column("state")
    yield (
        "yellow",
        "{count} {orders} never paid ({words}): no purchases, and no revenue.",
        tellings.filter(pc.equal(standing, order_states.UNPAID)),
    )
    yield (
        "yellow",
        "{count} {orders} cancelled or refunded whole ({words}): no purchases, and no revenue.",
        tellings.filter(pc.equal(standing, order_states.TAKEN_BACK)),
    )
    yield (
        "yellow",
        "{count} {orders} placed as a test: no purchases, and no revenue.",
        tellings.filter(pc.fill_null(pc.equal(word, A_TEST), False)),
    )
    bought = tellings.filter(pc.equal(standing, order_states.PURCHASE))
    words = pc.unique(word).drop_null().to_pylist()

    def saying(chosen: list[str]) -> pa.Table:
        """The orders that are in one of these states."""
        return bought.filter(pc.is_in(bought.column("state"), value_set=pa.array(chosen, pa.string())))

    yield (
        "yellow",
        "{count} {orders} in a state that Quillwork does not know ({words}): counted as purchases. If they are none, "
        "write “cancelled” or “unpaid” in its place and import the file again.",
        saying([one for one in words if order_states.is_strange(one)]),
    )
    yield (
        "yellow",
        "{count} {orders} on hold ({words}): counted as purchases, as the shop counts them.",
        saying([one for one in words if order_states.is_on_hold(one)]),
    )
    partly = saying([one for one in words if order_states.is_partly_refunded(one)])
    yield (
        "red",
        "{count} {orders} refunded in part ({words}), and no column says how much: net revenue counts all of it. "
        "Map the column of refunds to “refunded”.",
        partly.filter(pc.is_null(partly.column("refunded"))),
    )


def _words(chosen: pa.Table) -> str:
    counted = Counter(chosen.column("state").drop_null().to_pylist()).most_common()
    shown = ", ".join(f"“{word}” {count:,}" for word, count in counted[:_SHOWN])
    return shown + (f" and {len(counted) - _SHOWN} more" if len(counted) > _SHOWN else "")


OFF = ("amount", "reason", "total")
"""What an adjustment says of money that is off."""


def money_off(report: ImportReport, lines: NDArray[np.int64], said: pa.Table) -> None:
    """Say how much lines below zero come to that count in nothing, where no order's total has them in it."""
    if "total" in said.column_names and said.column("total").null_count < said.num_rows:
        return
    amounts = said.column("amount")
    # Those below zero alone: what was free takes nothing off.
    odd = pc.less(pc.fill_null(amounts, 0), 0)
    odd = pc.and_(odd, pc.is_in(said.column("reason"), value_set=pa.array(OF_NUMBERS)))
    some = np.flatnonzero(np.asarray(odd))
    if len(some):
        off = -int(np.asarray(amounts.take(pa.array(some)), dtype=np.int64).sum())
        count = counted(len(some), "line")
        report.warn(
            "yellow",
            f"{count} below zero, {off / 10_000:,.2f} in all, {agreed(len(some), 'counts', 'count')} in nothing, and "
            "no column says what the orders came to: revenue is that much too high if these are discounts or returns. "
            "Export the file with the orders' totals, or with a column that calls such a line a refund.",
            len(some),
            lines[some].tolist(),
        )


OF_NUMBERS = ["Quantity of zero or less, and no cancellation", "Price of zero or less"]
"""The reasons of lines that count in nothing for their own numbers' sake."""


def came_again(report: ImportReport, count: int) -> None:
    """Say that orders which the project held came in another state, or with other money."""
    if count:
        orders = "order" if count == 1 else "orders"
        report.warn(
            "yellow", f"{count:,} {orders} came again with another state, total or refund: the newer one counts.", count
        )
