"""Whose number an id is: a tool counts its own records, and two tools' numbers are never compared.

`customer_id` is the shop's own. What HubSpot, Klaviyo or Mailchimp call a contact by is an own kind of identifier,
below the address. A tool is known by the name of its id, by what its ids look like, or by the other headers of its
export. To add one is to add a row here.
"""

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.names import snake

_ENOUGH = 2
"""So many of a tool's own headers tell its file."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: the kind of its ids, headers that can only be its ids, those that are in its files, and its file's signs.

    `looks` is how each of its ids looks, where that tells it from everybody else's.
    """

    kind: str
    own: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    looks: str = ""


def _tool(kind: str, own: str = "", within: str = "", signs: str = "", looks: str = "") -> Tool:
    parts = [tuple(filter(None, words.split("|"))) for words in (own, within, signs)]
    return Tool(kind, parts[0], parts[1], parts[2], looks)


TOOLS = (
    _tool(
        "hubspot_id",
        "hubspot id|hs object id|contact vid",
        "record id|contact id|id|vid",
        "lifecycle stage|lead status|contact owner|unsubscribed from all email|email hard bounce reason|"
        "marketing contact status|associated company|associated company ids|last activity date",
    ),
    _tool(
        "klaviyo_id",
        "klaviyo id|klaviyo profile id",
        "id|profile id|external id",
        "email marketing consent|email marketing consent timestamp|email suppressions|sms marketing consent|"
        "historic customer lifetime value|predicted customer lifetime value|churn risk prediction",
    ),
    _tool(
        "mailchimp_id",
        "leid|mailchimp id",
        "member id|unique id|id|contact id",
        "member rating|optin time|optin ip|confirm time|confirm ip|euid|gmtoff|dstoff|last changed|unique email id|"
        "timestamp opt|timestamp signup|web id",
    ),
    _tool(
        "salesforce_id",
        "salesforce id|18 digit id|case safe id|contact id 18|account id 18",
        "contact id|lead id|account id|id|person account id",
        "email opt out|has opted out of email|lead source|account name|mailing street|mailing city|do not call|"
        "email bounced reason|lead status",
        # The first three signs say of what an id is: contacts, leads, accounts, users.
        r"(?:003|00Q|001|005)[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?",
    ),
    _tool("stripe_id", "stripe customer id|stripe id", "customer id|id|customer", "", r"cus_[A-Za-z0-9]{6,}"),
    _tool("brevo_id", "brevo id|sendinblue id", "contact id|id", "email blocklisted|sms blocklisted|added time|ext id"),
    _tool("iterable_id", "itbl user id|iterable user id|iterable id"),
    _tool("braze_id", "braze id"),
    _tool("customer_io_id", "cio id|customer io id"),
    _tool("intercom_id", "intercom id"),
    _tool("zendesk_id", "zendesk id"),
    _tool("pipedrive_id", "pipedrive id", "id|person id", "organization|marketing status|open deals|won deals"),
    _tool("zoho_id", "zoho id", "record id|contact id|lead id|id", "contact owner id|modified by id|layout id"),
    _tool("omnisend_id", "omnisend id", "contact id|id", "email status|email channel|sms channel|opt in source"),
    _tool("activecampaign_id", "activecampaign id|active campaign id", "contact id|id", "score|organization|ip4|udate"),
    _tool("convertkit_id", "convertkit id|kit id", "subscriber id|id", "subscribed at|subscriber state|kit state"),
    _tool(
        "marketo_id",
        "marketo id|mkto id",
        "id|lead id|person id",
        "unsubscribed reason|email invalid|email suspended|black listed|marketing suspended",
    ),
    _tool("ghost_id", "ghost id", "id", "complimentary plan|subscribed to emails|tiers"),
    # Magento's list of subscribers counts them by themselves.
    _tool("subscriber_id", "subscriber id", "id", "store view|web site"),
    _tool("contact_id", "contact id"),
    _tool("record_id", "record id"),
    _tool("profile_id", "profile id"),
    _tool("lead_id", "lead id"),
)  # fmt: skip
"""The last ones are nobody's in particular: the number of a record in a tool that is not known."""

KINDS = frozenset(tool.kind for tool in TOOLS)
"""The kinds of identifier that are a tool's own."""


@functools.lru_cache(4_096)
def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", snake(header))


# Turned round, so that of two tools with one word the first has it.
_OWN = {_plain(word): tool for tool in reversed(TOOLS) for word in (tool.kind, *tool.own)}
_SIGNS = {tool.kind: frozenset(map(_plain, tool.signs)) for tool in TOOLS}


def kinds_of(headers: Iterable[str], said: Callable[[str], list[str]]) -> dict[str, str]:
    """The kinds of those columns that hold a tool's own numbers, each kind once; `said` gives values of a column."""
    every = {header: _plain(header) for header in headers}
    here = _file_of(set(every.values()))
    found: dict[str, str] = {}
    for header, plain in every.items():
        kind = _kind(plain, here, said(header) if plain.endswith("id") or plain == "customer" else [])
        if kind and kind not in found.values():
            found[header] = kind
    return found


def _file_of(plain: set[str]) -> Tool | None:
    """The tool whose export has these headers."""
    best = max(TOOLS, key=lambda tool: len(_SIGNS[tool.kind] & plain))
    return best if len(_SIGNS[best.kind] & plain) >= _ENOUGH else None


def _kind(plain: str, here: Tool | None, said: list[str]) -> str | None:
    # What an id looks like tells more than the file that it stands in, which may hold several tools' ids.
    for tool in TOOLS:
        names = {_plain(word) for word in (*tool.own, *tool.within)}
        if tool.looks and plain in names and said and all(re.fullmatch(tool.looks, value) for value in said):
            return tool.kind
    if here is not None and plain in {_plain(word) for word in (*here.own, *here.within)}:
        return here.kind
    known = _OWN.get(plain)
    return None if known is None else known.kind
