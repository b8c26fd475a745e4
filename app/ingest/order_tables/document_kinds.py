"""Columns that say what kind of document a row is: an invoice, a credit note, the cancelling of another document.

Books and shops that keep refunds beside sales give each a row and a number of its own (`Belegart`, `Document Type`,
WooCommerce's `shop_order_refund`). Its words say what a row is, whatever the state of the order beside it; what was
given back belongs to the document that the row refers to.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import texts
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary import order_states
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Mapping

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

TARGET = "document_type"

_DOCUMENT = (
    r"(document|documento|documentos|doc|dokument\w*|doklad\w*|beleg|vorgang|vorgangs|buchung|buchungs|bilag|bilags|"
    r"verifikat\w*|tosite|bizonylat|belge|comprobante|piece|facture|factura|fattura|fatura|faktura|faktury|factuur|"
    r"rechnung|rechnungs|invoice|voucher|receipt|entry|posting|booking|transaction|transaccion|transazione|transacao|"
    r"transaktion|transaktions|transactie|transakcji|record|sale|sales|order|auftrag|auftrags|bestellung|bestell|"
    r"commande|pedido|ordine|orden|bestelling|zamowienia|ordre|objednavky|operation|operacion|operazione|movement|"
    r"movimiento|movimento|mouvement|evenement|evento|ereignis|line|row|ligne|linea|riga|zeilen|positions)"
)
_KIND = r"(type|typ|typus|art|kind|class|klasse|nature|tipo|tipologia|soort|rodzaj|laji|tyyppi|tipusa|turu|druh)"
_HEADER = re.compile(rf"^({_DOCUMENT}?s?{_KIND}|{_KIND}(de|du|d|del|della|des|di|van|do|da|of)?(la|l)?{_DOCUMENT}s?)$")
_IN_OTHER_LETTERS = frozenset("伝票区分 伝票種別 取引種別 单据类型 订单类型 문서유형 типдокумента видоперации".split())
_OTHER = re.compile(r"stat|etat|estado|stav|tila|reason|grund|motiv|note|comment|bemerk|method|methode|zahl|pay|card|"
                    r"fulfil|ship|versand|tag|customer|kunde|client")  # fmt: skip
"""In headers of columns that have such words too, and are no kinds of documents."""
_REFERENCE = re.compile(
    r"^(parent|original|originating|related|applies|appliesto|applied|appliedto|corrected|correcting|credited|"
    r"cancelled|reference|referenced|source|refunded|ursprungs?|ursprungliche\w{0,2}?|bezugs?|referenz|zugehorige\w??|"
    r"korrigierte\w??|stornierte\w??|zu|zur)"
    r"(order|doc|document|invoice|sale|transaction|beleg|rechnung|auftrag|bestellung|auftrags|bestell|rechnungs)"
    r"(id|no|nr|number|nummer)?$|"
    r"^(facture|factura|fattura|document|documento|commande|pedido|ordine)(d|de|di|del)?"
    r"(origine|origen|original|originale|rectificada|rectifiee|relacionado|parent)$"
)
_REFERS = re.compile(
    r"^(bezug|bezugnahme|referenz|referenzbeleg|bezugsbeleg|zu|zubeleg|reference|ref|related|relatedto|refersto|"
    r"creditfor|refundof|corrects|original|originale?|ursprung|referencia|riferimento|referentie|powiazany)$"
)
"""Bare words, which count where what stands there are numbers of other rows."""
_NO_SALES = (order_states.CREDIT, order_states.NO_ORDER, order_states.UNPAID)
_MOST_STATES = 40
_NEARLY_ALL = 0.9


def find(guesser: "Columns", free: Iterable[str]) -> dict[str, str]:
    """The column that says of each row what document it is: by its header, or by its words alone."""
    told = [one for one in free if _tells(guesser, one)]
    # Of several the one that says it of most rows: a kind of payment stands in the rows of payments alone.
    named = sorted((one for one in told if is_named(one)), key=lambda one: -guesser.evidence(one).filled)
    return dict.fromkeys((named or [one for one in told if _are_documents(guesser, one)])[:1], TARGET)


def is_named(header: str) -> bool:
    """Whether a header says that a column holds kinds of documents."""
    return bool(_HEADER.match(plain(header))) or plain(header) in _IN_OTHER_LETTERS


def _tells(guesser: "Columns", header: str) -> bool:
    """Whether a column of few different words names some document that is no sale."""
    said = guesser.evidence(header).said
    if order_states.are_tenders(said):
        return False
    return len(said) <= _MOST_STATES and any(order_states.document(one) in _NO_SALES for one in said)


def _are_documents(guesser: "Columns", header: str) -> bool:
    """Whether nearly all cells name sales and what was given back, and no state of the one order of a row."""
    evidence = guesser.evidence(header)
    if _OTHER.search(plain(header)) or evidence.filled < guesser.raw.rows * _NEARLY_ALL:
        return False
    # A code is one where the header says so: else `CN` is China.
    if any(map(order_states.is_code, evidence.said)):
        return False
    found = [order_states.document(one) for one in evidence.said]
    back = [one for one in evidence.said if order_states.document(one) == order_states.CREDIT]
    # A word that is a state of orders as well ("refunded") tells of the row's own order.
    if any(order_states.standing(one) == order_states.TAKEN_BACK for one in back):
        return False
    return order_states.UNKNOWN not in found and {order_states.CREDIT, order_states.PURCHASE} <= set(found)


def joined(raw: RawTable, mapping: Mapping) -> RawTable:
    """The rows with what was given back under the number of the document that it was given back of."""
    kind, order = mapping.header_of(TARGET), mapping.header_of("order_id")
    if not (kind and order):
        return raw
    others = [one for one in raw.headers if one != order]
    # A header that says it outright needs no proof.
    reference = next((one for one in others if _REFERENCE.match(plain(one))), None)
    reference = reference or next((one for one in others if _refers(raw, one, order)), None)
    if reference is None:
        return raw
    said = texts.trim(raw.text(reference)).combine_chunks()
    back = texts.per_value(texts.trim(raw.text(kind)), pa.bool_(), _gives_back)
    # A spreadsheet writes no parent as 0.
    known = np.asarray(pc.invert(pc.is_in(said, value_set=pa.array(["", "0"]))))
    rows = pa.array(np.asarray(back, dtype=np.bool_) & known)
    made = pc.if_else(rows, said, raw.text(order).combine_chunks())
    place = raw.columns.column_names.index(order)
    return replace(raw, columns=raw.columns.set_column(place, order, made))


def _refers(raw: RawTable, header: str, order: str) -> bool:
    """Whether a column by a bare word holds the numbers of other documents of the file."""
    if not _REFERS.match(plain(header)):
        return False
    said, numbers = (texts.trim(raw.text(one)) for one in (header, order))
    filled = np.asarray(pc.invert(pc.is_in(said, value_set=pa.array(["", "0"]))))
    # A bare "reference" may be anything: most of what stands in it has to be the number of another row.
    known = np.asarray(pc.and_(pc.is_in(said, value_set=pc.unique(numbers)), pc.not_equal(said, numbers)))
    return bool(filled.any()) and bool((known & filled).sum() * 2 > filled.sum())


def _gives_back(said: str) -> bool:
    return order_states.document(said) == order_states.CREDIT
