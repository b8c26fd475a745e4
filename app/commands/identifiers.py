"""Commands on the kinds of identifier: what is nobody's, how many go together, and which kind decides."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import ingest
from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import listed
from app.project import Project

if TYPE_CHECKING:
    from app.domain.identifier_rules import IdentifierRules
    from app.ingest import Effect, IdentifierLook, IdentifierSettings


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed, or with --dry-run would be, and what it makes of the people."""

    changed: bool
    effect: "Effect"
    order: tuple[str, ...]
    blocked: dict[str, list[str]]
    patterns: dict[str, list[str]]
    limits: dict[str, int]


def _list(args: argparse.Namespace, out: Output) -> "IdentifierLook":
    with Project.open(args.project) as project:
        found = ingest.IdentifierSettings(project).look()
    rows = [
        [
            one.kind,
            one.values,
            one.limit or "",
            ", ".join((*one.blocked, *one.patterns)),
            ", ".join(one.shared),
            one.idle,
        ]
        for one in found.kinds
    ]
    out.table(["Kind", "Values", "Limit", "Blocked", "Over a limit", "Join nobody"], rows)
    if found.suggestions:
        out.say("These stand with many people, and could be blocked:")
        out.table(["Kind", "Value", "Because"], [[one.kind, one.value, one.because] for one in found.suggestions])
    return found


def _change(
    args: argparse.Namespace, out: Output, wanted: "Callable[[IdentifierSettings], IdentifierRules]"
) -> Changed:
    with Project.open(args.project) as project:
        settings = ingest.IdentifierSettings(project)
        before, rules = settings.rules, wanted(settings)
        effect = settings.effect(rules)
        if not args.dry_run:
            settings.change(rules, out.progress)
    out.say(f"{'This would be so' if args.dry_run else 'Done'}: {effect.told}")
    told = rules.document()
    return Changed(
        not args.dry_run and rules != before,
        effect,
        rules.order,
        told.get("blocked", {}),
        told.get("patterns", {}),
        told.get("limits", {}),
    )


def _block(args: argparse.Namespace, out: Output) -> Changed:
    return _change(args, out, lambda settings: settings.blocked(args.kind, args.value, pattern=args.pattern))


def _unblock(args: argparse.Namespace, out: Output) -> Changed:
    return _change(args, out, lambda settings: settings.unblocked(args.kind, args.value))


def _limit(args: argparse.Namespace, out: Output) -> Changed:
    return _change(args, out, lambda settings: settings.limited(args.kind, args.most))


def _priority(args: argparse.Namespace, out: Output) -> Changed:
    def wanted(settings: "IdentifierSettings") -> "IdentifierRules":
        """The rules with the kinds in the stated order, or in the standard one where none is stated."""
        return settings.prioritised(args.kinds) if args.kinds else settings.standard_order()

    found = _change(args, out, wanted)
    if found.order:
        out.say(f"The highest first: {listed(list(found.order))}.")
    return found


def register(add: Adder) -> None:
    """Add this group's commands."""
    kind = arg("kind", metavar="KIND", help="email, customer_id, phone, device_id, cookie_id or an own kind")
    value = arg("value", metavar="VALUE", help="a value, as 0000 or info@shop.com; -- before one that begins with -")
    dry = arg("--dry-run", action="store_true", help="only tell what it would make of the people")
    pattern = arg("--pattern", action="store_true", help="VALUE is a pattern, as ^0+$: what it matches is blocked")
    most = arg("most", nargs="?", type=int, metavar="N", help="leave it out for no limit")
    kinds = arg("kinds", nargs="*", metavar="KIND", help="the highest first; none for the standard order")
    add(Command("identifiers list", "list the kinds, what is blocked, and values that many share", _list, [PROJECT]))
    block = "let a value join nobody, be nobody's and be mailed never"
    add(Command("identifiers block", block, _block, [PROJECT, kind, value, pattern, dry]))
    free = "take a blocked value or pattern back: everybody is who they were"
    add(Command("identifiers unblock", free, _unblock, [PROJECT, kind, value, dry]))
    limit = "let join nobody what stands in rows with more than N values of a kind"
    add(Command("identifiers limit", limit, _limit, [PROJECT, kind, most, dry]))
    order = "say which kinds decide first whose a row is"
    add(Command("identifiers priority", order, _priority, [PROJECT, kinds, dry]))
