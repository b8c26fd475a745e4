"""Values of common exports as the standard words: events, bounces, consent, channels, reasons."""

import re

from app.names import CHANNELS, EVENTS, snake

_EVENTS = {
    "placed_order": "order|placed order|purchase|purchased|checkout completed|order completed|order placed|bought|"
    "transaction|ordered|completed order|order created|buy|buys|purchases|completed purchase|order complete|"
    "order confirmed|checkout complete",
    "ordered_product": "ordered product|product purchased|order line|purchased product|bought product|buy product|"
    "buy item|purchase item|item purchased|order item|product ordered",
    "refunded_order": "refund|refunded|refunded order|cancelled order|order cancelled|order refunded|canceled order",
    "viewed_product": "view|viewed|product view|product viewed|viewed product|view item|viewcontent|view content|"
    "productview|item view|detail|product detail|pdp view|viewed item",
    "added_to_cart": "addtocart|add to cart|added to cart|cart|product added|cart add|add|basket add|added product|"
    "add to bag|add to basket|added to basket",
    "removed_from_cart": "removefromcart|remove from cart|removed from cart|product removed|cart remove|"
    "remove from basket",
    "started_checkout": "checkout|begin checkout|started checkout|checkout started|initiatecheckout|initiate checkout|"
    "start checkout",
    "viewed_page": "page|page view|pageview|viewed page|page viewed|active on site|visit|visited",
    "searched": "search|searched|products searched|view search results|site search|submitted search",
    "subscribed": "subscribe|subscribed|signup|sign up|signed up|opt in|subscribed to list|email subscribe|"
    "subscribed to email marketing",
    "sent_email": "sent|send|email sent|email send|sent email|emailsend|dispatched",
    "received_email": "delivered|delivery|received|received email|email delivered",
    "opened_email": "opened|open|opens|email open|email opened|opened email|emailopen",
    "clicked_email": "clicked|click|clicks|email click|email clicked|clicked email|emailclick|link clicked",
    "bounced_email": "bounced|bounce|bounces|hard bounce|soft bounce|hard bounced|soft bounced|email bounced|"
    "bounced email|email bounce|emailbounce|hardbounce|softbounce|dropped",
    "unsubscribed": "unsubscribed|unsubscribe|unsub|unsubs|opt out|opted out|email unsubscribe|emailunsubscribe|"
    "unsubscribed from list|unsubscribed from email marketing|group unsubscribe|global unsubscribe",
    "marked_as_spam": "marked as spam|complained|complaint|complaints|spam|spam complaint|abuse|abuse report|"
    "marked email as spam|spamreport|spam report|email complaint",
}  # fmt: skip


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", snake(text))


_BY_WORD = {_plain(word): name for name, words in _EVENTS.items() for word in (name, *words.split("|"))}
_BY_WORD |= {_plain(name): name for name in EVENTS}

SUPPRESSING = ("unsubscribed", "marked_as_spam", "bounced_email")
"""Events that can suppress an address: of bounces only the hard ones do."""


def event_name(text: str) -> str:
    """An event's standard name, or its own in snake_case."""
    return _BY_WORD.get(_plain(text)) or snake(text)


def event_of_file(file_name: str) -> str | None:
    """The event that a file with no event column is about, by its name."""
    words = snake(file_name.split(".")[0])
    return _BY_WORD.get(_plain(words)) or next(
        (_BY_WORD[word] for word in reversed(words.split("_")) if word in _BY_WORD), None
    )


_HARD = re.compile(r"hard|permanent|invalid|undetermined.?hard|5\d\d|suppress|does not exist", re.IGNORECASE)
_SOFT = re.compile(r"soft|transient|temporary|4\d\d|full|block", re.IGNORECASE)


def bounce_kind(*said: str | None) -> str:
    """`hard` or `soft` from a bounce's own words; one that says nothing is soft."""
    for text in said:
        if text and _SOFT.search(text):
            return "soft"
        if text and _HARD.search(text):
            return "hard"
    return "soft"


_CONSENT = {
    "granted": "granted|grant|yes|y|true|1|subscribed|opted in|opted_in|opt in|opt-in|active|confirmed|accepted|"
    "allowed|"
    "ja|oui|si|sí|sì|sim|j|o|s|agreed|consented|double opt in|single opt in|single_opt_in|confirmed_opt_in|on|x|"
    "enabled",
    "denied": "denied|no|n|false|0|not subscribed|not_subscribed|opted out|opted_out|refused|declined|rejected|nein|"
    "non|não|never subscribed|never_subscribed|non-subscribed|nonsubscribed|off|disabled|inactive|not given",
    "withdrawn": "withdrawn|unsubscribed|unsubscribe|revoked|opt out|opt-out|cancelled|cleaned|removed|complained",
    "pending": "pending|unconfirmed|waiting|requested|awaiting confirmation|double opt-in pending|not confirmed",
    "unknown": "unknown|not set|",
}  # fmt: skip
_CONSENT_WORDS = {word: status for status, words in _CONSENT.items() for word in words.split("|")}


def consent_status(text: str) -> str | None:
    """The state of a consent from its words; None where they say none that is known."""
    word = re.sub(r"\s+", " ", text.strip().casefold())
    return _CONSENT_WORDS.get(word) or ("unknown" if word in _NOTHING else None)


_NOTHING = frozenset({"-", "n/a", "na", "null", "none", "?"})

_CHANNEL_WORDS = {
    "email": "email e-mail mail newsletter email_marketing", "sms": "sms text mobile mms whatsapp",
    "phone": "phone call telephone voice tel", "post": "post direct_mail directmail letter postal paper",
}  # fmt: skip


def channel_of(text: str) -> str:
    """The standard channel that a word means, or the word itself in snake_case; email where it is blank."""
    word = snake(text)
    for channel in CHANNELS:
        if not word or word in _CHANNEL_WORDS[channel].split():
            return channel
    return word


_REASONS = (
    ("marked_as_spam", r"spam|complain|abuse"),
    ("unsubscribed", r"unsub|opt.?out|abgemeldet|désabonn|baja"),
    ("hard_bounce", r"bounce|invalid|undeliver|not exist"),
)


def reason_of(text: str) -> str:
    """A suppression's reason as one of the standard ones, else its own words; `listed` where it is blank."""
    for reason, pattern in _REASONS:
        if re.search(pattern, text, re.IGNORECASE):
            return reason
    return text.strip() or "listed"
