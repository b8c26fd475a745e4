"""The type of what a column means: of each standard target, by the kind of file that it stands in."""

import re

from app.domain.names import IDENTIFIERS
from app.ingest.vocabulary import file_kind, tool_ids
from app.ingest.vocabulary.map_file import IDENTIFIER, further

BUYER_NAMES = ("first_name", "last_name", "full_name")
"""What a file of orders may say its buyers are called."""

_TYPE_OF_TARGET = {
    "time": "datetime", "in_stock": "boolean", "status": "text", "channel": "text",
    "time:of_day": "text", "time:zone": "text", "topic": "text", "reason": "text", "source": "text", "event": "text",
    "wording": "text", "double_opt_in": "text",
}  # fmt: skip


_FURTHER_TIME = re.compile(r"time:\d+")
"""What a column of times means that stands in where the one before it is blank."""


def type_of(target: str, kind: str) -> str | None:
    """The type that a standard target has in a file of that kind; None for an own name."""
    if target.startswith(("consent:", "suppressed:")):
        return "datetime" if target.endswith(":at") else "text"
    told_of = file_kind.of(kind)
    if told_of.of_sales and target not in {*told_of.types, *_TYPE_OF_TARGET}:
        # One row of a sale can hold several items, each with columns of its own: `sku:2`.
        target = target.split(":")[0]
    if _FURTHER_TIME.fullmatch(target):
        return "datetime"
    if target in told_of.types:
        return told_of.types[target]
    if target in IDENTIFIERS or target in tool_ids.KINDS or further(target):
        return IDENTIFIER
    if target in _TYPE_OF_TARGET:
        return _TYPE_OF_TARGET[target]
    known = told_of.standard.get(target)
    return known.type if known else None


KEPT = "imported_"
"""What stands before the name of a column that is called as something that Quillwork works out itself."""
