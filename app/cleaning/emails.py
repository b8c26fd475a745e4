"""Email addresses: what can be mailed, in the form in which addresses are compared.

The syntax is the dot-atom form of RFC 5321 and 5322 with the Unicode letters of RFC 6531: what mail services
take. Quoted local parts and addresses in brackets are legal in the RFCs, but no mail service takes them.
"""

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning.texts import compose, trim

_ASCII = (
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,59})$"
)
# Letters of every script, with the marks that some of them carry, but nothing that cannot be seen. Each is one
# class of characters, so that no address takes longer than its length.
_UNSEEN = "\\s\\x00-\\x20\\x7f-\\xa0\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800-\\uf8ff"
_QUOTES = "“”„«»"
_ATOM = rf"[^{_UNSEEN}{_QUOTES}\"(),.:;<>@\[\]\\]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(rf"(?!-)[^{_UNSEEN}{_QUOTES}!-,./:-@\[-`{{-~]{{1,63}}(?<!-)")
MOST_BYTES = 254
MOST_BYTES_LOCAL = 64


def match_form(address: str) -> str | None:
    """The form in which an address is compared, or None for a malformed one.

    It is trimmed, NFC and case-folded, its domain in the ASCII form of IDNA (RFC 3490, as Python has it).
    """
    text = unicodedata.normalize("NFC", address.strip())
    local, at, domain = text.rpartition("@")
    if not at or len(text.encode()) > MOST_BYTES or len(local.encode()) > MOST_BYTES_LOCAL:
        return None
    labels = domain.split(".")
    if not _LOCAL.fullmatch(local) or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        return None
    last = labels[-1]
    if "_" in domain or len(last) < 2 or last.isdigit():
        return None
    # Scripts that combine marks with letters are no `isalpha`, so that only ASCII ends are held to letters.
    if last.isascii() and not last.isalpha() and not last.lower().startswith("xn--"):
        return None
    return f"{local.casefold()}@{_ascii(domain)}"


def _ascii(domain: str) -> str:
    folded = domain.casefold()
    if folded.isascii():
        return folded
    try:
        return folded.encode("idna").decode("ascii")
    except UnicodeError:
        return folded


_SIGNS = str.maketrans({"＠": "@", "﹫": "@", "．": ".", "\u00a0": " "} | dict.fromkeys(map(chr, (
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD)), ""))  # fmt: skip
"""Signs that look like those of an address, and those that are not seen."""

_WITHIN = re.compile(
    rf"(?:(?<=[\s<>()\[\],;:|\"“”„«»‘’`])|^)['’‘`]?"
    rf"((?!/)[^\s<>()\[\],;:|\"“”„«»‘’@\\]+@[^{_UNSEEN}!-,/:-@\[-`{{-~“”„«»‘’]+)"
    r"(?=$|[\s<>()\[\],;:|\"“”„«»‘’'`?%!/])"
)
"""An address that stands in a longer text: after its start or a sign that no address holds, up to another such."""


def within(text: str) -> list[str]:
    """The sound addresses in a text, as given, in their order: of a name and brackets, `mailto:`, several in a cell."""
    plain = unicodedata.normalize("NFC", text.translate(_SIGNS)).strip()
    if "@" not in plain:
        return []
    if match_form(plain) is not None:
        return [_unquoted(plain)]
    found = [_unquoted(one[1].rstrip(".-")) for one in _WITHIN.finditer(plain)]
    return list(dict.fromkeys(one for one in found if match_form(one) is not None))


_CUT = re.compile(r"[^\s,;|@]+[,;|]$|(?:^|[\s,;|])(?=[^\sA-Z\"<(\[])(?=[^\s@]*[^\W\d_])[^\s@:<(\[\"]+\s+$")
"""What a slip of the pen may have cut an address out of: `ann,lee@…` and `ann lee@…` are nobody's."""


_BEFORE = 300
"""So many signs before an address are looked at."""


def _first(text: str) -> str | None:
    """The address of a row: the first of a cell, unless it may be the rest of another one."""
    found = within(text)
    at = text.find(found[0]) if found else 0
    if not found or _CUT.search(text, max(at - _BEFORE, 0), at):
        return None
    return found[0]


def _unquoted(address: str) -> str:
    """Without the quotation marks around it: they are signs that an address may hold, and hardly ever does."""
    for sign in "'`’‘":
        if address.startswith(sign) and address.endswith(sign):
            return address[1:-1]
    return address


def addresses(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """The addresses in their matched form (null: none or malformed), and as given, trimmed (null: blank).

    Of a longer text it is the first address that stands in it.
    """
    given = compose(trim(column)).combine_chunks()
    plain = pc.and_(pc.match_substring_regex(given, _ASCII), pc.less_equal(pc.binary_length(given), MOST_BYTES_LOCAL))
    matched = pc.if_else(plain, pc.ascii_lower(given), pa.scalar(None, pa.string()))
    # What the plain pattern does not take (odd, long or not ASCII) is looked at one by one.
    odd = pc.and_(pc.invert(plain), pc.not_equal(given, ""))
    if pc.any(odd).as_py():
        said = given.filter(odd).to_pylist()
        first = [_first(text) for text in said]
        forms = [None if one is None else match_form(one) for one in first]
        matched = pc.replace_with_mask(matched, odd, pa.array(forms, pa.string()))
        kept = [text if one is None else one for text, one in zip(said, first, strict=True)]
        given = pc.replace_with_mask(given, odd, pa.array(kept, pa.string()))
    return matched, pc.if_else(pc.equal(given, ""), pa.scalar(None, pa.string()), given)


def all_addresses(column: pa.ChunkedArray, least: int = 2) -> dict[int, list[str]]:
    """For the cells that hold several addresses (at `least` so many): their matched forms, by the place of the cell."""
    text = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    several = pc.greater_equal(pc.count_substring_regex(text, "[@＠﹫]"), least)
    places = np.flatnonzero(np.asarray(pc.fill_null(several, False)))
    cells = text.take(pa.array(places)).to_pylist()
    told = {
        place: [match_form(one) for one in within(cell)] for place, cell in zip(places.tolist(), cells, strict=True)
    }
    return {place: [one for one in forms if one] for place, forms in told.items() if len(forms) >= least}
