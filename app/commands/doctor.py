"""The command that says whether this installation works."""

import argparse
import importlib

from app import doctor
from app.command_line import Adder, Command, Output, arg
from app.domain.problems import Problem
from app.project import Json


def _doctor(args: argparse.Namespace, out: Output) -> Json:
    if args.preview_probe:
        # The engine belongs to the window's layer: like the window itself it is reached by name, and only when asked.
        version = importlib.import_module("ui.preview.probe").probe()
        out.say(version)
        return {"preview": version}
    checks = doctor.examine(out.progress)
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
