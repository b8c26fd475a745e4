"""HTML entities in cells (`Smith &amp; Sons`, `Zo&euml;`), as web shops write them into their exports."""

import html
import re
from html.entities import html5

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import cell_bytes
from app.cleaning.texts import per_value

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SOME = r"&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_TAG = r"<[A-Za-z/!][^>]*>"


def _sign(found: re.Match[str]) -> str:
    entity = found[0]
    sign = html.unescape(entity) if entity[1] == "#" or entity[1:] in html5 else entity
    # What keeps words together on a page is a blank to whoever searches for them.
    return " " if sign == "\xa0" else sign


def decoded(text: str) -> str:
    """The text with the signs that its entities mean; one that was encoded twice is decoded twice."""
    once = _ENTITY.sub(_sign, text)
    return once if once == text else _ENTITY.sub(_sign, once)


def count(column: pa.ChunkedArray) -> int:
    """How many cells hold an entity that means a sign; 0 for a column of HTML."""
    # The cheap question first: most columns hold no such sign at all.
    if not cell_bytes.holds(column, "&"):
        return 0
    some = column.filter(pc.match_substring(column, "&"))
    if not len(some) or pc.any(pc.match_substring_regex(some, _TAG)).as_py():
        return 0
    some = some.filter(pc.match_substring_regex(some, _SOME))
    counts = pc.value_counts(some).to_pylist() if len(some) else []
    return sum(one["counts"] for one in counts if decoded(one["values"]) != one["values"])


def decode(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column with its entities read as the signs that they mean."""
    odd = pc.match_substring_regex(column, _SOME) if cell_bytes.holds(column, "&") else None
    if odd is None or not pc.any(odd).as_py():
        return column
    if isinstance(column, pa.ChunkedArray):
        column, odd = column.combine_chunks(), odd.combine_chunks()
    made = per_value(pa.chunked_array([column.filter(odd)]), pa.string(), decoded)
    return pa.chunked_array([pc.replace_with_mask(column, odd, made)])
