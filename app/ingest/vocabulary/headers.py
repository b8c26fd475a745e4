"""What headers mean: the words of common exports (and of some languages) for the standard names.

Headers are compared as letters and digits only, without accents, so that `E-Mail`, `e_mail` and `EMAIL` are one.
Of the words for one meaning the earlier are the surer.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Sequence

from app.domain.names import snake
from app.ingest.readers.json_lists import EVENT_LISTS, VARIANT_LISTS
from app.ingest.vocabulary import composed_headers, file_kind, near_headers, suppression_columns
from app.ingest.vocabulary.file_kind import FileKind
from app.ingest.vocabulary.foreign_headers import TONGUES
from app.ingest.vocabulary.order_headers import IN_CENTS, ORDER_WORDS, numbers_orders, without_tax

_WORDS = {
    # Who.
    "customer_id": "customer id|customerid|customer no|customer number|client id|clientid|user id|userid|uid|"
    "cust no|cust nr|cust num|cust number|cust id|cust code|cust ref|cust|cust key|kunnr|cod cliente|cod client|"
    "loyalty number|loyalty no|loyalty id|loyalty member id|membership number|membership no|membership id|"
    "person id|member id|household id|household key|household|panelist id|loyalty card number|"
    "external id|kundennummer|kunden nr|kundennr|kunden id|id client|numero client|numero cliente|"
    "codice cliente|auftraggeber|auft geber|klantnummer|klant id|cliente id|id cliente|shopper id|buyer id|account id|"
    "unique id|rec id|kunde|cliente|customer|buyer|subscriber key|contact key",
    "email": "email|e mail|email address|mail address|e mail address|emailaddress|customer email|user email|"
    "contact email|subscriber email|recipient email|adresse email|adresse e mail|adresse mail|courriel|correo|"
    "correo electronico|email adresse|e mail adresse|mailadresse|emailadres|posta elettronica|indirizzo email|"
    "billing email|oxbillemail|merge0|unique email|mail|recipient|subscriber",
    "phone": "phone|phone number|mobile|mobile phone|mobile number|mobile phone number|telephone|telephone number|tel|"
    "cell|cell phone|cellphone|contact number|telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|telefono|"
    "movil|telefone|celular|cellulare|numero di telefono|numero de telephone|portable|gsm|telefoonnummer|telefoon|"
    "mobiel|sms phone|billing phone|merge phone|whatsapp|sms",
    "cookie_id": "cookie id|cookie|cookieid|anonymous id|anonymousid|visitor id|visitorid|client id ga|user pseudo id|"
    "ga client id|fullvisitorid|full visitor id|session cookie",
    "device_id": "device id|deviceid|advertising id|idfa|gaid|idfv",
    # What they are like.
    "first_name": "first name|firstname|fname|given name|givenname|forename|vorname|prenom|nombre|nome|merge fname|"
    "billing first name|customer first name|voornaam|name first",
    "last_name": "last name|lastname|lname|surname|family name|familyname|nachname|familienname|nom|nom de famille|"
    "apellido|apellidos|cognome|sobrenome|merge lname|billing last name|customer last name|achternaam|name last",
    "full_name": "full name|fullname|name|customer name|contact name|display name|vollstandiger name|nom complet|"
    "nombre completo|nome completo|billing name|customer",
    "gender": "gender|sex|geschlecht|sexe|sexo|genre|genero|sesso|geslacht|civilite|anrede|salutation",
    "birth_date": "bday|"
    "birth date|birthdate|date of birth|dob|birthday|birth day|geburtsdatum|geburtstag|geboortedatum|"
    "date de naissance|fecha de nacimiento|data di nascita|data de nascimento|born",
    "street": "street|address|street address|address 1|address1|address line 1|address line1|street name|adresse|"
    "strasse|rue|direccion|domicilio|calle|indirizzo|straat|billing address 1|default address address1|mailing street|"
    "mailing address|postal address",
    "city": "city|town|city town|stadt|ort|wohnort|ville|ciudad|citta|cidade|woonplaats|billing city|"
    "default address city|locality|localidad|commune|municipio|comune|suburb|plaats",
    "region": "region|state|province|state or province|state province|state region|county|bundesland|provincia|"
    "estado|regione|provincie|departement|billing state|default address province code|state code|province code",
    "postal_code": "postal code|postalcode|postcode|post code|zip|zip code|zipcode|zip or postcode|plz|postleitzahl|"
    "code postal|codigo postal|codice postale|cep|cap|billing postcode|default address zip|zip postal code|"
    "zip postcode",
    "country": "country|land|pays|pais|paese|nation|country name|country region|country region name|billing country|"
    "staat|country code|"
    "countrycode|country id|default address country code|cc",
    "latitude": "latitude|lat|breitengrad|geo lat",
    "longitude": "longitude|lng|lon|long|langengrad|laengengrad|geo lng",
    "language": "language|lang|locale|sprache|langue|idioma|lingua|taal|preferred language|customer locale",
    "timezone": "timezone|time zone|tz|zeitzone|fuseau horaire",
    "signed_up_at": "signed up|signed up at|signed up on|signup|signup date|sign up date|signup at|opt in time|"
    "optin time|opt in date|member since|customer since|join date|joined|registered|registered at|registered on|"
    "date registered|registration date|registration|subscribed at|subscription date|created at|created|create date|"
    "created date|created on|creation date|date created|account created|profile created on|date added|added|added on|"
    "angemeldet am|anmeldedatum|registriert am|registriert seit|kunde seit|erstellt am|date d inscription|inscrit le|"
    "fecha de registro|fecha de alta|data iscrizione|data di iscrizione|aanmelddatum|timestamp opt|confirm time|"
    "timestamp signup|since",
    "loyalty_tier": "loyalty tier|tier|level|loyalty level|loyalty status|membership level|membership tier|vip tier|"
    "customer tier|treuestufe",
    "interests": "interests|interest|preferences|favourite categories|favorite categories|favourites|favorites|"
    "interessen|interets|centres d interet|intereses|interessi",
    "tags": "tags|shopify tags|contact tags|profile tags|subscriber tags|member tags|tag|labels|label|"
    "etiquettes|etiquetas|customer tags|schlagworte",
    # What they allow.
    "consent:email": "email consent|consent email|email marketing consent|email marketing consent state|"
    "email consent status|accepts marketing|accepts email marketing|email opt in|opt in|optin|opted in|email optin|"
    "marketing consent|newsletter|subscribed|newsletter consent|email marketing|email subscription status|"
    "gdpr consent|marketing opt in|email permission|permission|einwilligung|newsletter einwilligung|werbeeinwilligung|"
    "consentement|inscrit a la newsletter|abonne a la newsletter|acepta publicidad|acepta marketing|consentimiento|"
    "consenso marketing|consenso|nieuwsbrief|consent|buyer accepts marketing|subscription status|opt in status|"
    "email status|marketing contact status|email marketing status|contact status|subscriber status|"
    "email subscriber status|status",
    "consent:email:at": "consent changed at|consent updated at|newsletter changed at|newsletter updated at|"
    "newsletter date|consent changed|newsletter changed|"
    "consent date|consent time|consent at|consent timestamp|email consent date|opt in timestamp|"
    "consented at|date of consent|einwilligung am|einwilligungsdatum|email marketing consent updated at|"
    "email marketing consent timestamp|email marketing consent date|opt in confirmed",
    "consent:email:source": "consent source|email consent source|opt in source|source of consent|"
    "consent origin|signup source|opt in channel",
    "consent:email:method": "consent method|email consent method|email marketing consent method|opt in method|"
    "method of consent",
    "consent:email:wording": "consent wording|consent text|consent statement|wording of consent|opt in text|"
    "opt in wording|einwilligungstext|texte de consentement",
    # Of days alone: a mere yes or no to it is an answer of its own, whose no closes.
    "consent:email:double_opt_in": "double opt in at|double opt in date|double opt in time|double opt in timestamp|"
    "double opt in confirmed at|doi at|doi date|doi timestamp|doi confirmed at",
    "consent:sms": "sms consent|accepts sms marketing|sms opt in|sms marketing|sms marketing consent|mobile opt in|"
    "sms marketing consent state|sms",
    "consent:sms:at": "sms consent date|sms consent at|sms consent timestamp|sms marketing consent timestamp|"
    "sms marketing consent updated at",
    "consent:sms:source": "sms consent source",
    "consent:sms:method": "sms consent method",
    "consent:sms:wording": "sms consent wording|sms consent text",
    "consent:sms:double_opt_in": "sms double opt in at|sms double opt in date",
    # What was done.
    "event": "event|event name|eventname|event type|eventtype|record type|action|activity|activity type|metric|"
    "metric name|"
    "ereignis|evenement|evento|event action|behavior|behaviour|interaction|type",
    "time": "time|timestamp|ts|ts epoch|processed|datetime|date time|event time|event timestamp|occurred at|occurred|"
    "happened at|"
    "event at|at|order time|ordered at|order created at|transaction timestamp|transaction time|order timestamp|"
    "order datetime|purchase time|purchase timestamp|sale date|date of purchase|kaufdatum|date d achat|"
    "fecha de compra|data acquisto|aankoopdatum|payment date|created utc|created date utc|order date|orderdate|"
    "date ordered|invoice date|invoicedate|purchase date|purchased at|transaction date|bestelldatum|rechnungsdatum|"
    "date de commande|date commande|date de la commande|fecha de la orden|fecha de orden|fecha del pedido|"
    "fecha de creacion|data do pedido|data da compra|data dell ordine|data zamowienia|besteldatum|bestellt am|"
    "auftragsdatum|erstelldatum|erstellungsdatum|angelegt am|angel am|erdat|"
    "belegdatum|posting date|document date|buchungsdatum|"
    "ordredato|datum objednavky|rendeles datuma|tilauspaiva|fecha y hora|fecha de pedido|"
    "fecha pedido|data ordine|orderdatum|created at|created|created on|create date|"
    "date created|zeitpunkt|zeit|event date|date|datum|fecha|data|visit time|processed at|paid at|completed at|"
    "date add|oxorderdate|ts created|created ts|created time|order creation date|creation time|order placed at|"
    "verkauft am|verkaufsdatum|vendu le|date de vente|venduto il|data di vendita|vendido el|"
    "fecha de venta|verkocht op|data da venda|data sprzedazy|"
    "received at|suppressed at|suppression date|unsubscribed at|unsub time|unsubscribe time|unsubscribe date|"
    "opt out date|opt out time|bounced at|clean time|when|server timestamp|server time|collector tstamp|tstamp|"
    "derived tstamp|dvce created tstamp|event tstamp|visit date|visit start time|visited at|hit time gmt|"
    "date submitted|submitted at|check in time|checked in at|check in|check in date",
    "url": "url|page url|page|pageurl|page location|link url|landing page|product url|permalink|website|web address|"
    "product link|page address|link",
    "query": "query|search|search term|search query|search words|keyword|keywords|search string|suchbegriff",
    "device": "device|device type|device category|platform|devicetype|gerat|geraet|appareil|dispositivo",
    "duration_s": "duration s|duration|duration seconds|seconds|time on page|dwell time|engagement time|dauer|"
    "time spent",
    "method": "method|signup method|sign up method|opt in method|consent method",
    "wording": "wording|consent wording|consent text|consent statement|opt in text|text|einwilligungstext",
    "double_opt_in": "double opt in|double optin|doi|double opt in confirmed|doi confirmed|confirmed opt in|doi at",
    "campaign": "campaign|campaign id|campaign name|campaignid|utm campaign|kampagne|campagne|campana|newsletter name|"
    "mailing|mailing id|context campaign name|marketing campaign name|singlesend name|email campaign name|"
    "kampanj|kampanje|customcampaign|kampania|kampan|kampany|kampanja|kampanya|campanie|campagna|campanha|καμπανια|кампания|кампанія|活动|"
    "活动名称|キャンペーン|キャンペーン名|캠페인|캠페인 이름|캠페인명|kampanjnamn|kampagnennavn|kampagne navn|"
    "nazwa kampanii|"
    "nazev kampane|kampany neve|kampanyanev|kampanjan nimi|kampanya adi|название кампании|nom de la campagne|"
    "nombre de la campana|nome campagna|nome da campanha|naam campagne|campagnenaam",
    "variant": "variant|variation|ab variant|version|arm|test group|split",
    "link": "link|clicked link|clicked url|link clicked|click url",
    "kind": "kind|severity|bounce classification|bounce type|bounce kind|bouncetype|bounce class|bounce category",
    "machine": "machine|machine open|is machine open|sg machine open|bot|is bot|is robot|apple privacy open|"
    "is apple privacy open|apple mpp|is apple mpp|mpp open|proxy open|prefetch|prefetched|is prefetched|"
    "machine opened|automated open|is automated",
    "stage": "stage|lifecycle stage|lifecyclestage",
    # The catalogue.
    "name": "name|product name|productname|title|product title|item name|produktname|bezeichnung|artikelbezeichnung|"
    "nom du produit|nombre del producto|lineitem name|item|description",
    "category": "category|categories|product category|product type|producttype|kategorie|warengruppe|categorie|"
    "categoria|department|collection|google product category|product category name|type",
    "brand": "brand|vendor|manufacturer|marke|hersteller|marque|marca|maker|label",
    "in_stock": "in stock|instock|available|availability|in stock?|auf lager|verfugbar|en stock|disponible|"
    "is in stock",
    "image_url": "image url|image|imageurl|image link|picture|picture url|images|image src|bild|bild url|photo|"
    "photo url|thumbnail|featured image",
    # Who may not be mailed, and who may.
    "channel": "channel|kanal|canal|medium|consent channel",
    "topic": "topic|list|list name|subscription|subscription type|thema|newsletter topic|message type",
    "status": "status|state|consent|consent status|consent state|subscription status|email status|einwilligungsstatus|"
    "opt in status|permission|zgoda|souhlas|suhlas|nousolek|sutikimas|piekrisana|pristanak|privola|soglasje|acord|"
    "consimtamant|stare|stav|stan|estado|statut|stato|estat|stanje|olek|busena|statuss|stada|статус|состояние|стан|"
    "einwilligung|consentement|consentimiento|consenso|toestemming|samtycke|samtykke|suostumus|hozzajarulas",
    "reason": "reden|powod|duvod|orsak|arsag|motivo de baja|reason|suppression reason|bounce reason|unsub reason|"
    "unsubscribe reason|grund|motif|motivo|cause|"
    "suppression type|type|status",
    "source": "source|quelle|origin|herkunft|signup source|consent source|via",
}  # fmt: skip

_PREFIXES = ("customer", "contact", "user", "merge", "billing", "subscriber", "profile", "person", "custom", "mailing",
             "property", "properties", "traits", "lineitem", "item", "details", "order", "shipping", "address",
             "default", "home", "personal", "private", "work", "business", "primary")  # fmt: skip
_OF_PLACES = ("shipping", "address", "default", "home", "personal", "private", "work", "business", "primary")
"""Words before what somebody's address consists of: `shipping_total` is no total."""

_OF_THINGS = ("lineitem", "item", "details", "order", "property", "shipping", "address", "default")
"""Words before what is not about a person: `customer_name` is somebody's name, `item_id` nobody's id."""

WHO = file_kind.WHO

_OF_MONEY = frozenset({"price", "amount", "total", "refunded", "discount"})
_PLACES = ("street", "city", "region", "postal_code", "country")
_WRAPPERS = frozenset(
    "attributes|properties|fields|traits|data|profile|record|node|person|contact|location|mergefields|customfields|"
    "customattributes|contactfields|billingaddress|orderlines|invoicelines|"
    "eventdata|datafields|msg|messageevent|msysmessageevent".split("|")
)
"""Objects of JSON that hold what is said of a row and say nothing themselves."""
_OF_A_LINE = re.compile(r"(^|_)(line|lines|lineitems?|items?|products?)(_|$)")
_LATER = 1_000
"""How much less sure a word is for what stands before it."""


def plain(header: str) -> str:
    """A header as it is compared: letters (without their accents) and digits of its words."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", snake(header)) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "", bare)


_MEANINGS: dict[str, dict[str, int]] = {}
for _target, _headers in (*(_WORDS | ORDER_WORDS).items(), *TONGUES.items()):
    for _place, _header in enumerate((_target, *_headers.split("|"))):
        _MEANINGS.setdefault(plain(_header), {}).setdefault(_target, _place)

_ABOUT_IT = frozenset(
    "value values home work other main private personal primary secondary business office cell mobile".split()
)
"""Words beside one of several addresses or numbers of a person."""
_WHOSE = frozenset({"person", "contact", "customer", "subscriber", "lead"})


def numbered(header: str) -> str | None:
    """`email` or `phone` where the header is that of one of several: `E-mail 2 - Value`, `Home Phone`, `Email (2)`."""
    every = [word for word in snake(header).split("_") if word and not word.isdigit()]
    words = [word for word in every if word not in _ABOUT_IT] or every
    # Pipedrive's `Person - Email - Home`.
    words = words[1:] if len(words) > 1 and words[0] in _WHOSE else words
    found = _MEANINGS.get(plain(" ".join(words)), {})
    return next((target for target in ("email", "phone") if target in found), None)


_OF_MARKETING = re.compile(r"marketing|newsletter|opt(?:ed)?in|emailconsent|consentemail|werbe|publicidad")


_ANYTHINGS_NUMBER = frozenset("name number no nr num reference ref title".split())
"""Words for the number of an order that are so in files of orders alone."""


def asks(header: str, target: str, kind: str) -> bool:
    """Whether a header can mean that in such a file: an order's `status` is its own, and no answer of the buyer's."""
    if target == "order_id" and not file_kind.of(kind).of_sales:
        return plain(header.rpartition(".")[2]) not in _ANYTHINGS_NUMBER
    if not file_kind.of(kind).of_sales or not target.startswith("consent:") or suppression_columns.says_no(header):
        return True
    return bool(_OF_MARKETING.search(plain(header)))


def meanings(header: str, kind: str) -> dict[str, int]:
    """The targets that a header can mean in a file of that kind, the likeliest first, and how unsure each is.

    One that says who refused never means who agreed, however near it is to a header that does.
    """
    allowed = file_kind.of(kind).targets
    if suppression_columns.says_no(header):
        own = _own_words(file_kind.of(kind)).get(plain(header), {})
        found = {"consent:email": _LATER, **_MEANINGS.get(plain(header), {}), **own}
        return {target: found[target] for target in allowed if target in found}
    found = _meanings(header, kind)
    if suppression_columns.bars(header) or suppression_columns.needs_yes(header):
        found.pop("consent:email", None)
    return found


_LISTED = re.compile(r"(?:^|\.)[\w -]+\.(e-?mail|sms)\.(consent|at)$", re.IGNORECASE)
"""An answer out of a list of them in JSON (`app.ingest.readers.json_answers`)."""


def _meanings(header: str, kind: str) -> dict[str, int]:
    told_of = file_kind.of(kind)
    allowed = told_of.targets
    words = [word for word in snake(header).split("_") if word]
    if words == ["id"] and told_of.bare_id:
        return {told_of.bare_id: 0}
    told = (_MEANINGS.get(plain(header), {}) | _own_words(told_of).get(plain(header), {})).items()
    found = {target: place for target, place in told if target in allowed and asks(header, target, kind)}
    if not found and (inner := of_element(header, kind)):
        found = {target: place for target, place in meanings(inner, kind).items() if _is_an_elements(target, kind)}
    if not found and "order_id" in allowed and (place := numbers_orders(header, plain(header))) is not None:
        found = {"order_id": place}
    if not found:
        composed = composed_headers.meanings(header, plain).items()
        found = {target: place for target, place in composed if target in allowed and asks(header, target, kind)}
    if not found and told_of.of_sales and (bare := IN_CENTS.sub("", snake(header))) != snake(header):
        found = {target: place + _LATER for target, place in meanings(bare, kind).items()}
    bare, taxed = without_tax(snake(header))
    if not found and told_of.of_sales and taxed is not None:
        later = (1 if taxed else 3) * _LATER
        found = {target: place + later for target, place in meanings(bare, kind).items() if target in _OF_MONEY}
    # What a vCard writes behind a name says which of several it is: `TEL;TYPE=CELL`.
    bracketed = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$|(;[\w-]+=[^;]*)+$", "", header)
    if not found and bracketed and bracketed != header:
        found = {target: place + _LATER for target, place in meanings(bracketed, kind).items()}
    found = found or _nested(header, kind)
    found = found or (_refunded_within(header) if "refunded" in allowed else {})
    either = [part for part in re.split(r"\s*/\s*|\s+(?:or|oder|ou|o)\s+", header.strip()) if part]
    if not found and len(either) == 2:
        # `Town/City` is what both its parts are.
        same = meanings(either[0], kind).keys() & meanings(either[1], kind).keys()
        found = dict.fromkeys(same, _LATER)
    if not found and len(words) > 2 and words[0] == "address" and words[1].isdigit():
        # Google's `Address 1 - City`.
        words = [words[0], *words[2:]]
    if not found and len(words) > 1 and words[0] in _PREFIXES:
        # Where somebody works is rather said of a firm.
        later = (2 if words[0] in ("work", "business") else 1) * _LATER
        found = {target: place + later for target, place in _after_prefix(words, kind).items()}
    if not found:
        found = {
            target: place + 2 * _LATER for target, place in near_headers.near(header, kind, _known(allowed)).items()
        }
        found = {target: place for target, place in found.items() if target in allowed}
    return dict(sorted(found.items(), key=lambda one: (one[0] != snake(header), allowed.index(one[0]))))


def _nested(header: str, kind: str) -> dict[str, int]:
    """What a value in an object of JSON, or in another record, means by its own name and that of the outer."""
    told_of = file_kind.of(kind)
    if listed := _LISTED.search(header):
        what = "consent date" if listed[2].casefold() == "at" else "consent"
        said = _MEANINGS[plain(f"{listed[1]} {what}")].items()
        return {target: place for target, place in said if target in told_of.targets}
    # Odoo parts what lies in another record by a stroke.
    outer, dot, inner = header.partition("." if "." in header else "/")
    if dot and plain(outer) in _WRAPPERS:
        of_place = plain(outer) == "location"
        found = meanings(inner, kind).items()
        return {target: place + _LATER for target, place in found if not of_place or target in _PLACES}
    if dot and told_of.of_sales and plain(inner) in ("value", "amount"):
        # An amount and its currency in an object of their own.
        return {target: place for target, place in meanings(outer, kind).items() if target in _OF_MONEY}
    return {}


def of_element(header: str, kind: str) -> str:
    """The name of a value in an element of the list that a file of this kind was unfolded by; blank for others.

    `activity.action` is `action` in a file of events, and nobody's in one of people.
    """
    allowed = file_kind.of(kind).targets
    lists = EVENT_LISTS if "event" in allowed else VARIANT_LISTS if "in_stock" in allowed else frozenset()
    parts = header.split(".")
    place = next((place for place, part in enumerate(parts[:-1]) if plain(part) in lists), None)
    return (
        "" if place is None else ".".join(part for part in parts[place + 1 :] if part not in ("edges", "nodes", "node"))
    )


def _is_an_elements(target: str, kind: str) -> bool:
    """Whether an element says it of itself: what a variant is called is its size, and no product's name."""
    return "in_stock" not in file_kind.of(kind).targets or target in ("sku", "price", "in_stock")


def _refunded_within(header: str) -> dict[str, int]:
    """Deep in a record the last word tells what was given back: `latest_charge.amount_refunded`."""
    outer, dot, last = header.rpartition(".")
    place = None if not dot or _OF_A_LINE.search(snake(outer)) else _MEANINGS.get(plain(last), {}).get("refunded")
    return {} if place is None else {"refunded": place + _LATER}


@functools.cache
def _own_words(kind: FileKind) -> dict[str, dict[str, int]]:
    """What headers mean in files of one kind alone."""
    found: dict[str, dict[str, int]] = {}
    for target, told in kind.words.items():
        for place, header in enumerate((target, *told.split("|"))):
            found.setdefault(plain(header), {}).setdefault(target, place)
    return found


def _known(allowed: Sequence[str]) -> Callable[[Sequence[str]], dict[str, int]]:
    """What words mean that are all there is of a header."""

    def known(words: Sequence[str]) -> dict[str, int]:
        """The targets that these words mean, of those that are allowed, each with how early it stands."""
        key = plain("_".join(words))
        return {target: place for target, place in _MEANINGS.get(key, {}).items() if target in allowed}

    return known


def _after_prefix(words: list[str], kind: str) -> dict[str, int]:
    found = meanings(" ".join(words[1:]), kind)
    if words[0] in _OF_PLACES:
        return {target: place for target, place in found.items() if target in _PLACES}
    return {target: place for target, place in found.items() if target not in WHO or words[0] not in _OF_THINGS}
