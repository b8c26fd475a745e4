"""The field's standard names: identifiers, traits, events and their properties, with types and labels.

Types are `text`, `number`, `amount` (integers of 1/10,000 of the project's currency), `date` (days since
1970-01-01, local), `datetime` (microseconds UTC), `boolean` and `list` (of text).
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

IDENTIFIERS: tuple[str, ...] = ("customer_id", "email", "phone", "device_id", "cookie_id")
"""The known kinds, highest priority first; own kinds come after them in the order of their names."""

ANONYMOUS: frozenset[str] = frozenset({"device_id", "cookie_id"})
"""Kinds that make no profile by themselves."""

TYPES: tuple[str, ...] = ("text", "number", "amount", "date", "datetime", "boolean", "list")


@dataclass(frozen=True, slots=True)
class Known:
    """A standard trait or property: its name, its type and the label that people read."""

    name: str
    type: str
    label: str
    computed: bool = False


def _known(rows: str, *, computed: bool = False) -> dict[str, Known]:
    found = {}
    for row in filter(None, (line.strip() for line in rows.splitlines())):
        name, kind, label = (part.strip() for part in row.split("|"))
        found[name] = Known(name, kind, label, computed)
    return found


TRAITS: dict[str, Known] = _known(
    """
    email | text | Email
    first_name | text | First name
    last_name | text | Last name
    full_name | text | Full name
    gender | text | Gender
    birth_date | date | Birth date
    phone | text | Phone
    street | text | Street
    city | text | City
    region | text | Region
    postal_code | text | Postal code
    country | text | Country
    latitude | number | Latitude
    longitude | number | Longitude
    language | text | Language
    timezone | text | Time zone
    signed_up_at | datetime | Signed up
    loyalty_tier | text | Loyalty tier
    interests | list | Interests
    tags | list | Tags
    """
)
"""Traits that a file can give."""

COMPUTED: dict[str, Known] = _known(
    """
    first_seen_at | datetime | First seen
    last_active_at | datetime | Last active
    first_order_at | datetime | First order
    last_order_at | datetime | Last order
    orders | number | Orders
    revenue | amount | Revenue
    refunded | amount | Refunded
    net_revenue | amount | Net revenue
    average_order_value | amount | Average order value
    days_between_orders | number | Days between orders
    last_viewed_product | text | Last viewed product
    last_ordered_product | text | Last ordered product
    favourite_category | text | Favourite category
    favourite_brand | text | Favourite brand
    preferred_device | text | Preferred device
    engagement_rate | number | Engagement rate
    age | number | Age
    lifecycle_stage | text | Lifecycle stage
    rfm_recency | number | RFM recency
    rfm_frequency | number | RFM frequency
    rfm_monetary | number | RFM monetary
    rfm_engagement | number | RFM engagement
    rfm_segment | text | RFM segment
    engagement_score | number | Engagement score
    lifetime_value | number | Lifetime value
    """,
    computed=True,
)
"""Traits that follow from events, other traits or the newest run of a score."""

EVENTS: dict[str, str] = {
    "placed_order": "Placed order",
    "ordered_product": "Ordered product",
    "refunded_order": "Refunded order",
    "viewed_product": "Viewed product",
    "added_to_cart": "Added to cart",
    "removed_from_cart": "Removed from cart",
    "started_checkout": "Started checkout",
    "viewed_page": "Viewed page",
    "searched": "Searched",
    "subscribed": "Signed up",
    "sent_email": "Was sent an email",
    "received_email": "Received email",
    "opened_email": "Opened email",
    "clicked_email": "Clicked email",
    "bounced_email": "Email bounced",
    "unsubscribed": "Unsubscribed",
    "marked_as_spam": "Marked as spam",
    "entered_stage": "Entered stage",
    "left_stage": "Left stage",
}
"""Event names and the labels that people read."""

CONCLUDED_FROM = 1 << 52
"""The number of the first event that a run concluded (a change of stage): nobody did it, and `*` does not mean it."""

_EMAIL = ("campaign", "variant", "link", "kind", "machine")
_WEB = ("url", "duration_s", "device")

EVENT_PROPERTIES: dict[str, tuple[str, ...]] = {
    "placed_order": ("order_id", "amount", "quantity", "currency", "discount_code"),
    "ordered_product": ("order_id", "sku", "quantity", "price", "amount"),
    "refunded_order": ("order_id", "sku", "quantity", "amount"),
    "viewed_product": ("sku", *_WEB),
    "added_to_cart": ("sku", *_WEB),
    "removed_from_cart": ("sku", *_WEB),
    "started_checkout": (*_WEB, "query"),
    "viewed_page": (*_WEB, "query"),
    "searched": (*_WEB, "query"),
    "subscribed": ("method",),
    **dict.fromkeys(
        (
            "sent_email",
            "received_email",
            "opened_email",
            "clicked_email",
            "bounced_email",
            "unsubscribed",
            "marked_as_spam",
        ),
        _EMAIL,
    ),
    "entered_stage": ("stage",),
    "left_stage": ("stage",),
}
"""The properties that the specification gives each standard event."""

PROPERTIES: dict[str, Known] = _known(
    """
    order_id | text | Order
    sku | text | SKU
    quantity | amount | Quantity
    price | amount | Price
    amount | amount | Amount
    currency | text | Currency
    discount_code | text | Discount code
    url | text | Page address
    query | text | Search words
    device | text | Device
    duration_s | number | Seconds on the page
    method | text | Method
    campaign | text | Campaign
    variant | text | Variant
    link | text | Link
    kind | text | Bounce kind
    machine | boolean | Opened by a mail client's proxy
    stage | text | Stage
    """
)
"""Event properties; `quantity` is kept, like the amounts, as an integer of 1/10,000."""

PRODUCT: dict[str, Known] = _known(
    """
    name | text | Product name
    category | text | Category
    brand | text | Brand
    price | amount | List price
    in_stock | boolean | In stock
    url | text | Product page
    image_url | text | Picture
    """
)
"""What the catalogue says of a product, reached as `product.NAME`."""

STORE: dict[str, Known] = _known(
    """
    name | text | Name
    street | text | Street
    city | text | City
    region | text | Region
    postal_code | text | Postal code
    country | text | Country
    latitude | number | Latitude
    longitude | number | Longitude
    phone | text | Phone
    email | text | Email
    url | text | Page
    opening_hours | text | Opening hours
    """
)
"""What is said of a store or another place where something is sold."""

OFFER_CODE: dict[str, Known] = _known(
    """
    amount | amount | Amount off
    percent | number | Percent off
    currency | text | Currency
    valid_from | datetime | Valid from
    valid_until | datetime | Valid until
    used | boolean | Used
    used_at | datetime | Used at
    """
)
"""What is said of one code of an offer; a day without a time is its midnight."""

LINKS: tuple[str, ...] = ("unsubscribe_url", "preferences_url", "view_in_browser_url")
"""Merge fields that are links which only the ESP can make."""

MERGE_FIELDS: tuple[str, ...] = (
    "segment",
    "segments",
    "recommendations",
    "offers",
    "recent_orders",
    "recent_purchase",
    "last_product_viewed",
    "campaign",
    "sender",
    "today",
    *LINKS,
)
"""Merge fields beside the traits."""

RESERVED: frozenset[str] = frozenset(COMPUTED) | frozenset(MERGE_FIELDS)
"""Names that a file's own column cannot have: what is asked for under them is worked out, or made for each email."""

CHANNELS: tuple[str, ...] = ("email", "sms", "phone", "post")
CONSENT_STATES: tuple[str, ...] = ("granted", "denied", "withdrawn", "pending", "unknown")


def is_dynamic(name: str) -> bool:
    """Whether the name is one of a run's own traits, as `score:churn` or `cluster:Groups`."""
    return name.startswith(("score:", "cluster:"))


def is_of_a_run(name: str) -> bool:
    """Whether the trait is what the newest run of a score, or of the lifecycle, says of somebody."""
    return is_dynamic(name) or name.startswith("rfm_") or name in _OF_RUNS


_OF_RUNS = ("lifecycle_stage", "engagement_score", "lifetime_value")


def snake(text: str) -> str:
    """A header or label as a name: `Loyalty tier` becomes `loyalty_tier`."""
    # NFKC: letters of full width, ligatures and the like are plain letters in a name.
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", unicodedata.normalize("NFKC", text.strip()))
    # The small form of the Turkish İ has a dot of its own, which would part the word.
    return re.sub(r"[^\w]+", "_", spaced.casefold().replace("i\u0307", "i")).strip("_")


SCORES_SETTING = "scores"
"""The setting that holds the definitions of the marketer's own scores, by name."""
DROP_FOLDERS = "drop_folders"
"""The setting that holds the folders out of which a project takes what arrives: objects with a `path`."""


def composed(text: str) -> str:
    """The form in which text is shown, and compared where case counts: NFC(text), the same on every engine."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The form in which text is compared: casefold(NFC(text)), the same on every engine."""
    return composed(text).casefold()


def called(traits: Mapping[str, Any]) -> str:
    """How somebody with these traits is called: first and last name, else the full name, else nothing."""
    parts = [str(traits[one]) for one in ("first_name", "last_name") if traits.get(one)]
    return " ".join(parts) or str(traits.get("full_name") or "")


def label_of(name: str) -> str:
    """What people read for a trait, property or event name."""
    for registry in (TRAITS, COMPUTED, PROPERTIES):
        if name in registry:
            return registry[name].label
    if name in EVENTS:
        return EVENTS[name]
    if is_dynamic(name):
        kind, _, own = name.partition(":")
        return own if kind == "cluster" else f"Score: {own}"
    return name.replace("_", " ").capitalize()


def identifier_rank(kind: str) -> tuple[int, str]:
    """Sort key: the highest priority first, own kinds last by name."""
    return (IDENTIFIERS.index(kind), kind) if kind in IDENTIFIERS else (len(IDENTIFIERS), kind)


YEARLESS = 1604
"""The year that a date is kept in whose file says day and month only: a leap year that nobody living was born in."""

FIRST_KNOWN_DAY = (dt.date(YEARLESS + 1, 1, 1) - dt.date(1970, 1, 1)).days
"""The first day, counted from 1970-01-01, whose year is taken for known."""


def date_of_days(days: int) -> dt.date:
    """The local date that lies `days` after 1970-01-01."""
    return dt.date(1970, 1, 1) + dt.timedelta(days=days)


def date_text(days: int) -> str:
    """A date in ISO 8601, or `--05-23` for one whose year is not known (as vCard has it)."""
    date = date_of_days(days)
    return f"--{date:%m-%d}" if date.year == YEARLESS else date.isoformat()


def with_year(text: str) -> str:
    """An ISO date as it is kept: `--05-23` with the year that stands for none."""
    return f"{YEARLESS}{text[1:]}" if text.startswith("--") else text
