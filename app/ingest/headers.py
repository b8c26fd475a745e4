"""What headers mean: the words of common exports (and of some languages) for the standard names.

Headers are compared as letters and digits only, so that `E-Mail`, `e_mail` and `EMAIL` are one.
"""

import re

from app.names import snake

_WORDS = {
    # Who.
    "customer_id": "customer id|customerid|customer no|customer number|customer|client id|clientid|user id|userid|uid|"
    "contact id|person id|member id|subscriber id|external id|kundennummer|kunden nr|kundennr|kunde|id client|"
    "numero client|cliente id|id cliente|shopper id|buyer id|account id|profile id|iterable user id|hs object id|"
    "record id",
    "email": "email|e mail|mail|email address|mail address|e mail address|emailaddress|customer email|user email|"
    "contact email|billing email|subscriber email|recipient|recipient email|adresse email|adresse e mail|courriel|"
    "correo|correo electronico|email adresse|e mail adresse|mailadresse|merge0|unique email|subscriber|"
    "posta elettronica",
    "phone": "phone|phone number|mobile|mobile phone|mobile number|telephone|tel|cell|cell phone|cellphone|telefon|"
    "telefonnummer|handy|mobilnummer|telefono|telephone number|sms|sms phone|billing phone|merge phone|whatsapp",
    "cookie_id": "cookie id|cookie|cookieid|anonymous id|anonymousid|visitor id|visitorid|client id ga|user pseudo id|"
    "ga client id|fullvisitorid|full visitor id|session cookie",
    "device_id": "device id|deviceid|advertising id|idfa|gaid|idfv",
    # What they are like.
    "first_name": "first name|firstname|fname|given name|givenname|forename|vorname|prenom|nombre|nome|merge fname|"
    "billing first name|customer first name|voornaam",
    "last_name": "last name|lastname|lname|surname|family name|familyname|nachname|familienname|nom|nom de famille|"
    "apellido|apellidos|cognome|merge lname|billing last name|customer last name|achternaam",
    "full_name": "full name|fullname|name|customer name|contact name|display name|vollständiger name|nom complet|"
    "nombre completo|nome completo|billing name",
    "gender": "gender|sex|geschlecht|sexe|sexo|genre|genero|salutation|anrede",
    "birth_date": "birth date|birthdate|date of birth|dob|birthday|birth day|geburtsdatum|geburtstag|"
    "date de naissance|"
    "fecha de nacimiento|data di nascita|born",
    "street": "street|address|street address|address 1|address1|address line 1|adresse|strasse|straße|rue|direccion|"
    "calle|indirizzo|billing address 1|default address address1|mailing street",
    "city": "city|town|city town|stadt|ort|wohnort|ville|ciudad|citta|billing city|default address city|locality|"
    "plaats",
    "region": "region|state|province|state or province|state province|county|bundesland|provincia|estado|"
    "billing state|"
    "default address province code",
    "postal_code": "postal code|postalcode|postcode|post code|zip|zip code|zipcode|zip or postcode|plz|postleitzahl|"
    "code postal|codigo postal|cap|billing postcode|default address zip|zip postal code",
    "country": "country|land|pays|pais|paese|country code|country region|billing country|default address country code|"
    "nation|country name|countrycode",
    "latitude": "latitude|lat|breitengrad|geo lat",
    "longitude": "longitude|lng|lon|long|längengrad|geo lng",
    "language": "language|lang|locale|sprache|langue|idioma|lingua|preferred language|customer locale",
    "timezone": "timezone|time zone|tz|zeitzone|fuseau horaire",
    "signed_up_at": "signed up|signed up at|signup|signup date|sign up date|signup at|created at|created|create date|"
    "date created|date added|added|registered|registered at|registration date|registration|member since|join date|"
    "joined|joined at|opt in time|optin time|opt in date|angemeldet am|registriert am|erstellt am|date d inscription|"
    "fecha de registro|timestamp signup|timestamp opt|subscribed at|customer since|since|date registered",
    "loyalty_tier": "loyalty tier|tier|level|loyalty level|loyalty status|membership level|membership tier|vip tier|"
    "customer tier|treuestufe",
    "interests": "interests|interest|preferences|favourite categories|favorite categories|favourites|favorites|"
    "interessen|interets|centres d interet|intereses",
    "tags": "tags|tag|labels|label|etiquettes|etiquetas|customer tags|schlagworte",
    # What they allow.
    "consent:email": "email consent|consent email|email marketing consent|accepts marketing|accepts email marketing|"
    "email opt in|opt in|optin|opted in|email optin|marketing consent|newsletter|subscribed|newsletter consent|"
    "email marketing|email subscription status|gdpr consent|marketing opt in|email permission|permission|"
    "einwilligung|newsletter einwilligung|consentement|consent|buyer accepts marketing|email status",
    "consent:email:at": "consent date|consent time|consent at|consent timestamp|email consent date|opt in timestamp|"
    "consented at|date of consent|einwilligung am|email marketing consent updated at|opt in confirmed",
    "consent:email:source": "consent source|consent method|email consent source|opt in source|source of consent|"
    "consent origin|signup source|opt in channel",
    "consent:sms": "sms consent|accepts sms marketing|sms opt in|sms marketing|sms marketing consent|mobile opt in",
    "consent:sms:at": "sms consent date|sms consent at|sms consent timestamp",
    "consent:sms:source": "sms consent source|sms consent method",
    # What was ordered.
    "order_id": "order id|orderid|order|order no|order number|ordernumber|invoice|invoice no|invoiceno|invoice number|"
    "invoice id|transaction id|transactionid|bestellnummer|bestell nr|rechnungsnummer|numero de commande|"
    "order name|pedido|receipt|receipt no|basket id|checkout id|sale id",
    "sku": "sku|stock code|stockcode|product id|productid|product code|productcode|item id|itemid|item code|"
    "item number|"
    "lineitem sku|line item sku|artikelnummer|artikel nr|article|article number|reference|ref|product sku|product|"
    "variant sku|handle|ean|gtin|upc|asin|property sku|variant id|content id",
    "quantity": "quantity|qty|units|lineitem quantity|line item quantity|menge|anzahl|quantite|cantidad|quantita|"
    "item quantity|number of items|property quantity|pieces|count",
    "price": "price|unit price|unitprice|lineitem price|line item price|item price|product price|preis|einzelpreis|"
    "prix|"
    "prix unitaire|precio|prezzo|price per unit|regular price|variant price|list price|property price",
    "amount": "amount|total|revenue|value|order total|total price|order value|order amount|grand total|line total|"
    "line amount|betrag|summe|gesamtbetrag|montant|importe|importo|total spent|sales|property value|total amount|"
    "subtotal",
    "currency": "currency|currency code|währung|waehrung|devise|moneda|valuta|presentment currency",
    "discount_code": "discount code|coupon|coupon code|voucher|voucher code|promo code|promotion code|gutschein|"
    "gutscheincode|code promo|discount codes",
    "cancelled": "cancelled|canceled|is cancelled|refunded|is refund|returned|storniert|financial status|order status|"
    "cancelled at|canceled at|cancel reason",
    # What was done.
    "event": "event|event name|eventname|event type|eventtype|action|activity|activity type|type|metric|metric name|"
    "ereignis|evenement|evento|event action|behavior|behaviour|interaction",
    "time": "time|timestamp|ts|date|datetime|date time|event time|event date|event timestamp|occurred at|occurred|"
    "happened at|invoice date|invoicedate|order date|orderdate|ordered at|order time|purchase date|purchased at|"
    "processed at|paid at|transaction date|bestelldatum|datum|zeit|zeitpunkt|date de commande|fecha|data|received at|"
    "event at|at|visit time|date ordered|completed at|suppressed at|suppression date|unsubscribed at|bounced at|when",
    "url": "url|page url|page|pageurl|page location|link url|landing page|product url|permalink|website|web address|"
    "product link|page address",
    "query": "query|search|search term|search query|search words|keyword|keywords|search string|suchbegriff",
    "device": "device|device type|device category|platform|devicetype|gerät|geraet|appareil|dispositivo",
    "duration_s": "duration s|duration|duration seconds|seconds|time on page|dwell time|engagement time|dauer|"
    "time spent",
    "method": "method|signup method|sign up method|opt in method",
    "campaign": "campaign|campaign id|campaign name|campaignid|utm campaign|kampagne|campagne|campaña|newsletter name|"
    "mailing|mailing id|context campaign name",
    "variant": "variant|variation|ab variant|version|arm|test group|split",
    "link": "link|clicked link|clicked url|link clicked|click url",
    "kind": "kind|bounce type|bounce kind|bouncetype|bounce class|bounce category",
    "machine": "machine|machine open|is machine open|bot|is bot|apple privacy open|proxy open",
    "stage": "stage|lifecycle stage|lifecyclestage",
    # The catalogue.
    "name": "name|product name|productname|title|product title|item name|description|produktname|bezeichnung|"
    "nom du produit|nombre del producto|lineitem name|item|artikelbezeichnung",
    "category": "category|categories|product category|product type|producttype|type|kategorie|warengruppe|categorie|"
    "categoria|department|collection|google product category|product category name",
    "brand": "brand|vendor|manufacturer|marke|hersteller|marque|marca|label|maker",
    "in_stock": "in stock|instock|available|availability|in stock?|auf lager|verfügbar|en stock|disponible|"
    "is in stock",
    "image_url": "image url|image|imageurl|image link|picture|picture url|images|image src|bild|bild url|photo|"
    "photo url|"
    "thumbnail|featured image",
    # Who may not be mailed, and who may.
    "channel": "channel|kanal|canal|medium|consent channel",
    "topic": "topic|list|list name|subscription|subscription type|thema|newsletter topic|message type",
    "status": "status|state|consent|consent status|consent state|subscription status|email status|einwilligungsstatus|"
    "opt in status|permission",
    "reason": "reason|suppression reason|bounce reason|grund|motif|motivo|cause|type|suppression type|status",
    "source": "source|quelle|origin|herkunft|signup source|consent source|via",
}  # fmt: skip

_NOBODY = ("lineitem", "property", "shipping")
_PREFIXES = ("customer", "contact", "user", "merge", "billing", "shipping", "subscriber", "profile", "person", "custom",
             "property", "properties", "traits", "lineitem")  # fmt: skip

WHO = ("customer_id", "email", "phone", "device_id", "cookie_id")
_TRAITS = (
    "first_name", "last_name", "full_name", "gender", "birth_date", "street", "city", "region", "postal_code",
    "country", "latitude", "longitude", "language", "timezone", "signed_up_at", "loyalty_tier", "interests", "tags",
)  # fmt: skip
_CONSENT = ("consent:email", "consent:email:at", "consent:email:source", "consent:sms", "consent:sms:at",
            "consent:sms:source")  # fmt: skip

TARGETS: dict[str, tuple[str, ...]] = {
    "profiles": (*WHO, *_TRAITS, *_CONSENT),
    "orders": (
        *WHO, "order_id", "sku", "quantity", "price", "amount", "time", "currency", "discount_code", "cancelled",
    ),
    "events": (
        *WHO, "event", "time", "order_id", "sku", "quantity", "price", "amount", "currency", "discount_code", "url",
        "query", "device", "duration_s", "method", "campaign", "variant", "link", "kind", "machine", "stage",
    ),
    "products": ("sku", "name", "category", "brand", "price", "in_stock", "url", "image_url"),
    "consents": (*WHO, "channel", "topic", "status", "time", "source"),
    "suppressions": (*WHO, "channel", "reason", "time", "source"),
}  # fmt: skip
"""What the columns of each kind of file can mean, the first the likelier where a header fits two."""

_BY_ID = {"profiles": "customer_id", "orders": "order_id", "products": "sku"}
_CREATED = {"orders": "time", "events": "time", "consents": "time", "suppressions": "time"}


def plain(header: str) -> str:
    """A header as it is compared: letters and digits of its words."""
    return re.sub(r"[\W_]+", "", snake(header))


_MEANINGS: dict[str, list[str]] = {}
for _target, _headers in _WORDS.items():
    for _header in (_target, *_headers.split("|")):
        _MEANINGS.setdefault(plain(_header), []).append(_target)


def meanings(header: str, kind: str) -> list[str]:
    """The targets that a header can mean in a file of that kind, the likeliest first."""
    allowed = TARGETS[kind]
    words = [word for word in snake(header).split("_") if word]
    if words == ["id"] and kind in _BY_ID:
        return [_BY_ID[kind]]
    if kind in _CREATED and plain(header) in ("createdat", "created", "createdate", "datecreated"):
        return [_CREATED[kind]]
    found = [target for target in _MEANINGS.get(plain(header), []) if target in allowed]
    if not found and len(words) > 1 and words[0] in _PREFIXES:
        found = meanings(" ".join(words[1:]), kind)
        # `customer_name` is somebody's name, `lineitem_id` nobody's id.
        found = [
            target for target in found if target not in WHO or words[0] not in ("lineitem", "property", "shipping")
        ]
    return sorted(set(found), key=lambda target: (target != snake(header), allowed.index(target)))
