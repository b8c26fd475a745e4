"""What whoever imports orders must be told."""

import numpy as np
import pyarrow as pa

from app.ingest.orders import order_notes
from app.ingest.report import ImportReport
from app.ingest.vocabulary import order_states
from app.ingest.vocabulary.map_file import Mapping


def _report() -> ImportReport:
    return ImportReport("orders", Mapping("orders"))


def test_orders_that_are_no_purchases_are_counted_with_their_words_and_lines() -> None:
    rows = [
        (order_states.UNPAID, "pending", None), (order_states.UNPAID, "pending", None),
        (order_states.TAKEN_BACK, "cancelled", None), (order_states.PURCHASE, "Taubenpost", None),
        (order_states.PURCHASE, "on-hold", None), (order_states.PURCHASE, "partially refunded", None),
        (order_states.PURCHASE, "partially refunded", 50_000), (order_states.PURCHASE, "completed", None),
    ]  # fmt: skip
    told = pa.table(
        {
            "standing": [one for one, *_ in rows], "state": [state for _, state, _ in rows],
            "refunded": pa.array([back for *_, back in rows], pa.int64()), "row": list(range(2, 10)),
        }
    )  # fmt: skip
    report = _report()
    order_notes.states_of(report, told)
    said = {note.text.split(":")[0]: (note.level, note.lines) for note in report.warnings}
    assert said["2 orders never paid (“pending” 2)"] == ("yellow", (2, 3))
    assert said["1 order cancelled or refunded whole (“cancelled” 1)"] == ("yellow", (4,))
    assert ("red", (7,)) in said.values(), "of the other it is said how much came back"
    assert len(said) == 5


def test_lines_below_zero_that_count_in_nothing_are_added_up() -> None:
    report = _report()
    said = pa.table({"amount": [-50_000, 100, -20_000], "reason": [order_notes.OF_NUMBERS[1], None, "other"]})
    order_notes.money_off(report, np.array([2, 3, 4]), said)
    (note,) = report.warnings
    assert "1 line below zero, 5.00 in all, counts in nothing" in note.text
    assert note.lines == (2,)
    again = _report()
    order_notes.money_off(again, np.array([2, 3, 4]), said.append_column("total", pa.array([1, None, None])))
    order_notes.came_again(again, 0)
    assert again.warnings == []
    order_notes.came_again(again, 1)
    assert again.warnings[0].text.startswith("1 order came again")
