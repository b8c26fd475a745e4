"""The command that makes the demo and opens the window on it."""

import argparse
import os
import sys
from pathlib import Path

from app import demo
from app.commands.command import Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import counted, people
from app.project import Project


def _demo(args: argparse.Namespace, out: Output) -> demo.Built:
    folder = Path(args.folder) if args.folder else demo.default_folder()
    path = folder / demo.PROJECT
    if not args.folder and path.exists():
        out.note(f"The demo lies in {folder} already.")
        with Project.open(path) as project:
            found = demo.describe(project, path)
    else:
        found = demo.build(path, args.people, args.seed, out.progress)
    out.say(f"{found.project}: {people(found.profiles)} and {counted(found.events, 'event')}.")
    out.table(["Segment", "People"], [[one.name, one.count] for one in found.segments])
    out.say(f"The campaign's export lies in {found.export}.")
    if args.window and not (args.no_window or args.json) and _has_screen():
        args.window.open(str(found.project))
    return found


def _has_screen() -> bool:
    """Whether a window can be shown here; only Linux machines may lack a screen."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def register(add: Adder) -> None:
    """Add this group's command."""
    arguments = [
        arg("folder", nargs="?", metavar="DIR", help="a folder that is missing or empty (default: in your documents)"),
        arg(
            "--no-window",
            action="store_true",
            help="do not open the window on it (nor with --json, nor without screen)",
        ),
        arg("--people", type=int, default=demo.PEOPLE, metavar="N", help=f"how many people (default: {demo.PEOPLE:,})"),
        arg("--seed", type=int, default=None, help="another shop than the usual one"),
    ]
    add(Command("demo", "make a sample shop, with everything in it up to an export, and open it", _demo, arguments))
