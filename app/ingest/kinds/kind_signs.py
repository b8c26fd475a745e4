"""The signs by which a file is of a kind: what its headers can mean and what its event column says."""

import re

from app.cleaning import dates, texts
from app.domain.names import EVENTS, snake
from app.ingest.evidence.values import own_column
from app.ingest.mapping import consent_columns, header_evidence
from app.ingest.mapping.inference import Assigned, Guesser
from app.ingest.vocabulary import composed_headers, headers, mail_roots, order_states, suppression_columns
from app.ingest.vocabulary.event_words import event_name
from app.ingest.vocabulary.permission_words import consent_status, ending, reason_of


def _real(assigned: Assigned) -> set[str]:
    """The targets that a header names; a bare `id` may be anything's."""
    return {target for header, target in assigned.items() if headers.plain(header) != "id"}


def of_orders(guesser: Guesser, assigned: Assigned) -> float:
    """How much columns look like those of orders: 5 with a number, 4 as payments, 2 as purchases without one.

    A payment provider's settlement, which names nobody, is 2 too: it is no list of people.
    """
    has = _real(assigned)
    if _are_variants(guesser):
        return 0.0
    if "order_id" in has and "time" in has and has & {"sku", "item", "quantity", "price", "amount", "total", "items"}:
        return 5.0
    if _are_payments(guesser, assigned):
        return 4.0
    if has == {"time", "document_type"} and _is_settlement(guesser, assigned):
        return 2.0
    # Purchases that have no number, one line each: who, when, what or how many of it, and for how much.
    bought = bool(has & {"price", "amount", "total"}) and bool(has & {"sku", "item", "quantity"})
    return 2.0 * (bought and "time" in has and bool(has & set(headers.WHO)) and not _says_people(guesser))


_VARIANT = re.compile(
    r"((node|product|products|data|attributes)\.)*(variants|variations)\.([\w.]+\.)?(sku|price)", re.IGNORECASE
)
"""What a variant of a product says in JSON that was unfolded by them (`app.ingest.readers.json_lists`)."""


def _are_variants(guesser: Guesser) -> bool:
    return any(map(_VARIANT.fullmatch, guesser.raw.headers))


def _are_payments(guesser: Guesser, assigned: Assigned) -> bool:
    """Whether rows with a bare `ID` are orders: they have a time, an amount, and a state that only an order has."""
    by_target = {target: header for header, target in assigned.items()}
    amount = by_target.get("total") or by_target.get("amount")
    if amount is None or not {"order_id", "time"} <= by_target.keys() or _OF_A_LIFE.search(amount):
        return False
    if "refunded" in by_target or "items" in by_target:
        return True
    told = [by_target[target] for target in ("state", "paid", "document_type") if target in by_target]
    return any(
        sum(map(order_states.is_of_orders, said)) * 2 > len(said) or _are_money(said)
        for said in (guesser.evidence(one).said for one in told)
    )


def _are_money(said: list[str]) -> bool:
    """Whether words are the kinds of entries in a ledger of payments, what was given back among them."""
    return all(map(order_states.is_state, said)) and any(
        order_states.standing(one) == order_states.CREDIT for one in said
    )


def _is_settlement(guesser: Guesser, assigned: Assigned) -> bool:
    """Whether the kinds of entries are those of payments and of what went back of them."""
    header = next(header for header, target in assigned.items() if target == "document_type")
    kinds = {order_states.document(one) for one in guesser.evidence(header).said}
    return {order_states.PURCHASE, order_states.CREDIT} <= kinds or {
        order_states.PURCHASE,
        order_states.TAKEN_BACK,
    } <= kinds


_OF_A_LIFE = re.compile(r"spen[dt]|lifetime|ltv|aov|average", re.IGNORECASE)
"""What customers came to in all, which no order says."""


def _says_people(guesser: Guesser) -> bool:
    """Whether the columns tell what somebody is like."""
    told = guesser.assign("profiles", {}, guesser.raw.headers)
    # Without what files of orders say of their buyers too.
    return len(set(told.values()) - set(headers.WHO) - {"signed_up_at", "country", "city", "tags"}) > 1


def of_events(guesser: Guesser, assigned: Assigned) -> float:
    """How much columns look like those of events: 6 where the words of one are known events."""
    has = _real(assigned)
    timed = next((header for header, target in assigned.items() if target == "time"), "")
    if "time" not in headers.meanings(timed, "events"):
        # That its cells are times makes no file one of events.
        has.discard("time")
    named = next((header for header, target in assigned.items() if target == "event"), None)
    if named is None or "time" not in has:
        # A list of visits: who, when and where.
        return 3.0 * ({"time", "url"} <= has and bool(has & set(headers.WHO)))
    values = guesser.evidence(named).said
    numbered = "order_id" in has or _are_money(values)
    if all(map(order_states.is_state, values)) and "amount" in has and numbered:
        # A till's list of payments and refunds.
        return 0.5
    known = sum(event_name(value) in EVENTS for value in values)
    if "event" not in headers.meanings(named, "events"):
        # Only its words say so: a reason for leaving is called so too.
        return 0.5 if header_evidence.tells_standing(named, guesser.evidence(named)) else 1.5
    said = headers.plain(named) not in ("type", "action", "activity", "status")
    # A third is enough: a shop has events of its own beside those that all have.
    return 6.0 if known * 3 >= len(values) and known else 2.5 if said else 0.5


def of_products(guesser: Guesser, assigned: Assigned) -> float:
    """How much columns look like those of a catalogue: 4, where they name nobody."""
    someone = _real(guesser.assign("profiles", {}, guesser.raw.headers)) & set(headers.WHO)
    has = _real(assigned)
    said = has & {"name", "price", "category", "brand", "in_stock", "image_url"}
    # An `id` beside variants is their product's, however deep it stands.
    if _are_variants(guesser):
        someone -= {"customer_id"}
    return 4.0 * (not someone and (("sku" in has and bool(said)) or (len(said) > 2 and "price" in has)))


def of_consents(assigned: Assigned) -> float:
    """How much columns look like those of a ledger of answers: 3.5."""
    has = _real(assigned)
    return 3.5 * ("status" in has and bool(has & {"channel", "topic"}) and bool(has & set(headers.WHO)))


def of_scores(guesser: Guesser, assigned: Assigned) -> float:
    """How much columns look like those of a model's scores: 1.5, where little but scores stands beside who it is."""
    own = [header for header in guesser.raw.headers if header not in assigned]
    if not set(assigned.values()) & set(headers.WHO) or len(own) > _SCORES_IN_A_FILE:
        return 0.0
    if set(guesser.assign("profiles", {}, guesser.raw.headers).values()) - set(headers.WHO) - {"signed_up_at"}:
        # What people are like stands in lists of people.
        return 0.0
    called = [header for header in own if _A_SCORE.search(" ".join(mail_roots.words_of(header)))]
    return 1.5 * any(holds_numbers(guesser, header) for header in called)


def holds_numbers(guesser: Guesser, header: str) -> bool:
    """Whether a column of the user's own holds numbers, some at least."""
    evidence = guesser.evidence(header)
    return bool(evidence.said) and own_column(header, snake(header), evidence, guesser.hints).type == "number"


_SCORES_IN_A_FILE = 12
_A_SCORE = re.compile(
    r"\b(scores?|scoring|propensity|probability|likelihood|churn|clv|cltv|ltv|predicted|prediction|uplift|decile|"
    r"percentile|risk)\b"
)


def of_suppressions(guesser: Guesser, assigned: Assigned) -> float:
    """How much columns look like those of people who must not be mailed: 3."""
    by_target = {target: header for header, target in assigned.items()}
    words = guesser.evidence(by_target["reason"]).said if "reason" in by_target else []
    if any(consent_status(word) == "granted" for word in words) or _some_agree(guesser):
        # Where some are subscribed, it is a list of contacts with their states.
        return 0.0
    reason = by_target.get("reason", "")
    if suppression_columns.bars(reason) and guesser.evidence(reason).filled * 2 < guesser.raw.rows:
        # `Unsubscribe reason` beside people of whom most gave none.
        return 0.0
    if reason and mail_roots.words_of(reason)[-1:] in _ANYTHINGS and sum(map(_of_leaving, words)) * 2 <= len(words):
        return 0.0
    time = by_target.get("time")
    refused = (
        time is not None
        and suppression_columns.says_no(time)
        and guesser.evidence(time).filled >= guesser.raw.rows * dates.NEARLY_ALL
        and not any(map(texts.is_before_email, guesser.evidence(time).values))
    )
    has = _real(assigned)
    return 3.0 * (
        "email" in has
        and (refused or ("reason" in has and len(guesser.raw.headers) <= _COLUMNS_OF_A_LIST and "event" not in has))
    )


_ANYTHINGS = (["status"], ["type"])
"""Headers that tell of a list of the refused by nothing but their words."""


def _of_leaving(word: str) -> bool:
    return consent_status(word) in ("denied", "withdrawn") or ending(word) is not None or reason_of(word) in _REASONS


_REASONS = ("marked_as_spam", "unsubscribed", "hard_bounce")


def _some_agree(guesser: Guesser) -> bool:
    """Whether a column that asks for consent holds a yes."""
    asking = [
        name for name in guesser.raw.headers if consent_columns.asks(name) and not suppression_columns.says_no(name)
    ]
    return any(consent_status(word) == "granted" for name in asking for word in guesser.evidence(name).said)


_COLUMNS_OF_A_LIST = 6
"""A list of those who may not be mailed says little else of them."""


def of_results(guesser: Guesser, assigned: Assigned, file_name: str) -> float:
    """How much columns look like one mailing's recipients with what came of it: 4.5.

    A list of contacts counts what they opened in all their life, so that something has to tell of one mailing.
    """
    has = _real(assigned)
    read = has & {"opened_email", "clicked_email", "opened_email:at", "clicked_email:at"}
    beside = {target.partition(":")[0] for target in has & {*_OF_A_MAIL, "opened_email", "clicked_email"}}
    if not read or len(beside) < 2 or "event" in has or _some_agree(guesser):
        return 0.0
    if not has & set(headers.WHO):
        # Totals of campaigns, which are told as such.
        return 0.8 * ("campaign" in has and "sent_email" in has)
    alone = has & {"campaign", "time"} or _OF_A_MAILING.search(" ".join(mail_roots.words_of(file_name)))
    return 4.5 * bool(alone)


_OF_A_MAIL = ("sent_email", "received_email", "bounced_email", "hard_bounce", "soft_bounce", "marked_as_spam",
              "unsubscribed", "sent_email:at", "received_email:at", "bounced_email:at", "unsubscribed:at",
              "marked_as_spam:at")  # fmt: skip
_OF_A_MAILING = re.compile(
    r"\b(recipients?|campaigns?|results?|report|mailing|newsletter|blast|broadcast|kampagne|empfanger|openers)\b"
)


def of_stores(guesser: Guesser, assigned: Assigned, file_name: str) -> float:
    """How much columns look like those of stores: 4.5, where they say nothing of a person."""
    has = set(assigned.values())
    if len(has & {"street", "city", "postal_code", "country", "latitude", "longitude"}) < 2 or "store_id" not in has:
        return 0.0
    free = [header for header in guesser.raw.headers if assigned.get(header) != "store_id"]
    if set(guesser.assign("profiles", {}, free).values()) & _OF_A_PERSON:
        return 0.0
    names = guesser.raw.headers
    called = any(
        _A_STORE.search(" ".join(mail_roots.words_of(one))) or composed_headers.is_of_store(one, headers.plain)
        for one in names
    )
    named = called or _A_STORE.search(" ".join(mail_roots.words_of(file_name)))
    return 4.5 * bool(named or "opening_hours" in has)


_OF_A_PERSON = {"first_name", "last_name", "gender", "birth_date", "customer_id", "consent:email", "loyalty_tier"}
_A_STORE = re.compile(
    r"\b(stores?|shops?|branch(es)?|outlets?|locations?|filialen?|filiale|magasins?|tiendas?|negozi|negozio|winkels?)\b"
)


def of_codes(guesser: Guesser, assigned: Assigned, file_name: str) -> float:
    """How much columns look like those of a pool of codes: 4.5, where nothing was ordered with them."""
    has = _real(assigned)
    header = next((header for header, target in assigned.items() if target == "code"), None)
    if header is None:
        return 0.0
    # Products, countries and shops have codes too.
    called = _A_CODE.search(" ".join(mail_roots.words_of(f"{header} {file_name}")))
    if not called and not has & {"percent", "valid_until", "used_at"}:
        return 0.0
    if of_products(guesser, guesser.assign("products", {}, guesser.raw.headers)):
        return 0.0
    cells = [cell for cell in guesser.raw.text(header).to_pylist() if cell]
    bought = set(guesser.assign("orders", {}, guesser.raw.headers).values())
    if len(set(cells)) < len(cells) * 0.9 or bought & {"order_id", "sku", "quantity"}:
        return 0.0
    told = has & {"offer", "value", "amount", "percent", "valid_from", "valid_until", "used", "used_at"}
    return 4.5 * (bool(told) or len(guesser.raw.headers) == 1)


_A_CODE = re.compile(
    r"\b(coupons?|vouchers?|promos?|promotion(al)?|discounts?|gutscheine?|gutscheincodes?|rabatt\w*|cupon\w*|codes|"
    r"redeem|redemption|gift)\b"
)


def called(file_name: str) -> str:
    """What a file is called, without the words that only say what it holds: a campaign's or an offer's name."""
    stem = re.sub(r"\.\w{1,5}(\.(gz|zip|bz2|xz|zst))?$", "", file_name)
    words = [word for word in re.split(r"[\s_]+|(?<=\D)-|-(?=\D)", stem) if word]
    kept = [word for word in words if not _OF_FILES.fullmatch(word)]
    return " ".join(kept)


_OF_FILES = re.compile(
    r"results?|reports?|recipients?|export(ed|s)?|campaigns?|data|csv|list|stats|statistics|download|file|codes?|"
    r"coupons?|activity|members?|of|all|the|\(?\d{1,2}\)?",
    re.IGNORECASE,
)
