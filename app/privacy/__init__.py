"""What a person may ask of whoever keeps their data: to see it, to be forgotten, to be left alone."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.privacy.copies import Copy, elsewhere
    from app.privacy.forgetting import Erasure, erase
    from app.privacy.handing_out import HandedOut, hand_out
    from app.privacy.ledgers import Channel, ledger
    from app.privacy.retention import Applied, Idle, Preview
    from app.privacy.suppressing import Suppressed, SuppressedPeople, lift, lift_people, suppress, suppress_people

HOMES: Final = {
    "copies": "Copy elsewhere",
    "forgetting": "Erasure erase",
    "handing_out": "HandedOut hand_out",
    "ledgers": "Channel ledger",
    "retention": "Applied Idle Preview",
    "suppressing": "Suppressed SuppressedPeople lift lift_people suppress suppress_people",
}

__all__ = [
    "Applied",
    "Channel",
    "Copy",
    "Erasure",
    "HandedOut",
    "Idle",
    "Preview",
    "Suppressed",
    "SuppressedPeople",
    "elsewhere",
    "erase",
    "hand_out",
    "ledger",
    "lift",
    "lift_people",
    "retention",
    "suppress",
    "suppress_people",
]


__getattr__ = lazy(__name__, HOMES)
