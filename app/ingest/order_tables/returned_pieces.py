"""What was given back of an order where a file counts pieces: `Qty Returned` beside the price, and no amount."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from app.ingest.order_tables import order_discounts
from app.ingest.order_tables.adjusted_totals import REFUNDED
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Column, Mapping

Floats = NDArray[np.float64]

_COUNT = r"(qty|quantity|quantities|units|pieces|pcs|items|count|numberofitems)"
_BACK = r"(returned|refunded|returns|refunds|return|refund|credited|sentback|cancelled|canceled)"
_RETURNED = re.compile(
    rf"^(lineitem|item|line|product|sku|order|total)?({_COUNT}(of)?{_BACK}|{_BACK}{_COUNT})$|"
    r"^(menge|anzahl|stuckzahl)(retour|retoure|retouren|retourniert|zuruck|erstattet|storniert)$|"
    r"^(retouren?|retour|ruckgabe|storno|erstattete|retournierte|zuruckgesendete|stornierte)(menge|anzahl|stuckzahl)$|"
    r"^(quantite|qte)s?(retournee?s?|remboursee?s?|annulee?s?)$|"
    r"^(cantidad|unidades|cant)(devueltas?|reembolsadas?|anuladas?)$|"
    r"^(quantita|qta)(resa|rese|restituita|rimborsata|annullata)$|^(quantidade|qtde?)(devolvida|reembolsada)$|"
    r"^(aantal|hoeveelheid)(retour|geretourneerd|teruggestuurd)$|^(geretourneerd|retour)aantal$|"
    r"^ilosc(zwrocona|zwrotu)$|^(returnerat|aterbetalt)antal$|^antal(returneret|returnerade|retur)$"
)


def told(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping]:
    """The rows with what came back of each order, and the mapping with it; both as they are if no column counts it.

    The column says of each row what its whole order was given back.
    """
    targets = mapping.targets()
    # The surest first: a report's own returns, then columns of money, then pieces at what one came to.
    if "order_id" in targets and (sales := _reported(raw, mapping, targets)) is not None:
        return sales
    if "order_id" in targets and (sums := _in_money(raw, mapping, targets)) is not None:
        return sums
    found = [one for one in raw.headers if _RETURNED.match(plain(one)) and not mapping.columns[one].skip]
    found = [one for one in found if mapping.columns[one].to not in ("quantity", "refunded", "amount", "total")]
    told_otherwise = "refunded" in targets or REFUNDED in raw.headers
    if "order_id" not in targets or told_otherwise or not found:
        return raw, mapping
    each = _prices(raw, targets)
    pieces = sum((np.abs(np.nan_to_num(order_discounts.values(raw, one))) for one in found), np.zeros(raw.rows))
    if each is None or not (pieces > 0).any():
        return raw, mapping
    bought = np.nan_to_num(order_discounts.values(raw, targets["quantity"])) if "quantity" in targets else pieces
    # No more can come back than was bought.
    back = np.minimum(pieces, np.clip(bought, 0, None)) * each
    whole = pd.Series(back).groupby(order_discounts.orders_of(raw, targets["order_id"])).transform("sum").to_numpy()
    column = pa.array([f"{amount:.4f}" if amount > 0 else "" for amount in whole.tolist()], pa.string())
    columns = raw.columns.append_column(REFUNDED, column)
    added = {**mapping.columns, REFUNDED: Column("refunded", "amount")}
    return replace(raw, columns=columns), replace(mapping, columns=added)


def _reported(raw: RawTable, mapping: Mapping, targets: dict[str, str]) -> tuple[RawTable, Mapping] | None:
    """The same for Shopify's reports of sales: `Total sales` is what is left of an order after its `Returns`."""
    here = {plain(one): one for one in reversed(raw.headers) if not mapping.columns[one].skip}
    if not here.keys() >= {"grosssales", "returns", "totalsales"} or {"total", "refunded"} & targets.keys():
        return None
    order = order_discounts.orders_of(raw, targets["order_id"])
    returns, left = (np.nan_to_num(order_discounts.values(raw, here[one])) for one in ("returns", "totalsales"))
    back, kept = (pd.Series(one).groupby(order).transform("sum").to_numpy() for one in (np.abs(returns), left))
    columns, added = raw.columns, dict(mapping.columns)
    for name, target, values in ((REFUNDED, "refunded", back), (TOTAL, "total", kept + back)):
        columns = columns.append_column(name, pa.array([f"{amount:.4f}" for amount in values.tolist()], pa.string()))
        added[name] = Column(target, "amount")
    return replace(raw, columns=columns), replace(mapping, columns=added)


TOTAL = "order_total"
"""What the column is called that is made of what was left and what was given back."""


def _in_money(raw: RawTable, mapping: Mapping, targets: dict[str, str]) -> tuple[RawTable, Mapping] | None:
    """The same where columns say money, of lines or of ways to give it back; None where no column does."""
    taken = {targets[one] for one in ("amount", "total", "price", "quantity") if one in targets}
    named = [one for one in raw.headers if _MONEY.match(plain(one)) and one not in taken]
    named = [one for one in named if not mapping.columns[one].skip]
    if "refunded" in targets or REFUNDED in raw.headers or not named:
        return None
    order = order_discounts.orders_of(raw, targets["order_id"])
    back = sum((np.abs(order_discounts.by_order(raw, one, order)) for one in named), np.zeros(raw.rows))
    if not back.any():
        return None
    column = pa.array([f"{amount:.4f}" if amount > 0 else "" for amount in back.tolist()], pa.string())
    columns = raw.columns.append_column(REFUNDED, column)
    added = {**mapping.columns, REFUNDED: Column("refunded", "amount")}
    return replace(raw, columns=columns), replace(mapping, columns=added)


_MONEY = re.compile(
    r"^(line|lineitem|item|product)?(refund|refunded|return|returned)(amount|value|total|sum|price)$|"
    r"^(amount|value|total|sum)(of)?(refund|refunds|refunded|return|returns|returned)$|"
    r"^(refunded|returned)(to|via|by)(card|creditcard|bank|paypal|cash|giftcard|storecredit|credit|wallet|original\w*)$|"
    r"^(cash|card|storecredit|giftcard)refund(ed)?(amount)?$|"
    r"^(retouren?|ruckgabe|gutschrift|gutschrifts|erstattungs|storno)(wert|betrag|summe)$|"
    r"^(montant|valeur)(du|des|de|d)?(retours?|retournee?|remboursements?|avoirs?)$|"
    r"^(importe|valor)(de)?(devuelto|devoluciones|devolucion|reembolsos?)$|^(importo|valore)(reso|resi|rimborsi)$|"
    r"^(retour|terugbetalings?)(bedrag|waarde)$"
)


def _prices(raw: RawTable, targets: dict[str, str]) -> Floats | None:
    """What one piece of each row came to, 0 where that is not known; None where no column says."""
    price = np.nan_to_num(order_discounts.values(raw, targets["price"])) if "price" in targets else None
    if "amount" not in targets:
        return price
    bought = (
        np.nan_to_num(order_discounts.values(raw, targets["quantity"])) if "quantity" in targets else np.ones(raw.rows)
    )
    amount = np.nan_to_num(order_discounts.values(raw, targets["amount"]))
    # What was paid for one, discounts off, rather than the price on its label.
    shared = np.divide(amount, bought, out=np.zeros(raw.rows), where=bought > 0)
    return shared if price is None else np.where(shared > 0, shared, price)
