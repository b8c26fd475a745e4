"""Lists of payments that name both sides: who paid is the buyer, and money that goes out is no purchase.

In a row of money that comes in the buyer is the payer; in one of money given back it is who receives it. What was
given back belongs to the payment that the row refers to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import numbers, texts
from app.ingest.readers.table import RawTable
from app.ingest.readers.typed_columns import as_text
from app.ingest.vocabulary import order_states
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Mapping

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

_MAIL = (
    "(correo(electronico)?|(adresse|direccion|indirizzo|endereco)?(de|di)?(e?mail|courriel))(adresse|adres|address)?"
)
_OF = "(de|del|du|di|do|da|dell|della|del|van|des|of|l)*"
# As PayPal calls them, in the languages that it exports in.
_PAYER = re.compile(
    r"^(from|payer|sender|von|absender|de|expediteur|remitente|mittente|van|afzender)(s)?e?mail|"
    rf"^{_MAIL}{_OF}(remitente|expediteur|mittente|remetente|afzender|absender|payer|sender)|^del?{_MAIL}"
)
_PAYEE = re.compile(
    r"^(to|payee|receiver|recipient|merchant|seller|an|empfanger|destinataire|destinatario|naar|ontvanger|a|para)(s)?"
    rf"e?mail|^{_MAIL}{_OF}(destinatario|destinataire|beneficiario|ontvanger|empfanger|payee|receiver)|^al?{_MAIL}"
)
_REFERENCE = re.compile(
    r"^(reference|ref|original|parent|related|zugehoriger?)(txn|transaction|transaktions|payment)|"
    r".*referenciade(la)?trans|.*trans[a-z]*?d[ei]l?(referenc|riferiment)"
)
_TYPES = frozenset({"type", "typ", "transactiontype", "tipo", "eventtype"})


def of(guesser: "Columns", free: Iterable[str]) -> dict[str, str]:
    """Who a file's rows are about where it names both sides, and the column that says what each payment is."""
    free = list(free)
    sides = [_side(free, side, guesser) for side in (_PAYER, _PAYEE)]
    if not all(sides):
        return {}
    # Most rows are payments; `turned` changes sides where money goes out.
    found = {str(sides[0]): "email"}
    # A kind of payment is read like a word for cancelling: most say nothing, a refund says that it was taken back.
    kinds = (one for one in free if plain(one) in _TYPES and any(map(_goes_out, guesser.evidence(one).said)))
    return found | {one: "cancelled" for one in [next(kinds, None)] if one}


def _side(headers: Iterable[str], side: re.Pattern[str], guesser: "Columns") -> str | None:
    return next((one for one in headers if side.match(plain(one)) and guesser.evidence(one).are_addresses()), None)


def _goes_out(said: str) -> bool:
    return order_states.standing(said) in (order_states.CREDIT, order_states.TAKEN_BACK, order_states.NO_ORDER)


def _gives_back(said: str) -> bool:
    return order_states.standing(said) in (order_states.CREDIT, order_states.TAKEN_BACK)


def turned(raw: RawTable, mapping: Mapping) -> RawTable:
    """The rows of money that goes out with who receives it as who they are about; others as they are."""
    sides = sides_of(raw, mapping)
    if sides is None:
        return raw
    columns = _filled(raw.columns, sides.payer, sides.payee, _below_zero(raw, mapping, sides.money))
    order = mapping.header_of("order_id")
    if sides.reference and order:
        said = np.asarray(pc.not_equal(texts.trim(raw.text(sides.reference)), ""))
        columns = _filled(columns, order, sides.reference, given_back(raw, mapping, sides) & said)
    return replace(raw, columns=columns)


@dataclass(frozen=True, slots=True)
class Sides:
    """The columns of a list of payments that names both sides; `reference` is that of the payment that a row is of."""

    payer: str
    payee: str
    money: str
    reference: str | None


def sides_of(raw: RawTable, mapping: Mapping) -> Sides | None:
    """The columns of both sides; None where a file is no such list."""
    told = mapping.targets()
    payer, money = told.get("email"), told.get("total") or told.get("amount")
    payee = next((one for one in raw.headers if _PAYEE.match(plain(one))), None)
    if not payer or not payee or not money or not _PAYER.match(plain(payer)):
        return None
    return Sides(payer, payee, money, next((one for one in raw.headers if _REFERENCE.match(plain(one))), None))


def given_back(raw: RawTable, mapping: Mapping, sides: Sides) -> NDArray[np.bool_]:
    """The rows of money that goes back to a buyer."""
    kind = mapping.header_of("cancelled")
    if kind is None:
        return np.zeros(raw.rows, dtype=np.bool_)
    back = np.asarray(texts.per_value(raw.text(kind), pa.bool_(), _gives_back), dtype=np.bool_)
    return np.asarray(back & _below_zero(raw, mapping, sides.money), dtype=np.bool_)


def _below_zero(raw: RawTable, mapping: Mapping, money: str) -> NDArray[np.bool_]:
    column = raw.text(money)
    style = numbers.COMMA if mapping.columns[money].format == numbers.COMMA else None
    found = numbers.decimals(column, style)
    return np.asarray(pc.fill_null(pc.less(found, pa.scalar(0, found.type)), False), dtype=np.bool_)


def _filled(columns: pa.Table, header: str, source: str, rows: NDArray[np.bool_]) -> pa.Table:
    """The table with the cells of a column taken from another one in some rows."""
    theirs, own = (as_text(columns.column(one)).combine_chunks() for one in (source, header))
    made = pc.if_else(pa.array(rows), theirs, own)
    return columns.set_column(columns.column_names.index(header), header, made)
