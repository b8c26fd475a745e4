"""What files say of permission: states of consent, channels, reasons of a suppression, and names of events that end it.

What is not understood closes and never opens: whoever reads these words takes a None for a no, and says so.
"""

import re
from functools import cache

from app.cleaning import texts
from app.domain.names import CHANNELS, snake
from app.ingest.vocabulary import answer_roots
from app.ingest.vocabulary.unsubscribe_words import apart, folded, parting, unaccented

EVERY = "all"
"""The channel of what is said of all of them."""

Words = dict[str, str]

_CONSENT = {
    "granted": "granted|grant|yes|y|true|t|1|subscribed|subscribe|subscriber|opted in|opt in|optin|active|confirmed|"
    "accepted|accepts|accept|allowed|allow|approved|consented|consent|consent given|given|agreed|agree|double opt in|"
    "single opt in|confirmed opt in|explicit|express|implied|on|x|ok|okay|enabled|"
    "email allowed|can email|can be emailed|opt in confirmed|✓|✔|☑|check|checked|selected|"
    "ja|j|oui|o|si|s|sim|yep|yeah|tak|ano|da|evet|kylla|hai|igen|joo|wahr|vrai|verdadero|vero|waar|sand|"
    "angemeldet|abonniert|zugestimmt|erteilt|eingewilligt|einwilligung erteilt|inscrit|abonne|accepte|suscrito|"
    "aceptado|iscritto|accettato|inscrito|ingeschreven|aangemeld|subscrito|confirme|bestatigt|aktiv|actif|activo|"
    "attivo|ativo|actief|aktyvus|abonnee|inscrite|suscrita|suscripto|suscripta|iscritta|inscrita|subscrita|acceptee|"
    "prenumererar|prenumerant|tilmeldt|pameldt|zapisany|zapisana|prihlasen|prihlaseny|feliratkozott|feliratkozva|"
    "abonat|"
    "abone|подписан|подписана|подписка|підписаний|εγγεγραμμενος|已订阅|已訂閱|订阅|購読中|登録済み|구독중|구독 중|"
    "onay|onayli|onaylandi|gitt|givet|afgivet|lamnat|udelen|udeleny|udzielona|wyrazona|megadva|annettu|verildi|"
    "δοθηκε|дано|получено|да|так|ναι|是|はい|예|네|نعم|כן|jah|taip|dong y|co|bai|bəli|ya|კი|այո|иә|ใช่|"
    "हाँ|بله|acordat|acordata|acordado|antud|dots|duotas|✅|同意|同意する|동의|수신동의|"
    "aktywny|aktywna|aktivni|aktivny|активен|активный|активний|активна|"
    "express consent|implied consent|explicit consent|mailable|marketable|emailable",
    "denied": "denied|deny|no|n|false|f|0|not subscribed|non subscribed|nonsubscribed|unsubscribed never|never|"
    "never subscribed|refused|refuse|declined|decline|rejected|reject|disallowed|off|disabled|inactive|not given|"
    "no consent|none given|not opted in|not granted|not allowed|do not email|do not mail|do not contact|do not send|"
    "dnc|dne|dnm|do not disturb|no email|no emails|no mail|no thanks|non marketing contact|non marketing|"
    "paused|snoozed|"
    "not a subscriber|nonsubscriber|non subscriber|guest|unverified|archived|suppressed manually|not accepted|"
    "nein|non|nao|no gracias|nee|nej|nei|nie|ne|hayir|ei|nem|falsch|faux|falso|onwaar|falsk|kein|keine|"
    "keine einwilligung|"
    "nicht erteilt|nicht zugestimmt|nicht angemeldet|abgelehnt|refus|refusee|rechazado|rifiutato|recusado|geweigerd|"
    "nieaktywny|nieaktywna|neaktivni|neaktivny|неактивен|неактивный|неактивний|неактивна|"
    "inaktiv|inactif|inactivo|inattivo|inativo|inactief|disable|unavailable|"
    "ret|red|reddedildi|"
    "нет|ні|не|не подписан|οχι|否|不|没有|未订阅|未訂閱|いいえ|同意しない|아니오|아니요|미동의|لا|לא|khong|"
    "tidak|ez|xeyr|nage|არა|ոչ|жоқ|ไม่|ไม่ใช่|नहीं|خیر|ikke|nu|ikke tilmeldt|ikke pameldt|"
    "niezapisany|neprihlasen|bloqueado|bloqueada|bloque|bloccato|"
    "geblokkeerd|gesperrt",
    "withdrawn": "withdrawn|withdraw|held|erasure|erased|deletion|right to erasure|objection|objected|forgotten|"
    "unsubscribed|unsubscribe|unsub|unsubs|"
    "revoked|revoke|opted out|opt out|optout|"
    "optedout|cancelled|canceled|removed|deleted|global opt out|globally unsubscribed|master unsubscribe|left|"
    "user unsubscribed|unsubscribed by user|unsubscribed from all|manual unsubscribe|"
    "abgemeldet|ausgetragen|widerrufen|abbestellt|gekundigt|desabonne|desinscrit|resilie|dado de baja|baja|"
    "cancelado|disiscritto|cancellato|afgemeld|uitgeschreven|avregistrerad|afmeldt|wypisany|retire",
    "pending": "pending|unconfirmed|waiting|requested|awaiting confirmation|awaiting|double opt in pending|"
    "not confirmed|unconfirmed opt in|not yet confirmed|opt in pending|pending confirmation|invited|"
    "confirmation sent|in progress|ausstehend|unbestatigt|nicht bestatigt|offen|en attente|pendiente|in attesa|"
    "pendente|in afwachting",
    "unknown": "verified|valid|deliverable|guessed|catch all|accept all|soft bounce|soft bounced|softbounced|unknown|"
    "not set|not specified|unspecified|not asked|no answer|not applicable|empty|missing|blank|"
    "undefined|marketing contact|unbekannt|inconnu|desconocido|sconosciuto|onbekend|keine angabe",
}  # fmt: skip
"""Words for each state of consent; a marketing contact is what its sender pays for, and has said nothing yet."""

_NOTHING = frozenset({"-", "--", "—", "–", "n/a", "na", "nan", "nil", "null", "none", "?", "[]", "{}", "."})

_ENDED = (
    ("marked_as_spam", r"\bspam|complain|\babuse|reported|beschwer|plainte|queja|lamentel"),
    (
        "hard_bounce",
        r"bounc|\bclean(ed|ing)?\b|undeliver|unreachable|invalid|does not exist|not exist|unknown user|no such|"
        r"mailbox (not|unavailable)|\bdropped\b|zuruckgewiesen|unzustellbar|rebot|rechazo|non distribu",
    ),
    ("suppressed", r"suppress|block(ed)?.?list|black.?list|\bblocked\b|\bbanned\b|\bblock\b|gesperrt|bloque|bloccat"),
)
"""States that end all mailing to an address, whatever was allowed: by the reason that each gives."""

_REFUSING = re.compile(
    r"withdr|revok|\bremov|\beliminad|\bsupprim|\bgelosch|\bno longer\b|\bwants? out\b|\b(former|ex)(ly)? subscriber|"
    r"anulowa|anulad|\bcofniet|\bodwolan|\bodvolan|\bretiree?\b|\bretirad|\brevocad|\bingetrokken\b|\baterkalla"
)
_NO = re.compile(
    r"\b(no|not|never|non|nein|kein\w*|nicht|nie|nee|niet|geen|nao|nej|ikke|inte|nunca|jamais|ne|without|ohne|sans|"
    r"sin|senza|dont|cannot|cant|wont|refus\w*|declin\w*|reject\w*|den(y|ied|ies)|disagree\w*|object\w*|stop\w*|"
    r"forbid\w*|prohibit\w*|disabled?|inactive|abgelehnt|ablehn\w*|rechaz\w*|rifiut\w*|recus\w*)\b"
)
_NO_MORE = re.compile(
    r"\b(false|0|off|nothing|until|till|expired?|lapsed|ended|formerly|former|previous(ly)?|used to|was|were|once|"
    r"abgelaufen|ehemals|fruher|bis|ancien\w*|jusqu\w*|antes|hasta|scaduto)\b"
)
"""Words that take a yes back, or tell of one that was."""
_CROSSED = frozenset("☐✗✘✖×❌❎🚫⛔👎✕☒")
_NO_WORDS_OF_NO = re.compile(
    r"\b(not|never|no|non|without|nicht|kein\w*|ohne|pas|sans|sin|senza|niet|geen) (yet |has |have |been |de |d )*"
    r"(un ?sub|opt(ed)? ?outs?\b|withdr|revok|deni|objection|abgemeldet|abmeld|wider|des ?abon|des ?inscr|baja\b|"
    r"disiscr|afgemeld|bounced?\b|suppress|block)"
)
"""Words that say that somebody did not say no."""
_PENDING = re.compile(
    r"\bpending|unconfirmed|awaiting|not (yet )?confirm|waiting|ausstehend|en attente|pendiente|in attesa"
)
_YES = re.compile(
    r"^(yes|ja|oui|si|sim|tak|da|yep|yeah|sure|ok|okay|please|i agree|i consent|i accept|i would like|i want|"
    r"sign me up|count me in|ich mochte|ich stimme|ich willige|jaccepte|je souhaite|acepto|accetto|aceito|agreed?|"
    r"quiero|deseo|quero|desejo|voglio|desidero|akkoord|graag|chce|chci|zgadzam sie|wyrazam zgode|souhlasim|"
    "samtycker|"
    r"samtykker|haluan|suostun|kabul|istiyorum)\b|"
    r"\b(opted in|opt in|subscribed|confirmed|double opt in|granted|consented|zugestimmt|angemeldet)\b"
)


def bare(text: str) -> str:
    """Words as they are compared: without case, accents and signs between them."""
    letters = unaccented(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.strip()))
    return apart(letters) or letters.strip()


_STATES = {bare(word): status for status, words in _CONSENT.items() for word in words.split("|")}
_MOST_WORDS = 12
"""A longer text is somebody's remark, and no answer."""


def consent_status(text: str) -> str | None:
    """The state of a consent from its words; `unknown` for what is no answer, None for words that are not understood.

    A word that ends all mailing (bounced, cleaned, complained) is `withdrawn`; `ending` tells why.
    """
    word = bare(text)
    if not word or text.strip().casefold() in _NOTHING:
        return "unknown"
    if _CROSSED & set(text):
        return "denied"
    # A question is no answer, and neither is a number below zero.
    if "?" in text or re.match(r"\s*[-−]\s*\d", text):
        return None
    if word in _STATES:
        return _STATES[word]
    if len(word.split()) > _MOST_WORDS or _NO_WORDS_OF_NO.search(word):
        return None
    if ending(text) or _REFUSING.search(word) or parting(folded(text)) == "unsubscribed":
        return "withdrawn"
    if _PENDING.search(word):
        return "pending"
    by_roots = answer_roots.state_of(word)
    if told := by_roots or _in_other_letters(word):
        # A yes by its root gives way to any no beside it.
        return None if told == "granted" and (_NO.search(word) or _NO_MORE.search(word)) else told
    yes, no = bool(_YES.search(word)), bool(_NO.search(word))
    if _NO_MORE.search(word):
        return "denied" if no and not yes else None
    if yes and no:
        # “Yes, I do not mind” is nobody's no, and “No, I agree” nobody's yes: it is asked.
        return None
    return "denied" if no else "granted" if yes else None


_SIGNS_OF_NO = (
    r"しない|しません|したくない|不要|不可|不同意|不希望|拒否|拒絶|拒绝|拒絕|停止|解除|退会|解約|無効|受け取らない|"
    "いらない|未登録|"
    r"未購読|未同意|未订阅|^不|^無し?$|^无$|^なし$|^否$|거부|거절|미동의|안 ?함|하지 ?않|동의 ?안|해지|탈퇴|^무$|"
    "не (соглас|хоч|хот|"
    r"подпис|жела|получ)|^отказ|против|не (згод|бажа|підпис)|δεν |ωχι"
)
_SIGNS_OF_YES = (
    r"(希望|購読|受信|配信|同意|承諾|登録|許可|受け取り?|メール)(する|します|したい|を希望|中|済み?|可|あり|有り?)$|"
    "^希望$|^受け取る$|"
    r"^あり$|^有り?$|^要$|^必要$|^可$|^有効$|^○$|^◯$|^同意|^愿意|^願意|^接受|^接收|^已?订阅|^已?訂閱|동의 ?(함|"
    "합니다|했)?$|"
    r"^(수신|구독)( ?(함|중|동의|허용))?$|^허용|^가입|^соглас|^подпис|^хочу|^жела|^получа|^згод|^підпис|^бажаю|"
    "συμφων|^ναι"
)


@cache
def _signs(told: str) -> re.Pattern[str]:
    return re.compile(unaccented(told))


def _in_other_letters(word: str) -> str | None:
    """An answer in a language whose words need no blank between them, or bend too much for a list."""
    if word.isascii():
        return None
    if _signs(_SIGNS_OF_NO).search(word):
        return "denied"
    return "granted" if _signs(_SIGNS_OF_YES).search(word) else None


def denies_no(text: str) -> bool:
    """Whether words say that somebody did not leave: `Not unsubscribed`, `No opt-out`."""
    word = bare(text)
    alone = not re.search(r"[,.;:!–—]|\s-\s", text) and len(word.split()) <= _DENIAL
    return alone and bool(_NO_WORDS_OF_NO.match(word.removeprefix("is ").removeprefix("has ")))


_DENIAL = 4
"""More words than these say something beside."""


def is_no_refusal(text: str) -> bool:
    """Whether a cell of a column of refusals says in words that there was none: `Subscribed`, `Never`, an empty box."""
    return text.strip() == "☐" or bare(text) in _NOT_SUPPRESSED or denies_no(text)


def ending(text: str) -> str | None:
    """Why a state of consent means that the address must never be mailed again; None for the others."""
    word = bare(text)
    # A word that is known as a mere answer ends nothing for good.
    if word in _STATES or _NO_WORDS_OF_NO.search(word) or re.search(r"\b(no|not|never|un|soft)\b", word):
        return None
    named = next((reason for reason, pattern in _ENDED if re.search(pattern, word)), None)
    named = named or answer_roots.ends(word)
    return named or (None if _SOFT.search(word) else _BY_PARTING.get(parting(folded(text)) or ""))


_BY_PARTING = {"marked_as_spam": "marked_as_spam", "bounced_email": "hard_bounce"}

# Channels.

_CHANNEL_WORDS = {
    "email": "email|emails|e mail|e mails|mail|mails|newsletter|newsletters|email marketing|marketing email|"
    "marketing emails|email newsletter|mailing|mailings|emailing|correo|correo electronico|courriel|courriels|"
    "e post|epost|posta elettronica|e mail marketing|promotional email|promotional emails|email channel|"
    "electronic mail",
    "sms": "sms|text|texts|text message|text messages|mobile|mms|whatsapp|sms marketing|rcs|sms mms",
    "phone": "phone|call|calls|telephone|voice|tel|phone call|phone calls|telefon|telefono|anruf|telemarketing",
    "post": "post|direct mail|directmail|letter|letters|postal|paper|postal mail|brief|courrier|postmail|snail mail",
    EVERY: "all|alle|every|any|everything|both|all channels|any channel|every channel|global|alles|toutes|tous|tout|"
    "todos|todo|todas|tutti|tutto|totes|everywhere|master|overall|all marketing|marketing|general|any contact|"
    "alle kanale|tous les canaux|todos los canales|tutti i canali|"
    "omni|omnichannel|multi|multichannel|contact|communications|communication|all communications",
}
_OTHERS = frozenset(
    "push|web push|push notification|push notifications|webpush|mobile push|app push|in app|inapp|onsite|on site|web|"
    "fax|facebook|instagram|messenger|line|telegram|viber|wechat|chat|social|ads|retargeting|profiling|tracking|"
    "cookies|analytics|visit|in person|event|events|app".split("|")
)
"""Channels that are none of ours, so that what is said of them is said of them alone."""
_CHANNELS = {bare(word): channel for channel, words in _CHANNEL_WORDS.items() for word in words.split("|")}


def channel_of(text: str) -> str | None:
    """The standard channel that a word means (email where it is blank), EVERY for all of them, or another's own name.

    None for a word that is not understood.
    """
    word = bare(text)
    if not word or text.strip().casefold() in _NOTHING:
        return "email"
    if word in _CHANNELS:
        return _CHANNELS[word]
    if word in _OTHERS or snake(text) in CHANNELS:
        return snake(text)
    # Several channels in one cell: one that is not understood makes the whole of it so, for it may be email.
    several = [part for part in re.split(r"\s*[,;/&+|]\s*|\s+(?:and|und|et|y|e)\s+", text.strip()) if part]
    named = {channel_of(part) for part in several} if len(several) > 1 else {None}
    if None in named:
        return None
    return EVERY if EVERY in named else "+".join(sorted(one for one in named if one))


def channels_of(channel: str) -> list[str]:
    """The channels that a word of `channel_of` stands for."""
    return list(CHANNELS) if channel == EVERY else channel.split("+")


# Reasons.

_REASONS = (
    ("marked_as_spam", r"spam|complain|abuse|beschwer|plainte"),
    ("unsubscribed", r"un.?sub|opt.?(ed.?)?out|abgemeldet|désabonn|desabonn|désinscri|\bbaja\b|withdr"),
    ("hard_bounce", r"bounce|invalid|undeliver|not exist|clean(ed|ing)|unknown_user|unreachable"),
)


def reason_of(text: str) -> str:
    """A suppression's reason as one of the standard ones, else its own words; `listed` where it is blank."""
    for reason, pattern in _REASONS:
        if re.search(pattern, text, re.IGNORECASE):
            return reason
    return text.strip() or "listed"


# A column of suppressions.

_LISTED = re.compile(r"['\"]?reason['\"]?\s*[:=]\s*['\"]?([A-Za-z_ -]+)", re.IGNORECASE)
_NOT_SUPPRESSED = frozenset(
    "active|subscribed|ok|none|not suppressed|unsuppressed|not bounced|deliverable|valid|clean|never|soft|"
    "soft bounce|"
    "temporary|no bounce|delivered|good|mailable|sendable|not blocked|unblocked|keine|"
    "allow|permitted|ok to email|can email|opted in|opt in|optedin|optin|not opted out|not unsubscribed|confirmed|"
    "allowed|正常|정상".split("|")
)


_SOFT = re.compile(
    r"\bsoft\b|transient|temporar|temporaire|transitoire|transitori|\btemporal\b|temporane|tijdelijk|tymczasow|"
    "docasn|"
    r"\bweich|\b(suave|bland[oa]|morbid[oa]|zachte?|miekk\w+|mekk\w+)\b|tillfallig|midlertidig|vorubergehend"
)
_HARD = re.compile(r"hard|perm|\bduro\b|\bdur[ae]?\b|definiti|twardo|tward[yae]|dauerhaft|endgultig|blijvend|tvrd")


def suppression_of(text: str) -> str | None:
    """Why a cell of a column of bounces, complaints or suppressions bars its address; None where it does not.

    A yes, a time, a count above zero, a reason or a list of reasons (`[{'reason': 'HARD_BOUNCE', …}]`) does.
    """
    word = text.strip()
    if not word or word.casefold() in _NOTHING or texts.is_placeholder(word) or texts.yes_or_no(word) is False:
        return None
    if texts.is_before_email(word):
        return None
    if is_no_refusal(word) or re.fullmatch(r"0+([.,]0+)?", word):
        return None
    told = _LISTED.findall(word)
    if told:
        return reason_of(told[0].strip())
    if texts.yes_or_no(word) is True or not re.search(r"[^\W\d_]", word) or re.match(r"\d{1,4}[-/.]\d", word):
        return ""
    if _SOFT.search(folded(word)) and not _HARD.search(folded(word)):
        return None
    return reason_of(word)


def unfit_of(text: str) -> str | None:
    """Why a cell bars its address in a column that says which addresses can be written to; a blank says nothing."""
    if texts.yes_or_no(text) is False or bare(text) in _UNFIT:
        return ""
    return ending(text)


_UNFIT = frozenset(
    "no|never|not deliverable|not valid|not mailable|non marketing contact|bad|dead|unreachable|unavailable|"
    "not reachable".split("|")
)
