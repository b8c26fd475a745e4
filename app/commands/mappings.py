"""Commands on ready-made mappings: which exports of which tools are known, where they are found, and one's own."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import ingest
from app.commands.command import Adder, Command, arg
from app.commands.output import Output

if TYPE_CHECKING:
    from app.ingest import ReadyMade


@dataclass(frozen=True, slots=True)
class Removed:
    """A ready-made mapping of the user's own that is no longer there."""

    removed: str


def _list(args: argparse.Namespace, out: Output) -> "list[ReadyMade]":
    found, wrong = ingest.ready_made(args.search)
    out.table(["Name", "Export", "Kind", "Where it is found"],
              [[one.name + (" (yours)" if one.own else ""), one.title, one.kind or "–", one.where_to_find]
               for one in found])  # fmt: skip
    for problem in wrong:
        out.warn("yellow", str(problem))
    return found


def _show(args: argparse.Namespace, out: Output) -> "ReadyMade":
    found = ingest.named_ready_made(args.name)
    out.say(f"{found.title}: {found.kind or 'nothing to import'}")
    for text in (found.where_to_find, found.advice, found.source):
        if text:
            out.say(text)
    columns = found.mapping.columns.items() if found.mapping else ()
    rows = [[header, "left out" if one.skip else one.to or "", one.type or ""] for header, one in columns]
    out.table(["Column", "Read as", "Type"], rows)
    return found


def _add(args: argparse.Namespace, out: Output) -> "ReadyMade":
    found = ingest.add_ready_made(Path(args.file))
    out.say(f"Kept as {found.name}: {found.title}.")
    return found


def _remove(args: argparse.Namespace, out: Output) -> Removed:
    ingest.remove_ready_made(args.name)
    out.say(f"Removed {args.name}.")
    return Removed(args.name)


def register(add: Adder) -> None:
    """Add this group's commands."""
    search = arg("--search", default="", metavar="TEXT", help="only those whose tool or export holds this")
    name = arg("name", metavar="NAME", help="a ready-made mapping, as `mappings list` names it")
    add(Command("mappings list", "list the exports that are known, and where each is found", _list, [search]))
    add(Command("mappings show", "show how an export is read", _show, [name]))
    file = arg("file", metavar="FILE", help="a JSON file, as those in the program's folder resources/mappings")
    add(Command("mappings add", "add a ready-made mapping of your own", _add, [file]))
    add(Command("mappings remove", "remove one of your own", _remove, [name]))
