"""Commands on the project itself: new, check, backup, restore, audit and the sender."""

import argparse
import shlex
from dataclasses import dataclass
from pathlib import Path

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import counted
from app.domain.problems import ProjectProblem
from app.project import KINDS, Project, Sender, audit_log, backups, change_sender


@dataclass(frozen=True, slots=True)
class Made:
    """The empty project that was made."""

    project: Path
    name: str
    timezone: str
    clock: str


def _new(args: argparse.Namespace, out: Output) -> Made:
    with Project.create(args.project, args.name, args.timezone, args.clock) as project:
        out.say(f"Made {project.path.name}: “{project.name}”, {args.timezone}, clock {args.clock}.")
        return Made(project.path, project.name, args.timezone, args.clock)


def _check(args: argparse.Namespace, out: Output) -> backups.Integrity:
    path = Path(args.project)
    try:
        found = backups.check(path)
    except ProjectProblem:
        if made := backups.made_of(path):
            out.say(_remedy(args.project, made))
        raise
    if found.whole:
        out.say("The project is whole.")
    else:
        out.say("The project is damaged:\n" + "\n".join(found.problems))
        out.say(_remedy(args.project, backups.made_of(path)))
    return found


def _remedy(project: str, made: list[Path]) -> str:
    if not made:
        return "There is no backup of it on this machine."
    command = f"quillwork restore {shlex.quote(project)} BACKUP"
    return f"`{command}` puts a backup in its place. There are these, newest first:\n" + "\n".join(map(str, made))


def _backup(args: argparse.Namespace, out: Output) -> backups.Backup:
    made = backups.backup(Path(args.project))
    out.say(f"Backed up to {made.backup}.")
    return made


def _restore(args: argparse.Namespace, out: Output) -> backups.Restored:
    done = backups.restore(Path(args.project), Path(args.backup))
    out.say(f"Restored {args.project}; what stood there is kept as {done.kept.name}.")
    return done


def _audit(args: argparse.Namespace, out: Output) -> audit_log.Verified | list[audit_log.Line]:
    with Project.open(args.project) as project:
        if args.verify:
            verdict = audit_log.verify(project)
            broken = verdict.first_broken
            number = counted(verdict.entries, "entry", "entries")
            text = f"The log is whole: {number}." if verdict.whole else f"An entry was changed or taken out: {broken}."
            if verdict.behind:
                text = f"The log ends too early: the backup {verdict.behind} has entries that are missing here."
            out.say(text)
            return verdict
        entries = audit_log.entries(project, kind=args.kind or "", person=args.person or "")
        rows = [[line.id, line.at, line.actor, KINDS[line.kind], line.action] for line in entries]
        out.table(["Entry", "When", "Who", "Kind", "What"], rows)
        return entries


def _sender(args: argparse.Namespace, out: Output) -> Sender:
    given = Sender(args.from_name, args.from_address, args.postal_address, args.website)
    with Project.open(args.project) as project:
        sender = change_sender(project, given)
    rows = [[name.replace("_", " ").capitalize(), value] for name, value in sender.document().items()]
    out.table(["Sender", ""], rows)
    return sender


def register(add: Adder) -> None:
    """Add this group's commands."""
    add(
        Command(
            "new",
            "make an empty project",
            _new,
            [
                PROJECT,
                arg("--name", help="its name (default: the file's)"),
                arg("--timezone", default="UTC", metavar="TZ", help="the zone of its local days, as Europe/London"),
                arg("--clock", default="today", metavar="CLOCK", help="today, latest-event or a date"),
            ],
        )
    )
    add(Command("check", "say whether the file is whole", _check, [PROJECT]))
    add(Command("backup", "make a backup now", _backup, [PROJECT]))
    add(Command("restore", "put a backup in the project's place", _restore, [PROJECT, arg("backup", metavar="BACKUP")]))
    add(
        Command(
            "audit",
            "list what was done to the project, or verify that the list is whole",
            _audit,
            [
                PROJECT,
                arg("--verify", action="store_true", help="check the chain of the log"),
                arg("--kind", choices=list(KINDS), help="only entries of one kind"),
                arg("--person", metavar="KEY", help="only entries about one person, also one who was erased"),
            ],
        )
    )
    add(
        Command(
            "sender",
            "show or set who the emails come from",
            _sender,
            [
                PROJECT,
                arg("--from-name"),
                arg("--from-address"),
                arg("--postal-address", help="the postal address that the law wants in each email"),
                arg("--website"),
            ],
        )
    )
