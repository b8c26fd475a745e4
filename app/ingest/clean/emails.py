"""Email addresses: what can be mailed, in the form in which addresses are compared.

The syntax is the dot-atom form of RFC 5321 and 5322 with the Unicode letters of RFC 6531: what mail services
take. Quoted local parts and addresses in brackets are legal in the RFCs, but no mail service takes them.
"""

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

from app.ingest.clean.texts import compose, trim

_ASCII = (
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,59})$"
)
# Letters of every script, with the marks that some of them carry, but nothing that cannot be seen. Each is one
# class of characters, so that no address takes longer than its length.
_UNSEEN = "\\s\\x00-\\x20\\x7f-\\xa0\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800-\\uf8ff"
_ATOM = rf"[^{_UNSEEN}\"(),.:;<>@\[\]\\]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(rf"(?!-)[^{_UNSEEN}!-,./:-@\[-`{{-~]{{1,63}}(?<!-)")
MOST_BYTES = 254
MOST_BYTES_LOCAL = 64


def match_form(address: str) -> str | None:
    """The form in which an address is compared (trimmed, NFC, case-folded), or None for a malformed one."""
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
    return text.casefold()


def addresses(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """The addresses in their matched form (null: none or malformed), and as given, trimmed (null: blank)."""
    given = compose(trim(column)).combine_chunks()
    plain = pc.and_(pc.match_substring_regex(given, _ASCII), pc.less_equal(pc.binary_length(given), MOST_BYTES_LOCAL))
    matched = pc.if_else(plain, pc.ascii_lower(given), pa.scalar(None, pa.string()))
    # What the plain pattern does not take (odd, long or not ASCII) is looked at one by one.
    odd = pc.and_(pc.invert(plain), pc.not_equal(given, ""))
    if pc.any(odd).as_py():
        forms = [match_form(text) for text in given.filter(odd).to_pylist()]
        matched = pc.replace_with_mask(matched, odd, pa.array(forms, pa.string()))
    return matched, pc.if_else(pc.equal(given, ""), pa.scalar(None, pa.string()), given)
