"""Commands about who is in which segments: refreshes, what they recorded, and how far segments overlap."""

import argparse
from typing import TYPE_CHECKING

from app.commands.command import ASKING, PROJECT, Adder, Command, arg, at_least_one
from app.commands.opening import opened
from app.commands.output import Output
from app.domain.counts import people

if TYPE_CHECKING:
    from app.audience import Crossed, Overlap, Refresh, Refreshed

_WHO = 100
"""How many who came and who went are listed of each unless it is said otherwise."""


def _refresh(args: argparse.Namespace, out: Output) -> "list[Refreshed]":
    from app.audience import history

    with opened(args) as project:
        found = history.refresh(project, args.names, out.progress, args.as_of)
    for one in found:
        if one.problem:
            out.note(f"“{one.name}” could not be refreshed: {one.problem}")
    rows = [[one.name, one.count, one.mailable, one.entered, one.left] for one in found]
    out.table(["Segment", "People", "Can be emailed", "Entered", "Left"], rows)
    return found


def _history(args: argparse.Namespace, out: Output) -> "list[Refresh] | Crossed":
    from app.audience import history

    with opened(args) as project:
        if args.who:
            who = history.crossed(project, args.name, args.who, args.limit)
            crossings = [[key, "entered"] for key in who.entered] + [[key, "left"] for key in who.left]
            out.table(["Who", "What"], crossings)
            return who
        found = history.of(project, args.name)
    if not found:
        out.say(f"“{args.name}” was never refreshed: segment refresh records who is in it.")
    rows = [[one.as_of, one.count, one.mailable, one.entered, one.left] for one in found]
    out.table(["As of", "People", "Can be emailed", "Entered", "Left"], rows)
    return found


def _overlap(args: argparse.Namespace, out: Output) -> "Overlap":
    from app.audience import overlaps

    with opened(args) as project:
        found = overlaps.overlap(project, args.names, args.as_of, out.progress)
    for name, problem in (found.problems or {}).items():
        out.note(f"“{name}” could not be asked: {problem}")
    pairs = [
        [one, other, found.counts[row][column], _share(found.shares[row][column]), _share(found.shares[column][row])]
        for row, one in enumerate(found.segments)
        for column, other in enumerate(found.segments)
        if row < column
    ]
    out.table(["Segment", "And", "In both", "Of the first", "Of the second"], pairs)
    if found.combinations:
        out.say("")
        out.table(["Exactly in", "People"], [[", ".join(one.segments), one.count] for one in found.combinations])
    out.say(f"Of {people(found.of)}, at {found.as_of}.")
    return found


def _share(part: float | None) -> str:
    return "" if part is None else f"{part:.1%}"


def register(add: Adder) -> None:
    """Add this group's commands."""
    names = arg("names", nargs="*", metavar="NAME", help="segments; all without one")
    add(
        Command(
            "segment refresh",
            "find who is in segments now, and record who entered and who left since the last refresh",
            _refresh,
            [PROJECT, names, *ASKING],
        )
    )
    add(
        Command(
            "segment history",
            "list the refreshes of a segment: how many were in it, who entered and who left",
            _history,
            [
                PROJECT,
                arg("name", metavar="NAME", help="the segment's name"),
                arg("--who", metavar="MOMENT", help="list who entered and left in the refresh as of that moment"),
                arg("--limit", type=at_least_one, default=_WHO, metavar="N", help="list at most N of each (100)"),
            ],
        )
    )
    add(
        Command(
            "segment overlap",
            "count who is in each two of several segments, and for up to twelve in each combination of them",
            _overlap,
            [PROJECT, names, *ASKING],
        )
    )
