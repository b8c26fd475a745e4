"""Money given back in lists of payments by rows that name no payment.

Such a refund is taken for one of a payment only where that is beyond doubt: the same buyer, amount and currency, not
later, and one payment alone that fits (of several, the one alone that says that it was refunded), which no other refund
names. Any other counts as refunded to its buyer on its own; both are told with their lines.
"""

from collections import defaultdict
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import texts
from app.domain.counts import agreed, counted
from app.ingest.facts.typed_block import Cells, look_over
from app.ingest.order_tables import payment_parties
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary import order_states
from app.ingest.vocabulary.map_file import Mapping

Mask = NDArray[np.bool_]
_SHOWN = 20


def joined(raw: RawTable, mapping: Mapping, zone: ZoneInfo) -> tuple[RawTable, list[Note]]:
    """The rows with each such refund under the number of its payment, where one alone fits, and what to say of them."""
    sides, order = payment_parties.sides_of(raw, mapping), mapping.header_of("order_id")
    if sides is None or order is None:
        return raw, []
    loose = payment_parties.given_back(raw, mapping, sides)
    if sides.reference:
        loose &= np.asarray(pc.equal(texts.trim(raw.text(sides.reference)), ""))
    if not loose.any():
        return raw, []
    ids = texts.trim(raw.text(order)).to_pylist()
    cells = Cells(raw.columns, mapping, mapping.zone(zone), look_over(raw.columns, mapping))
    who = cells.identifiers()["email"][0].to_pylist()
    pairs = _pairs(cells, loose, ids, who)
    for refund, payment in pairs.items():
        ids[refund] = ids[payment]
    columns = raw.columns.set_column(raw.columns.column_names.index(order), order, pa.array(ids, pa.string()))
    left = [place for place in np.flatnonzero(loose).tolist() if place not in pairs]
    found = {
        _JOINED: sorted(pairs),
        _ALONE: [place for place in left if who[place]],
        _LOST: [place for place in left if not who[place]],
    }
    notes = [
        Note("yellow", text.format(refunds=counted(len(places), "refund"), name=agreed(len(places), "names", "name"),
                                   was=agreed(len(places), "was", "were")),
             len(places), tuple(raw.lines[places[:_SHOWN]].tolist()))
        for text, places in found.items()
        if places
    ]  # fmt: skip
    return replace(raw, columns=columns), notes


_JOINED = (
    "{refunds} that {name} no payment {was} taken for one of the only payment before it of the same buyer and amount."
)
_ALONE = (
    "{refunds} {name} no payment, and no single payment of the buyer fits: counted as refunded, while what was bought "
    "stays a purchase. Export the list with the number of the payment that a refund is of (PayPal's “Reference Txn "
    "ID”) to join them."
)
_LOST = (
    "{refunds} {name} neither a payment nor a buyer: among the rejected rows, and taken off nobody's revenue. Export "
    "the list with the receiver's address or the number of the payment."
)


def _pairs(cells: Cells, loose: Mask, ids: list[str], who: list[str | None]) -> dict[int, int]:
    """The payment of each refund that has one without doubt, both by the places of their rows."""
    at, currency = cells.value("time", "datetime").to_pylist(), cells.value("currency", "text").to_pylist()
    amounts: list[int] = pc.fill_null(cells.value("total" if cells.has("total") else "amount", "amount"), 0).to_pylist()
    standing: list[str | None] = [None] * cells.rows
    if cells.has("state"):
        standing = texts.per_value(texts.trim(cells.said("state")), pa.string(), order_states.standing).to_pylist()
    named = {ids[place] for place, amount in enumerate(amounts) if amount < 0 and not loose[place]}
    payments: dict[tuple[str | None, str | None, int], list[int]] = defaultdict(list)
    for place, amount in enumerate(amounts):
        if amount > 0 and standing[place] != order_states.UNPAID and ids[place] not in named:
            # What another refund names is given back already.
            payments[who[place], currency[place], amount].append(place)
    wanted: dict[int, list[int]] = defaultdict(list)
    for place in np.flatnonzero(loose).tolist():
        fit = payments[who[place], currency[place], -amounts[place]] if who[place] else []
        fit = [one for one in fit if None not in (at[one], at[place]) and at[one] <= at[place]]
        if len(fit) > 1:
            fit = [one for one in fit if standing[one] == order_states.TAKEN_BACK]
        if len(fit) == 1:
            wanted[fit[0]].append(place)
    # A payment that two refunds want is not beyond doubt the one's or the other's.
    return {refunds[0]: payment for payment, refunds in wanted.items() if len(refunds) == 1}
