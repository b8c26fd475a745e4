"""The command that says how good the data are: quality."""

import argparse
from typing import TYPE_CHECKING

from app import quality
from app.commands.command import PROJECT, Adder, Command
from app.commands.output import Output
from app.project import Project

if TYPE_CHECKING:
    from app.quality import Report


def _quality(args: argparse.Namespace, out: Output) -> "Report":
    with Project.open(args.project) as project:
        found = quality.report(project, out.progress)
        quality.keep(project, found)
    rows = []
    for one in found.checks:
        change = "" if one.before is None or one.before == one.found else f"{one.found - one.before:+,}"
        rows.append([one.title, one.found, f"of {one.of:,} {one.things}", change, ", ".join(one.examples)])
    out.table(["What", "How many", "", f"Since {found.before[:10]}" if found.before else "", "For example"], rows)
    return found


def register(add: Adder) -> None:
    """Add this group's commands."""
    add(
        Command(
            "quality",
            "say what is missing in the data, what cannot be right, and how that changed since the last import",
            _quality,
            [PROJECT],
        )
    )
