"""Whether a column's values bear out what its header seems to mean."""

import re
from collections.abc import Callable, Collection, Iterable

from app.cleaning import texts
from app.domain.names import snake
from app.ingest.evidence.values import Evidence
from app.ingest.vocabulary import headers, mail_roots, near_headers, suppression_columns
from app.ingest.vocabulary.event_words import is_known_event, refusal_of
from app.ingest.vocabulary.permission_words import consent_status, ending
from app.ingest.vocabulary.unsubscribe_words import folded, parting

_ORDER_NAME = re.compile(r"[A-Z]{0,6}[#-]?\d[\d-]*(?:-?[A-Z]\d*)?", re.IGNORECASE)
_ACCOUNT_STATE = re.compile("enabled|disabled|invited|declined|active|inactive|verified", re.IGNORECASE)
_ANYTHINGS = (
    r"(^|_)(status|state|estado|estatus|statut|stato|stav|tila|durum|tilstand|статус|"
    r"상태|状态|狀態|状態|ステータス|situação|الحالة|סטטוס)$"
)
"""Headers of what anything can have."""
_OF_LISTS = (
    r"subscri|opted|opt.?(in|out)|marketing|\bremov|\bdelet|\beliminad|\bsupprim|\bgel[oö]sch|abonn|inscri|iscri|suscri"
)
_NAMES = 60
"""A column of events has few different names."""
_STANDINGS = 100
"""A column of states has few different ones, though a file of many languages has them in all."""
_STATES = 20
"""A column of consent has few different words."""


def says_consent(header: str, evidence: Evidence) -> bool:
    """Whether most of the cells are states of consent; `status` alone can be anything's, so its words must tell.

    A few odd words among many answers leave it a column of answers: each of them counts as a no, and is told.
    """
    cells = evidence.counted()
    if coded(header, evidence) or _has_letters_for_answers(header, cells):
        return True
    if _asks_for_nothing_else(header) and cells and len(cells) <= _STATES and not evidence.time_format()[0]:
        return True
    known = {word: count for word, count in cells.items() if consent_status(word) not in (None, "unknown")}
    if sum(known.values()) * 2 < sum(count for word, count in cells.items() if consent_status(word) != "unknown"):
        return False
    # Many different words are remarks, unless nearly all of the cells are answers.
    if len(cells) > _STATES and sum(known.values()) * 10 < sum(cells.values()) * 9:
        return False
    return bool(known) and (_telling(cells) or not _is_anythings(header))


def _is_anythings(header: str) -> bool:
    """Whether a header is of the state that anything can be in: `status`, or that of a subscription that is paid."""
    if re.search(_ANYTHINGS, snake(header)):
        return True
    first, text = bool(_STANDS_FIRST.search(snake(header))), mail_roots.text_of(header)
    return first and not mail_roots.is_of_mails(text)


_STANDS_FIRST = re.compile(
    r"^(status|estado|estatus|statut|stato|stav|stan|статус|tila|tilstand)_|(状态|狀態|状態|状況|상태)$"
)


_OF_AN_ANSWER = re.compile(
    r"\b(newsletters?|opt ?in|subscri\w*|consent|marketing|abonn\w*)( (status|state|flag|code))?$"
)


def _has_letters_for_answers(header: str, words: Collection[str]) -> bool:
    """Whether a column asks and is answered by letters, of which those that nobody knows are asked: `A` and `I`."""
    letters = all(len(word) == 1 and word.isalpha() for word in words)
    return letters and 1 < len(words) <= _LETTERS and bool(_OF_AN_ANSWER.search(folded(header)))


_LETTERS = 6
_ANSWERED = re.compile(
    r"^(e ?mail |marketing |newsletter |gdpr |dsgvo |rgpd )*(consent|opt ?in|permission|einwilligung|consentement|"
    r"consentimiento|consenso)( status| state| given)?$|^accepts (e ?mail |newsletter )*(marketing|newsletters?)$"
)


def _asks_for_nothing_else(header: str) -> bool:
    """Whether a header can be nothing but a question for consent: what its few words mean is asked, never let pass."""
    return bool(_ANSWERED.search(folded(header))) or near_headers.is_consent(header)


_CODED = re.compile(
    r"^(\w+ )*(ox)?(db|double|nl|newsletter|e ?mail)? ?opt ?in( (status|state|flag|code|value))?$|"
    r"^(\w+ )*(newsletter|nl|subscriber|subscription|abo|consent)( (opt ?in|subscription|subscriber))? "
    r"(status|state|flag|code)( id)?$"
)
_CODES = {"0": "denied", "1": "granted", "2": "pending", "3": "withdrawn", "4": "pending"}
"""Numbers for answers: OXID's 0, 1 and 2 (not confirmed), Magento's 1, 2 (not active), 3 (left) and 4 (unconfirmed)."""


def coded(header: str, evidence: Evidence) -> dict[str, str] | None:
    """What each number of a column of answers means; None where it has others, or words, or a mere no and yes."""
    # Numbers of a column with blanks get their `.0` in tools that keep such columns as floats.
    said = {value.removesuffix(".0") for value in evidence.said}
    if (
        not said
        or not said <= _CODES.keys()
        or not _CODED.search(folded(header))
        or suppression_columns.is_elsewhere(header)
    ):
        return None
    return {value: _CODES[value.removesuffix(".0")] for value in sorted(evidence.said)}


def tells_leaving(evidence: Evidence) -> bool:
    """Whether cells are yeses and noes, times, or words by which somebody left."""
    said = evidence.said
    return evidence.time_format()[0] or all(
        texts.yes_or_no(word) is not None or consent_status(word) is not None for word in said
    )


def tells_standing(header: str, evidence: Evidence) -> bool:
    """Whether all cells say where somebody stands with mailings, whatever the column is called.

    Its words must tell (`Unsubscribed`, `Bounced`): a mere yes or `active` can be of anything.
    """
    if suppression_columns.is_elsewhere(header) or len(evidence.values) > _STATES:
        return False
    return _are_standings(evidence.counted())


_STANDS = re.compile(
    r"\b(status|statusa?|state|estado|estatus|statut|stato|stav|tila|allapot|durum|situacao|situacion|situazione|zustand|"
    r"tilstand|toestand|stan|stare|статус|стан|состояние|κατασταση|(data subject|gdpr|dsgvo|rgpd|privacy) (request|"
    r"anfrage)( type| status)?)\b|状態|ステータス|状态|狀態|상태|الحالة|حالة|סטטוס"
)
"""Words for where somebody stands, whatever stands beside them."""
_OF_DEALS = re.compile(
    r"order|payment|paid|invoice|ticket|parcel|loan|marital|bestell|zahlung|rechnung|commande|paiement|facture|pedido|"
    r"pago|factura|ordine|pagamento|fattura|zamowien|platnosc|objednav|platb|betaling"
)
_NUMBERED = re.compile(r"-?\d{1,2}(\.0)?")
_ENDS_DEALS = frozenset("cancelled|canceled|removed|deleted|cancelado|cancellato|left".split("|"))
"""Words for leaving that are as well said of contracts and accounts."""


def answers_too(header: str, evidence: Evidence) -> bool:
    """Whether a column says, beside others or alone, who may not be mailed: its noes count, its yeses grant nothing.

    One more question for consent; a mail program's own flag; a column of states in which a word by which people leave
    stands, whatever its other words are; and a status in numbers, of which nobody knows more than that a 1 closes none.
    """
    wished = near_headers.asks_somebody(header)
    if not evidence.said or (suppression_columns.is_elsewhere(header) and not wished):
        return False
    asked = "consent:email" in headers.meanings(header, "profiles") or _asks_too(header)
    # What a tool sets when it stops sending is as good as an answer.
    asked = asked or near_headers.is_of_sending(header) or near_headers.is_of_channel(header)
    asked = asked or wished
    if asked and says_consent(header, evidence):
        return True
    if near_headers.tells_subscribed(header) and not evidence.time_format()[0]:
        return len(evidence.values) <= _STATES
    words = folded(header)
    if not _STANDS.search(words) or _OF_DEALS.search(words):
        return False
    said = evidence.counted()
    # A bare no and yes is left to those steps that ask what the question was.
    if all(map(_NUMBERED.fullmatch, said)):
        return len(said) <= _STATES and not said.keys() <= {"0", "0.0"}
    return len(said) <= _STANDINGS and any(map(_leaves, said))


_CONSENTS = re.compile(
    r"\b(consent(s|ed)?|opt ?in|einwilligung|consentement|consentimiento|consenso|toestemming|zgoda|souhlas|suhlas|"
    r"samtycke|samtykke|suostumus)\b"
)
_OF_ELSE = re.compile(
    r"\b(track\w*|cookies?|terms|photos?|images?|pictures?|shar(e|ing)|third|partners?|part(y|ies)|profil\w*|parent\w*|"
    r"guardian|medical|treatment|health|credit|location|camera|analytics|personali[sz]\w*|ads?|retargeting|remarketing|"
    r"privacy|polic(y|ies)|agb|datenschutz\w*|cgv|bedingungen|surveys?|reviews?|survey|research|in app|web|"
    r"date|time|timestamp|at|on|source|method|version|form|url|ip|id|by|text|level|type|channel|reason)\b"
)


def _asks_too(header: str) -> bool:
    """Whether a header speaks of a consent which, refused, leaves nobody to be mailed: `GDPR consent given`."""
    words = folded(header)
    of_others = mail_roots.is_of_others(mail_roots.text_of(header))
    if near_headers.is_consent_to_messages(header):
        return True
    return bool(_CONSENTS.search(words)) and not _OF_ELSE.search(words) and not of_others


def is_unconfirmed(header: str, evidence: Evidence) -> bool:
    """Whether a column tells beside a consent whether it was confirmed, as those of double opt-in do (phpList)."""
    said = [word.removesuffix(".0") for word in evidence.said]
    answered = bool(said) and all(texts.yes_or_no(word) is not None for word in said)
    return answered and bool(_CONFIRMED.search(folded(header)))


_CONFIRMED = re.compile(r"^(is |e ?mail |opt ?in |double opt ?in |consent |subscription )*(confirmed|bestatigt)$")


def _leaves(word: str) -> bool:
    return consent_status(word) == "withdrawn" and folded(word) not in _ENDS_DEALS


def _are_standings(words: Collection[str]) -> bool:
    return bool(words) and _telling(words) and all(consent_status(word) not in (None, "unknown") for word in words)


def names_events(header: str, evidence: Evidence) -> bool:
    """Whether the cells are names of events, whatever the column is called: most of the few words are known ones.

    One that ends mailing is enough: read as anything else it would be heard by nobody.
    """
    said = evidence.said
    if suppression_columns.bars(header):
        return False
    known = sum(is_known_event(word) or bool(refusal_of(word)) for word in said)
    ended = any(refusal_of(word) for word in said)
    return 0 < len(said) <= _NAMES and (known * 2 > len(said) or ended)


def names_leaving(words: Iterable[str]) -> bool:
    """Whether the cells of a column, each once, are names of events of mailings, by some of which people leave."""
    said = [word for word, _ in zip(filter(None, words), range(_STANDINGS + 1), strict=False)]
    if not 0 < len(said) <= _STANDINGS:
        return False
    stays = sum(is_known_event(word) and not refusal_of(word) for word in said)
    # One alone (`Open`) is as well a state.
    return stays >= _TELLING and stays * 2 >= len(said) and any(refusal_of(word) for word in said)


_TELLING = 2


def _telling(words: Iterable[str]) -> bool:
    return any(re.search(_OF_LISTS, word, re.IGNORECASE) or ending(word) or parting(folded(word)) for word in words)


def _most(said: list[str], pattern: str) -> bool:
    return sum(bool(re.search(pattern, value)) for value in said) * 2 >= len(said)


_PEOPLE = frozenset({"customer", "kunde", "cliente", "client", "buyer", "klant"})
"""Headers that say whom a row is about, and not by what."""


_SHORT = frozenset({"ad", "sn"})
"""Headers of names, in Turkish and in directories of staff, that are as well those of adverts and serial numbers."""


def _is_called(value: str) -> bool:
    """Whether a value is a name of one word, which several people have: `Ana`, and neither `ALFKI` nor `ana_1`."""
    word = value.replace("-", "").replace("'", "")
    return word.isalpha() and not word.isupper() and not word.islower()


CHECKS: dict[str, Callable[[str, list[str]], bool]] = {
    # A header that says so is believed where the addresses are masked, but not where it asks yes or no.
    "email": lambda header, said: (
        any("@" in value for value in said)
        or (bool(re.search("e.?mail", snake(header))) and not all(consent_status(value) for value in said))
    ),
    "customer_id": lambda header, said: (
        not _most(said, r"[^\W\d_]\s+[^\W\d_]")
        and not _most(said, "@.*[.]")
        and not (headers.plain(header) in _PEOPLE and sum(map(_is_called, said)) * 2 >= len(said))
    ),
    "first_name": lambda header, said: headers.plain(header) not in _SHORT or all(map(_is_called, said)),
    "last_name": lambda header, said: headers.plain(header) not in _SHORT or all(map(_is_called, said)),
    # Shopify calls an order by a name such as #1001.
    "order_id": lambda header, said: headers.plain(header) != "name" or all(map(_ORDER_NAME.fullmatch, said)),
    "region": lambda _, said: (
        not all(map(_ACCOUNT_STATE.fullmatch, said))
        and not _most(said, "@.*[.]")
        and not (
            any(len(word) > 3 for word in said) and all(consent_status(word) not in (None, "unknown") for word in said)
        )
    ),
    # A question about texts can be headed by their name alone.
    "phone": lambda _, said: any(texts.yes_or_no(word) is None and consent_status(word) is None for word in said),
    "url": lambda _, said: _most(said, r"[/.]"),
}
"""Meanings that the values must bear out, whatever their header says."""
