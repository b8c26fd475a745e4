"""The command that scores recency, frequency and money, and keeps the named groups."""

import argparse
from typing import TYPE_CHECKING

from app import audience
from app.commands.command import ASKING, PROJECT, Adder, Command, arg
from app.commands.opening import opened
from app.commands.output import Output
from app.project import Json, Project, textfiles

if TYPE_CHECKING:
    from app.runs import Scores

_GROUPS = (
    'the groups from now on: default, or a JSON file with a list of {"name", "recency": [1, 5], "frequency": [1, 5], '
    '"monetary": [1, 5], "engagement": [1, 5] (may be left out), "about" (may be left out)}; the first that fits counts'
)
_THRESHOLDS = (
    "fixed borders from now on: quintiles for none (fifths of the people), or a JSON file as "
    '{"recency": [30, 90, 180, 365], "frequency": [2, 3, 5, 10], "monetary": [50, 100, 250, 500]}, days from the '
    "fewest, all else from the least; a score that is left out is made of fifths"
)
_ENGAGEMENT = (
    "what engagement is from now on: engagement_rate, engagement_score or score:NAME, as it is at the moment of the "
    "run, whatever the window; it stands beside money, unless --third says otherwise"
)


def _rfm(args: argparse.Namespace, out: Output) -> "Scores":
    from app.runs import rfm, rfm_groups

    with opened(args) as project:
        _choose_basis(args, project)
        if args.groups:
            wanted = None if args.groups == "default" else textfiles.as_json(args.groups, "RFM groups, as in --help")
            rfm_groups.choose(project, wanted)
        found = rfm.run(project, args.as_of, out.progress)
    if found.basis:
        out.say(found.basis)
    engaged = "engagement" in found.counts
    out.table(
        ["Group", "People", "Recency in days", "Frequency", "Monetary", *(["Engagement"] if engaged else [])],
        [
            [one.name, one.count, one.recency_days, one.frequency, one.monetary, *([one.engagement] if engaged else [])]
            for one in found.groups
        ],
    )
    return found


def _choose_basis(args: argparse.Namespace, project: Project) -> None:
    """Keep what is said of the basis, beside what was chosen before."""
    from app.runs import rfm_basis

    said: dict[str, Json] = {}
    if args.span:
        said["within"] = rfm_basis.window_from(args.span)
    for name in ("recency", "frequency"):
        if given := getattr(args, name):
            said[name] = given
    if args.engagement:
        said |= {"engagement": args.engagement, "third": "both"}
    if args.third:
        said["third"] = args.third
    if args.thresholds:
        plain = args.thresholds == "quintiles"
        said["thresholds"] = None if plain else textfiles.as_json(args.thresholds, "fixed borders, as in --help")
    if said:
        kept = (project.setting(rfm_basis.SETTING) or {}) | said
        kept = {name: value for name, value in kept.items() if value is not None}
        rfm_basis.choose(project, kept, audience.names(project))


def _events(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def register(add: Adder) -> None:
    """Add this group's command."""
    arguments = [
        PROJECT,
        arg(
            "--window",
            dest="span",
            metavar="SPAN",
            help="from now on only this counts: all, 365 days, 12 months, FROM..TO",
        ),
        arg("--recency", type=_events, metavar="A,B", help="from now on the last of these events (placed_order)"),
        arg("--frequency", type=_events, metavar="A,B", help="from now on the number of these events (placed_order)"),
        arg("--engagement", metavar="FIELD", help=_ENGAGEMENT),
        arg(
            "--third",
            choices=("money", "engagement", "both"),
            help="what stands beside recency and frequency from now on; with both, groups ask for all four, and with "
            "engagement their range for monetary is asked of it, unless they have one of its own",
        ),
        arg("--thresholds", metavar="FILE", help=_THRESHOLDS),
        arg("--groups", metavar="FILE", help=_GROUPS),
        *ASKING,
    ]
    add(Command("rfm", "score recency, frequency and monetary value, and keep them as traits", _rfm, arguments))
