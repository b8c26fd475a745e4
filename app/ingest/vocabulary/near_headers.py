"""Headers that are a word or a question off the known ones: `Your email address *`, `Email subscriber status`.

A header means what is known once the words that change nothing are left out; any other word beside makes it something
else (`Email opens`, `shipping_total`, `Referrer email`). Its cells must bear it out, as those of any header.
"""

import re
from collections.abc import Callable, Sequence

from app.ingest.vocabulary import file_kind, mail_roots
from app.ingest.vocabulary.mail_roots import text_of, words_of

NEUTRAL = frozenset(
    # Who is asked, and how.
    "s your you my our we us the a an of for to is are was what whats which do does did would please enter type "
    "provide give select tick if any optional required mandatory mandatorio obligatoire pflichtfeld eg "
    # Whose it is.
    "x customer customers contact contacts subscriber subscribers user users client clients person profile member "
    "primary main default current preferred private personal "
    # The same in other languages.
    "ihre ihr ihren deine dein unsere wie lautet bitte geben sie an ein kunde kunden kontakt haupt privat private "
    "votre vos ton ta quelle quel est le la les du de des client principal principale "
    "su sus tu cual es el los del contacto principal il lo gli tua tuo sua vostra vostro qual della uw je jouw wat "
    "het en klant seu sua qual".split()
)
"""Words that a header can be without."""

_SOMEBODY = frozenset(
    "customer client user member contact subscriber person shopper buyer household patron donor supporter guest "
    "purchaser consumer cardholder visitor kunde kunden cliente klant klanten mitglied mitglieds abonne acheteur "
    "comprador acquirente".split()
)
_OWNERS = frozenset("client clients contact contacts user users member profile type".split())
_NUMBER = frozenset("id ids no nr num number nummer key code numero ref".split())
_DEAL = frozenset(
    "order orders basket cart purchase transaction invoice checkout sale sales receipt booking bestell bestellung "
    "auftrags rechnungs commande pedido ordine".split()
)
_WORTH = frozenset("value total amount sum revenue betrag wert summe gesamtbetrag montant importe importo".split())
_WHEN = frozenset("time timestamp date datetime at on day datum zeit zeitpunkt fecha data placed created".split())


_ABOUT_A_DEAL = re.compile(
    r"(^|_)(orders?|bookings?|delivery|appointments?|tickets?|results?|surveys?|copy|account|support)(_|$)"
)
_STANDING = frozenset(
    "ticari status state stato stav statut estado stan durumu durum tila allapot κατασταση статус given "
    "erteilt dato udelen "
    "to for per la il con pour le al alla s se so k na til om voor de do der e zur zum "
    "expres expresse express explicite explicit explicito expreso esplicito ausdruckliche lcap casl "
    "za за на "
    "para a o aos as os aux au des "
    "zasilani zasilanim zasielanim posilani lahettamiseen utsendelse utskick получение".split()
)
_OPTS_IN = re.compile(r"^(\w+_)?(ox)?(db|double|nl)?_?opt_?in(_(status|state|flag|code|value|nl))?$")
_OF_A_TOOL = re.compile(
    r"mail ?chimp|mc4wp|klaviyo|mailer ?lite|mail ?poet|brevo|sendinblue|omnisend|active ?campaign|dotdigital|drip|"
    r"get ?response|convert ?kit|campaign ?monitor|cleverreach|constant ?contact|newsletter|rapidmail|sendgrid"
)
_OTHERWISE = re.compile(
    r"(^|_)(reviews?|abandoned|transactional|receipts?|invoices?|sms|text|texts|whats_?app|phone|push|post|postal|"
    "terms|conditions|privacy|agb|datenschutz|cgv|cookies?|"
    r"opens?|opened|clicks?|clicked|bounced?|bounces|sent|received|delivered|count|rate|score|date|time|at|on|source|"
    "method|"
    r"domain|address|adresse|validation|verified|quality|type|format|owner|id|preferences?|frequency|topics?|last|"
    r"first|language|client|engagement)(_|$)"
)


def near(header: str, kind: str, known: Callable[[Sequence[str]], dict[str, int]]) -> dict[str, int]:
    """The targets that a header means in a file of that kind; `known` says what words in their order mean."""
    words = words_of(header)
    if found := _of_pairs(words, kind):
        return found
    if file_kind.of(kind).of_people and _asks_for_consent("_".join(words)):
        return {"consent:email": 0}
    if file_kind.of(kind).of_people and mail_roots.is_of_texts(text_of(header)):
        # Of two columns that which tells of refusals.
        return {"consent:sms": 0 if refuses_texts(header) else 1}
    if (
        words
        and (asked := words[0].removeprefix("是否"))
        and asked != words[0]
        and (found := known([asked, *words[1:]]))
    ):
        return found
    if len(words) > 1 and words[-1] in _OWNERS and words[-2] not in NEUTRAL:
        # `Email client` is a program, `Email of the client` somebody's address.
        return {}
    # First without those at the ends alone: inside, a neutral word may be part of a name (`date of birth`).
    for kept in (_bared(words), list(dict.fromkeys(word for word in words if word not in NEUTRAL))):
        if kept and len(kept) < len(words) and kept not in _ANYTHINGS and (found := known(kept)):
            return found
    return {}


_ANYTHINGS = tuple([word] for word in ("status", "id", "name", "state", "type", "date", "account"))
"""Words that alone are anything's: of these no owner can be left out."""


def _bared(words: Sequence[str]) -> list[str]:
    """The words without the neutral ones before and behind."""
    first = next((place for place, word in enumerate(words) if word not in NEUTRAL), len(words))
    last = next((place for place in range(len(words), first, -1) if words[place - 1] not in NEUTRAL), first)
    return list(words[first:last])


def _of_pairs(words: Sequence[str], kind: str) -> dict[str, int]:
    """Two words that make a known thing together, whichever of their kinds they are."""
    if len(words) != 2:
        return {}
    first, second = words
    if first in _SOMEBODY and second in _NUMBER:
        return {"customer_id": 0}
    if file_kind.of(kind).of_sales and first in _DEAL:
        target = "amount" if second in _WORTH else "time" if second in _WHEN else None
        return {target: 0} if target else {}
    return {}


def tells_subscribed(header: str) -> bool:
    """Whether a header is a mail program's own word for who gets its mails: `mailchimp_woocommerce_is_subscribed`."""
    text = text_of(header)
    of_mails = _OF_A_TOOL.search(text.replace("_", " "))
    return bool(of_mails and re.search(r"subscri|opt_?in", text)) and not _OTHERWISE.search(text)


def asks_against(header: str) -> bool:
    """Whether a header is a question for consent turned round, so that a yes below it is a no."""
    text = text_of(header)
    if "status" in text:
        return False
    return mail_roots.refuses(text) or (mail_roots.is_turned(text) and _speaks_of_consent(text))


def _asks_for_consent(text: str) -> bool:
    """Whether a header asks if somebody may be sent emails, or says where they stand with them."""
    return _speaks_of_consent(text) and not (mail_roots.is_turned(text) and "status" not in text)


def _speaks_of_consent(text: str) -> bool:
    # `E-post` is no post.
    if _OTHERWISE.search(re.sub(r"(^|_)e_post(?=_|$)", r"\1email", text)) or mail_roots.is_of_others(text):
        return False
    asked = mail_roots.asks_somebody(text) and not _ABOUT_A_DEAL.search(text)
    return asked or mail_roots.agrees(text) or bool(_OPTS_IN.search(text)) or is_consent(text)


def refuses_texts(header: str) -> bool:
    """Whether a header tells who refused texts, so that a yes below it is a no."""
    text = text_of(header)
    return mail_roots.is_of_texts(text) and mail_roots.refuses_texts(text)


def asks_somebody(header: str) -> bool:
    """Whether a header is a question or a wish to be sent mails, whatever they are about: a no to it is one."""
    text = text_of(header)
    return mail_roots.asks_somebody(text) and not mail_roots.is_of_others(text)


def is_consent(header: str) -> bool:
    """Whether a header is the word for consent, with nothing beside but what it is to and that it is a state."""
    words = words_of(header)
    return any(map(mail_roots.is_consent_itself, words)) and all(
        mail_roots.is_consent_itself(word) or word in _STANDING or mail_roots.is_of_mails(word) for word in words
    )


_OF_MAILINGS = frozenset(
    "email emails mail mails mailing mailings newsletter newsletters marketing promo promos promotions promotional "
    "infomail infomails rundmail rundschreiben infobrief campaigns communications infolettre boletin werbung "
    "werbemails nieuwsbrief angeschrieben reklama correos courriels".split()
)
_MAY_BE_SENT = frozenset(
    "e ok okay allowed allow enabled may can contact contactable contacted receive receives wants want send "
    "erlaubt erwunscht gewunscht darf durfen werden member notifications notification notify active aktiv on off by "
    "via per me us we you is are the a list kontakt kontaktieren moglich possible autorise autorisee permitido "
    "permitida consentito toegestaan dozwolone povoleno for i would like please opted in zulassig "
    "genehmigt bekommt erhalt".split()
)


def is_consent_to_messages(header: str) -> bool:
    """Whether a header is the word for consent to what is sent by other means as well: a no to it is one to mails."""
    words = words_of(header)
    broad = [word for word in words if mail_roots.is_of_messages(word)]
    return bool(broad) and is_consent("_".join(word for word in words if word not in broad))


def is_of_sending(header: str) -> bool:
    """Whether all words of a header are of sending mails and of being allowed to: `Emails enabled`, `Email ok?`."""
    words = words_of(header)
    return any(map(_is_mailing, words)) and all(_is_mailing(word) or word in _MAY_BE_SENT for word in words)


def _is_mailing(word: str) -> bool:
    """Whether a word is one of mailings, or ends in one: `Kundennewsletter`."""
    return word in _OF_MAILINGS or word.endswith(_ENDS)


_ENDS = ("newsletter", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev", "uutiskirje", "mailing", "hirlevel")


_ANSWERS = frozenset(
    "preferences permissions channels subscriptions consents consent communication optin notifications".split()
)


def is_of_channel(header: str) -> bool:
    """Whether a header is what an object of JSON has for email among channels: `preferences.email`."""
    outer, dot, inner = header.rpartition(".")
    # `preferences.email`: the outer name asks, the inner one says of what.
    return bool(dot) and outer.split(".")[-1].replace("_", "").casefold() in _ANSWERS and is_of_sending(inner)
