"""What is sold, where, and with which codes: the tables of products, stores and offers, and codes for people."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.catalogue.entries import Entries, counts, products, stores
    from app.catalogue.offer_codes import Code, Codes, Given, Offer, codes, hand_out, offers

HOMES: Final = {
    "entries": "Entries counts products stores",
    "offer_codes": "Code Codes Given Offer codes hand_out offers",
}

__all__ = ["Code", "Codes", "Entries", "Given", "Offer", "codes", "counts", "hand_out", "offers", "products", "stores"]

__getattr__ = lazy(__name__, HOMES)
