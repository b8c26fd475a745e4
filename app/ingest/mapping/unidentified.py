"""What to say of a file that names people by nothing by which they could be told apart."""

import re

import pyarrow.compute as pc

from app.cleaning import texts
from app.ingest.order_tables import buyer_names
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary.file_kind import WHO
from app.ingest.vocabulary.headers import meanings, plain
from app.ingest.vocabulary.map_file import Mapping
from app.ingest.vocabulary.target_types import BUYER_NAMES

_ANALYTICS = frozenset({"customertype", "itemssold", "netsales", "attribution", "coupons", "products"})
"""Columns of WooCommerce's Analytics → Orders, whose export has neither address nor number of its customers."""
_SOME = 4
_NAMED = re.compile(r"^(customer|buyer|client|kunde|kunden|kaufer)?(first|last|full|sur|family|given|vor|nach|"
                    r"familien)?(name|prenom|nom|nombre|apellidos?|cognome|achternaam|voornaam)$")  # fmt: skip


def why(mapping: Mapping, raw: RawTable) -> tuple[str, str]:
    """Why nobody can be told from a file without an identifier, and what mends that."""
    cells = _of_cells(mapping, raw)
    if cells is not None:
        return cells
    here = {plain(header) for header in mapping.columns}
    names = [header for header, column in mapping.columns.items() if column.to in BUYER_NAMES or _says_names(header)]
    if "order" in here and len(here & _ANALYTICS) >= _SOME:
        return (
            "WooCommerce's Analytics exports its customers by name only, and two people can have one name",
            "Export the orders themselves with the billing email, as an order export extension of WooCommerce does.",
        )
    if names:
        columns = " and ".join(f"“{name}”" for name in names[:2])
        holds = "holds" if len(names) == 1 else "hold"
        return (
            f"{columns} {holds} names only, and two people can have one name",
            "Export the file again with an email address, a customer number or a phone number in each row.",
        )
    if mapping.of.nobody[0] and not any(meanings(header, mapping.kind).keys() & set(WHO) for header in raw.headers):
        return mapping.of.nobody
    return "", "Map one to customer_id, email, phone or another identifier."


def _of_cells(mapping: Mapping, raw: RawTable) -> tuple[str, str] | None:
    """What to say where a column holds hashes of addresses, or a list of those who left nothing but bare numbers."""
    left = mapping.of.of_refused
    follows = ": these people can still be mailed" if left else ""
    for header in raw.headers:
        said = _said(raw, header)
        hashed = next((name for name, sign in _HASHES.items() if said and all(map(sign.fullmatch, said))), None)
        if hashed:
            named = "The file" if _HASHES[hashed].fullmatch(header) else f"“{header}”"
            return (
                f"{named} holds {hashed} hashes of addresses, from which no address can be told{follows}",
                "Ask whoever made the list for the addresses themselves, and import those.",
            )
        if left and len(raw.headers) == 1 and said and all(map(_BARE.fullmatch, said)):
            return (
                f"“{header}” holds bare numbers, and nothing says whose numbers they are{follows}",
                "Map it to customer_id if they are your shop's, or write the name of the number above them, as "
                "customer_id or klaviyo_id.",
            )
    return None


_HASHES = {
    "MD5": re.compile(r"[0-9a-fA-F]{32}"),
    "SHA-1": re.compile(r"[0-9a-fA-F]{40}"),
    # In Base64 its 32 bytes are 43 signs and a filler.
    "SHA-256": re.compile(r"(?:[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)"),
    "SHA-512": re.compile(r"[0-9a-fA-F]{128}"),
}
_BARE = re.compile(r"[A-Za-z]{0,4}[-_#]?\d[\d-]*")
_LOOKED_AT = 1_000


def _said(raw: RawTable, header: str) -> list[str]:
    column = texts.trim(raw.text(header).slice(0, _LOOKED_AT))
    return [one for one in pc.unique(column).to_pylist() if one]


def _says_names(header: str) -> bool:
    return buyer_names.is_buyer(header) or bool(_NAMED.match(plain(header)))
