"""Commands on what comes in: import, imports, undo-import and rejected."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from app import ingest, recipe
from app.commands import databases
from app.commands.command import AS_OF, PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import agreed, counted
from app.project import Project

if TYPE_CHECKING:
    from app.ingest import Imported, ImportedFiles, ImportReport, Mapping, RejectedRow, Undone, UnreadCell
    from app.recipe import StepReport


def _import(args: argparse.Namespace, out: Output) -> "ImportReport | ImportedFiles":
    mapping = ingest.read_mapping(args.map) if args.map else None
    databases.as_address(args)
    if ingest.is_database(args.file):
        with Project.open(args.project) as project, databases.fetched(args, out) as found:
            return _import_one(args, project, found.path, mapping, args.source or found.source, out)
    paths = ingest.files_in(args.file)
    if len(paths) > 1:
        return _import_all(args, paths, mapping, out)
    with Project.open(args.project) as project:
        return _import_one(args, project, Path(args.file), mapping, args.source, out)


def _import_one(
    args: argparse.Namespace, project: Project, path: Path, mapping: "Mapping | None", source: str | None, out: Output
) -> "ImportReport":
    stated, readings = mapping, ingest.Readings()
    if args.recipe:
        # What nobody states beside it is read as the file before was.
        steps = recipe.load(Path(args.recipe))
        stated = mapping or ingest.plan(project, path, args.kind, None, out.progress, readings).mapping
        stated = stated.with_recipe(steps)
    if args.dry_run:
        report = ingest.dry_run(project, path, args.kind, stated, args.as_of, out.progress, readings)
    else:
        report = ingest.run_import(project, path, args.kind, stated, source, args.as_of, out.progress, readings)
    _tell(report, out, inferred=mapping is None)
    return report


def _import_all(args: argparse.Namespace, paths: list[Path], mapping: "Mapping | None", out: Output) -> "ImportedFiles":
    """The files of a ZIP file, one import each, all or none."""
    if args.recipe:
        steps = recipe.load(Path(args.recipe))
        mapping = (mapping or ingest.Mapping(args.kind)).with_recipe(steps)
    with Project.open(args.project) as project:
        found = ingest.import_all(
            project, paths, args.kind, mapping, args.source, args.as_of, out.progress, dry=args.dry_run
        )
    for one in found.files:
        out.say(one.file)
        _tell(one.report, out, inferred=mapping is None)
    return found


def _tell(report: "ImportReport", out: Output, *, inferred: bool) -> None:
    known = f" ({report.ready_made})" if report.ready_made else ""
    out.say(f"{'A dry run of' if report.batch is None else f'Import {report.batch}:'} {report.kind}{known}.")
    names = (
        "rows", "accepted", "rejected", "duplicates", "profiles_created", "profiles_updated", "events_added",
        "adjustments", "anonymous", "conflicts", "products", "stores", "codes", "consents", "suppressed", "malformed",
    )  # fmt: skip
    counts = {name: getattr(report, name) for name in names}
    rows = [[name.replace("_", " ").capitalize(), n] for name, n in counts.items() if n or name == "rows"]
    # What comes again in another state can take more away than it brings.
    rows = [["Events that no longer count", -count] if count < 0 else [name, count] for name, count in rows]
    rows += [[f"  {name}", count] for name, count in report.events_by_name.items()]
    rows += [[f"  rejected: {reason}", count] for reason, count in report.reasons.items()]
    out.table(["What", "How many"], rows)
    for step in report.recipe:
        out.say(f"{step.sentence}: {_done(step)}.")
        for before, after in step.examples:
            out.say(f"  {before} → {after}")
    for note in report.warnings:
        out.warn(note.level, note.text + _lines(note.lines, note.count))
    for row in report.preview or []:
        out.say(json.dumps(row, ensure_ascii=False))
    if inferred:
        out.say("Read with this mapping:")
        out.say(json.dumps(report.mapping.document(), ensure_ascii=False, indent=1))


def _done(step: "StepReport") -> str:
    """What a step of the recipe came to."""
    parts = [f"{counted(step.cells, 'cell')} changed"]
    parts += [f"{counted(step.left, 'cell')} left as {agreed(step.left, 'it is', 'they are')}"] if step.left else []
    parts += [f"{counted(step.new, 'new spelling')}"] if step.new else []
    return ", ".join(parts)


def _lines(lines: tuple[int, ...], count: int) -> str:
    """Where a note is to be seen, in brackets."""
    if not lines:
        return ""
    more = ", …" if count > len(lines) else ""
    return f" ({'line' if len(lines) == 1 and not more else 'lines'} {', '.join(map(str, lines))}{more})"


def _imports(args: argparse.Namespace, out: Output) -> "list[Imported]":
    with Project.open(args.project) as project:
        found = ingest.history(project)
    names = ("batch", "kind", "file", "rows", "accepted", "rejected", "imported_at", "undone_at")
    out.table(
        [name.replace("_", " ").capitalize() for name in names],
        [[getattr(row, name) for name in names] for row in found],
    )
    return found


def _undo(args: argparse.Namespace, out: Output) -> "Undone":
    with Project.open(args.project) as project:
        found = ingest.undo(project, args.batch, out.progress)
    out.say(f"Took back import {found.batch} ({found.file}, {counted(found.rows, 'row')}).")
    if found.told:
        out.say(found.told)
    return found


def _rejected(args: argparse.Namespace, out: Output) -> "list[RejectedRow] | list[UnreadCell]":
    with Project.open(args.project) as project:
        if args.out:
            write = ingest.export_unread if args.cells else ingest.export_rejected
            count = write(project, args.batch, args.out)
            rows = "row with cells that were not read" if args.cells else "rejected row"
            out.say(f"Wrote {count:,} {rows if count == 1 else rows.replace('row', 'rows', 1)} to {args.out}.")
            out.say("Orders stand in it whole. Mend the rows and import the file: it is read as the first one was.")
            # The table would say again what stands in the file now.
            if not out.as_json:
                return []
        if args.cells and out.as_json:
            return ingest.unread_cells(project, args.batch)
        found = ingest.rejected(project, args.batch)
        cells = [] if out.as_json else ingest.unread_cells(project, args.batch, _CELLS)
    if not args.cells:
        rows_of = [[row.line, row.reason, json.dumps(row.row, ensure_ascii=False)] for row in found]
        out.table(["Line", "Reason", "Row"], rows_of)
    if cells:
        out.say("Cells that were not read; their rows came in without them (--cells --out CSV writes those rows):")
    if cells or args.cells:
        names = ("line", "column", "value", "why")
        out.table([name.capitalize() for name in names], [[getattr(cell, name) for name in names] for cell in cells])
    return found


_CELLS = 1_000
"""So many cells that were not read are listed; the file that is written has all that are kept."""


def register(add: Adder) -> None:
    """Add this group's commands."""
    kinds = [kind.name for kind in ingest.import_kinds()]
    *formats, last = ingest.format_titles()
    number = arg("batch", type=int, metavar="BATCH", help="the number of an import, as `imports` lists it")
    add(
        Command(
            "import",
            f"bring a {', '.join(formats)} or {last} file into the project, or a table of a database",
            _import,
            [
                PROJECT,
                arg("file", metavar="FILE",
                    help="plain or compressed; of a ZIP file with several all come in, one import each, or none (--json"
                    " then has their sums, and a document of each under `files`). Or the address of a database:"
                    " postgresql://user@host/database, mysql://…, sqlite:///path/to/file.db, or any other that"
                    " SQLAlchemy has a driver for here; it is only read. Its password is asked for on a terminal,"
                    f" or taken from ${databases.PASSWORD} or the address"),
                arg("--as", dest="kind", required=True, choices=kinds, metavar="KIND",
                    help=", ".join(kinds)),
                arg("--table", metavar="TABLE", help="of a database or an SQLite file: the table or view"),
                arg("--query", metavar="SELECT", help="of a database: what is asked instead of a whole table"),
                arg("--map", metavar="MAP.json", help="how its columns are read (default: inferred and printed)"),
                arg("--recipe", metavar="RECIPE.json", help="cleaning steps, as the wizard saves them: in place of"
                    " those of the mapping, or of the file before"),
                arg("--source", metavar="NAME", help="where the file comes from, for the history (of a database"
                    " its address, without user and password)"),
                arg("--dry-run", action="store_true", help="only say what it would do, with the first rows"),
                AS_OF,
            ],
        )
    )  # fmt: skip
    add(Command("imports", "list what was imported", _imports, [PROJECT]))
    add(Command("undo-import", "take an import back, as if its file had never come", _undo, [PROJECT, number]))
    add(
        Command(
            "rejected",
            "list the rows of an import that were not taken and the cells that were not read, with line and reason",
            _rejected,
            [
                PROJECT,
                number,
                arg("--cells", action="store_true", help="only the cells that were not read, whose rows came in"),
                arg("--out", metavar="CSV", help="write the rows as CSV, to be mended and imported again"),
            ],
        )
    )
