"""The features that Quillwork knows by name, and how each is put into words.

A row of the table is all there is to a feature: where it comes from, what it measures, and its nouns.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A known feature.

    `source` is a trait, or `EVENT DAYS` for a count of events in the last so many days. `phrase` says a value in
    a sentence (`{}` is the value with its noun); `one` and `many` are the nouns; `axis` is which of recency,
    frequency, monetary and engagement it measures, if any.
    """

    name: str
    label: str
    measure: str
    source: str
    phrase: str = "{}"
    one: str = ""
    many: str = ""
    axis: str = ""


def _rows(table: str) -> dict[str, Known]:
    found = {}
    for line in filter(None, (line.strip() for line in table.splitlines())):
        row = Known(*(cell.strip() for cell in line.split("|")))
        found[row.name] = row
    return found


KNOWN: dict[str, Known] = _rows(
    """
    orders | Orders | count | orders | {} | order | orders | frequency
    revenue | Spent | money | revenue | spent {} | spend | spend | monetary
    net_revenue | Spent, refunds off | money | net_revenue | spent {} after refunds | spend | spend | monetary
    refunded | Refunded | money | refunded | got {} back | refund | refunds
    days_since_last_order | Days since last order | days | last_order_at | last ordered {} | | | recency
    days_since_last_active | Days since last seen | days | last_active_at | last seen {} | | | recency
    average_order_value | Average order | money | average_order_value | {} an order | value | order value | monetary
    days_between_orders | Days between orders | number | days_between_orders | {} between orders | day | days
    engagement_rate | Engagement rate | share | engagement_rate | engages with {} of emails | | | engagement
    age | Age | number | age | {} old | year | years
    days_since_signed_up | Days since signing up | days | signed_up_at | signed up {}
    days_since_first_order | Days since first order | days | first_order_at | first ordered {}
    days_since_first_seen | Days since first seen | days | first_seen_at | first seen {}
    orders_180_days | Orders in 180 days | count | placed_order 180 | {} in half a year | order | orders | frequency
    views_90_days | Product views in 90 days | count | viewed_product 90 | {} in 90 days | view | product views
    carts_90_days | Cart additions in 90 days | count | added_to_cart 90 | {} in 90 days | addition | cart additions
    pages_90_days | Page views in 90 days | count | viewed_page 90 | {} in 90 days | page | pages
    opens_90_days | Email opens in 90 days | count | opened_email 90 | {} in 90 days | email open | email opens
    clicks_90_days | Email clicks in 90 days | count | clicked_email 90 | {} in 90 days | email click | email clicks
    rfm_recency | RFM recency | number | rfm_recency | RFM recency {}
    rfm_frequency | RFM frequency | number | rfm_frequency | RFM frequency {}
    rfm_monetary | RFM monetary | number | rfm_monetary | RFM monetary {}
    gender | Gender | category | gender
    loyalty_tier | Loyalty tier | category | loyalty_tier
    country | Country | category | country
    language | Language | category | language
    favourite_category | Favourite category | category | favourite_category
    preferred_device | Preferred device | category | preferred_device
    """
)
"""By name, in the order in which sentences and lists give them."""

FIRST_CHOICE: tuple[tuple[str, ...], ...] = (
    ("days_since_last_order", "orders", "revenue"),
    ("days_since_last_active", "views_90_days", "engagement_rate"),
    ("engagement_rate", "age", "days_since_signed_up"),
)
"""What is proposed at first: the first of these of which at least two can be measured."""


MAX_VALUES = 20
"""A text with more different values than this is no category to make groups from."""


def known(name: str, label: str, measure: str, trait: str) -> Known:
    """The known feature of that name, or one made up for a trait of the project's own."""
    return KNOWN.get(name) or Known(name, label, measure, trait, f"{label.lower()} {{}}", "", label.lower())
