"""Commands about what people may ask for: their data, and to be forgotten."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import counted, people
from app.project import Project

if TYPE_CHECKING:
    from app.privacy import Applied, Channel, Erasure, HandedOut, Preview, Suppressed

_KEY = arg("key", metavar="KEY", help="an email, or kind:value, as customer_id:17850")


def _export(args: argparse.Namespace, out: Output) -> "HandedOut":
    from app import privacy

    with Project.open(args.project) as project:
        made = privacy.hand_out(project, args.key, Path(args.out), out.progress)
    out.say(f"Wrote {counted(sum(made.rows.values()), 'row')} about {made.person} to {args.out}.")
    out.table(["File", "Bytes"], [[one.path, one.bytes] for one in made.files])
    return made


def _erase(args: argparse.Namespace, out: Output) -> "Erasure":
    from app import privacy

    with Project.open(args.project) as project:
        done = privacy.erase(project, args.key, out.progress)
    out.say(f"Erased: {counted(sum(done.erased.values()), 'row')}, and {counted(done.backups, 'backup')} written anew.")
    out.table(["Table", "Rows"], [list(one) for one in done.erased.items()])
    out.say(f"{counted(done.suppressed, 'address stays', 'addresses stay')} suppressed by a hash.")
    for name in done.deleted:
        out.warn("yellow", f"The backup {name} could not be read and was deleted.")
    for name in done.templates:
        out.warn("yellow", f"The template “{name}” still names them: its words are yours to change.")
    if done.waiting:
        out.warn("red", f"Not finished: {done.waiting}. It is gone on with when the project is next opened.")
    if done.elsewhere:
        out.say("These files may still hold their data. Delete them yourself, or take the person out of them:")
        out.table(["What", "Where", "When"], [[one.kind, one.path, one.at] for one in done.elsewhere])
    return done


def _ledger(args: argparse.Namespace, out: Output) -> "list[Channel]":
    from app import privacy

    with Project.open(args.project) as project:
        found = privacy.ledger(project, args.key)
    for one in found:
        out.say(f"{one.channel}{f', {one.topic}' if one.topic else ''}: {one.state}")
        rows = [[row[name] for name in _SAID] for row in one.answers]
        out.table([name.replace("_", " ").capitalize() for name in _SAID], rows)
    return found


_SAID = ("at", "status", "method", "wording", "double_opt_in", "source", "file")


def _suppress(args: argparse.Namespace, out: Output) -> "Suppressed":
    from app import privacy

    with Project.open(args.project) as project:
        done = privacy.suppress(project, args.key, args.reason)
    out.say(f"{counted(len(done.addresses), 'address is', 'addresses are')} suppressed: {', '.join(done.addresses)}.")
    return done


def _lift(args: argparse.Namespace, out: Output) -> "Suppressed":
    from app import privacy

    with Project.open(args.project) as project:
        done = privacy.lift(project, args.key)
    out.say(f"What was set by hand is off {', '.join(done.addresses)}.")
    if done.still:
        out.warn("yellow", f"Still suppressed, for a file or a refusal says so: {', '.join(done.still)}.")
    return done


def _retention(args: argparse.Namespace, out: Output) -> "Preview | Applied":
    from app.privacy import retention

    with Project.open(args.project) as project:
        if args.apply:
            done = retention.apply(project, args.months, args.way, out.progress)
            did = "Deleted" if done.way == "delete" else "Made anonymous"
            hashed = counted(done.suppressed, "address stays", "addresses stay")
            out.say(f"{did}: {people(done.people)}. {hashed} suppressed by a hash.")
            if done.waiting:
                out.warn("red", f"Not finished: {done.waiting}. It is gone on with when the project is next opened.")
            return done
        found = retention.preview(project, args.months)
    out.say(f"{people(found.people)} of {found.of:,} did nothing since {found.before}. Nothing was changed.")
    out.table(["Person", "Name", "Last heard of"], [[one.key, one.name, one.last] for one in found.longest])
    return found


def register(add: Adder) -> None:
    """Add this group's commands."""
    folder = arg("--out", required=True, metavar="DIR", help="a new or empty folder")
    add(Command("privacy export", "write all that is known of a person to a folder", _export, [PROJECT, _KEY, folder]))
    add(Command("privacy ledger", "what a person allowed, channel by channel, and when", _ledger, [PROJECT, _KEY]))
    why = arg("--reason", default="asked", metavar="WORDS", help="why, in a few words (default: asked)")
    add(Command("privacy suppress", "never write to a person again, by hand", _suppress, [PROJECT, _KEY, why]))
    add(Command("privacy lift", "take back what was suppressed by hand, and nothing else", _lift, [PROJECT, _KEY]))
    add(
        Command(
            "privacy retention",
            "show who did nothing for so many months; with --apply let them go, for good",
            _retention,
            [
                PROJECT,
                arg("--months", type=int, required=True, metavar="N", help="months without activity"),
                arg("--way", choices=["delete", "anonymise"], default="delete", help="default: delete"),
                arg("--apply", action="store_true", help="do it; without this it is only shown"),
            ],
        )
    )
    add(
        Command(
            "privacy erase",
            "erase a person from the project, its backups and mirrors, for good; their addresses stay suppressed",
            _erase,
            [PROJECT, _KEY],
        )
    )
