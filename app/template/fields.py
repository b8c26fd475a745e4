"""Merge fields: which a template asks for, what other tools call them, and how to convert those names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.names import COMPUTED, LINKS, MERGE_FIELDS, TRAITS, snake
from app.template.tree import Attr, Expr, For, Item, Name, Node, Slice, Tree, assigned, expressions
from app.template.tree import Filter as FilterExpr
from app.template.tree import walk as walk_nodes

SYSTEM: tuple[str, ...] = LINKS
"""Links that only the ESP can make."""

MERGE: tuple[str, ...] = MERGE_FIELDS
"""Merge fields beside the traits."""

AT_MOST = {"recommendations": 5, "recent_orders": 5}
"""Merge fields that are lists of at most so many entries."""

KNOWN_LISTS: frozenset[str] = frozenset(AT_MOST) | {name for name, each in TRAITS.items() if each.type == "list"}
"""Merge fields of which everybody knows that they are lists."""

STANDARD: frozenset[str] = frozenset(TRAITS) | frozenset(COMPUTED) | frozenset(MERGE)
"""Every merge field that the specification names."""

SECTIONS = ("About them", "Worked out", "For this email", "Links")
"""What merge fields are offered under, in this order."""

_ABOUT = {
    "segment": "their first content segment",
    "segments": "every segment, with commas",
    "recommendations": "5 products: name, price, url …",
    "offers": "none yet",
    "recent_orders": "5 orders: time, amount, items",
    "recent_purchase": "what they last bought",
    "last_product_viewed": "what they last looked at",
    "campaign": "the campaign’s name",
    "sender": "sender.name, sender.address …",
    "today": "the day",
    "unsubscribe_url": "every email needs it",
    "preferences_url": "made by your email service",
    "view_in_browser_url": "made by your email service",
}
_READS = {
    "amount": "as 12.50",
    "date": "as 2026-08-31",
    "datetime": "as 2026-08-31 09:30",
    "boolean": "for conditions",
    "list": "with commas",
}


def section_of(name: str) -> str:
    """Under which of SECTIONS a merge field is offered."""
    if name in SYSTEM:
        return SECTIONS[3]
    if name in MERGE:
        return SECTIONS[2]
    return SECTIONS[1] if name in COMPUTED or ":" in name else SECTIONS[0]


def about_field(name: str, kind: str, hints: Mapping[str, str]) -> str:
    """In a few words what a merge field is, or how its type reads in an email; empty where its name says it all.
    `hints` are those of the language that it is written in.

    An amount is in the project's currency and prints with the places that it has, two unless the currency is one
    of those with none or three; the `money` filter puts the currency's sign before it.
    """
    if name in _ABOUT:
        return hints.get(name) or _ABOUT[name]
    return hints.get(kind) or _READS.get(kind, "")


OWNERS: frozenset[str] = frozenset({"customer", "contact", "person", "profile", "recipient", "subscriber", "user"})
"""Records that other tools put before a field, as `customer.segment`; the field is the same without."""

_ALIASES = {
    "fname": "first_name",
    "givenname": "first_name",
    "vorname": "first_name",
    "lname": "last_name",
    "surname": "last_name",
    "nachname": "last_name",
    "name": "full_name",
    "emailaddress": "email",
    "mail": "email",
    "zip": "postal_code",
    "zipcode": "postal_code",
    "postcode": "postal_code",
    "tier": "loyalty_tier",
    "loyaltylevel": "loyalty_tier",
    "dob": "birth_date",
    "birthday": "birth_date",
    "dateofbirth": "birth_date",
    "mobile": "phone",
    "phonenumber": "phone",
    "town": "city",
    "state": "region",
    "lastviewed": "last_product_viewed",
    "lastpurchase": "recent_purchase",
    "favoritecategory": "favourite_category",
    "favoritebrand": "favourite_brand",
    "productrecommendations": "recommendations",
    "recommendedproducts": "recommendations",
    "customersegment": "segment",
    "unsub": "unsubscribe_url",
    "unsubscribe": "unsubscribe_url",
    "unsubscribelink": "unsubscribe_url",
    "weblink": "view_in_browser_url",
    "archive": "view_in_browser_url",
    "viewinbrowser": "view_in_browser_url",
    "preferences": "preferences_url",
    "managepreferences": "preferences_url",
    "updateprofile": "preferences_url",
}


def _squash(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


# Our own names are found too, in other writings: `First Name` and `FIRSTNAME`.
_BY_SQUASHED = {_squash(name): name for name in sorted(STANDARD)} | _ALIASES


def alias_of(name: str) -> str | None:
    """The merge field that another tool's name means, or None: `FNAME` is `first_name`."""
    found = _BY_SQUASHED.get(_squash(name))
    return found if found != name else None


def canonical(name: str) -> str:
    """The field that a name in a template stands for.

    Fields are in lower case always, so only a name with a capital letter can be an alias for certain.
    """
    return name if name == name.lower() else alias_of(name) or snake(name)


@dataclass(frozen=True, slots=True)
class Field:
    """A merge field that a template asks for, the parts of it that it reads, and the line of its first use."""

    name: str
    paths: tuple[str, ...]
    line: int
    written: str = ""


def fields_of(*trees: Tree) -> tuple[Field, ...]:
    """The merge fields of the trees in order of their first use; variables of the template are not among them."""
    found: dict[str, Field] = {}
    for tree in trees:
        own = assigned(tree.body)
        for name, path, use in _uses(tree.body):
            if name not in own:
                seen = found.setdefault(name, Field(name, (), use.line, use.written))
                found[name] = _with_path(seen, path)
    return tuple(found.values())


def _with_path(field: Field, path: str) -> Field:
    paths = field.paths if path == field.name or path in field.paths else (*field.paths, path)
    return Field(field.name, paths, field.line, field.written)


def _uses(nodes: tuple[Node, ...]) -> Iterator[tuple[str, str, Name]]:
    # In a loop over `recommendations`, `item.name` reads a part of those.
    loops = {node.target: source for node in walk_nodes(nodes) if isinstance(node, For) if (source := _base(node.over))}
    for expr in expressions(nodes):
        if isinstance(expr, Name):
            yield expr.name, expr.name, expr
        elif isinstance(expr, Attr) and (base := _base(expr.of)):
            head = loops.get(base.name, base)
            yield head.name, f"{head.name}.{expr.name}", head


def _base(expr: Expr) -> Name | None:
    """The field under indexing, slicing and filters: `recommendations` for `(recommendations | first).name`."""
    while isinstance(expr, (Item, Slice, FilterExpr, Attr)):
        expr = expr.of
    return expr if isinstance(expr, Name) else None


def other_names(tree: Tree) -> dict[str, str]:
    """Other tools' names that the tree was written with, and the fields that they mean."""
    return {expr.written: expr.name for expr in expressions(tree.body) if isinstance(expr, Name) and expr.written}


_OWN_WORDS = {
    "first_name": "there",
    "full_name": "there",
    "city": "your town",
    "last_ordered_product": "your last order",
}


def words_instead(name: str) -> str:
    """Words that may stand in where a field is missing, to be looked over by whoever writes the template."""
    return _OWN_WORDS.get(name, f"your {name.rsplit('.', 1)[-1].replace('_', ' ')}")
