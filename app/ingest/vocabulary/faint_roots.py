"""Roots by which a header may tell who must not be mailed, though nothing in it says so for certain.

They are wider than those of `app.ingest.vocabulary.mail_roots`, for what they find is asked about and never taken: any
word of denying, refusing or objecting, and any of mails, marketing and getting in touch, unless a word beside tells
that it is of something else.
"""

import unicodedata
from functools import cache

from app.ingest.vocabulary import mail_roots, suppression_columns
from app.ingest.vocabulary.mail_roots import folded, text_of

_TOUCH = folded(
    r"e_?mail|mail(s|_?shots?|ing\w*)?(_|$)|marketing|маркет|newslet|(^|_)(cold_)?outreach|"
    r"(^|_|e_?mail|post|direkt)werb(e|ung|lich)|advert(?!iser)|publicid|publicit|pubblicit|"
    r"(^|_)(promo|promos|promotion\w*|promocion\w*|promozion\w*|promoco\w*|promocj\w*)(_|$)|reklam(?!ac|at)|reclame|реклам|"
    r"рассыл|розсил|contact|kontakt|contatt|contato|gecontact|yhteyden|kapcsolatfelv|iletisim|επικοινων|контакт|связ|"
    r"зв_?яз|联系|聯繫|聯絡|联络|連絡|연락|التواصل|الاتصال|יצירת_קשר|ליצור_קשר|"
    r"(^|_)(communicat|comunica|kommunik)|(^|_)solicit|(^|_)anschreib|(^|_)benader"
)
"""What is sent, and getting in touch."""
_OBJECTS = folded(
    r"(^|_)(einspruch|einwand|einwend|untersag|abgewahlt|veto|forbid|forbad|prohibit|restrict|einschrankung_der_verarb|"
    r"limitation_du_traitement|limitacion_del_tratamiento|limitazione_del_trattamento|ограничен\w*_обработ|"
    r"innsigelse|invandning|indsigelse|vastalause|namietk|namitk|kifogas|protivljen|prigovor|ugovor|obiecti|opozitie|"
    r"vastuvaide|iebildum|priestar)|(^|_)ne_\w+_(rien|aucun\w*)(_|$)"
)
"""Further words of objecting, and of a handling that somebody had restricted."""
_SWITCHED_OFF = folded(r"^(is_)?(disabled|suspended|muted|silenced|deaktiviert|desactive|desactivado|disattivato)$")
"""What a mail program says of whom it sends nothing any more."""
_OF_ELSE = folded(
    r"(^|_)(sources?|medium|channels?|kanal|canal|canale|methods?|types?|tipo|typ|kind|categor\w*|segments?|groups?|"
    r"lists?|owners?|managers?|reps?|agents?|name|names|role|title|department|team|provider|domain|client|frequency|"
    r"language|country|format|dates?|time|at|ids?|number|counts?|score|rate|rating|level|priority|stage|status|"
    r"lifecycle|primary|main|secondary|billing|shipping|delivery|emergency|key|haupt\w*|principal|principale|hoofd\w*|"
    r"quelle|herkunft|fuente|origen|origine|fonte|origem|bron|zrodlo|zdroj|kilde|kalla|lahde|forras|kaynak|"
    r"html\w*|party|day|handling|topics?|sprache|anzahl|letzter?|\w*person|ansprechpartner\w*|geoffnet|ouverts?|abierto|aperto|"
    r"verified|validated|verifi\w*|opened|clicked|replied|sent|template|campaigns?|leads?|qualified|mql|sql|"
    r"first|last|next|made|reasons?|budget|has_(e_?)?mail|have_(e_?)?mail|"
    r"terms|conditions?|agb|cgv|polic(y|ies)|cookies?|tracking|returns?|refunds?|payments?|zahlung\w*|cards?|credit|"
    r"invoices?|orders?|quotes?|substitut\w*|treatments?|vaccin\w*|photos?|images?|pictures?|fotos?|"
    r"profit|smok\w*|raucher\w*|fum\w*|drink\w*|alco\w*|alko\w*|gluten\w*|lactose|vegan\w*|vegetar\w*|meat|pork|sugar|"
    r"zucker|eu|vat|tax|mwst|tva|iva|child\w*|kids?|kinder\w*|enfants?|hijos|figli|filhos|pets?|allerg\w*|insurance|"
    r"show|shows|resident\w*|warranty|discounts?|rabatt\w*|reddit|loan|claims?|visa|entry|application|paper\w*|"
    r"plastic\w*|bags?)(_|$)|источник|来源|來源|渠道|출처|채널|مصدر|מקור"
)
"""Words of what is no wish of anybody, of what sales and contracts are refused, and of what people do without."""


@cache
def may_refuse(header: str) -> bool:
    """Whether a header may say who must not be mailed, so that it is asked about where nobody hears it."""
    text = text_of(header)
    if suppression_columns.is_elsewhere(header) or mail_roots.is_of_others(text) or _OF_ELSE.search(text):
        return False
    return denies(header) or is_unread(header) or mail_roots.is_of_mails(text) or bool(_TOUCH.search(text))


@cache
def denies(header: str) -> bool:
    """Whether a header holds a root of denying, refusing or objecting, so that a yes below it may be a no to mails."""
    text = text_of(header)
    return mail_roots.is_turned(text) or bool(_OBJECTS.search(text)) or bool(_SWITCHED_OFF.search(text))


def is_unread(header: str) -> bool:
    """Whether a header is written in letters of which no root is known: it may ask anything."""
    return any(unicodedata.category(sign)[0] == "L" and not _is_known(sign) for sign in header)


def _is_known(sign: str) -> bool:
    return unicodedata.name(sign, "").partition(" ")[0] in _SCRIPTS


_SCRIPTS = frozenset(
    "LATIN GREEK CYRILLIC CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA HANGUL ARABIC HEBREW FULLWIDTH HALFWIDTH MICRO "
    "FEMININE MASCULINE MODIFIER IDEOGRAPHIC".split()
)
