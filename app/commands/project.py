"""Commands on the project itself: new, check, backup, restore, audit and the sender."""

import argparse
from pathlib import Path

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.project import Json, Project, audit_log, backups


def _new(args: argparse.Namespace, out: Output) -> Json:
    with Project.create(args.project, args.name, args.timezone, args.clock) as project:
        out.say(f"Made {project.path.name}: “{project.name}”, {args.timezone}, clock {args.clock}.")
        return {
            "project": str(project.path),
            "name": project.name,
            "timezone": args.timezone,
            "clock": args.clock,
        }


def _check(args: argparse.Namespace, out: Output) -> Json:
    problems = backups.check(Path(args.project))
    out.say("The project is whole." if not problems else "The project is damaged:\n" + "\n".join(problems))
    return {"whole": not problems, "problems": problems}


def _backup(args: argparse.Namespace, out: Output) -> Json:
    made = backups.backup(Path(args.project))
    out.say(f"Backed up to {made}.")
    return {"backup": str(made), "bytes": made.stat().st_size}


def _restore(args: argparse.Namespace, out: Output) -> Json:
    kept = backups.restore(Path(args.project), Path(args.backup))
    out.say(f"Restored {args.project}; what stood there is kept as {kept.name}.")
    return {"project": args.project, "restored": args.backup, "kept": str(kept)}


def _audit(args: argparse.Namespace, out: Output) -> Json:
    with Project.open(args.project) as project:
        if args.verify:
            verdict = audit_log.verify(project)
            broken = verdict["first_broken"]
            out.say("The log is whole." if broken is None else f"The log was changed at entry {broken}.")
            return verdict
        entries = audit_log.entries(project)
        out.table(["When", "Who", "What"], [[line["at"], line["actor"], line["action"]] for line in entries])
        return entries


def _sender(args: argparse.Namespace, out: Output) -> Json:
    with Project.open(args.project) as project:
        given = {
            name: getattr(args, name)
            for name in ("from_name", "from_address", "postal_address", "website")
            if getattr(args, name) is not None
        }
        if given:
            project.change_settings({"sender": project.setting("sender") | given})
        sender: dict[str, str] = project.setting("sender")
        out.table(["Sender", ""], [[name.replace("_", " ").capitalize(), value] for name, value in sender.items()])
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
            [PROJECT, arg("--verify", action="store_true", help="check the chain of the log")],
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
