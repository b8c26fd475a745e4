"""A story's parts as the cards show them: facts in a telling order, permissions in words, names with their sources."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from app.domain import names
from app.rules import coded_values
from ui.core import formats
from ui.panes.people import phrases as say
from ui.panes.people.cards import Permission
from ui.panes.people.fact_row import Fact

_FIRST: Final = (
    "lifecycle_stage",
    "rfm_segment",
    "loyalty_tier",
    "orders",
    "revenue",
    "refunded",
    "net_revenue",
    "average_order_value",
    "days_between_orders",
    "last_order_at",
    "favourite_category",
    "favourite_brand",
    "last_active_at",
    "engagement_rate",
    "engagement_score",
    "preferred_device",
    "age",
    "gender",
    "city",
)
"""What tells most, in this order; everything else that is known follows by its label."""

_ELSEWHERE: Final = {
    *("email", "first_name", "last_name", "full_name", "tags", "rfm_recency", "rfm_frequency", "rfm_monetary"),
    "rfm_engagement",
    *("last_ordered_product", "last_viewed_product", "first_seen_at", "latitude", "longitude", "birth_date"),
}
"""Traits that the page says in another place, or that another fact says better."""

_REFUNDS: Final = {"refunded", "net_revenue"}
"""What is said only of those who got something back."""

_TITLES: Final = {"revenue": "Spent", "net_revenue": "Spent, refunds off", "rfm_segment": "Group"}

_STATES: Final = {
    "granted": ("granted", "good"),
    "denied": ("refused", "bad"),
    "withdrawn": ("withdrawn", "bad"),
    "pending": ("not yet confirmed", "warn"),
    "unknown": ("not known", "muted"),
}
_CHANNELS: Final = {"email": "Email", "sms": "SMS", "phone": "Phone", "post": "Post"}


def facts(traits: Mapping[str, Any], types: Mapping[str, str], labels: Mapping[str, str]) -> list[Fact]:
    """Labels, values and names of what is known, RFM's three scores as one line."""
    found = []
    scores = [traits.get(f"rfm_{part}") for part in ("recency", "frequency", "monetary")]
    # Where engagement is scored beside money it is a fourth figure.
    scores += [traits["rfm_engagement"]] if traits.get("rfm_engagement") is not None else []
    rest = sorted((name for name in traits if name not in _FIRST), key=lambda name: labels.get(name, name).casefold())
    for name in (*_FIRST, *rest):
        value = traits.get(name)
        if (
            name in _ELSEWHERE
            or value is None
            or value in ("", [])
            or (name in _REFUNDS and not traits.get("refunded"))
        ):
            continue
        label = labels.get(name) or names.label_of(name)
        if label == names.label_of(name):
            label = _TITLES.get(name, label)
        found.append(Fact(label, told(types.get(name, "text"), name, value), name))
        if name == "rfm_segment" and None not in scores:
            found.append(Fact("RFM", " · ".join(formats.number(float(score or 0)) for score in scores)))
    return found


def told(kind: str, name: str, value: Any) -> str:
    """A value of a story (amounts as numbers, dates and local times in ISO 8601) as people read it."""
    if name == "engagement_rate":
        return formats.share(float(value), 1)
    if kind == "amount":
        return formats.number(float(value), 2)
    if kind == "number" and isinstance(value, (int, float)):
        return formats.number(value, 0 if float(value).is_integer() else 1)
    if kind in ("date", "datetime"):
        return iso_day(str(value))
    return say.value(kind, coded_values.said(name, value) if isinstance(value, str) else value)


def tiles(traits: Mapping[str, Any]) -> list[tuple[str, str]]:
    """For each tile its figure and a note: what was spent, the last order, the share of emails that were opened."""
    orders, spent, opened = traits.get("orders") or 0, traits.get("revenue"), traits.get("engagement_rate")
    many = formats.counted(int(orders), "order")
    pause = traits.get("days_between_orders")
    days = max(1, round(float(pause))) if pause else 0
    often = ("every day" if days == 1 else f"every {formats.counted(days, 'day')}") if days else ""
    last = traits.get("last_order_at")
    return [
        (formats.number(float(spent), 2), f"in {many}") if orders and spent is not None else ("–", "no order yet"),
        (iso_day(str(last)), often) if last else ("–", "no order yet"),
        (formats.share(float(opened), 1), "or clicked, of all they got")
        if opened is not None
        else ("–", "no email to them is known"),
    ]


def iso_day(text: str) -> str:
    """The day of an ISO date or time in the locale's words; other text as it is."""
    try:
        return formats.day(dt.datetime.fromisoformat(names.with_year(text)).date())
    except ValueError:
        return text


def permissions(
    consents: Iterable[Mapping[str, Any]], suppressions: Sequence[Mapping[str, Any]], mailable: bool, email: str | None
) -> list[Permission]:
    """What stands in the way of mailing first, then the latest word on each channel."""
    found = [_suppressed(one) for one in suppressions]
    if not mailable and not suppressions:
        facts = "What the files give is no address that mail can reach." if email else "No address is known."
        found.append(Permission("No valid address", "warn", facts))
    latest: dict[tuple[str, str], Mapping[str, Any]] = {}
    for one in consents:
        # The ledger comes newest first.
        latest.setdefault((str(one.get("channel") or "email"), str(one.get("topic") or "")), one)
    found += [_permission(channel, topic, one) for (channel, topic), one in latest.items()]
    if not latest:
        found.append(Permission("Nothing recorded", "muted", "No file has said yes or no."))
    return found


def history(consents: Sequence[Mapping[str, Any]]) -> list[Permission]:
    """Every answer of the ledger, the newest first."""
    return [_permission(str(one.get("channel") or "email"), str(one.get("topic") or ""), one) for one in consents]


def how_given(one: Mapping[str, Any]) -> list[str]:
    """How an answer was given: its method, its source, whether it was confirmed, and the words that were agreed to."""
    confirmed = one.get("double_opt_in")
    opted = "" if confirmed is None else "double opt-in" if confirmed else "single opt-in"
    wording = f"“{one['wording']}”" if one.get("wording") else ""
    return [part for part in (str(one.get("method") or ""), str(one.get("source") or ""), opted, wording) if part]


def _suppressed(one: Mapping[str, Any]) -> Permission:
    reason = str(one.get("reason") or "listed").replace("_", " ")
    at = f" on {iso_day(str(one['at']))}" if one.get("at") else ""
    return Permission("Must not be mailed", "bad", f"{reason.capitalize()}{at}: {one.get('address', '')}".rstrip(": "))


def _permission(channel: str, topic: str, one: Mapping[str, Any]) -> Permission:
    state, tone = _STATES.get(str(one.get("status")), (str(one.get("status")), "muted"))
    what = _CHANNELS.get(channel, channel.replace("_", " ").capitalize())
    at = iso_day(str(one["at"])) if one.get("at") else ""
    line = ", ".join(filter(None, (at, *how_given(one))))
    return Permission(f"{what}{f' · {topic}' if topic else ''} {state}", tone, line or "No file says when or how.")


def told_kind(kind: str) -> str:
    """The word before an identifier of that kind, empty where it says itself what it is."""
    return formats.identifier_kind(kind)


def known_as(identifiers: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Each identifier as it was given, and the file that it came from."""
    found = []
    for one in identifiers:
        kind = str(one.get("kind", ""))
        word = told_kind(kind)
        value = str(one.get("original") or one.get("as_given") or one.get("value") or "")
        found.append((f"{word} {value}".strip(), str(one.get("source") or one.get("file") or "")))
    return found
