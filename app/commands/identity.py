"""Commands on who is who: duplicates, merge, unmerge and decisions."""

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import ingest
from app.commands import identifiers
from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import listed
from app.project import Project

if TYPE_CHECKING:
    from app.ingest import Decision
    from app.people import Suspects


@dataclass(frozen=True, slots=True)
class Merged:
    """The key of the person who is one now, and the numbers of the decisions that say so."""

    key: str
    decisions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unmerged:
    """The keys of those who are apart now, and the decisions that were taken back and made for it."""

    keys: tuple[str, ...]
    taken_back: tuple[int, ...]
    decisions: tuple[int, ...]


def _duplicates(args: argparse.Namespace, out: Output) -> "list[Suspects]":
    from app.people import duplicates

    with Project.open(args.project) as project:
        found = duplicates.find(project, out.progress)
    out.table(
        ["Probability", "Keys", "Because"], [[one.probability, listed(list(one.keys)), one.because] for one in found]
    )
    return found


def _merge(args: argparse.Namespace, out: Output) -> Merged:
    from app.query import resolve_key

    with Project.open(args.project) as project:
        numbers = [resolve_key(project, key) for key in args.keys]
        found = ingest.merge(project, numbers, args.by, out.progress)
    out.say(f"{listed(args.keys)} are one person now: {found.keys[0]}.")
    return Merged(found.keys[0], found.made)


def _unmerge(args: argparse.Namespace, out: Output) -> Unmerged:
    from app.query import named

    with Project.open(args.project) as project:
        found = ingest.take_apart(project, *named(args.key), args.by, out.progress)
    out.say(f"{listed(list(found.keys))} are not the same any more.")
    return Unmerged(found.keys, found.taken_back, found.made)


def _decisions(args: argparse.Namespace, out: Output) -> "list[Decision]":
    with Project.open(args.project) as project:
        found = ingest.decisions(project)
    rows = [[one.decision, one.verdict, *one.identifiers, one.by, one.at, one.taken_back_at or ""] for one in found]
    out.table(["Decision", "Verdict", "One", "Other", "By", "At", "Taken back"], rows)
    return found


def register(add: Adder) -> None:
    """Add this group's commands."""
    keys = arg("keys", nargs="+", metavar="KEY", help="an email, or kind:value as customer_id:17850")
    key = arg("key", metavar="KEY", help="an email, or kind:value: what is another person's")
    by = arg("--by", default="you", metavar="NAME", help="who decides it, for the record")
    add(Command("duplicates", "list who may be one person, how likely, and why", _duplicates, [PROJECT]))
    add(Command("merge", "decide that these are one person; unmerge takes it back", _merge, [PROJECT, keys, by]))
    add(
        Command(
            "unmerge",
            "take a merge back; where files alone joined them, decide that this is another person",
            _unmerge,
            [PROJECT, key, by],
        )
    )
    add(Command("decisions", "list what was decided about who is who, by whom and when", _decisions, [PROJECT]))
    identifiers.register(add)
