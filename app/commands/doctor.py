"""The command that says whether this installation works."""

import argparse

from app import doctor
from app.commands.command import Adder, Command, arg
from app.commands.output import Output
from app.domain.problems import Problem
from app.project import Json


def _doctor(args: argparse.Namespace, out: Output) -> Json:
    if args.preview_probe:
        version = args.window.probe()
        out.say(version)
        return {"preview": version}
    checks = doctor.examine(out.progress, args.window.program if args.window else ())
    out.table(["", "Check", ""], [["ok" if one.ok else "FAILED", one.check, one.detail] for one in checks])
    failed = [one.check for one in checks if not one.ok]
    answer = {
        "ok": not failed,
        "checks": [{"check": one.check, "ok": one.ok, "detail": one.detail} for one in checks],
    }
    if failed:
        # A document that says no is still the answer; the exit status says no as well.
        out.document(answer)
        raise Problem(f"This installation does not work: {', '.join(failed)}")
    out.say("Everything works.")
    return answer


def register(add: Adder) -> None:
    """Add this group's command."""
    probe = arg(doctor.PROBE, action="store_true", help=argparse.SUPPRESS)
    add(Command("doctor", "say whether this installation works", _doctor, [probe]))
