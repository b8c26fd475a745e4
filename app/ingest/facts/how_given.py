"""How answers were given, as a file's columns say it: by which way, to which words, confirmed or not."""

from typing import TYPE_CHECKING

import pyarrow as pa

from app.cleaning import texts

if TYPE_CHECKING:
    from app.ingest.facts.typed_block import Cells

_CONFIRMED = frozenset({"confirmed", "double", "doi", "double opt-in", "double opt in", "granted"})
_SINGLE = frozenset({"single", "single opt-in", "single opt in", "unconfirmed", "not confirmed", "pending", "none"})


def of(cells: "Cells", prefix: str) -> dict[str, pa.Array]:
    """`method`, `wording` (texts) and `double_opt_in` (yes or no) of each row, as far as the file has columns of them.

    `prefix` stands before what the columns are read as, as `consent:email:`.
    """
    found = {name: cells.value(f"{prefix}{name}", "text") for name in ("method", "wording") if cells.has(prefix + name)}
    if cells.has(f"{prefix}double_opt_in"):
        said = texts.trim(cells.said(f"{prefix}double_opt_in"))
        found["double_opt_in"] = texts.per_value(said, pa.bool_(), confirmed)
    return found


def confirmed(text: str) -> bool | None:
    """Whether an answer was confirmed by a second step; a day when it was says so too. None where a cell says nothing.

    A word that nobody knows says nothing: it opens no door.
    """
    word = text.strip().casefold()
    told = texts.yes_or_no(word)
    if told is not None:
        return told
    if word in _CONFIRMED or sum(sign.isdigit() for sign in word) >= 6:
        return True
    return False if word in _SINGLE else None
