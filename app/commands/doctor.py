"""The command that says whether this installation works."""

import argparse
from dataclasses import dataclass

from app import doctor
from app.commands import problems
from app.commands.command import Adder, Command, arg
from app.commands.output import Output


@dataclass(frozen=True, slots=True)
class Preview:
    """The version of the preview's engine, which has just shown an email."""

    preview: str


def _doctor(args: argparse.Namespace, out: Output) -> doctor.Examined | Preview:
    if args.preview_probe:
        version = args.window.probe()
        out.say(version)
        return Preview(version)
    found = doctor.Examined(doctor.examine(out.progress, args.window.program if args.window else ()))
    out.table(["", "Check", ""], [["ok" if one.ok else "FAILED", one.check, one.detail] for one in found.checks])
    failed = [one.check for one in found.checks if not one.ok]
    if failed:
        # A document that says no is still the answer; the exit status says no as well.
        out.document(found)
        raise problems.DOES_NOT_WORK(failed=", ".join(failed))
    out.say("Everything works.")
    return found


def register(add: Adder) -> None:
    """Add this group's command."""
    probe = arg(doctor.PROBE, action="store_true", help=argparse.SUPPRESS)
    add(Command("doctor", "say whether this installation works", _doctor, [probe]))
