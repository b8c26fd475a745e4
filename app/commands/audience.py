"""Commands about people: segments, the lifecycle and one person's profile."""

import argparse
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import audience
from app.commands import fields, problems, which_rule
from app.commands.command import ASKING, PROJECT, TABLES, Adder, Command, arg
from app.commands.opening import opened
from app.commands.output import Output
from app.domain.counts import agreed, people
from app.project import textfiles
from app.rules import RuleForm, rule_form

if TYPE_CHECKING:
    from app.audience import Count, Explanation, Funnel, Members, Statement
    from app.ingest import master_data
    from app.people import Story
    from app.runs import Flow, Lifecycle


@dataclass(frozen=True, slots=True)
class Deleted:
    """The name of the segment that is deleted."""

    deleted: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """The name that the segment has now."""

    name: str


_STANDINGS = {
    "mailable": "can be emailed",
    "suppressed": "must not be emailed: suppressed",
    "no_consent": "cannot be emailed: no consent",
    "no_address": "cannot be emailed: no valid address",
}
_STAGES = "a list of stages, as in --help"
_STAGES_HELP = (
    "the stages from now on: activity (new lead, active, at risk, dormant, churned), customer (loyal, repeat customer, "
    'first-time buyer, prospect), or a JSON file with a list of {"name", "about", "enter": RULE, "stay": RULE, '
    '"floor"}, the highest first'
)
_COLUMNS = "email,first_name,last_name"


def _schema(args: argparse.Namespace, out: Output) -> RuleForm:
    found = rule_form()
    out.say(found.text)
    return found


def _delete(args: argparse.Namespace, out: Output) -> Deleted:
    from app.audience import segments

    with opened(args) as project:
        kept = segments.get(project, args.name)
        segments.delete(project, kept.name)
        out.say(f"Deleted “{kept.name}”.")
        return Deleted(kept.name)


def _rename(args: argparse.Namespace, out: Output) -> Renamed:
    from app.audience import segments

    with opened(args) as project:
        segments.rename(project, args.name, args.new)
        out.say(f"“{args.name}” is called “{args.new}” now.")
        return Renamed(args.new)


def _count(args: argparse.Namespace, out: Output) -> "Count":
    with opened(args) as project:
        found = audience.count(project, which_rule.by_name(args, project), args.as_of, out.progress)
        out.say(f"{found.count:,} of {people(found.of)} {agreed(found.count, 'matches', 'match')}, at {found.as_of}.")
        return found


def _members(args: argparse.Namespace, out: Output) -> "Members | None":
    columns = [one.strip() for one in args.columns.split(",") if one.strip()]
    with opened(args) as project:
        rule = which_rule.by_name(args, project)
        if args.out:
            count = audience.write_members(project, rule, columns, Path(args.out), args.as_of, out.progress)
            out.say(f"Wrote {people(count)} to {args.out}.")
            # A list that only a file is wanted of is never in memory as a whole.
            if not out.as_json:
                return None
        found = audience.listed(project, rule, columns, args.as_of)
    if not args.out:
        out.table(found.columns, found.cells())
    return found


def _cell(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value


def _explain(args: argparse.Namespace, out: Output) -> "Explanation":
    # One list for both: argparse would give a single word to the segment, which may be left out, and miss the person.
    *named, key = args.words
    if len(named) != (0 if args.rule else 1):
        raise problems.WHO()
    with opened(args) as project:
        found = audience.explain(project, which_rule.read(args.rule, named, project), key, args.as_of)
        out.say(f"{key} is {'in' if found.member else 'not in'} it.")
        rows = [["yes" if one.as_wanted else "no", one.wanted, one.because] for one in found.conditions]
        out.table(["As wanted", "Condition", "Because"], rows)
        for change in found.nearest.changes if found.nearest else ():
            out.say(f"Would have to change: {change.step} ({change.sentence}).")
        if found.nearest and found.nearest.date:
            out.say(f"Time alone does it on {found.nearest.date}.")
        return found


def _funnel(args: argparse.Namespace, out: Output) -> "Funnel":
    with opened(args) as project:
        found = audience.funnel(project, which_rule.itself(args, project), args.as_of, out.progress)
    steps = [["everyone", found.of], *([one.sentence, one.people] for one in found.steps)]
    out.table(["Up to here", "People"], [*steps, ["can be emailed", found.mailable]])
    out.table(
        ["Without it", "Alone", "Condition"],
        [["" if one.takes is None else f"{one.takes:+,}", f"{one.alone:,}", one.sentence] for one in found.rows],
    )
    return found


def _sql(args: argparse.Namespace, out: Output) -> "Statement":
    with opened(args) as project:
        found = audience.statement(project, which_rule.itself(args, project), args.as_of)
    out.say(found.sql)
    return found


def _lifecycle(args: argparse.Namespace, out: Output) -> "Lifecycle | Flow":
    from app.runs import lifecycle

    if args.start or args.end:
        return _flow(args, out)
    with opened(args) as project:
        if args.stages:
            known = args.stages in lifecycle.FAMILIES
            wanted = lifecycle.family(args.stages) if known else textfiles.as_json(args.stages, _STAGES)
            lifecycle.choose(project, wanted)
        found = lifecycle.run(project, args.as_of, out.progress)
    out.table(["Stage", "People", "Entered", "Left"], [[*astuple(one)] for one in found.stages])
    if found.none:
        out.say(f"{people(found.none)} {agreed(found.none, 'is', 'are')} in no stage.")
    if found.held:
        out.say(f"{people(found.held)} would have fallen below a floor, and {agreed(found.held, 'stays', 'stay')}.")
    return found


def _flow(args: argparse.Namespace, out: Output) -> "Flow":
    from app.runs import lifecycle_flow

    if not args.start or args.stages:
        raise problems.FLOW_WITHOUT_START()
    with opened(args) as project:
        # Nothing is kept: the flow is worked out from the data at both moments.
        found = lifecycle_flow.flow(project, args.start, args.end or args.as_of, out.progress)
    shown = [[one.origin or _NO_STAGE, one.target or _NO_STAGE, one.count] for one in found.moves]
    out.table(["From", "To", "People"], shown)
    return found


_NO_STAGE = "(no stage)"


def _profile(args: argparse.Namespace, out: Output) -> "Story | master_data.FieldHistory":
    from app import people

    with opened(args) as project:
        if args.history:
            return fields.tell_history(project, people.resolve_key(project, args.key), args.history, out)
        story = people.story(project, args.key, args.as_of, events=None)
        people.opened(project, story.id)
        out.say(f"{story.key}, {_STANDINGS[audience.standing(project, story.id)]}")
        out.table(["Trait", "Value"], [[name, _cell(value)] for name, value in story.traits.items()])
        # The latest of them; the document of --json has all.
        out.table(["When", "Event", "Amount"], [[e["at"], e["label"], e.get("amount")] for e in story.events[:20]])
        return story


def register(add: Adder) -> None:
    """Add this group's commands."""
    name = arg("name", metavar="NAME", help="the segment's name")
    columns = arg("--columns", default=_COLUMNS, metavar="A,B", help="traits to show")
    for command in (
        Command("segment count", "count who a rule holds for", _count, [*which_rule.WHICH, *ASKING, TABLES]),
        Command(
            "segment members",
            "list who a rule holds for, in key order",
            _members,
            [*which_rule.WHICH, columns, arg("--out", metavar="CSV", help="write them to a file"), *ASKING, TABLES],
        ),
        Command(
            "segment explain",
            "say why somebody is in or out",
            _explain,
            [
                PROJECT,
                arg("words", nargs="+", metavar="[NAME] KEY", help="the segment, and an email or kind:value"),
                which_rule.FILE,
                *ASKING,
                TABLES,
            ],
        ),
        Command(
            "segment funnel", "say which conditions keep most people out", _funnel, [*which_rule.WHICH, *ASKING, TABLES]
        ),
        Command("segment sql", "print the SQL that a rule is asked by", _sql, [*which_rule.WHICH, *ASKING]),
        Command("segment schema", "print the form of a rule as JSON Schema", _schema),
        Command("segment rename", "give a segment another name", _rename, [PROJECT, name, arg("new", metavar="NEW")]),
        Command("segment delete", "delete a segment that nothing uses", _delete, [PROJECT, name]),
    ):
        add(command)
    for command in _of_people():
        add(command)


def _of_people() -> list[Command]:
    stages = arg("--stages", metavar="STAGES", help=_STAGES_HELP)
    history = arg("--history", metavar="FIELD", help="only every value of this field, with source and date")
    start = arg("--from", dest="start", metavar="TIME", help="only say who moved since then; keeps nothing")
    end = arg("--to", dest="end", metavar="TIME", help="the end of that time; now without it")
    what = "find the stage of everybody by the project's thresholds, and keep it as a trait"
    everything = [PROJECT, arg("key", metavar="KEY"), history, *ASKING]
    return [
        Command("lifecycle", what, _lifecycle, [PROJECT, stages, start, end, *ASKING]),
        Command("profile", "say everything known of one person", _profile, everything),
    ]
