"""The commands that write what a project keeps as plain files, and bring it back from them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import counted
from app.project import Project

if TYPE_CHECKING:
    from app.plain import Brought, Written

_FOLDER = arg("folder", metavar="DIR", help="the folder; it may hold other files, as that of a git checkout does")


def _export(args: argparse.Namespace, out: Output) -> "Written":
    from app import plain

    with Project.open(args.project) as project:
        done = plain.export(project, Path(args.folder), out.progress)
    counts = f"wrote {counted(len(done.written), 'file')}, removed {len(done.removed):,}, left {done.same:,} as before"
    out.say(f"{done.folder}: {counts}.")
    rows = [["written", path] for path in done.written] + [["removed", path] for path in done.removed]
    if rows:
        out.table(["", "File"], rows)
    for path in done.left:
        out.note(f"{path} stays: it is not of this project, or not ours any more.")
    return done


def _import(args: argparse.Namespace, out: Output) -> "Brought":
    from app import plain

    with Project.open(args.project) as project:
        done = plain.bring_in(project, Path(args.folder), dry_run=args.dry_run, progress=out.progress)
    counts = f"{len(done.new):,} new, {len(done.changed):,} changed, {len(done.same):,} the same"
    out.say(f"{counts}: nothing was kept, as this was a dry run." if args.dry_run else f"{counts}.")
    rows = [["new", one.kind, one.name] for one in done.new] + [["changed", one.kind, one.name] for one in done.changed]
    if rows:
        out.table(["", "Kind", "Name"], rows)
    for path in done.passed_over:
        out.note(f"{path} is none of ours, and was passed over.")
    for warning in done.warnings:
        out.note(f"Switched off, but wrong: {warning}")
    return done


def register(add: Adder) -> None:
    """Add this group's commands."""
    about = (
        "write segments, templates and campaigns as plain files, one a thing, for git; the files of static segments "
        "hold the keys of their people"
    )
    add(Command("project export-plain", about, _export, [PROJECT, _FOLDER]))
    dry = arg("--dry-run", action="store_true", help="say what would be new or changed, and keep nothing")
    about = "bring segments, templates and campaigns in from plain files"
    add(Command("project import-plain", about, _import, [PROJECT, _FOLDER, dry]))
