"""Whether a column's values bear out what its header seems to mean."""

import re
from collections.abc import Callable

from app.ingest import headers
from app.ingest.answers import consent_status
from app.ingest.evidence import Evidence
from app.names import snake

_ORDER_NAME = re.compile(r"[A-Z]{0,6}[#-]?\d[\d-]*(?:-?[A-Z]\d*)?", re.IGNORECASE)
_ACCOUNT_STATE = re.compile("enabled|disabled|invited|declined|active|inactive|verified", re.IGNORECASE)
_STATES = 20
"""A column of consent has few different words."""


def says_consent(header: str, evidence: Evidence) -> bool:
    """Whether most of the cells are states of consent; `status` alone can be anything's, so its words must tell.

    A few odd words among many answers leave it a column of answers: each of them counts as a no, and is told.
    """
    cells = evidence.counted()
    known = {word: count for word, count in cells.items() if consent_status(word) not in (None, "unknown")}
    if sum(known.values()) * 2 < sum(count for word, count in cells.items() if consent_status(word) != "unknown"):
        return False
    if len(cells) > _STATES and sum(known.values()) * 10 < sum(cells.values()) * 9:
        return False
    telling = any(re.search("subscri|opted|opt.?(in|out)|marketing", word, re.IGNORECASE) for word in cells)
    return bool(known) and (telling or not re.search("(^|_)status$", snake(header)))


def _most(said: list[str], pattern: str) -> bool:
    return sum(bool(re.search(pattern, value)) for value in said) * 2 >= len(said)


CHECKS: dict[str, Callable[[str, list[str]], bool]] = {
    # A header that says so is believed where the addresses are masked, but not where it asks yes or no.
    "email": lambda header, said: (
        any("@" in value for value in said)
        or (bool(re.search("e.?mail", snake(header))) and not all(consent_status(value) for value in said))
    ),
    "customer_id": lambda _, said: not _most(said, r"[^\W\d_]\s+[^\W\d_]") and not _most(said, "@.*[.]"),
    # Shopify calls an order by a name such as #1001.
    "order_id": lambda header, said: headers.plain(header) != "name" or all(map(_ORDER_NAME.fullmatch, said)),
    "region": lambda _, said: not all(map(_ACCOUNT_STATE.fullmatch, said)) and not _most(said, "@.*[.]"),
    "url": lambda _, said: _most(said, r"[/.]"),
}
"""Meanings that the values must bear out, whatever their header says."""
