"""Columns that say whom no email may reach: who unsubscribed, complained or bounced, and whose address is no good."""

import re
from functools import cache

from app.ingest.vocabulary import near_headers
from app.ingest.vocabulary.unsubscribe_words import folded, parting

_OPTED_OUT = frozenset(
    header.replace(" ", "")
    for header in (
        "unsubscribed from all email|has opted out of email|email opt out|opt out|opted out|opt out of email|"
        "unsubscribed|is unsubscribed|email unsubscribed|globally unsubscribed|unsub time|unsubscribed at|"
        "unsubscribed on|unsubscribe date|unsubscribe time|unsubscribed date|email optout|do not email|clean time|"
        "opted out at|opt out date|opt out time|abgemeldet|abgemeldet am|desabonne"
    ).split("|")
)
"""Headers that alone say it: by a yes, or by the time when."""

_MAILS = r"(e ?mails?|mailings?|marketing|newsletters?|werbung|correos?|publicidad|reclame|contact|mail)"
_NEVER = r"(do ?not|dont|does not|must not|may not|never)"
_VERBS = (
    r"(kontaktieren|anschreiben|contacter|contattare|contactar|contacteren|enviar|envoyer|inviare|mailen|senden)( |$)"
)
_ADDRESS = r"((e ?)?mails?|correos?|courriel|adres\w*|direccion|indirizzo|endereco|electronico|de|d|l|la)"
_BAD = r"(ungultige?|invalid[oae]|non valid[oe]|ongeldige?|nieprawidlow\w*|neplatn\w*|errone[oe]?)"
_WISH = r"(erasure|deletion|data removal|anonymi[sz]ation|forget me|(to )?be (forgotten|deleted|erased))"
_ERASURE = (
    rf"\b{_WISH} request(ed|s)?( (date|time|at|on|received|flag))*$|"
    rf"\brequest(ed|s)? (for |of )?(data )?{_WISH}( (date|time|at|on|flag))*$|"
    r"\bright (to|of) (be forgotten|erasure|deletion|object)( (used|exercised|claimed|date|at|on|flag))*$|"
    r"\bloschantrag|\bloschung (beantragt|angefordert|verlangt)|\bloschverlangen|\bverwijder(ings)?verzoek|"
    r"\bdemande (de |d)? ?(suppression|effacement)|\bsolicitud de (supresion|borrado|eliminacion)|"
    r"\brichiesta (di )?cancellazione"
)
"""Who asks that nothing be kept of them asks that nothing be sent to them."""
_UNTIL = (
    r"^(is )?((e ?)?mails?|newsletters?|marketing)? ?(paused?|snoozed?|suspended|on hold)"
    r"( (all |(e ?)?mails?|newsletters?|marketing))* until$"
)
"""A rest from mails that ends on a day."""
_REFUSED = (
    r"\breserv(ert|eret|erad|ation)\w* (mot|mod|imot)\b|\b\w*kielto\b|\bkielletty|\b(reklame|utskicks)?sparr(ad|at)?\b|"
    r"\bfrabe(dt|der)|\bsprzeciw|\bne(zasilat|posilat|kontaktovat|souhlas\w*|suhlas\w*)\b|\bletilt|\btiltas|"
    r"\bne kuldj|\bengellen|\bgonderme\b|\b(red|ret) (tarihi|durumu)|μην? (αποστολ|αποστελ|στελν)|"
    r"\bstop (la )?pubs?\b|iletisime gecme|"
    r"\b(remover|eliminar|quitar|borrar|rimuovere) (da|de|dalla|de la) (lista|newsletter|mailing)|"
    r"не (отправлять|слать|беспокоить|рассылать|писать|присылать)|отказ от (рассыл|подпис|получ)|"
    r"(配信|送信|メール)(拒否|不可|不要|ng)|受信拒否|拒收|拒绝|勿扰|黑名单|거부"
)
"""Refusals in the north, in Finnish, Polish, Czech, Hungarian, Turkish, Greek, Russian and the far east."""
_BARRING = (
    (
        "hard_bounce",
        r"hard ?bounc|bounced?( (at|on|date|time|reason|type|message|description))?$|"
        r"^(e ?mail )?(is |has )?bounced( |$)|^(e ?mail )?bounces?$|clean(ed)? (time|date|at|on|campaign|reason)|"
        r"^cleaned$|undeliverable|"
        r"invalid (e ?mail|address)|^(is )?invalid$|e ?mail (address )?(is )?invalid|"
        rf"^{_ADDRESS}* *{_BAD}( {_ADDRESS})*$|"
        r"bounce (reason|date|time|type|status)|"
        r"unzustellbar|bad (e ?mail )?address|\bnpai\b",
    ),
    (
        "marked_as_spam",
        r"complain|(marked|reported) (\w+ )?(as )?spam|spam (report|complaint|marked)|^(is )?spam( (at|on|date))?$",
    ),
    (
        "suppressed",
        r"suppress(ed|ions?)?$|suppress(ed|ions?) |(block|black|deny) ?list|\bdn[cem]\b|"
        r"quar[ae]nt(in|en|an|ain)|cuarenten|karant[ae]|kwarantan|carantin|карантин|隔離|隔离|격리|sperrliste|sperrvermerk|"
        r"(mail|versand|kontakt|empfanger) ?sperre|liste? (noire|negra|nera)|zwarte lijst|czarna lista|cerna listina|"
        r"kara liste|fekete ?lista|svart(a|e)? ?list|sort ?liste|musta ?lista|lista neagra|μαυρη λιστα|"
        r"ч[ео]рн\w* список|\bstop ?list|стоп ?лист|免打扰|屏蔽|拉黑|ブラックリスト|블랙리스트|"
        r"^(e ?mail )?(is )?(blocked|banned|on ?hold)( (at|on|date|since|reason))?$|"
        r"^(e ?mail )?(gesperrt|bloque|bloqueado|bloccato|geblokkeerd)$|\bineligible\b|\brobinson( ?liste?)?$",
    ),
    (
        "unsubscribed",
        rf"\b{_NEVER} ?(e ?mail|mail|contact|send|market|solicit)( |$)|{_REFUSED}|"
        r"^(gdpr |dsgvo |rgpd |marketing |e ?mail |direct )*(objections?|objected|opposition|oposicion|opposizione|"
        r"stop|stopped|removed|deleted|erased|erasure|forgotten|anonymi[sz]ed|geloscht|supprime|eliminado|cancellato)"
        r"( (to|against|gegen|from) (direct |all )*(marketing|e ?mails?|advertising|processing|lists?))?"
        r"( (at|on|am|date|time|flag|le|el))?$|"
        rf"\b{_NEVER} (allow|receive|want|accept)\w* (any |bulk |marketing |the )*{_MAILS}|\bdo ?not ?bulk ?e?mail|"
        r"^(is )?(e ?mail |double )?(opt ?in|subscription|consent|confirmation) (is )?pending$|^(is )?unconfirmed$|"
        rf"{_UNTIL}|\breasons? (not to|for not|why not) (be )?(e ?mail|mail|contact|send|receiv)|"
        rf"\b({_NEVER}|no|keine?) ((sms|texts?|calls?|phone|post|or|and|und) )+(e ?mails?|mail)( |$)|{_ERASURE}|"
        rf"\b(no|kein\w*|ohne|sans|sin|senza|geen|pas de|stop|requests? no) (bulk |marketing )?{_MAILS}"
        r"( e?mails| please| bitte| phone| sms| calls?| texts?| contacts?| or| and| und)*"
        r"( (user )?opt out)?$|"
        rf"\b(nicht|ne pas|ne plus|non|no|niet) (mehr )?{_VERBS}|"
        rf"\bexclu(de|ded|sion|ir|re) (from |de |von )*{_MAILS}|"
        r"\b(marketing|e ?mails?|mailings?|newsletters?) (is |are )?"
        r"(suspended|disabled|stopped|blocked|paused|snoozed)\b|"
        r"^(is )?(paused|snoozed)( (at|on|since|date))?$|"
        r"\bexcluded? (from )?(campaign|broadcast)|^(is )?(deaktiviert|deactivated)( (at|on|am|date))?$|"
        r"\b(not|never|non) ?subscri|^(is )?excluded$|"
        r"^(consent )?(withdrawn|revoked|objected|withdrawal date)( (at|on|date|time|reason))?$|"
        r"\brefus \w*mail|(rechaza|rifiuta|refuse|recusa)\w* (la |le |de )*(publici|pubbli|marketing|e ?mail|correo)",
    ),
)  # fmt: skip
"""Words of headers of columns that bar an address, by the reason that a mere yes or a time in them gives."""

_ELSEWHERE = re.compile(
    r"soft|\brate|score|\bcounts?\b|\btotal|number|\bnum\b|emails bounced|(?<!hard )\bbounces$|"
    r"\btitle\b|list name|reason other|\bid$|\bip$|\btimes\b|last campaign|"
    r"\bpage\b|\burls?\b|\blinks?\b|\btoken|\bhash|\bsale\b|\btracking|\bcookies?\b|\bdata sharing|"
    r"\bheaders?\b|\b(last|latest|first|open|customer|service|support|product|warranty) complaint|"
    r"\bcomplaint (category|subject|topic|department|resol|handled|owner|text|closed)|"
    r"\bsend (any |free |paper |printed )*(samples?|catalog(ue)?s?|invoices?|receipts?|brochures?|gifts?|parcels?|"
    r"post ?cards?|goods|statements?)$|"
    r"\bspam (filter|folder)|\bccpa\b|\bticket|\bcustomer complaint|\bshipping|\bdelivery|\bproduct|\border"
)
"""What speaks of something else: of counts, of links to unsubscribe."""
_CHANNEL = re.compile(
    r"\bsms\b|\bmms\b|phone|\bpush\b|mobile|whats ?app|\bcalls?\b|\bfax\b|telefo|\btelemarket|\blandline|\bpostal|"
    r"\bpost\b|\bcourrier\b|\bletters\b|\btexts?( messages?| messaging)?( marketing)? (opt|unsub|stop)|"
    r"(opt(ed)? out|unsubscribed?|stop)( (of|from))? texts?\b|\banruf|\bllamadas?\b|\bchiamat[ae]\b|\bappels?\b"
)
_BY_MAIL = re.compile(
    r"\be ?(mail|post|posta)s?\b|\bcourriels?\b|\bcorreo electronico|\bposta elettronica|\bnewsletter|\b(all|any) "
)
"""Another channel than email, and what says that email is meant beside it: `No calls or emails`."""
_COUNTED = re.compile(
    r"\b(taux|tasso|tasa|taxa|quote|nombre|numero|anzahl|aantal|liczba|pocet|antal|porcentaje|percentuale|contador|"
    r"conteo|prozent|procent)\b|(bounce|spam|beschwerde)(rate|quote|zahl)\b|\bbounce (house|castle)|"
    r"\b(temporaire|transitoire|temporal|temporane[oa]|tijdelijke?|suave|bland[oa]|morbid[oa]|zachte?|weiche?r?)\b"
)
"""What makes of a word of bounces or complaints a count, a share, or a passing bounce, in other languages."""
_OF_MAIL = re.compile(r"\b(last|latest|first) (spam|e ?mail|abuse) complaint|\b(spam|e ?mail|abuse)\b.* complain")
_FAINT = re.compile(
    r"^(objections?|objected|opposition|oposicion|opposizione|stop|stopped|removed|deleted|erased|erasure|forgotten|"
    r"anonymi[sz]ed|geloscht|supprime|eliminado|cancellato)( (at|on|am|date|time|flag|le|el))?$|"
    rf"^(is )?(paused|snoozed)( (at|on|since|date))?$|{_ERASURE}"
)
_FIT = re.compile(
    r"^(is |has |e ?mail |address )*(valid|deliverable|mailable|emailable|sendable|marketable|contactable)"
    r"( e ?mail| address| status)*$|^(can|may|ok to|okay to) (be |we |receive )*(e ?mail|mail|contact)\w*( \w+)?$|"
    r"^(hs )?marketable( status)?$|^e ?mail (availability|reachability|deliverability)( status)?$|"
    r"^(is )?eligible for e ?mail$"
)


def says_no(header: str) -> bool:
    """Whether a column's filled cells tell who refused email, and not who agreed to it."""
    return folded(header).replace(" ", "") in _OPTED_OUT


@cache
def bars(header: str) -> str | None:
    """The reason for which filled cells of a column bar their address: bounces, complaints, suppressions; else None."""
    words = folded(header)
    if says_no(header):
        # Mailchimp cleans a list of addresses that take no mail.
        return "hard_bounce" if "clean" in words else "unsubscribed"
    if is_elsewhere(header) or needs_yes(header):
        return None
    reason = _barred(words) or _REASONS.get(parting(words) or "") or _against(header)
    # What only a root tells is none where it is counted: `Taux de rebond`.
    told_by_roots = reason not in (None, "unsubscribed") and _barred(words) is None
    return None if told_by_roots and _COUNTED.search(words) else reason


def _against(header: str) -> str | None:
    return "unsubscribed" if near_headers.asks_against(header) else None


_REASONS = {"unsubscribed": "unsubscribed", "marked_as_spam": "marked_as_spam", "bounced_email": "hard_bounce"}


def refuses(label: str) -> bool:
    """Whether words that stand for themselves say that somebody wants no email: `no newsletter`, `do not contact`."""
    words = folded(label)
    return _barred(words) == "unsubscribed" and not _FAINT.search(words) and not _FIT.search(words)


def _barred(words: str) -> str | None:
    return next((reason for reason, pattern in _BARRING if re.search(pattern, words)), None)


def is_elsewhere(header: str) -> bool:
    """Whether a header speaks of something else than email to somebody: other channels, counts, links."""
    words = folded(header)
    other = bool(_CHANNEL.search(words)) and not _BY_MAIL.search(words)
    return (other or bool(_ELSEWHERE.search(words))) and not _OF_MAIL.search(words)


@cache
def is_faint(header: str) -> bool:
    """Whether a header bars only where its cells are yeses, times or words of leaving: `Stop` may be a bus's.

    A complaint may be one of a parcel.
    """
    words = folded(header)
    return bool(_FAINT.search(words)) or (parting(words) == "marked_as_spam" and _barred(words) is None)


@cache
def rests_until(header: str) -> bool:
    """Whether the days in a column are those until which somebody is to be left alone."""
    return bool(re.search(_UNTIL, folded(header)))


@cache
def needs_yes(header: str) -> bool:
    """Whether a column says which addresses can be written to, so that a no in it bars one and a yes says nothing."""
    words = folded(header)
    if _FIT.search(words):
        return True
    denied = _DENIED.match(words)
    return denied is not None and not is_elsewhere(header) and (bars(denied[2]) is not None or says_no(denied[2]))


_DENIED = re.compile(
    r"(?:is |has |was )*(not|never|non|nicht|niet|pas|no) ((?:un|opt|abgem|desabon|desins|suppr|bounc|black).*)"
)
"""`Not unsubscribed`: a yes below it is none to leaving."""


def reason_of(header: str) -> str:
    """The reason that a column read as one of suppressions gives where its cells give none."""
    return bars(header) or "suppressed"
