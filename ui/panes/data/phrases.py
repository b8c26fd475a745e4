"""The words and icons for what a file and its columns are: kinds, fields, types, formats."""

from typing import Final

from app import ingest
from app.domain import names

TYPE_TITLES: Final = {
    "text": "Text",
    "number": "Number",
    "amount": "Amount of money",
    "date": "Date",
    "datetime": "Date and time",
    "boolean": "Yes or no",
    "list": "List",
    "identifier": "Tells people apart",
}

NOES_ALONE: Final = "Consent to email, its noes"
"""What a further column of answers becomes: a yes in it undoes no no of the first."""

_TARGETS: Final = {
    "customer_id": ("Customer ID", "identifier"),
    "device_id": ("Device", "identifier"),
    "cookie_id": ("Browser cookie", "identifier"),
    "email": ("Email", "identifier"),
    "phone": ("Phone", "identifier"),
    "suppressed:email": ("Do not email", "text"),
    "suppressed:email:at": ("Do not email: since when", "datetime"),
    "suppressed:email:reason": ("Do not email: why", "text"),
    "consent:email": ("Consent to email", "boolean"),
    "consent:email:at": ("Consent to email: when", "datetime"),
    "consent:email:source": ("Consent to email: where from", "text"),
    "consent:email:method": ("Consent to email: how", "text"),
    "consent:email:wording": ("Consent to email: to which words", "text"),
    "consent:email:double_opt_in": ("Consent to email: double opt-in", "text"),
    "consent:sms": ("Consent to SMS", "boolean"),
    "consent:sms:at": ("Consent to SMS: when", "datetime"),
    "consent:sms:source": ("Consent to SMS: where from", "text"),
    "consent:sms:method": ("Consent to SMS: how", "text"),
    "consent:sms:wording": ("Consent to SMS: to which words", "text"),
    "consent:sms:double_opt_in": ("Consent to SMS: double opt-in", "text"),
    "event": ("What happened", "text"),
    "time": ("When", "datetime"),
    "time:of_day": ("Time of day", "text"),
    "time:zone": ("Time zone", "text"),
    "cancelled": ("Cancelled or refunded", "boolean"),
    "state": ("State of the order", "text"),
    "paid": ("State of the payment", "text"),
    "test": ("Only a test", "boolean"),
    "total": ("Total of the order", "amount"),
    "amount": ("Amount", "amount"),
    "refunded": ("Refunded of the order", "amount"),
    "discount": ("Discount on the line", "amount"),
    "updated_at": ("When it was changed last", "datetime"),
    "item": ("Product's name", "text"),
    "items": ("List of the items", "text"),
    "order_id": ("Order number", "text"),
    "sku": ("Product number (SKU)", "text"),
    "channel": ("Channel", "text"),
    "topic": ("Topic", "text"),
    "status": ("Yes or no", "text"),
    "reason": ("Reason", "text"),
    "source": ("Where from", "text"),
    "method": ("How", "text"),
    "wording": ("To which words", "text"),
    "double_opt_in": ("Double opt-in", "text"),
}


def target_label(target: str) -> str:
    """What people read for the meaning of a column."""
    if target in _TARGETS:
        return _TARGETS[target][0]
    base, _, number = target.partition(":")
    if number.isdigit():
        return f"{target_label(base)}, item {number}"
    return names.PRODUCT[target].label if target in names.PRODUCT else names.label_of(target)


def target_type(target: str) -> str:
    """The type that a standard meaning has; `text` for a name of the user's own."""
    if target in _TARGETS:
        return _TARGETS[target][1]
    if target.partition(":")[2].isdigit():
        return target_type(target.partition(":")[0])
    for registry in (names.TRAITS, names.PROPERTIES, names.PRODUCT):
        if target in registry:
            return registry[target].type
    return "text"


def target_section(target: str, kind: str) -> str:
    """The heading under which a meaning stands in the menu."""
    if target in names.IDENTIFIERS:
        return "Who it is"
    if target.startswith(("consent:", "suppressed:")):
        return "What they allow"
    return ingest.kind_of(kind).section


def order_of(kind: str) -> int:
    """Contacts come before orders, orders before products and events, so that each finds its people."""
    return ingest.kind_of(kind).turn if kind else LAST


LAST: Final = 1_000
"""Where files stand of which nobody knows what they are."""


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of file that a menu offers, in the order in which they are best brought in."""
    return [(kind.name, kind.title) for kind in sorted(ingest.import_kinds(), key=lambda one: one.turn)]


SEPARATORS: Final = (("|", "Split at |"), (",", "Split at ,"), (";", "Split at ;"), ("/", "Split at /"))

DELIMITERS: Final = ((",", "Comma  ,"), (";", "Semicolon  ;"), ("\t", "Tab"), ("|", "Bar  |"), ("^", "Caret  ^"),
                     ("\x1f", "Unit separator"), (":", "Colon  :"), (" ", "Blanks"))  # fmt: skip

QUOTES: Final = (('"', 'Double quotes  "'), ("'", "Single quotes  '"), ("", "no quotes"))
ESCAPES: Final = (("", "two quotes"), ("\\", "Backslash  \\"))

_ENCODINGS: Final = (
    "utf-8", "utf-8-sig", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "iso8859-15", "iso8859-2", "iso8859-7", "koi8-r", "mac-roman", "cp850", "cp852", "utf-16", "cp932",
    "euc_jp", "gb18030", "big5hkscs", "cp949", "iso8859-16",
)  # fmt: skip


def encodings(current: str | None) -> list[tuple[str, str]]:
    """The encodings that the menu offers, each with its title; the present one always."""
    from app.ingest import title

    names = [*_ENCODINGS, current] if current and current not in _ENCODINGS else _ENCODINGS
    return [(name, title(name)) for name in names]
