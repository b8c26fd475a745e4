"""What the states of orders mean, in the words of common shops and their languages: whether there was a purchase.

An order that was never paid, was cancelled, or was refunded whole is no purchase. One that is on hold is: its shop
counts it too. A word that is not known counts as a purchase, and is told with the number of its orders.
"""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_

PURCHASE = "purchase"
UNPAID = "unpaid"
TAKEN_BACK = "taken back"
CREDIT = "credit"
NO_ORDER = "no order"
UNKNOWN = "unknown"

_WORDS = {
    PURCHASE: "paid|complete|completed|processing|in process|in progress|shipped|partially shipped|delivered|fulfilled|"
    "partially fulfilled|unfulfilled|partial|partially paid|partially refunded|partial refund|refunded partially|"
    "succeeded|success|successful|captured|settled|closed|approved|accepted|confirmed|payment accepted|"
    "remote payment accepted|payment received|received|sent|dispatched|ready|ready for pickup|ready to ship|"
    "preparation in progress|processing in progress|awaiting fulfillment|awaiting fulfilment|awaiting shipment|"
    "awaiting pickup|awaiting collection|picked up|collected|in transit|on hold|onhold|hold|held|holded|on backorder|"
    "on backorder paid|backordered|invoiced|open|active|new|placed|ordered|finished|done|ok|sale|sold|payment|charge|"
    "locked|fully invoiced|to invoice|nothing to invoice|billed|deposited|cash sale|"
    "deposit payment|down payment|downpayment|balance payment|final payment|remaining balance|remaining payment|"
    "instalment|installment|payment in full|full payment|anzahlung|restzahlung|schlusszahlung|teilzahlung|"
    "ratenzahlung|acompte|solde|anticipo|saldo|acconto|aanbetaling|restbetaling|"
    "purchase|order|shop order|sales order|capture|archived|invoice|sales invoice|tax invoice|receipt|sales receipt|"
    "rechnung|kassenbon|quittung|auftrag|bestellung|facture|ticket|recu|vente|commande|factura|recibo|venta|pedido|"
    "fattura|ricevuta|scontrino|vendita|ordine|factuur|kassabon|verkoop|bestelling|faktura|paragon|sprzedaz|zamowienie|"
    "fatura|venda|kvittering|kvitto|salg|ordre|forsaljning|lasku|kuitti|doklad|objednavka|szamla|nyugta|verkauf|"
    "canceled reversal|cancelled reversal|reversal canceled|reversal cancelled|"
    "verified|manual verification required|disputed|under dispute|"
    "shipping|packed|packing|printed|in production|pre ordered|preorder|pre order|"
    "bezahlt|abgeschlossen|fertiggestellt|erledigt|in bearbeitung|in arbeit|versendet|versandt|verschickt|geliefert|"
    "zugestellt|in bearbeitung wartet|"
    "in wartestellung|teilweise bezahlt|teilweise erstattet|teilerstattet|zahlung erhalten|bestatigt|offen|"
    "paye|payee|termine|terminee|en cours|en cours de traitement|en cours de preparation|expedie|expediee|livre|"
    "livree|validee|en attente|partiellement remboursee|paiement accepte|"
    "pagado|pagada|completado|completada|procesando|en proceso|enviado|enviada|entregado|entregada|en espera|"
    "parcialmente reembolsado|abierta|abierto|aberto|aberta|recibido|recibida|aprobado|aprobada|preparado|"
    "pagato|pagata|completato|completata|in lavorazione|spedito|spedita|consegnato|consegnata|sospeso|"
    "parzialmente rimborsato|"
    "betaald|afgerond|voltooid|in behandeling|verwerken|verzonden|geleverd|in de wacht|gedeeltelijk terugbetaald|"
    "pago|paga|concluido|concluida|processando|enviado|entregue|aguardando|em processamento|"
    "oplacone|zrealizowane|wyslane|w trakcie realizacji|betald|slutford|skickad|levererad|behandlas|"
    "toimitettu|lahetetty|kasittelyssa|betalt|fullfort|sendt|levert|fuldfort|gennemfort|maksettu|valmis|zaplaceno|"
    "dokonceno|odeslano|fizetve|teljesitve",
    UNPAID: "payment due|not yet paid|"
    "pending|pending payment|payment pending|awaiting payment|awaiting check payment|awaiting cheque payment|"
    "awaiting bank wire payment|awaiting paypal payment|awaiting cash on delivery validation|unpaid|not paid|failed|"
    "failure|fail|expired|draft|checkout draft|auto draft|trash|trashed|deleted|void|voided|declined|denied|rejected|"
    "incomplete|incomplete expired|abandoned|blocked|payment error|error|payment failed|authorized|authorised|"
    "queued|scheduled|upcoming|skipped|"
    "requires payment method|requires action|requires confirmation|requires capture|uncaptured|overdue|past due|"
    "payment review|pending review|pending paypal|paypal canceled reversal|suspected fraud|fraud|not completed|"
    "uncollectible|estimate|quote|quotation|proforma|pro forma|proforma invoice|pro forma invoice|proformarechnung|"
    "pro forma rechnung|facture proforma|angebot|kostenvoranschlag|devis|presupuesto|preventivo|offerte|oferta|"
    "orcamento|tilbud|offert|nabidka|created|"
    "reminder|payment reminder|dunning|mahnung|zahlungserinnerung|rappel|recordatorio|sollecito|aanmaning|upomnienie|"
    "initiated|unconfirmed|missing|missing orders|missing order|timed out|timeout|"
    "ausstehend|zahlung ausstehend|unbezahlt|wartet auf zahlung|warten auf zahlung|fehlgeschlagen|entwurf|papierkorb|"
    "abgelaufen|abgelehnt|nicht bezahlt|"
    "en attente de paiement|attente paiement|impayee|impaye|echouee|echoue|echec|brouillon|corbeille|expiree|expire|"
    "refusee|non payee|"
    "pendiente|pendiente de pago|pago pendiente|fallido|fallida|borrador|papelera|caducado|expirado|rechazado|"
    "sin pagar|no pagado|"
    "in attesa di pagamento|in attesa|fallito|fallita|bozza|cestino|scaduto|scaduta|rifiutato|non pagato|"
    "wachtend op betaling|wacht op betaling|in afwachting|in afwachting van betaling|openstaand|mislukt|concept|"
    "prullenbak|verlopen|geweigerd|niet betaald|"
    "pendente|pagamento pendente|aguardando pagamento|malsucedido|falhou|rascunho|lixo|recusado|nao pago|"
    "oczekuje na platnosc|nieoplacone|nieudane|szkic|obetald|misslyckades|utkast|ikke betalt|mislyktes|mislykket|"
    "kladde|maksamatta|epaonnistui|luonnos|nezaplaceno|ceka na platbu|fizetesre var|sikertelen",
    TAKEN_BACK: "cancelled|canceled|cancel|cancellation|refunded|fully refunded|full refund|totally refunded|returned|"
    "reversed|reversal|chargeback|charged back|charge back|dispute lost|lost|order cancelled|order canceled|"
    "credited|fully credited|re crediting|recrediting|wiedergutschrift|wieder gutschrift|gutgeschrieben|krediterad|"
    "krediteret|kreditert|krediterat|gecrediteerd|"
    "cancelled by customer|canceled by customer|cancelled by seller|customer cancelled|reimbursed|"
    "storniert|storno|abgebrochen|erstattet|ruckerstattet|zuruckerstattet|retourniert|zuruckgesendet|annulliert|"
    "annulee|annule|remboursee|rembourse|retournee|retourne|cancelado|cancelada|anulado|anulada|reembolsado|"
    "reembolsada|devuelto|devuelta|annullato|annullata|rimborsato|rimborsata|reso|restituito|geannuleerd|"
    "terugbetaald|geretourneerd|devolvido|anulowane|zwrocone|zwrocono|anulowano|zamowienie anulowane|avbruten|"
    "aterbetald|makulerad|makulert|returnerad|"
    "returnert|returneret|batal|retur|retour|retour ontvangen|kansellert|refundert|annulleret|"
    "refunderet|peruttu|hyvitetty|zruseno|vraceno|torolve|visszaterites|visszateritve",
    CREDIT: "refund|shop order refund|payment refund|payment reversal|ruckzahlung|"
    "credit|credit note|credit memo|creditmemo|return|rueckerstattung|ruckerstattung|gutschrift|"
    "remboursement|avoir|reembolso|devolucion|rimborso|nota di credito|terugbetaling|creditnota",
    NO_ORDER: "fee|fees|service fee|service fees|fba inventory fee|payout|payouts|transfer|adjustment|stripe fee|"
    "deposit|withdrawal|tax|debt|order retrocharge|liquidations|advertising|shipping services|postage|listing|"
    "verify|verification|card verification|"
    "application fee|topup|top up|reserve|payout failure|no sale|no-sale|test|told again later",
}  # fmt: skip


PLACED = "placed"
"""A state that says no more than that there is an order."""
TOLD_ANEW = "told again later"
"""What is written in place of the state of an order where a later row of its file tells that anew."""


def folded(text: str) -> str:
    """A state's words as they are compared: without case, accents and signs between them."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"^wc[-_]", "", bare.strip()).replace("ß", "ss").translate(_SIGNS).split())


_SIGNS = str.maketrans(dict.fromkeys("-_./()[]", " ") | {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae"})
"""Signs between words, and letters that are no other letter with an accent."""
_BY_WORD = {word.replace("-", " "): standing for standing, words in _WORDS.items() for word in words.split("|")}
_PARTLY = re.compile(
    r"\b(partial|partially|part|teil|teilweise|partiel\w*|parcial\w*|parzial\w*|gedeeltelijk|czesciow\w*|castecn\w*|"
    r"delvis\w*|частичн\w*|частков\w*|kismi)\b|部分|一部"
)
_ROOTS = (
    (NO_ORDER, r"\bfees?\b|payout|\bwithdraw|\b(card|bank) deposit|currency conversion|account hold|"
               r"\bhold (on|for)\b|general authori[sz]ation|money request|bank transfer|"
               r"\babbuchung|wahrungsumrechnung|\bgebuhr|\babbuchen|\bautorisierung"),
    (CREDIT, r"credit ?(note|memo|invoice|nota|factuur)|kredit ?(nota|faktura)|gutschrift|"
             r"storno ?(rechnung|beleg|buchung)|rechnungskorrektur|korrekturrechnung|faktura koryg|rectificativa|"
             r"facture d avoir|nota (de|di|d) ?(credit|abono|accredit)|dobropis|hyvityslasku|"
             r"(cancellation|reversal|correction) invoice|"
             r"^(reembolso|remboursement|rimborso|terugbetaling|estorno|devolucion|devolucao|ruckzahlung|erstattung) "
             r"(?!.*(pend|curso|cours|attes|attente|attend|corso|recha|rifiut|refus|demand|richie|solic|abgel|"
             "beantr))"),
    (TAKEN_BACK, r"cancel|refunded|returned|charge ?back|storn|erstattet|annul|remboursee?|reembolsad|rimborsat|"
                 r"geannul|terugbetaald"),
    (UNPAID, r"erreur|\berror\w*|\bfehler|echec|\b(en )?attente d[eu]|attente .*(paiement|virement|cheque|reglement)|"
             r"warte[tn]? auf|zahlung (offen|aus)|in attesa (di|del)|pendiente de pago|esperando (el )?pago|"
             r"aguardando (o )?pag|wacht\w* op|oczekuj\w* na|nieudan|\bunpaid|\bfail|\bdeclin|\bexpir|\bdraft|"
             r"\btrash|\bvoid|\bquot(e|ation)s?\b|pending|awaiting .*payment|waiting for payment|"
             r"requires |\bnot paid|\babandon|authori[sz]ed|\bunsuccess|write ?off|writ\w+ ?off|charged? ?off|bad debt|"
             r"uncollect|collections|dunning|inkasso|\bmahn|recouvrement|contencioso|recupero crediti|windykac|"
             r"abgeschrieben|ausgebucht|uneinbringlich|zahlungsausfall|zahlungsverzug|uberfallig|fehlgeschlag|"
             r"gescheitert|ruckstand|abgelehnt|(nicht|un|noch nicht|nie) ?bezahlt|echou|\brefuse|rejete|impaye|"
             r"non (paye|regle)|en retard|fallid|fallo|rechaz|impagad|\b(no|sin) pagad?|vencid|fallit|non riuscit|"
             r"rifiutat|(non|da) paga|insolut|scadut|mislukt|geweigerd|(niet|on) ?betaald|achterstall|falhou|falha|"
             r"recusad|nao pag|nieoplac|odrzuc|zaleg|misslyck|mislyk|avvist|obetald|ubetalt|ikke betal|nezaplac|"
             r"zamitn|neuspes|vantar pa|venter pa|afventer|odottaa|ceka na|varakoz|fizetesre var|asteapta|sikertelen|"
             "elutasit|epaonnist|maksamat|hylatty"),
    (PURCHASE, r"bezahlt|abgeschlossen|versan[dt]|geliefert|zugestellt|erledigt|\bpaye|\bregle|\blivre|\bexpedie|"
               r"termine|pagad|entregad|enviad|pagat|consegnat|spedit|betaald|verzonden|geleverd|oplacon|zrealizowan|"
               r"wyslan|\bbetal[dt]|skickad|\bsendt|\blever[ae]|maksettu|zaplacen|odeslan|fizetve|"
               r"\bpaid\b|\bsettled|\bcomplete|\bshipped|\bdeliver|\bprocess|\bfulfil|\bship|\bhold\b|\bpick"),
)  # fmt: skip
"""What a longer state is made of, where it is none of the known ones: the first that fits says it."""


def standing(text: str) -> str | None:
    """What a state's words say of an order; None where the cell says nothing, UNKNOWN where nobody knows."""
    word = folded(text)
    if not word or word in _NOTHING:
        return None
    if word in _BY_WORD:
        return _BY_WORD[word]
    # What was paid, sent or refunded in part is an order that stands.
    if _PARTLY.search(word):
        return PURCHASE
    told = next((found for found, pattern in _ROOTS if re.search(pattern, word)), None)
    return told or next((found for found, stems in _STEMS if any(stem in word for stem in stems)), UNKNOWN)


# In letters of their own, whose words need no blank between them: what takes back and what was never paid goes first.
_STEMS = tuple((found, tuple(map(folded, stems.split("|")))) for found, stems in (
    (TAKEN_BACK, "キャンセル|取消|取り消|返品|返金|已关闭|交易关闭|退款|退货|취소|환불|반품|отмен|возвращ|возврат|"
                 "скасов|"
                 "поверн|ακυρω|ακύρω|επιστρ|iptal|iade edil|lemond|sztorn|visszater|"
                 "anulat|returnat|rambursat|ملغ|الغاء|مسترجع|مسترد|مرتجع|בוטל|מבוטל|הוחזר|זוכה|đã hủy|bị hủy|hoàn tiền|"
                 "trả hàng|ยกเลิก|คืนเงิน|คืนสินค้า|dibatalkan|dikembalikan"),
    (UNPAID, "等待买家付款|未入金|未払|未決済|入金待|支払待|支払い待|お支払い待|決済エラー|決済失敗|未支付|未付款|"
             "待付款|待支付|"
             "支付失败|"
             "미결제|미입금|입금대기|입금 대기|결제대기|결제 대기|결제실패|неоплач|не оплач|ожидает оплат|"
             "ожидание оплат|"
             "ожидается оплат|несплач|не сплач|очікує оплат|απλήρωτ|αναμονή πληρωμ|εκκρεμ|"
             "odeme bekl|ödeme bekl|başarısız|neachitat|"
             "بانتظار الدفع|غير مدفوع|ממתין לתשלום|לא שולם|chưa thanh toán|chờ thanh toán|รอชำระ|ยังไม่ชำระ|"
             "belum bayar|belum dibayar"),
    (PURCHASE, "新規受付|新規|入金済|決済済|支払済|支払い済|注文確定|受注|対応中|処理中|準備中|発送|出荷|配送|配達|"
               "完了|已付款|"
               "已支付|待发货|已发货|待收货|已收货|已完成|交易成功|处理中|결제완료|결제 완료|입금완료|상품준비|배송|"
               "구매확정|"
               "주문접수|оплачен|выполн|доставл|отправл|заверш|обработ|новый|собира|сплачен|викона|доставлен|"
               "відправл|"
               "πληρωμ|ολοκληρ|απεστ|παραδ|tamamland|kargo|teslim|hazırlan|ödendi|onaylan|"
               "afsend|ekspeder|kiszallit|feladva|livrat|expediat|achitat|finalizat|"
               "تم التنفيذ|تم التوصيل|تم الشحن|مكتمل|مدفوع|הושלמ|נשלח|שולם|נמסר|đã thanh toán|hoàn thành|đã giao|"
               "สำเร็จ|จัดส่ง|ชำระแล้ว|selesai|dikirim|dibayar"),
))  # fmt: skip


_NOT_YET = frozenset({"open", "offen", "new", "reminded", "in progress"})
_NOTHING = frozenset({"n a", "na", "none", "null", "?", "nan"})
_YES = re.compile(r"^(true|yes|y|1|ja|j|oui|si|sim|x|wahr|vrai)$")
_NO = re.compile(r"^(false|no|n|0|nein|non|nao|nee|falsch|faux)$")
_DATE = re.compile(r"^\d{4}\D\d\d?\D\d\d?|^\d\d?\D\d\d?\D\d{2,4}|^\d{8,13}$")


def cancelling(text: str) -> str | None:
    """What a column about cancelling says: a yes, a date or a reason takes back; a no or a blank says nothing.

    A state is read as one, for what is mapped as `cancelled` has long been a column of states too.
    """
    word = folded(text)
    if not word or word in _NOTHING or _NO.match(word):
        return None
    if _YES.match(word) or _DATE.match(text.strip()):
        return TAKEN_BACK
    return standing(text)


def document(text: str) -> str | None:
    """What the kind of a document says of its row.

    A document that takes another one back is no state of its own order: what it says was given back. One that is
    itself called cancelled or returned is no purchase, and takes nothing off another.
    """
    found, word = standing(text), folded(text)
    if found == UNKNOWN and word in _CODES:
        return _CODES[word]
    if found == TAKEN_BACK and not _TAKES_BACK.search(word):
        return TAKEN_BACK
    if found in (CREDIT, TAKEN_BACK) or any(stem in word for stem in _GIVEN_BACK):
        return CREDIT
    return found


def is_code(text: str) -> bool:
    """Whether the words are a bookkeeper's code for a document, which elsewhere may be anything."""
    return folded(text) in _CODES


_CODES = dict.fromkeys(
    "inv|si|sinv|sales inv|ar inv|arinv|accrec|rg|rgn|re|fa|fac|fact|fv|fc|fat|ft".split("|"), PURCHASE
) | (
    dict.fromkeys(
        "crn|cn|crm|cr|crmemo|cr memo|cr note|scn|arcm|accreccredit|accrec credit|gs|gu|nc|av|ncr|kn".split("|"),
        CREDIT,
    )
)
"""Codes for invoices and credit notes, as books have them for the kind of a document."""
_TAKES_BACK = re.compile(r"storno|stornierung|cancellation|reversal|charge ?back|annulation|anulacion|anulacao|"
                         r"annullamento|annulering|\breso\b|\bvisszaterites\b")  # fmt: skip
_GIVEN_BACK = tuple(
    map(
        folded,
        "refund|credit note|credit memo|gutschr|erstattung|rückzahl|retour|rückgabe|rückbuch|storn|return|revers|"
        "cancel|avoir|rembours|annul|abono|reembols|devoluc|devoluç|rectificat|nota de crédit|rimbors|nota di credito|"
        "accredito|terugbetal|creditnota|creditfactuur|korekt|koryg|zwrot|dobropis|vratk|jóváír|visszat|sztorn|"
        "helyesbít|kreditnot|kreditfaktur|krediter|retur|återbetal|refusj|tilbagebetal|hyvity|palautus|estorno|iade|"
        "iptal|возврат|сторно|поверненн|返金|返品|赤伝|退款|退货|환불|반품|πιστωτικ|επιστροφ".split("|"),
    )
)


def cancelling_word(text: str) -> str:
    """What to call the state that a column about cancelling says: its own word, or that it was cancelled."""
    return "cancelled" if _YES.match(folded(text)) or _DATE.match(text.strip()) else text


def paying(text: str) -> str | None:
    """What a column about being paid says: a yes or a time that it was, a no that it never was, else a state."""
    word = folded(text)
    if _YES.match(word) or _DATE.match(text.strip()):
        return PURCHASE
    return UNPAID if _NO.match(word) or word in _NOT_YET else standing(text)


def testing(text: str) -> bool | None:
    """Whether a cell of a column about tests says that its order is one; None where it says neither."""
    word = folded(text)
    if _YES.match(word) or word in _TESTS:
        return True
    return False if _NO.match(word) or word in _LIVE else None


def trying(text: str) -> str | None:
    """What a column about tests says: a test is no order."""
    return NO_ORDER if testing(text) else None


_TESTS = frozenset({"test", "testing", "sandbox", "test mode", "demo"})
_LIVE = frozenset({"live", "production", "real", "live mode"})


def is_of_paying(text: str) -> bool:
    """Whether a state is one that a payment has, and not of what is done with an order: `paid`, `open`, `expired`."""
    word = folded(text)
    return word in _NOT_YET or standing(text) in (UNPAID, TAKEN_BACK, CREDIT) or bool(_PAID.search(word))


_PAID = re.compile(r"paid|bezahlt|\bpaye|pagad|pagat|\bpaga?o?$|betaald|oplacon|\bbetal[dt]|zaplacen|fizetve|maksettu|"
                   r"succe(eded|ss)|captured|settled|refund|erstatt|rembours")  # fmt: skip


def is_state(text: str) -> bool:
    """Whether the words are a known state of an order."""
    return standing(text) not in (None, UNKNOWN)


def is_strange(text: str) -> bool:
    """Whether a state's words, neither a flag nor a time, are known in no language."""
    flag = _YES.match(folded(text)) or _NO.match(folded(text)) or _DATE.match(text.strip())
    return not flag and standing(text) == UNKNOWN and not is_code(text)


def is_deposit(text: str) -> bool:
    """Whether the words are the one for a first payment, which in ledgers is one for money moved from a bank."""
    return folded(text) == "deposit"


def are_tenders(said: Sequence[str]) -> bool:
    """Whether a column's words are only how somebody paid: `Credit` among them is a card, and gives nothing back."""
    words = set(map(folded, said))
    return "credit" in words and words <= _TENDERS


_TENDERS = frozenset(
    "credit|debit|cash|check|cheque|other|credit card|debit card|gift card|giftcard|card|voucher|prepaid|ach|eft|"
    "paypal|house account|store credit|mobile|ebt".split("|")
)


def is_a_sum(text: str) -> bool:
    """Whether the words are those of a row that sums up the rows above it."""
    return folded(text).rstrip(":") in _SUMS


_SUMS = frozenset(
    "total|totals|subtotal|sub total|grand total|order total|total order|sum|items total|zwischensumme|gesamt|"
    "gesamtsumme|gesamtbetrag|summe|endsumme|total general|total ttc|sous total|total de la commande|total pedido|"
    "importe total|totale|subtotale|totale ordine|totaal|subtotaal|eindtotaal|suma|razem|summa|delsumma|celkem|"
    "mezisoucet|osszesen|yhteensa|i alt|totalt".split("|")
)


def is_partly_refunded(text: str) -> bool:
    """Whether the words say that a part of an order was given back."""
    word = folded(text)
    return bool(_PARTLY.search(word)) and bool(
        re.search(
            "refund|erstatt|rembours|reembols|rimbors|terugbetaald|zwroc|zwrot|vracen|aterbetal|возвр|返金|返品|"
            "退款|退货",
            word,
        )
    )


def is_on_hold(text: str) -> bool:
    """Whether the words say that an order waits in its shop, which counts it all the same."""
    word = folded(text)
    return any(hold in word for hold in _HOLD)


_HOLD = ("hold", "held", "wartestellung", "espera", "sospeso", "wacht", "aguardando", "en attente")


def needs_no_look(text: str) -> bool:
    """Whether the words of a purchase ask for no second look at it."""
    return not (is_strange(text) or is_partly_refunded(text) or is_on_hold(text))


def is_of_orders(text: str) -> bool:
    """Whether the words are a state that hardly anything else but an order, or a payment, has."""
    return standing(text) in (UNPAID, TAKEN_BACK, CREDIT) or bool(_OF_ORDERS.search(folded(text)))


_OF_ORDERS = re.compile(r"paid|complete|process|ship|deliver|succe|captur|fulfil|dispatch|refund|hold|abgeschl|bezahlt|"
                        r"termine|livre|complet|pagad|pagat|betaald|afgerond")  # fmt: skip


# Why a stored event stands no more, beside what tellings of its order say.

MENDED = "Mended by import "
"""With the number of the import that says it whole."""


def is_mended(aside: ColumnElement[str | None]) -> ColumnElement[bool]:
    """Whether an event was set aside for that: no telling of its order lets it stand again."""
    return func.coalesce(aside, "").startswith(MENDED)


LEFT_OUT = "Left out of the numbers"
"""Why an event stands no more whose order somebody decided to leave out."""


def stays_aside(aside: ColumnElement[str | None]) -> ColumnElement[bool]:
    """Whether an event was set aside for something that no telling of its order changes."""
    return or_(is_mended(aside), func.coalesce(aside, "") == LEFT_OUT)


def is_last_word(aside: ColumnElement[str | None]) -> ColumnElement[bool]:
    """Whether an event is what files say of its order now, be the order counted or left out."""
    return func.coalesce(aside, LEFT_OUT) == LEFT_OUT
