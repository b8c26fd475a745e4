"""The command that lists the values of a file's column, and proposes which of them are one."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import ingest, recipe
from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.counts import counted
from app.domain.serialising import as_document
from app.project import Project

if TYPE_CHECKING:
    from app.ingest import Mapping


@as_document("value", "cells")
@dataclass(frozen=True, slots=True)
class Value:
    """A value of a column, and how many cells hold it."""

    value: str
    cells: int


@as_document("into", "cells", "values")
@dataclass(frozen=True, slots=True)
class Alike:
    """Values that are alike: the one that is proposed for all, and how many cells hold one of them."""

    into: str
    cells: int
    values: list[Value]


def _values(args: argparse.Namespace, out: Output) -> list[Value] | list[Alike]:
    mapping, steps = _read(args)
    path = Path(args.file)
    # Nothing is asked of the project, but that it is one: a recipe is tried on a file that comes into it.
    with Project.open(args.project):
        if args.alike is None:
            found = ingest.column_values(path, args.column, mapping, steps, out.progress)
            out.table(["Value", "Cells"], [[text, count] for text, count in found])
            return [Value(*one) for one in found]
        clusters = ingest.alike_values(path, args.column, args.alike, mapping, steps, out.progress)
    out.table(
        ["Proposed", "Cells", "Values"],
        [[one.into, one.rows, ", ".join(f"{text} ({count:,})" for text, count in one.values)] for one in clusters],
    )
    if clusters:
        step = {"step": "merge", "columns": [args.column], "values": {"…": clusters[0].into}}
        out.say(f"{counted(len(clusters), 'group')}. A step of a recipe that merges one: {step}")
    return [Alike(one.into, one.rows, [Value(*value) for value in one.values]) for one in clusters]


def _read(args: argparse.Namespace) -> "tuple[Mapping | None, recipe.Recipe | None]":
    mapping = ingest.read_mapping(args.map) if args.map else None
    return mapping, recipe.load(Path(args.recipe)) if args.recipe else None


def register(add: Adder) -> None:
    """Add this group's commands."""
    methods = "; ".join(f"{one.name}: {one.line}" for one in recipe.METHODS)
    add(
        Command(
            "values",
            "list the different values of a file’s column with their cells, or those that are alike",
            _values,
            [
                PROJECT,
                arg("file", metavar="FILE", help="a file that could be imported"),
                arg("--column", required=True, metavar="HEADER", help="the column, by its header"),
                arg("--alike", choices=[one.name for one in recipe.METHODS], help=f"from strict to lax: {methods}"),
                arg("--map", metavar="MAP.json", help="how the file is read, and its recipe"),
                arg("--recipe", metavar="RECIPE.json", help="cleaning steps that are done before"),
            ],
        )
    )  # fmt: skip
