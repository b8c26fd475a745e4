"""Whose the addresses of a column are, beside those of the people that a file is about: a sender's, a till's."""

import re
from typing import TYPE_CHECKING

from app.ingest.vocabulary import file_kind, headers

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

_RECIPIENT = re.compile(r"(?:^|\.)(\w*recipients?|destination|rcpt_to|email_?address|e?mail|to)$", re.IGNORECASE)
"""Parts of a record of JSON that name whom a mail went to."""
_SENDER = re.compile(
    r"(^|[._ ])(from|sender|source|mail ?_?from|from_?(e?mail|address)|return_?path|reply_?to|sent_?by|absender|"
    r"expediteur|remitente|mittente|afzender)([._ ](e-?mail|address))?$",
    re.IGNORECASE,
)
"""Parts that name whom it came from."""
_SELLER = re.compile(
    r"(konto|account|compte|cuenta|conta|conto|rekening|seller|merchant|vendor|staff|employee|cashier|mitarbeiter|"
    r"kassierer|verkaufer|vendeur|vendedor|venditore|verkoper)(e?mail|name|id)?"
)
"""Headers of whose till or account it was that sold."""
_MANY = 3
"""One person may have so many addresses in a file."""


def is_recipients(header: str) -> bool:
    """Whether a header names whom a mail went to."""
    return _RECIPIENT.search(header) is not None


def is_senders(header: str) -> bool:
    """Whether a header names whom a mail came from."""
    return _SENDER.search(header) is not None


def is_sellers(columns: "Columns", header: str, kind: str) -> bool:
    """Whether a column of addresses is that of the account that sold: one alone in many rows, and headed so."""
    several = file_kind.of(kind).of_sales and columns.raw.rows > 1 and columns.distinct(header) == 1
    return several and _SELLER.fullmatch(headers.plain(header)) is not None


def without_senders(columns: "Columns", kind: str, found: dict[str, str]) -> dict[str, str]:
    """What headers mean, without an id that is one alone beside several addresses: it is the sender's own."""
    header = next((header for header, target in found.items() if target == "customer_id"), None)
    address = next((header for header, target in found.items() if target == "email"), None)
    if header is None or address is None or not file_kind.of(kind).has_recipients:
        return found
    ids, addresses = columns.evidence(header), columns.evidence(address)
    several = len({value.casefold() for value in addresses.said}) > _MANY and addresses.are_addresses()
    once = len(ids.said) == 1 and ids.filled > _MANY
    if not several or not once or columns.distinct(header) > 1 + (ids.filled < columns.raw.rows):
        return found
    return {one: target for one, target in found.items() if one != header}
