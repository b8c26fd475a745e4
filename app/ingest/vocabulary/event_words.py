"""Names of events in common exports as the standard ones, and whether a bounce is hard."""

import re
from collections.abc import Collection

from app.domain.names import EVENTS, snake
from app.ingest.vocabulary import mail_words
from app.ingest.vocabulary.unsubscribe_words import folded, parting

_EVENTS = {
    "placed_order": "order|placed order|purchase|purchased|checkout completed|order completed|order placed|bought|"
    "transaction|ordered|completed order|order created|buy|buys|purchases|completed purchase|order complete|"
    "order confirmed|checkout complete",
    "ordered_product": "ordered product|product purchased|order line|purchased product|bought product|buy product|"
    "buy item|purchase item|item purchased|order item|product ordered",
    "refunded_order": "refund|refunded|refunded order|cancelled order|order cancelled|order refunded|canceled order",
    "viewed_product": "view|viewed|product view|product viewed|viewed product|view item|viewcontent|view content|"
    "productview|item view|detail|product detail|pdp view|viewed item|view product|product page viewed|"
    "viewed product page|product page view|view product page|product detail viewed|product details viewed|"
    "product detail view|view product detail|view product details|viewed product details|item viewed|pdp viewed",
    "added_to_cart": "addtocart|add to cart|added to cart|cart|product added|cart add|add|basket add|added product|"
    "add to bag|add to basket|added to basket|added to bag|add product to cart|product added to cart|"
    "added product to cart|product add to cart|add item to cart|item added to cart|added item to cart|item added|"
    "product added to basket|product added to bag|add to shopping cart|cart item added",
    "removed_from_cart": "removefromcart|remove from cart|removed from cart|product removed|cart remove|"
    "remove from basket|removed from basket|remove from bag|removed from bag|product removed from cart|"
    "removed product from cart|remove product from cart|item removed from cart|item removed|cart item removed",
    "started_checkout": "checkout|begin checkout|started checkout|checkout started|initiatecheckout|initiate checkout|"
    "start checkout|checkout initiated|initiated checkout|checkout begun|began checkout|proceed to checkout",
    "viewed_page": "page|page view|pageview|viewed page|page viewed|active on site|visit|visited|page views|pageviews|"
    "page visit|page visited|visited page|view page|web page view|mp web page view|page hit|loaded a page|"
    "viewed a page|screen view|screen viewed|viewed screen",
    "searched": "search|searched|products searched|view search results|site search|submitted search|product search|"
    "search performed|performed search|search submitted|searched products|searched site",
    "subscribed": "subscribe|subscribed|signup|sign up|signed up|opt in|subscribed to list|email subscribe|"
    "subscribed to email marketing",
    "sent_email": "sent|send|email sent|email send|sent email|emailsend|dispatched|snt",
    "received_email": "delivered|delivery|received|received email|email delivered",
    "opened_email": "opened|open|opens|email open|email opened|opened email|emailopen|opn",
    "clicked_email": "clicked|click|clicks|email click|email clicked|clicked email|emailclick|link clicked|clk",
    "bounced_email": "bounced|bounce|bounces|hard bounce|soft bounce|hard bounced|soft bounced|email bounced|"
    "bounced email|email bounce|emailbounce|hardbounce|softbounce|dropped|dropped email|email dropped|blocked|"
    "clean|cleaned|cleaned from list|"
    "blocked email|email blocked|drop|permanent failure|permanent fail|failed permanent|bounced hard|bounced soft|nco",
    "unsubscribed": "unsubscribed|unsubscribe|unsub|unsubs|opt out|opted out|email unsubscribe|emailunsubscribe|"
    "unsubscribed from list|unsubscribed from email marketing|group unsubscribe|global unsubscribe|email unsubscribed|"
    "unsubscribed email|unsubscribed from email|list unsubscribe|list unsubscribed|customer unsubscribed|"
    "subscriber unsubscribed|contact unsubscribed|unsubscribe email|"
    "objection|objected|stop|erased|gdpr erased|gdpr erasure|removed from list|abmeldung|abgemeldet|desabonnement|baja",
    "marked_as_spam": "marked as spam|complained|complaint|complaints|spam|spam complaint|abuse|abuse report|"
    "marked email as spam|spamreport|spam report|email complaint|email complained|complain|spam complaints|"
    "email spam|marked spam|reported spam|reported as spam|spam reported",
}  # fmt: skip


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", snake(text))


_BY_WORD = {_plain(word): name for name, words in _EVENTS.items() for word in (name, *words.split("|"))}
_BY_WORD |= {_plain(name): name for name in EVENTS}


def event_name(text: str) -> str:
    """An event's standard name, or its own in snake_case; one that smells of a refusal is taken for it."""
    return _BY_WORD.get(_plain(text)) or refusal_of(text) or mail_words.event_of(text) or snake(text)


_OTHER_CHANNEL = re.compile(r"\b(sms|push|whatsapp|text message|mms|phone|in app|messenger|back in stock)\b")
_MAIL = r"((?:e ?)?mails?|messages?|newsletters?|contact|recipient|subscriber|subscription|address|mailing|list)"
_BLOCKED = re.compile(
    rf"\b(black|block|deny) ?list|{_MAIL} (was |is )?(blocked|dropped|drop|rejected|suppressed|invalid|failed|cleaned)|"
    rf"\b(dropped|drop|rejected|suppressed|invalid|failed|blocked|block) {_MAIL}\b|"
    r"\be?mail (delivery )?fail|\bnot delivered\b|\bdelivery (failed|failure)\b|\bnon deliver|"
    r"^(blocked?|drop(ped)?|reject(ed)?|suppress(ed)?|suppression|invalid|failed|hard|hard fail\w*|cleaned)$|"
    r"\bbad e ?mail|\b(manually |auto\w* )?deactivat\w*$|"
    r"\b(manually|auto\w*|user|customer|profile) suppress\w*$|"
    r"\bpolicy (reject|block|fail)\w*|\brejection$|\bdead address"
)
_RETURNED = re.compile(
    # Polish, Czech and Slovak, Hungarian, Romanian, Swedish, Finnish, Danish, Dutch, Turkish, Russian, Ukrainian.
    r"\bodbi(cie|t|ja)\w*|\bvracen|\bnedoruc|\bvratil|visszapattan|\bnelivrat|\bstuds|\bpalautu|\bafvist|\bniet bezorg|"
    r"\bonbestel|geri don|\bнедостав|\bотказ достав"
)
"""Bounces in languages in which mail services seldom speak; the commoner ones are words by which people leave."""
_NO_REFUSAL = re.compile(
    r"\bnot? (spam|blocked|bounced|unsub|opted out)|\bre ?subscri|\bform\b|\bpages?\b|spam score|bounce (rate|mat)|"
    r"\b(viewed|view|visited)\b|\bcart|\bproduct|\border|\bpayment|\bcard\b|\bcheckout|\bparcel|\bshipment|"
    r"\bbounce house|\bopt ?out of (sale|tracking|cookies)|\bpreferences? (page|cent|view)|"
    r"^(updated? )?preferences?( updated?)?$"
)


def refusal_of(text: str) -> str | None:
    """The event that a name which is not known seems to mean, if that ends mailing: it closes rather than opens."""
    said = folded(text)
    if _OTHER_CHANNEL.search(said) or _NO_REFUSAL.search(said):
        return None
    return parting(said) or ("bounced_email" if _BLOCKED.search(said) or _RETURNED.search(said) else None)


def is_known_event(text: str) -> bool:
    """Whether a name is one of those that are known, and no guess."""
    return _plain(text) in _BY_WORD or (refusal_of(text) is None and mail_words.event_of(text) is not None)


_OF_MAIL_ALONE = frozenset(
    {"sent_email", "received_email", "opened_email", "bounced_email", "unsubscribed", "marked_as_spam"}
)
_ON_PAGES = frozenset(
    "pageview|pageviews|pageping|webpageview|mpwebpageview|sessionstart|firstvisit|userengagement|scroll|formstart|"
    "formsubmit|submit|autocapture|pageleave|change|screenview|filedownload".split("|")
)
"""Events that only a website or an app tells."""


def own_clicks(words: Collection[str]) -> dict[str, str] | None:
    """What a bare click is where all else that happened did on a website: no click in a mail; None where it may be one.

    `words` are the names of the events of a file; the answer says which of them stand for themselves.
    """
    clicks = [word for word in words if _plain(word) in ("click", "clicks", "clicked")]
    if not clicks or not any(_plain(word) in _ON_PAGES for word in words):
        return None
    of_mail = any(event_name(word) in _OF_MAIL_ALONE for word in words)
    return None if of_mail else dict.fromkeys(clicks, "click")


def event_of_file(file_name: str) -> str | None:
    """The event that a file with no event column is about, by its name."""
    # What a file is of mostly stands at the end of its name: `spring_mailing_opens.csv`.
    words = snake(file_name.split(".")[0])
    return _BY_WORD.get(_plain(words)) or next(
        (_BY_WORD[word] for word in reversed(words.split("_")) if word in _BY_WORD), None
    )


_HARD = re.compile(
    r"hard|perm|invalid|5\d\d|^5\.|suppress|does.?not.?exist|no.?such|unknown.?user|user.?unknown|no.?email|general.?fail|"
    r"drop|reject|black.?list|block.?list|^blocked?$|email.?blocked|blocked.?email|undeliverable|unzustellbar|clean|"
    r"\bdur[oa]?\b|\bhart(e[rs]?)?\b|endgultig|dauerhaft|definiti|\bnpai\b|\btward|"
    r"\bpysyv|\bvarig|\btrval|\bvegleges|\bkalici|постоянн|μονιμ|영구|永久|하드|ハード|硬",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"soft|transient|temp[oe]r|^4[\d.]|\b4\d\d\b|full|quota|deferr|delay|throttl|greylist|gray ?list|"
    r"auto ?(re(ply|spon))|out ?of ?office|vacation|time(d)? ?out|try again|\bweich|\bdou(x|ce)\b|\bblando|\bsuave|"
    r"ソフト|소프트|软|軟|\bmorbido|\bzacht|\bmiekk|voruber|tijdelijk|tymczas|docasn|\bmjuk|"
    r"\bпочтовый ящик переполнен|временн|"
    r"\bvaliaik|\bmidlertid|\btillfall|\bideiglen|\bgecici|προσωριν|일시|临时|一時",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"^[\W_]*$|^(unknown|undetermined|unclassified|none|n/?a|null|other|bounced?|yes|true)$", re.I
)
_SPARKPOST_SOFT = frozenset("1 20 21 22 23 24 40 60 70 100".split())
"""Classes of bounces by number that are no hard ones (SparkPost, "Bounce Classification Codes")."""


_OF_BRAZE = re.compile(r"users\.messages\.email\.bounce$", re.IGNORECASE)
"""A bounce of Braze, which has an event of its own for soft ones (`users.messages.email.SoftBounce`)."""


def bounce_kind(kind: str | None, name: str | None = None) -> str:
    """`hard` or `soft` from a bounce's own words, else from its event's name; one that says nothing is soft.

    A kind that is stated and not understood is hard: what is not understood closes. A mail service that calls a
    bounce a block means that it was refused for now; an event that is called `blocked` or `dropped` says that no mail
    goes to the address any more.
    """
    if kind and re.search("block(?!.?list)", kind, re.IGNORECASE):
        return "soft"
    for text in (kind, name):
        for written in (text, folded(text)) if text else ():
            # Soft before hard: a full mailbox is told with a 5 as well, and may be empty tomorrow.
            if _SOFT.search(written):
                return "soft"
            if _HARD.search(written):
                return "hard"
    blocked = name and not is_known_event(name) and _BLOCKED.search(folded(name))
    named_hard = name is not None and _OF_BRAZE.match(name)
    return "hard" if blocked or named_hard or (kind and is_odd_kind(kind)) else "soft"


def is_kind(text: str) -> bool:
    """Whether a text says in words that are known whether a bounce is hard or soft."""
    return any(_SOFT.search(one) or _HARD.search(one) for one in (text, folded(text)))


def is_odd_kind(kind: str) -> bool:
    """Whether a bounce states a kind that is not understood."""
    written = (kind, folded(kind))
    if _SAYS_NOTHING.match(kind.strip()) or kind.strip() in _SPARKPOST_SOFT:
        return False
    return not any(_SOFT.search(one) or _HARD.search(one) or re.search("block", one, re.IGNORECASE) for one in written)


_TOLD_BESIDE = re.compile(
    r"^(bounce |smtp |error |server |delivery |failure )*(type|sub ?type|reason|status|response|diagnostic|dsn|"
    r"error|code|description|message|details?|grund|raison|motivo|reden|recipient state)( code| message| text)?$"
)
_NEVER_AGAIN = re.compile(
    r"\bhard|\bpermanent|\b5\.1\.\d+|\b5\.2\.1\b|no such (user|mail|address|recipient|person)|(user|recipient|address|"
    r"mailbox|account) (is )?(unknown|not found|does not exist|doesnt exist|disabled|inactive|invalid|unavailable|"
    r"closed|suspended|rejected)|(unknown|invalid|bad|nonexistent|non existent) (user|recipient|address|mailbox|"
    r"destination|email|domain|host)|not exist|bounced address|\bno mx\b|host not found|domain not found"
)
# Without 552 (a mailbox that is full) and 554 (which says no more than that it failed).
_FOR_GOOD = re.compile(r"^\D{0,30}\b(550|551|553|556)\b")
_REFUSED_FOR_NOW = re.compile(r"block|spam|polic|reputation|black ?list|listed|dmarc|\bspf\b|dkim|content|rate limit")


def tells_bounces(header: str) -> bool:
    """Whether a column beside events may say in words why a mail bounced: SendGrid's `reason`, SES's `type`."""
    # Of an object of JSON its innermost name says what is in it: `data.failure_message`.
    return bool(_TOLD_BESIDE.search(folded(header.rpartition(".")[2])))


def kind_of_reason(text: str) -> str | None:
    """`hard` or `soft` as the words or the SMTP code of a bounce tell it (RFC 3463, RFC 5321); None: they do not.

    What was refused for what the mail or its sender is, and not for the address, is soft.
    """
    words = re.sub(r"['’]", "", text).casefold()
    if _SOFT.search(words) or _REFUSED_FOR_NOW.search(words):
        return "soft"
    return "hard" if _NEVER_AGAIN.search(words) or _FOR_GOOD.search(words) else None
