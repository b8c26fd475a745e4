"""Commands on what is sold, where, and with which codes."""

import argparse
from typing import TYPE_CHECKING

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.project import Project

if TYPE_CHECKING:
    from app.catalogue import Codes, Entries, Given, Offer

_SHOWN = {
    "products": ("sku", "name", "category", "brand", "price", "in_stock"),
    "stores": ("store_id", "name", "street", "postal_code", "city", "country"),
}


def _entries(what: str, args: argparse.Namespace, out: Output) -> "Entries":
    from app import catalogue

    with Project.open(args.project) as project:
        found = (catalogue.products if what == "products" else catalogue.stores)(project, args.search, args.limit)
    names = _SHOWN[what]
    heads = [name.replace("_", " ").capitalize() for name in names]
    out.table(heads, [["" if row[name] is None else row[name] for name in names] for row in found.rows])
    _tell_more(out, len(found.rows), found.total)
    return found


def _tell_more(out: Output, shown: int, total: int) -> None:
    if total > shown:
        out.say(f"{shown:,} of {total:,}; --limit shows more.")


def _products(args: argparse.Namespace, out: Output) -> "Entries":
    return _entries("products", args, out)


def _stores(args: argparse.Namespace, out: Output) -> "Entries":
    return _entries("stores", args, out)


def _codes(args: argparse.Namespace, out: Output) -> "list[Offer] | Codes":
    from app import catalogue

    with Project.open(args.project) as project:
        if args.offer is None:
            offers = catalogue.offers(project)
            rows = [[one.offer, one.codes, one.free, one.given, one.used, one.expired] for one in offers]
            out.table(["Offer", "Codes", "Free", "Given", "Used", "Expired"], rows)
            return offers
        found = catalogue.codes(project, args.offer, args.limit)
    told = ("code", "state", "amount", "percent", "valid_until", "holder")
    cells = [["" if (value := getattr(one, name)) is None else value for name in told] for one in found.codes]
    out.table([name.replace("_", " ").capitalize() for name in told], cells)
    _tell_more(out, len(found.codes), found.total)
    return found


def _give(args: argparse.Namespace, out: Output) -> "Given":
    from app import catalogue

    with Project.open(args.project) as project:
        given = catalogue.hand_out(project, args.offer, args.key)
    out.say(f"{given.code} is {given.person}'s{'' if given.anew else ' already'}.")
    return given


def register(add: Adder) -> None:
    """Add this group's commands."""
    search = arg("--search", default="", metavar="TEXT", help="only those whose number, name or city holds this")
    limit = arg("--limit", type=int, default=1_000, metavar="N", help="at most so many (default: 1000)")
    offer = arg("--offer", metavar="NAME", help="the codes of this offer one by one, each with its state")
    key = arg("key", metavar="KEY", help="an email, or kind:value, as customer_id:17850")
    add(Command("products", "list the products of the catalogue", _products, [PROJECT, search, limit]))
    add(Command("stores", "list the stores", _stores, [PROJECT, search, limit]))
    add(Command("codes list", "count the codes of each offer: free, given, used", _codes, [PROJECT, offer, limit]))
    about = "give a person a free code of an offer; whoever has one keeps it"
    add(Command("codes give", about, _give, [PROJECT, arg("offer", metavar="OFFER", help="the offer's name"), key]))
