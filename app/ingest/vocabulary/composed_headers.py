"""Headers made of two words that everybody puts together anew: `Factuurdatum`, `Wartość zamówienia`, `N° client`.

A list of such headers is never whole. What one is called (`Datum`, `Betrag`, `Nr.`) and what it is of (an order, an
article, a customer) are few words in each language; either may stand first, with `of the` between them or nothing.
"""

import re
from collections.abc import Callable
from functools import cache

Plain = Callable[[str], str]
"""A header as headers are compared: its letters and digits, without accents."""

_OF = (
    "za|per|pro|par|por|pr|je|de|da|do|del|della|dell|dello|di|d|du|des|dela|dos|das|delle|degli|la|le|l|el|of|the|van|"
    "der|den|dem|die|na|s|の"
)
_NUMBER = (
    "n|č|no|nr|nro|num|nums|number|nummer|numero|numer|číslo|szám|száma|номер|numarası|id|code|codigo|codice|kod|ref|"
    "identifiant|identificador|identificativo|identifier|"
    "番号|番號|コード|编号|编码|번호|코드|"
    "αριθμός|κωδικός"
)
_ORDER = (
    "order|ord|sale|purchase|pedido|orden|ordine|commande|cmde|bestell|bestellung|bestellungs|auftrag|"
    "auftrags|verkauf|verkaufs|kauf|bestelling|bestel|verkoop|aankoop|zamówienia|zamówienie|zakupu|sprzedaży|"
    "objednávky|objednávka|nákupu|rendelés|rendelési|vásárlás|tilaus|tilauksen|ordre|bestillings|bestilling|köp|"
    "købs|kjøps|beställning|beställnings|encomenda|compra|venda|venta|achat|vente|acquisto|vendita|comandă|comenzii|"
    "sipariş|заказа|покупки|замовлення|παραγγελίας|注文|受注|購入|订单|下单|購買|주문|구매"
)
_DOCUMENT = (
    "invoice|rechnung|rechnungs|facture|factura|fattura|fatura|faktura|faktury|factuur|lasku|laskun|számla|receipt|"
    "quittung|beleg|belegs|document|documento|dokument|dokumentu|doklad|dokladu|wystawienia|vystavení|счета|請求"
)
_ARTICLE = (
    "item|article|artikel|artikels|art|artículo|articolo|artigo|product|produkt|produktes|produktu|producto|"
    "producte|"
    "produit|produto|prodotto|towaru|towar|tovaru|zboží|vare|varen|varu|varans|tuote|tuotteen|termék|ürün|商品|製品|"
    "产品|"
    "상품|제품|товара|товару|"
    "terméknek|προϊόντος|είδους"
)
_ARTICLES = "items|products|articles|artículos|articoli|artigos|productos|produits|produtos|prodotti|produkty"
"""Whose number counts them, and names none."""
_ONE = (
    "μονάδας|τεμαχίου|unit|unité|unitaire|unitario|unitário|unità|unidad|unidade|stück|stuk|sztuki|szt|piece|pièce|ks|"
    "kus|st|stk|个"
)
_PERSON = (
    "customer|cust|sell to customer|bill to customer|sold to customer|sold to|"
    "client|cliente|kd|kdn|kunde|kunden|klant|klanten|klient|klienta|kund|kundens|"
    "zákazníka|zákaznické|ügyfél|vevő|asiakas|asiakkaan|müşteri|mitglied|mitglieds|membre|socio|lid|leden|adhérent|"
    "abonné|abonnent|abonnenten|relatie|debitor|debitoren|debiteur|клиента|клієнта|покупателя|会員|顧客|客户|會員|"
    "고객|"
    "회원|"
    "πελάτη|αγοραστή"
)
_BUYER = (
    f"{_PERSON}|buyer|purchaser|acheteur|comprador|compradora|käufer|besteller|koper|acquirente|kupującego|"
    "kupujícího|"
    "köpare|køber|kjøper|注文者|ご注文者|購入者|구매자|주문자"
)
_DATE = (
    "date|dt|datum|data|fecha|dato|dátum|dátuma|tarih|tarihi|pvm|päivä|päivämäärä|time|timestamp|datetime|date time|"
    "zeit|"
    "zeitpunkt|fecha y hora|data e hora|data e ora|date et heure|data i godzina|дата|日時|日付|日|时间|日期|時間|"
    "일시|일자|"
    "날짜|ημερομηνία"
)
_WORTH = (
    "value|amount|total|sum|grand total|total amount|wert|summe|gesamtsumme|betrag|gesamtbetrag|gesamtwert|montant|"
    "montant total|total ttc|montant ttc|importe|importe total|importo|importo totale|totale|valor|valor total|"
    "bedrag|"
    "totaal|totaalbedrag|waarde|wartość|kwota|suma|summa|belopp|beløb|hodnota|cena celkem|celková cena|"
    "celková částka|částka|celkem|összeg|"
    "végösszeg|сумма|сума|tutarı|金額|合計|合計金額|总额|金额|总金额|금액|총액|"
    "实付金额|实付款|应付金额|σύνολο|ποσό|συνολικό ποσό"
)
_PRICE = (
    "price|preis|prix|precio|preço|prezzo|prijs|cena|pris|hinta|ár|ára|cost|costo|coste|custo|coût|fiyat|fiyatı|цена|"
    "単価|価格|单价|价格|단가|가격|"
    "τιμή"
)
_COUNT = (
    "quantity|qty|menge|anzahl|quantité|qté|cantidad|quantità|quantidade|qtd|aantal|ilość|liczba|antal|antall|"
    "množství|počet|mennyiség|määrä|количество|数量|個数|수량|"
    "ποσότητα|τεμάχια"
)
_BOUGHT = (
    "bought|purchased|ordered|sold|bestellt|bestellte|verkauft|verkaufte|commandée|vendue|comprada|compradas|pedida|"
    "vendida|vendidas|comprados|ordinata|venduta|acquistata|besteld|verkocht|zamówiona|sprzedana|sztuk|objednáno"
)
_NAME = (
    "name|names|nombre|nom|nome|naam|nazwa|namn|navn|název|nimi|név|neve|title|titel|titre|titolo|bezeichnung|"
    "omschrijving|descripción|descrição|descrizione|désignation|libellé|opis|popis|beskrivning|adı|название|"
    "наименование|名|名称|이름|명|"
    "όνομα|ονομασία|τίτλος"
)
# An “email client” reads mail.
_MAIL = "email|e mail|mail|e post|epost|correo|courriel|почта|メール|メールアドレス|邮箱|이메일"
_CALLED = "name|names|nombre|nom|nome|naam|nazwa|namn|navn|název|nimi|név|neve|adı|имя|название|名|名前|이름|명"
_STANDING = (
    "állapot|állapota|státusz|státusza|tilan|status|state|estado|estatus|situação|statut|état|stato|stav|tila|durum|"
    "durumu|zustand|toestand|статус|стан|状況|"
    "状態|ステータス|状态|상태|"
    "κατάσταση"
)
_PAYMENT = (
    "payment|zahlung|zahlungs|bezahl|paiement|règlement|pago|pagamento|betaling|betalings|betaal|betalnings|"
    "płatności|"
    "platby|fizetés|maksun|ödeme|оплаты|оплати|支払|支払い|入金|決済|付款|支付|결제|"
    "πληρωμής"
)
_GIVEN_BACK = (
    "refund|refunded|refunds|rembourse|remboursé|remboursement|reembolso|reembolsado|rimborso|rimborsato|erstattung|"
    "erstattungs|rückerstattung|rückerstattungs|erstatteter|erstattet|terugbetaling|terugbetaald|zwrot|zwrotu|"
    "zwrócona|vratky|vráceno|återbetalning|återbetalt|refusjon|estorno|estornado|возврата|返金|退款|환불|"
    "refunderet|tilbagebetalt|tilbagebetaling|refundert|возвращено|επιστροφής|iade|visszatérítés|visszatérített|退还"
)
_STORE = (
    "store|shop|branch|outlet|filiale|filial|filialen|geschäft|ladens|magasin|boutique|succursale|tienda|sucursal|"
    "negozio|filiali|loja|winkel|vestiging|sklepu|butik|butiks|butikkens|butikens|butikk|prodejny|pobočky|üzlet|bolt|"
    "myymälä|myymälän|mağaza|καταστήματος|магазина|店舗|店铺|门店|매장"
)
_JOINING = (
    "registration|registered|joined|subscription|subscribed|signup|sign up|optin|opt in|anmelde|anmeldung|"
    "registrierung|registrierungs|eintritts|eintragungs|inscription|abonnement|création|registro|alta|suscripción|"
    "iscrizione|registrazione|aanmeld|aanmelding|inschrijf|inschrijving|registratie|rejestracji|zapisu|dodania|"
    "cadastro|inscrição|registo|registrace|přihlášení|registrerings|oprettelses|регистрации|реєстрації|登録|入会|"
    "注册|가입"
)
_CONSENT = (
    "consent|consents|zgody|einwilligung|einwilligungs|zustimmung|zustimmungs|consentement|consentimiento|consenso|"
    "consentimento|toestemming|toestemmings|samtycke|samtyckes|samtykke|souhlasu|hozzájárulás|согласия|згоди|同意|"
    "동의"
)
_MAILING = (
    "newsletter|newsletters|mailing|subscription|subscriptions|subskrypcji|subskrypcja|odběru|odběr|prenumeration|"
    "prenumerations|nyhetsbrev|nyhedsbrev|nyhetsbrevs|feliratkozás|hírlevél|uutiskirjeen|abonelik|bülten|рассылки|"
    "подписки|розсилки|підписки|suscripción|suscripcion|boletín|inscription|iscrizione|assinatura|inscrição|"
    "nieuwsbrief|订阅|訂閱|購読|配信|メルマガ|メルマガ配信|구독|수신|뉴스레터|newsletteru|biuletynu|εγγραφής"
)

_FORMS = (
    ("order_id", _NUMBER, f"{_ORDER}|{_DOCUMENT}", 30),
    ("customer_id", _NUMBER, _BUYER, 30),
    ("sku", _NUMBER, _ARTICLE, 30),
    ("time", _DATE, f"{_ORDER}|sales", 30),
    ("time", _DATE, _DOCUMENT, 200),
    ("time", _DATE, _GIVEN_BACK, 250),
    ("total", _WORTH, _ORDER, 30),
    ("total", _WORTH, _DOCUMENT, 60),
    (
        "amount",
        _WORTH,
        f"{_ORDER}|{_DOCUMENT}|{_ARTICLE}|line|position|positions|poste|ligne|línea|linha|riga|regel",
        400,
    ),
    ("price", _PRICE, f"{_ARTICLE}|{_ONE}|{_ARTICLE}{_ONE}", 30),
    ("price", "valor|vlr", f"{_ARTICLE}|{_ONE}", 20),
    ("quantity", _COUNT, f"{_ARTICLE}|{_ARTICLES}|{_BOUGHT}|{_ONE}", 30),
    ("item", _NAME, _ARTICLE, 30),
    ("name", _NAME, _ARTICLE, 30),
    ("store_id", _NUMBER, _STORE, 30),
    ("store", _NAME, _STORE, 30),
    ("full_name", _CALLED, _BUYER, 30),
    ("email", _MAIL, _BUYER.replace("client|", "", 1), 30),
    ("state", _STANDING, _ORDER, 30),
    ("paid", _STANDING, f"{_PAYMENT}|{_DOCUMENT}", 30),
    ("refunded", _WORTH, _GIVEN_BACK, 30),
    ("signed_up_at", _DATE, _JOINING, 30),
    ("consent:email", _STANDING, _MAILING, 60),
    ("consent:email:at", _DATE, f"{_CONSENT}|newsletter", 30),
)
"""What a header means, by its two words, and how unsure that is: any header that is known as a whole is surer."""


@cache
def _patterns(plain: Plain) -> tuple[tuple[str, re.Pattern[str], int], ...]:
    def words(told: str) -> str:
        return "|".join(sorted({re.escape(plain(one)) for one in told.split("|")}, key=len, reverse=True))

    between = f"(?:{words(_OF)})?" * 2
    return tuple(
        (
            target,
            re.compile(rf"(?:{words(called)}){between}(?:{words(of)})|(?:{words(of)}){between}(?:{words(called)})"),
            place,
        )
        for target, called, of, place in _FORMS
    )


def meanings(header: str, plain: Plain) -> dict[str, int]:
    """The targets that a header means by its two words, and how unsure each is; none where it is not made of two."""
    letters = plain(header)
    found: dict[str, int] = {}
    for target, pattern, place in _patterns(plain):
        if pattern.fullmatch(letters):
            found.setdefault(target, place)
    return found


def is_of_store(header: str, plain: Plain) -> bool:
    """Whether a header is the number or the name of a store by its two words."""
    return not {"store_id", "store"}.isdisjoint(meanings(header, plain))
