"""What headers mean in files of orders: the words of common shops, of some languages too, for what was ordered.

Of the words for one meaning the earlier are the surer; `headers` compares them. An order's number has too many
forms for a list: the sign or word for a number, before or behind a word for what is numbered.
"""

import re

ORDER_WORDS = {
    "order_id": "order id|orderid|order no|order number|ordernumber|order|invoice no|invoiceno|invoice number|"
    "invoice id|invoice|transaction id|transactionid|bestellnummer|bestell nr|bestellung|auftragsnummer|"
    "rechnungsnummer|numero de commande|commande|numero de pedido|pedido|numero ordine|ordernummer|order name|"
    "receipt|receipt no|receipt id|order reference|order increment id|increment id|purchase id|purchase number|"
    "payment intent id|paypal transaction id|amazon order id|sales record number|basket id|basket|checkout id|"
    "sale id|numero de orden|nro de orden|numero de la orden|orden|numero pedido|n de pedido|id pedido|id de pedido|"
    "codigo de pedido|numero do pedido|codigo do pedido|id do pedido|numero dell ordine|numero d ordine|n ordine|"
    "id ordine|codice ordine|n de commande|no de commande|num commande|numero commande|id commande|"
    "reference commande|reference de commande|reference de la commande|bestell id|bestellungsnummer|auftrags nr|"
    "auftragsnr|belegnummer|belegnr|bestelnummer|ordernr|numer zamowienia|nr zamowienia|id zamowienia|zamowienie|"
    "ordrenummer|ordrenr|ordre id|bestillingsnummer|cislo objednavky|rendelesszam|tilausnumero|nomor pesanan|"
    "no pesanan|nomor order|id order|oxordernr|"
    "transaktionscode|verkaufsbeleg|verk beleg|vbeln|"
    "num|number|name|charge id|charge number|payment id|payment number",
    "sku": "sku|sku id|nomor referensi sku|line sku|ugs|"
    "sku reference no|sku reference|bestandseinheit|custom label|custom label sku|seller sku|"
    "stock code|stockcode|product sku|variant sku|item sku|lineitem sku|line item sku|product id|"
    "productid|product code|productcode|product reference|item id|itemid|item code|inventory item code|"
    "internal reference|product internal reference|default code|item number|item no|material|materialnummer|matnr|"
    "material no|material number|artikelnummer|artikel nr|article number|"
    "codice articolo|referencia|article|reference|ref|product|property sku|handle|ean|gtin|upc|asin|variant id|"
    "content id|product number",
    "quantity": "quantity|qty|units|lineitem quantity|line item quantity|item quantity|menge|anzahl|quantite|"
    "cantidad|quantita|aantal|number of items|quantity ordered|quantity purchased|ordered quantity|qty ordered|"
    "cantidad del producto|cantidad de producto|unidades|cant|qte|quantite commandee|stuckzahl|stuck|stk|antal|"
    "ilosc|qta|quantita ordinata|qtd|qtde|quantidade do produto|mnozstvi|mennyiseg|maara|antall|jumlah|kuantitas|"
    "auftragsmenge|bestellmenge|liefermenge|kwmeng|order qty|ord qty|qty sold|quantity sold|"
    "no of items|num items|item count|items count|product quantity|quantidade|property quantity|pieces|count",
    "price": "price|unit price|unitprice|lineitem price|line item price|item price|product price|price per unit|"
    "preis|einzelpreis|stuckpreis|prix|prix unitaire|precio|precio unitario|prezzo|prijs|regular price|variant price|"
    "list price|property price|item cost|price each|unit amount|sale price|selling price|price per item|"
    "precio del producto|precio por unidad|precio de producto|prix unitaire ttc|prix du produit|prix produit|"
    "prezzo unitario|prezzo del prodotto|prezzo prodotto|preco|preco unitario|preco do produto|stuksprijs|"
    "eenheidsprijs|prijs per stuk|cena jednostkowa|cena produktu|styckpris|stykpris|enhetspris|harga satuan|"
    "harga setelah diskon|harga|enhedspris|egysegar|"
    "preis pro stuck|"
    "price per 100|price per 1000|price per 10|preis pro 100|preis je 100|preis pro 1000|prix par 100|"
    "precio por 100|artikelpreis|produktpreis|yksikkohinta|jednotkova cena|"
    "unit price tax incl|unit price incl tax|unit price inc tax|product price tax incl|"
    "sales price|deal price|sold for|verkauft fur|vendu pour|venduto per|vendido por|verkocht voor|verkoopprijs|"
    "verkooppreis|"
    "prezzo di vendita|"
    "precio de venta|preco de venda|cena sprzedazy|vk|vk preis|einzel vk|a pris|apris|styckpris|stykkpris|"
    "cena|pris|hinta|yksikko hinta|article price|product unit price|unit cost|price paid each|prix de vente|"
    "verkaufspreis|unit pr|unit prc|e preis|line price",
    "amount": "line total|lineitem total|line item total|item total|line amount|row total|net sales|item amount|"
    "extended price|product sales|product total|sales value|item subtotal|line subtotal|order line total|"
    "item revenue|product subtotal|zeilensumme|positionssumme|zeilenpreis|gesamt|radsumma|linjesum|linjetotal|"
    "linjebelob|rivisumma|sum|"
    "regeltotaal|ext amt|ext amount|extended amount|ext price|extprice|paid price|item paid price|nettowert|"
    "ventes nettes|ventas netas|vendas liquidas|vendite nette|nettoumsatz|"
    "totale riga|total ligne|total de linea|wartosc|amount|revenue|total|order total|total price|order value|"
    "order amount|"
    "grand total|total amount|value|sales|spend|betrag|summe|montant|importe|importo|valor|bedrag|price paid|"
    "purchase value|purchase amount|sale amount|sales amount|dollar value|transaction amount|"
    "payment amount|gesamtbetrag|montant total|totaal|total spent|property value|net revenue|gross sales|subtotal|"
    "total paid",
    "total": "order total|total collected|oxtotalordersum|gt base|gt purchased|"
    "order total amount|order value total|order amount total|price total|grand total base|base grand total|"
    "order grand total|grand total|"
    "grand total purchased|order total inc tax|order total incl tax|total inc tax|total incl tax|total tax incl|"
    "total paid tax incl|total paid|order total|order total price|total order amount|total order value|order value|"
    "order amount|total charged|amount charged|amount captured|captured amount|total captured|amount paid|"
    "invoice total|invoice amount|transaction amount|"
    "payment amount|payment total|basket total|cart total|order revenue|total amount|total price|total|amount|"
    "gesamt|gesamtbetrag|gesamtsumme|bestellsumme|bestellwert|rechnungsbetrag|auftragssumme|total ttc|montant total|"
    "montant ttc|total de la commande|total commande|importe total|total del pedido|totale ordine|importo totale|"
    "total de la orden|total orden|total del pedido|valor do pedido|total geral|total commande ttc|"
    "montant de la commande|montant commande|wartosc zamowienia|kwota zamowienia|suma zamowienia|ordersumma|"
    "ordretotal|ordresum|orderbelob|belob|"
    "belopp|totalbelopp|totalbelob|celkova cena|vegosszeg|bruttobetrag|endbetrag|rechnungssumme|gesamtpreis|"
    "totaalprijs|yhteensa|totale|totaalbedrag|ordertotaal|totaal|valor total|total do pedido|razem|suma|summa|"
    "sum|total pembayaran|celkem|"
    "osszesen|amount including vat|amount incl vat|amount inc vat|amount including tax|kwota|castka|osszeg|wert|"
    "value|"
    "revenue|betrag|summe|montant|importe|importo|valor|bedrag|gross sales|"
    "sales|amount total|gross|gross amount|brutto|bruto|brut|lordo|avant commission",
    "refunded": "refunded amount|amount refunded|order refund amount|refund amount|total refunded|refunded total|"
    "partial refunds|partial refund|partial refund amount|refund total|total refunds|refunds|refunded|"
    "erstattungsbetrag|erstatteter betrag|"
    "montant rembourse|importe reembolsado|importo rimborsato|terugbetaald bedrag|valor reembolsado|refund value|"
    "total refund|refunds amount|refunds total|total refunds amount|sum of refunds|refund",
    "discount": "lineitem discount|line item discount|item discount|line discount|lineitem discount amount|"
    "item discount amount|discounts",
    "item": "lineitem name|line title|artikel|article|articulo|articolo|artigo|"
    "line item name|item name|product name|productname|item|product title|item title|"
    "lineitem title|product|article name|artikelname|artikelbezeichnung|bezeichnung|produktname|produkt|produit|"
    "nom du produit|nom produit|nom de l article|designation|producto|nombre del producto|nombre producto|"
    "nome do produto|nama produk|nazwa produktu|produktnamn|varenavn|nazev produktu|termeknev|prodotto|"
    "nome prodotto|productnaam|"
    "title|item description|ticket type|ticket name|ticket class|"
    "description|handle",
    "items": "line items|lineitems|order items|items|products|order lines|items ordered|ordered items|"
    "product details|item details|products ordered|ordered products|artikel|positionen|articles|articulos|articoli|"
    "cart items|order products|item list|product list",
    "updated_at": "updated at|last updated date|date updated|last updated|last updated at|date modified|modified at|"
    "modified date|last modified|last modified date|last update|updated on|updated|modified|order modified date|"
    "order updated at|aktualisiert am|geandert am|letzte anderung|mis a jour le|modifie le|actualizado el|"
    "aggiornato il|gewijzigd op",
    "currency": "currency|wahrg|waerk|currency code|divisa|moeda|mena|penznem|wahrung|waehrung|devise|moneda|valuta|"
    "presentment currency",
    "discount_code": "discount code|coupon|coupon code|voucher|voucher code|promo code|promotion code|gutschein|"
    "gutscheincode|code promo|discount codes|coupons",
    "state": "order status|order state|order status description|order state name|"
    "status|state|order status name|current state|sale status|bestellstatus|"
    "auftragsstatus|statut|etat|estado|stato|statut de la commande|estado del pedido|stato ordine|stato dell ordine|"
    "estado de la orden|estado orden|estado pedido|statut commande|etat de la commande|etat commande|"
    "status do pedido|situacao do pedido|status zamowienia|bestelstatus|ordrestatus|stav objednavky|"
    "orderstatus|estado do pedido|event type|transaction type|transaction status|record type|type|kind|situacao|stav|"
    "tila|stare comanda|starea comenzii|status comanda|statusul comenzii|stare|status pesanan",
    "paid": "financial status|payment status|payment state|paid|is paid|captured|zahlungsstatus|bezahlt|"
    "statut du paiement|etat du paiement|estado de pago|estado del pago|stato pagamento|stato del pagamento|"
    "status do pagamento|situacao do pagamento|status platnosci|stav platby|betaalstatus|betalingsstatus|betald|"
    "payment result|payment status description|payment state name|invoice status|invoice state|rechnungsstatus|"
    "statut de la facture|estado de la factura|stato fattura",
    "test": "test order|test mode|is test|is test order|testbestellung|testmodus|commande test|commande de test|"
    "pedido de prueba|ordine di prova|testorder|testbestelling|mode|livemode|live mode",
    "cancelled": "cancelled|canceled|is cancelled|is canceled|refunded|is refunded|is refund|returned|is returned|"
    "storniert|cancelled at|canceled at|cancelled on|date cancelled|cancellation date|cancel date|cancel reason|"
    "oxstorno|storno|stornostatus|stornodatum|storniert am|stornierungsdatum|date d annulation|fecha de cancelacion|"
    "fecha de anulacion|data annullamento|data di annullamento|annuleringsdatum|cancellation status|"
    "line status|line item status|lineitem status|order line status|item status|line state|item state|product status|"
    "positionsstatus|position status|artikelstatus|zeilenstatus|statut de la ligne|statut ligne|statut article|"
    "estado de la linea|estado linea|stato riga|regelstatus|radstatus|"
    "cancellation reason|canceled date|voided|void|is void|annule|anulado|annullato|geannuleerd",
}  # fmt: skip
"""By meaning, without the time, which other files tell too."""

IN_CENTS = re.compile(r"(?<!per)_(in_)?(cents?|centimes?|centimos?|centesimi|pence|pennies|groszy|minor(_units?)?)$")
"""The end of a header whose amounts are in the smallest unit of their currency."""

_TAX = (
    "vat|taxe?s?|gst|hst|sales_tax|mw_?st|ust|steuern?|umsatzsteuer|mehrwertsteuer|btw|belasting|tva|iva|impuestos?|"
    "imposte|"
    "impostos?|moms|mva|dph|podatek|podatku|ptu|alv|afa|kdv|ндс"
)
_GROSS = "brutto|bruto|brut|gross|ttc|lordo|ivato"
_NET = "netto|neto|net|ht"
_WITH = (
    "incl|including|included|inclusive|inc|inkl|inklusive|incluyendo|incluindo|incluant|con|avec|com|with|mit|"
    "met|z|s|"
    "sis|с"
)
_WITHOUT = (
    "excl|excluding|excluded|exclusive|exc|ex|exkl|exklusive|ohne|sin|sans|sem|senza|without|before|zonder|bez|hors|без"
)
_TAXED = re.compile(
    rf"_(?:(?:{_WITH})_(?:l_|la_|le_|the_|der_)?(?:\d+_)?(?:{_TAX})|"
    rf"(?:{_TAX})_(?:incl|included|inclusive|inc|inkl|inclus[aeo]?|inclui?d[ao]s?|comprise?|compresa)|(?:{_GROSS}))$"
)
_UNTAXED = re.compile(
    rf"_(?:(?:{_WITHOUT})_(?:l_|la_|le_|the_|der_)?(?:\d+_)?(?:{_TAX})|"
    rf"(?:{_TAX})_(?:excl|excluded|exclusive|exc|ex|exkl|exclus[aeo]?|exclui?d[ao]s?|esclus[ao])|(?:{_NET}))$"
)
_IS_GROSS, _IS_NET = re.compile(_GROSS), re.compile(f"{_NET}|neta|netta|nette")
_SUMS = frozenset(
    "total amount price unit_price line_total line_amount line_price order_total order_amount invoice_total "
    "invoice_amount item_price item_total row_total sum value preis einzelpreis betrag gesamt gesamtbetrag summe "
    "umsatz gesamtpreis wert prijs bedrag totaal".split()
)
"""What `Gross` and `Net` say of tax where they stand before it; `Gross sales` are sales before discounts."""


_JOINED = re.compile(r"(netto|brutto)([a-z]+)")
"""As in German, where two nouns are one word: `Nettowert`."""


def without_tax(name: str) -> tuple[str, bool | None]:
    """A header in snake case without what it says of tax, and whether its amounts hold it; None where it says nothing.

    `Total incl. VAT` is a total, and so is `Total excl. VAT` where nothing says what was charged.
    """
    for pattern, held in ((_TAXED, True), (_UNTAXED, False)):
        if (bare := pattern.sub("", name)) != name:
            return bare, held
    before, _, bare = name.partition("_")
    if joined := _JOINED.fullmatch(name):
        before, bare = joined.groups()
    if bare in _SUMS and (_IS_GROSS.fullmatch(before) or _IS_NET.fullmatch(before)):
        return bare, _IS_GROSS.fullmatch(before) is not None
    return name, None


_NUMBER = (
    "n|no|nr|nro|num|number|nummer|numero|numer|cislo|c|szam|szama|numarasi|nomer|номер|номир|id|code|codigo|codice|"
    "kod|"
    "ref|reference|referencia|riferimento|referenz|referentie|kennung|identifiant"
)
_OF = "de|da|do|del|della|dell|dello|di|d|du|des|dela|la|le|l|el|of|the|van|der|den"
_ORDER = (
    "order|ord|pedido|orden|ordine|commande|cmde|cde|comanda|comenzii|bestell|bestellungs?|auftrags?|bestelling|"
    "bestel|"
    "zamowieni[ea]|objednavk[ay]|rendeles|tilaus|tilauksen|ordre|bestilling|bestillings|bestallnings?|encomenda|"
    "compra|"
    "achat|acquisto|purchase|siparis|заказа?|замовлення|παραγγελια[ςσ]?"
)
_DOCUMENT = (
    "invoice|rechnungs?|facture|factura|fattura|fatura|faktur[ay]|factuur|lasku|laskun|szamla|piece|receipt|"
    "quittungs?|bon|"
    "belegs?|documento?|doc|dokument|dokumentu|dokladu?|transaction|transaccion|transazione|transacao|transaktions?|"
    "transactie|transakcji|transazioni|recibo|recu|ricevuta|kvitto|kvitterings?|paragonu?|счета?|чека?"
)


def _forms(noun: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{_NUMBER})(?:{_OF})?(?:{noun})|(?:{noun})(?:{_NUMBER}))$")


# How unsure each is, as the places of the words above count: other documents far behind orders.
_FORMS = (
    (_forms(_ORDER), re.compile(f"^(?:{_ORDER})$"), 20),
    (_forms(_DOCUMENT), re.compile(f"^(?:{_DOCUMENT})$"), 200),
)


def numbers_orders(header: str, plain: str) -> int | None:
    """How unsure it is that a header heads the numbers of orders; None where it does not. `plain` is its letters.

    What other documents are numbered by stands in where no order is.
    """
    # `Order #` says by a sign what others say by a word.
    signed = re.search("[#№]", header) is not None
    fits = (place for form, noun, place in _FORMS if form.match(plain) or (signed and noun.match(plain)))
    return next(fits, None)
