"""What is left of an order after refunds: a file that gives a second, adjusted total says so what was given back.

Etsy's “Sold Orders” has `Adjusted Order Total` beside `Order Total`, and zeros in all its adjusted columns where
nothing was adjusted; Shopify's `current_total_price` is the total itself where nothing was.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from app.ingest.order_tables.order_discounts import values
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Column, Mapping

REFUNDED = "order_refunded"
"""What the column that is made of both totals is called."""

_ADJUSTED = re.compile(
    r"^(adjusted|revised)(order)?(grand)?(total|amount)(price)?$|^(order)?totaladjusted$|^adjustedtotalamount$|"
    r"^current(order)?total(price|amount)?$|^(order)?(net)?(total|amount|payment)after(refunds?|returns?|adjustments?)$|"
    r"^(total|amount)netofrefunds?$|^netpayment$|"
    r"^(gesamtbetrag|betrag|summe)nach(erstattung|erstattungen|rueckerstattung|ruckerstattung|retoure|retouren)$|"
    r"^(total|montant)apresremboursements?$|^total(despuesde|tras)reembolsos?$|^totaledopo(il)?rimborso$"
)
_SIBLING = re.compile(r"^(adjusted|revised|current)")


def told(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping]:
    """The rows with what was given back of each order, and the mapping with it; both as they are if no column says."""
    targets = mapping.targets()
    total = targets.get("total") or targets.get("amount")
    if "refunded" in targets or REFUNDED in raw.headers or total is None:
        return raw, mapping
    left = next((one for one in raw.headers if _ADJUSTED.match(plain(one)) and _is_free(mapping, one)), None)
    if left is None or left == total:
        return raw, mapping
    charged, kept = values(raw, total), values(raw, left)
    given = charged - kept
    # Half a cent either way: numbers that are written to the cent differ by less only as floats.
    back = ~np.isnan(given) & (given > 0.0049) & (kept > -0.0049)
    back &= (np.abs(kept) > 0) | _is_said(raw, left, charged, kept)
    if not back.any():
        return raw, mapping
    column = pa.array([f"{amount:.4f}" if some else "" for amount, some in zip(given, back, strict=True)], pa.string())
    columns = raw.columns.append_column(REFUNDED, column)
    added = {**mapping.columns, REFUNDED: Column("refunded", "amount")}
    return replace(raw, columns=columns), replace(mapping, columns=added)


def _is_free(mapping: Mapping, header: str) -> bool:
    column = mapping.columns[header]
    return not column.skip and column.to not in ("total", "amount", "price")


def _is_said(raw: RawTable, left: str, charged: NDArray[np.float64], kept: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where a zero is what was left, and not that nothing was adjusted."""
    # An adjustment moves the fees beside it too; where all of them are zero, the export only has nothing to say.
    siblings = [one for one in _like(raw.headers, left) if one != left]
    if siblings:
        return np.asarray(sum(np.abs(np.nan_to_num(values(raw, one))) for one in siblings) != 0)
    # Orders in which both are the same show that the column is filled in any case: a zero is then meant.
    same = (np.abs(charged - kept) < 0.005) & (charged > 0)
    return np.full(raw.rows, bool(same.any()))


def _like(headers: Iterable[str], left: str) -> list[str]:
    """The other columns of the same adjustment, as its fees."""
    first = _SIBLING.match(plain(left))
    return [one for one in headers if first and plain(one).startswith(first.group(0))]
