"""Commands about a rule at several moments: how many over time, and who came and who went between two."""

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.commands import which_rule
from app.commands.command import ENGINE, Adder, Command, arg, at_least_one
from app.commands.opening import opened
from app.commands.output import Output
from app.domain.counts import people

if TYPE_CHECKING:
    from app.audience import Moved, Point, Turned

_POINTS = 13
_WHO = 100
_FROM = arg("--from", dest="begin", metavar="MOMENT", help="a date or a date and time; a year before the end")
_TO = arg("--to", dest="end", metavar="MOMENT", help="the project's clock without it; it may lie in the future")


@dataclass(frozen=True, slots=True)
class Movers:
    """Who came into a rule, or went, between two moments: keys in key order."""

    begin: str
    end: str
    who: str
    keys: list[str]


def _over_time(args: argparse.Namespace, out: Output) -> "list[Point]":
    from app.audience import over_time

    with opened(args) as project:
        begin, end = over_time.span(project, args.begin, args.end)
        moments = over_time.spread(begin, end, args.points)
        found = over_time.counts(project, which_rule.by_name(args, project), moments, out.progress)
    out.table(["As of", "People"], [[one.as_of, one.count] for one in found])
    if any(one.to_come for one in found):
        out.say("What is to come is what time alone does, if nobody does anything more.")
    return found


def _changes(args: argparse.Namespace, out: Output) -> "Moved | Movers":
    from app.audience import moved, over_time

    with opened(args) as project:
        begin, end = over_time.span(project, args.begin, args.end)
        rule = which_rule.itself(args, project)
        if args.who:
            keys = moved.keys(project, rule, begin, end, came=args.who == "came", limit=args.limit)
            out.table(["Who"], [[key] for key in keys])
            return Movers(begin.iso(), end.iso(), args.who, keys)
        found = moved.find(project, rule, begin, end, out.progress)
    out.say(
        f"{people(found.before)} at {found.begin}, {people(found.after)} at {found.end}: "
        f"{found.came:,} came, {found.went:,} went, {found.stayed:,} stayed."
    )
    rows = [
        ["came" if one.came else "went", f"{one.people:,}", "; ".join(told(part) for part in one.conditions)]
        for one in found.reasons
    ]
    out.table(["", "People", "Because"], rows)
    return found


def told(part: "Turned") -> str:
    """A condition that moved somebody, in words."""
    return f"“{part.sentence}” holds now" if part.holds else f"“{part.sentence}” holds no longer"


def _points(text: str) -> int:
    from app.audience import over_time

    number = int(text)
    if not 2 <= number <= over_time.MOST:
        raise ValueError
    return number


def register(add: Adder) -> None:
    """Add this group's commands."""
    points = arg("--points", type=_points, default=_POINTS, metavar="N", help="so many moments, 2 to 400 (13)")
    who = arg("--who", choices=["came", "went"], help="list who came, or who went, instead")
    limit = arg("--limit", type=at_least_one, default=_WHO, metavar="N", help="list at most N (100)")
    between = [*which_rule.WHICH, _FROM, _TO]
    what = "count who a rule holds for at moments between two, past or to come"
    add(Command("segment over-time", what, _over_time, [*between, points, ENGINE]))
    what = "say who came into a rule and who went between two moments, and which conditions moved them"
    add(Command("segment changes", what, _changes, [*between, who, limit, ENGINE]))
