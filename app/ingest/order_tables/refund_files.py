"""Files of refunds alone: each row is money given back, told by the heads of its numbers, its days or its money.

A shop exports its refunds as a list of their own (`Refund ID, Order ID, Refund date, Amount`). Read like orders, what
was given back would count as bought.
"""

import re
from collections.abc import Mapping as Meanings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from app.domain.counts import counted
from app.ingest.order_tables.document_kinds import TARGET
from app.ingest.order_tables.money_columns import bare
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary.file_kind import WHO
from app.ingest.vocabulary.map_file import IDENTIFIER, Column, Mapping

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

KIND = "kind_of_row"
"""What the column is called that says of each row that it is a refund."""

_BACK = re.compile(
    r"refund|erstatt|ruckzahl|rembours|reembols|rimbors|terugbetal|zwrot|aterbetal|refusj|tilbagebetal|estorn|vratk|"
    r"visszater|возврат|返金|退款|환불|(^|_)iade"
)
_NUMBER = re.compile(r"(^|_)(id|no|nr|num|number|nummer|numero|numer|ref|reference|code)(_|$)")
_SAID = frozenset({"state", "paid", "cancelled", TARGET, "test"})
"""Meanings by which rows tell themselves what they are."""
_MONEY = frozenset({"amount", "total", "price"})


def are_refunds(raw: RawTable, headers: Meanings[str, str]) -> bool:
    """Whether all rows of a file are refunds; `headers` are the columns of its meanings."""
    if not _SAID.isdisjoint(headers):
        return False
    money = _MONEY & headers.keys()
    if "refunded" in headers:
        # Beside what was bought it is what was given back of that.
        return not money and "order_id" in headers
    if _BACK.search(bare(headers.get("time", ""))) or any(_BACK.search(bare(headers[one])) for one in money):
        return bool(money)
    named = [one for one in raw.headers if _BACK.search(bare(one)) and _NUMBER.search(bare(one))]
    # A shop's orders have the number of a refund in those rows alone that were refunded.
    return bool(money) and any("" not in (cell.strip() for cell in raw.text(one).to_pylist()) for one in named)


def name_orders_only(raw: RawTable, mapping: Mapping) -> bool:
    """Whether a file is of refunds whose rows say which order they are of, and of nobody who placed it."""
    return mapping.of.of_sales and tells_nobody(mapping.document()) and are_refunds(raw, mapping.targets())


def tells_nobody(document: Meanings[str, Any]) -> bool:
    """Whether a mapping, as MAP.json has it, reads orders and nobody who placed them."""
    used = [one for one in document.get("columns", {}).values() if not one.get("skip")]
    targets = {one.get("to") for one in used}
    named = not targets.isdisjoint(WHO) or any(one.get("type") == IDENTIFIER for one in used)
    return "order_id" in targets and not named


def money(guesser: "Columns", known: dict[str, str]) -> dict[str, str]:
    """The column of what was given back as that of the rows' amounts, where the file is of refunds alone."""
    headers = {target: header for header, target in known.items()}
    if "refunded" in headers and are_refunds(guesser.raw, headers):
        return {headers["refunded"]: "amount"}
    return {}


def marked(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping, list[Note]]:
    """The rows with what they are, the mapping with it, and what to say of it; as they were in any other file."""
    if KIND in raw.headers or not raw.rows or not are_refunds(raw, mapping.targets()):
        return raw, mapping, []
    columns = raw.columns.append_column(KIND, pa.array(["Refund"] * raw.rows))
    added = {**mapping.columns, KIND: Column(TARGET, "text")}
    text = (
        f"By its headers the file says what was refunded: {counted(raw.rows, 'row')} read as refunds and none as a "
        "purchase. If they were bought, add a column “Type” that says “Sale” in each row."
    )
    return replace(raw, columns=columns), replace(mapping, columns=added), [Note("yellow", text)]
