"""What the kinds of file that can be imported are called."""

from typing import Final

KIND_TITLES: Final = {
    "profiles": "Contacts",
    "orders": "Orders",
    "products": "Products",
    "events": "Events",
    "consents": "Consents",
    "suppressions": "Do-not-mail list",
}
"""What each kind of file is called, in the order in which several are brought in."""
