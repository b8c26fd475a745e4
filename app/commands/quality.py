"""The commands on how good the data are: quality and decide."""

import argparse
from typing import TYPE_CHECKING

from app import quality
from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.project import Project

if TYPE_CHECKING:
    from app.ingest import order_decisions
    from app.quality import Outliers, Report


def _quality(args: argparse.Namespace, out: Output) -> "Report | Outliers | list[order_decisions.OrderVerdict]":
    with Project.open(args.project) as project:
        if args.outliers:
            return _outliers(project, out)
        if args.decisions:
            return _verdicts(project, out)
        found = quality.report(project, out.progress)
        quality.keep(project, found)
    rows = []
    for one in found.checks:
        change = "" if one.before is None or one.before == one.found else f"{one.found - one.before:+,}"
        rows.append([one.title, one.found, f"of {one.of:,} {one.things}", change, ", ".join(one.examples)])
        rows += [[f"  {part.what}", part.found, part.category, "", ""] for part in one.kinds or ()]
    out.table(["What", "How many", "", f"Since {found.before[:10]}" if found.before else "", "For example"], rows)
    return found


def _outliers(project: Project, out: Output) -> "Outliers":
    found = quality.standing_out(project, out.progress)
    rows = [
        [one.order or "", one.at[:10], one.amount, one.currency, one.name or one.key, one.why, "later" * one.later]
        for one in found.queue
    ]
    out.table(["Order", "Placed", "Amount", "", "By", "Why", ""], rows)
    return found


def _verdicts(project: Project, out: Output) -> "list[order_decisions.OrderVerdict]":
    from app.ingest import order_decisions

    found = order_decisions.order_verdicts(project)
    rows = [
        [one.decision, one.verdict, one.order or "", one.person, one.reason or "", one.by, one.at,
         one.taken_back_at or ""]
        for one in found
    ]  # fmt: skip
    out.table(["Decision", "Verdict", "Order", "Of", "Reason", "By", "At", "Taken back"], rows)
    return found


def _decide(args: argparse.Namespace, out: Output) -> "order_decisions.OrderVerdict":
    from app.ingest import order_decisions
    from app.quality import problems
    from app.query import resolve_key

    with Project.open(args.project) as project:
        person = None if args.person is None else resolve_key(project, args.person)
        event = quality.numbered(project, args.order, person)
        if args.verdict != "back":
            verdict: order_decisions.Verdict = args.verdict.replace("-", "_")
            order_decisions.decide_orders(project, [event], verdict, args.reason, args.by, out.progress)
            (found,) = order_decisions.order_verdicts(project)[-1:]
            out.say(f"Order {args.order}: {_WORDS[args.verdict]}.")
            return found
        standing = order_decisions.standing_verdicts(project, event)
        if not standing:
            raise problems.NOT_DECIDED(order=args.order)
        order_decisions.take_back_verdicts(project, standing, out.progress)
        out.say(f"Order {args.order}: nothing is decided any more.")
        return next(one for one in order_decisions.order_verdicts(project) if one.decision == standing[-1])


_WORDS = {
    "right": "it is right, and waits no more",
    "later": "to be looked at later",
    "leave-out": "left out of all numbers; decide PROJECT ORDER back takes that back",
}


def register(add: Adder) -> None:
    """Add this group's commands."""
    add(
        Command(
            "quality",
            "say what is missing in the data, what cannot be right, and how that changed since the last import",
            _quality,
            [
                PROJECT,
                arg("--outliers", action="store_true", help="list the orders that stand out, and why"),
                arg("--decisions", action="store_true", help="list what was decided about orders, by whom and when"),
            ],
        )
    )
    add(
        Command(
            "decide",
            "say of an order that stands out that it is right, or leave it out of all numbers",
            _decide,
            [
                PROJECT,
                arg("order", metavar="ORDER", help="the order's number, as quality --outliers lists it"),
                arg(
                    "verdict",
                    choices=["right", "later", "leave-out", "back"],
                    help="it is right; look at it later; keep it and count it nowhere; take back what was decided",
                ),
                arg("--person", metavar="KEY", help="whose order, where several people have one of that number"),
                arg("--reason", default="", metavar="TEXT", help="why, for the record"),
                arg("--by", default="you", metavar="NAME", help="who decides it, for the record"),
            ],
        )
    )
