"""Commands about triggered campaigns: who is due today, exports of them, and past days worked out."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from app import campaign
from app.commands.command import ASKING, PROJECT, Adder, Command, arg, at_least_one
from app.commands.opening import opened
from app.commands.output import Output
from app.domain.counts import people

if TYPE_CHECKING:
    from app.campaign import Day, Due, Mail

_WHO = 100


@dataclass(frozen=True, slots=True)
class Ran:
    """A triggered campaign that was exported: its folder and how many it mails."""

    campaign: str
    folder: str
    recipients: int


def _due(args: argparse.Namespace, out: Output) -> "list[Due] | list[Mail]":
    with opened(args) as project:
        if args.who:
            mails = campaign.triggers.mails(project, args.as_of, args.limit, out.progress)
            rows = [[one.key, one.email, one.campaign, one.template, one.variant] for one in mails]
            out.table(["Who", "Address", "Campaign", "Template", "Variant"], rows)
            return mails
        found = campaign.triggers.due(project, args.as_of, out.progress)
    out.table(
        ["Campaign", "Template", "Since", "Entered", "Due", "Left out"],
        [[one.campaign, one.template, one.since, one.entered, one.people, _words(one.left_out)] for one in found],
    )
    for one in found:
        if one.begun:
            out.note(f"{campaign.quoted(one.begun)} of “{one.campaign}”: who enters counts from the first export on.")
    if not found:
        out.say("No campaign has a trigger: give its plan one, as campaign save --help says.")
    return found


def _words(reasons: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {word}" for word, count in reasons.items())


def _run(args: argparse.Namespace, out: Output) -> list[Ran]:
    done: list[Ran] = []
    with opened(args) as project:
        campaign.recover(project)
        for one in campaign.triggers.due(project, args.as_of, out.progress):
            # Asked again: whom the one before has mailed today is not due here.
            if not one.people and not one.begun:
                continue
            Path(args.out).mkdir(exist_ok=True)
            folder = Path(args.out) / quote(one.campaign, safe=" ()'&,+-_!")
            found = campaign.triggers.run(project, one.campaign, folder, args.as_of, out.progress)
            if found is not None:
                done.append(Ran(one.campaign, str(folder), found.recipients))
                out.note(f"Exported “{one.campaign}”: {people(found.recipients)}.")
    if Path(args.out).is_dir() and not any(Path(args.out).iterdir()):
        Path(args.out).rmdir()
    out.table(["Campaign", "People", "Folder"], [[one.campaign, one.recipients, one.folder] for one in done])
    if not done:
        out.say("Nobody is due.")
    return done


def _simulate(args: argparse.Namespace, out: Output) -> "list[Day]":
    with opened(args) as project:
        found = campaign.triggers.simulate(project, args.begin, args.end, out.progress)
    out.table(
        ["Day", "Campaign", "Template", "Entered", "Would be mailed", "Left out"],
        [[one.day, one.campaign, one.template, one.entered, one.people, _words(one.left_out)] for one in found],
    )
    if not found:
        out.say("Nobody entered on these days.")
    return found


def register(add: Adder) -> None:
    """Add this group's commands."""
    who = arg("--who", action="store_true", help="list who would be mailed, and with what")
    limit = arg("--limit", type=at_least_one, default=_WHO, metavar="N", help="list at most N (100)")
    about = "say who would be mailed today by triggered campaigns, and with what"
    add(Command("trigger due", about, _due, [PROJECT, who, limit, *ASKING]))
    folder = arg("--out", required=True, metavar="DIR", help="a folder, in which each campaign gets one of its own")
    about = "export each triggered campaign that somebody is due of; the next run begins where this one ends"
    add(Command("trigger run", about, _run, [PROJECT, folder, *ASKING]))
    begin = arg("--from", dest="begin", required=True, metavar="DAY", help="the first day")
    end = arg("--to", dest="end", metavar="DAY", help="the last day; today without it")
    about = "work out whom triggered campaigns would have mailed on past days"
    add(Command("trigger simulate", about, _simulate, [PROJECT, begin, end, ASKING[1]]))
