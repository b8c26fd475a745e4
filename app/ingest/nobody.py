"""What to say of a file that names people by nothing by which they could be told apart."""

import re

from app.ingest import buyers
from app.ingest.headers import plain
from app.ingest.mapping import Mapping

_ANALYTICS = frozenset({"customertype", "itemssold", "netsales", "attribution", "coupons", "products"})
"""Columns of WooCommerce's Analytics → Orders, whose export has neither address nor number of its customers."""
_SOME = 4
_NAMED = re.compile(r"^(customer|buyer|client|kunde|kunden|kaufer)?(first|last|full|sur|family|given|vor|nach|"
                    r"familien)?(name|prenom|nom|nombre|apellidos?|cognome|achternaam|voornaam)$")  # fmt: skip


def why(mapping: Mapping) -> tuple[str, str]:
    """Why nobody can be told from a file without an identifier, and what mends that."""
    here = {plain(header) for header in mapping.columns}
    names = [header for header, column in mapping.columns.items() if column.to in buyers.NAMES or _says_names(header)]
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
    return "", "Map one to customer_id, email, phone or another identifier."


def _says_names(header: str) -> bool:
    return buyers.is_buyer(header) or bool(_NAMED.match(plain(header)))
