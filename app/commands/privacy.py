"""Commands about what people may ask for: their data, and to be forgotten."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import counted
from app.project import Project

if TYPE_CHECKING:
    from app.privacy import Erasure, HandedOut

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
    out.say(f"{counted(done.suppressed, 'address', 'addresses')} stay suppressed by a hash.")
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


def register(add: Adder) -> None:
    """Add this group's commands."""
    folder = arg("--out", required=True, metavar="DIR", help="a new or empty folder")
    add(Command("privacy export", "write all that is known of a person to a folder", _export, [PROJECT, _KEY, folder]))
    add(
        Command(
            "privacy erase",
            "erase a person from the project, its backups and mirrors, for good; their addresses stay suppressed",
            _erase,
            [PROJECT, _KEY],
        )
    )
