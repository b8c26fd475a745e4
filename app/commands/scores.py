"""The commands about scores of one's own: points for what people do, and indexes out of several figures."""

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.commands.command import ASKING, PROJECT, Adder, Command, arg
from app.commands.opening import opened
from app.commands.output import Output
from app.domain.counts import people
from app.project import Json, Project, textfiles

if TYPE_CHECKING:
    from app.runs import scoring

_FORM = (
    'the definition as JSON: {"version": 1, "points": [{"event", "where", "points", "per_day", "most"}], "within": '
    '{"last": {"days": 90}}, "half_life": {"days": 14}, "most": 100, "below_zero": false} for points; {"version": 1, '
    '"index": [{"trait", "weight", "scale": "rank" or "min-max", "better": "more" or "less"}], "missing": "zero", '
    '"middle", "left_out" or "no_score"} for an index. - reads it from standard input'
)
_WIDE = 40
"""So many signs has the longest bar of a histogram."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The name of the score that is kept, the trait that it is asked for as, and what it does."""

    name: str
    trait: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """The name of the score that is deleted."""

    deleted: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One score: its name, trait and kind, what it does, the definition, and its newest run."""

    name: str
    trait: str
    kind: str
    sentence: str
    problem: str
    definition: Json
    as_of: str | None
    spread: "scoring.Spread | None"


def _listed(one: "scoring.Kept") -> Listed:
    return Listed(one.name, one.trait, one.kind, one.sentence, one.problem, one.definition, one.as_of, one.spread)


def _save(args: argparse.Namespace, out: Output) -> Saved:
    from app.runs import scoring

    with Project.open(args.project) as project:
        name = scoring.save(project, args.name, textfiles.as_json(args.definition, "a definition, as in --help"))
        kept = scoring.get(project, name)
    out.say(f"Kept as “{kept.title}”: {kept.sentence}")
    out.say(f"`score run` works it out; rules ask for it as {kept.trait}.")
    return Saved(kept.name, kept.trait, kept.sentence)


def _list(args: argparse.Namespace, out: Output) -> list[Listed]:
    from app.runs import scoring

    with Project.open(args.project) as project:
        found = scoring.every(project)
    out.table(
        ["Score", "Asked for as", "People", "Mean", "As of", "What it does"],
        [
            [
                one.title, one.trait, one.spread.known if one.spread else None, one.spread.mean if one.spread else None,
                one.as_of or "not yet", one.problem or one.sentence,
            ]
            for one in found
        ],
    )  # fmt: skip
    return [_listed(one) for one in found]


def _show(args: argparse.Namespace, out: Output) -> Listed:
    from app.runs import scoring

    with Project.open(args.project) as project:
        kept = scoring.get(project, args.name)
    out.say(f"{kept.title} ({kept.trait}): {kept.problem or kept.sentence}")
    if kept.spread is None:
        out.say("It was not worked out yet: `score run` does that.")
    else:
        out.say(f"As of {kept.as_of}:")
        _draw(kept.spread, out)
    return _listed(kept)


def _spread(args: argparse.Namespace, out: Output) -> "scoring.Spread":
    from app.runs import scoring

    with opened(args) as project:
        found = scoring.spread_of(project, args.trait, args.as_of, out.progress)
    _draw(found, out)
    return found


def _draw(spread: "scoring.Spread", out: Output) -> None:
    """A histogram, and what it comes to."""
    most = max((bar.people for bar in spread.bars), default=0) or 1
    rows = []
    for at, bar in enumerate(spread.bars):
        more = " and more" if spread.open_end and at == len(spread.bars) - 1 else ""
        # Whoever is there is seen.
        signs = max(round(_WIDE * bar.people / most), 1 if bar.people else 0)
        rows.append([f"{bar.low:,.10g} to {bar.high:,.10g}{more}", bar.people, "█" * signs])
    out.table(["From", "People", ""], rows)
    if spread.known:
        said = f"{people(spread.known)}, mean {spread.mean:,.2f}, median {spread.median:,.2f}"
        out.say(f"{said}, from {spread.least:,.2f} to {spread.most:,.2f}.")
    if spread.missing:
        out.say(f"{people(spread.missing)} without it.")


def _run(args: argparse.Namespace, out: Output) -> "list[scoring.Ran]":
    from app.runs import scoring

    with opened(args) as project:
        found = scoring.run(project, args.names, args.as_of, out.progress)
    out.table(
        ["Score", "People", "Mean", "Least", "Most", "As of"],
        [[one.trait, one.scored, one.spread.mean, one.spread.least, one.spread.most, one.as_of] for one in found],
    )
    return found


def _delete(args: argparse.Namespace, out: Output) -> Deleted:
    from app.runs import scoring

    with Project.open(args.project) as project:
        gone = scoring.delete(project, args.name)
    if gone.name == scoring.READY:
        out.say("The engagement score is as it came with Quillwork again.")
    else:
        out.say(f"“{gone.name}” is deleted, with all that was worked out.")
    return Deleted(gone.name)


def _explain(args: argparse.Namespace, out: Output) -> "scoring.Explained":
    from app.runs import scoring

    with opened(args) as project:
        found = scoring.explain(project, args.name, args.key, args.as_of)
    value = "no score" if found.value is None else f"{found.value:,.2f}"
    out.say(f"{found.title} of {found.key} as of {found.as_of}: {value}")
    out.table(["Adds", "For"], [[part.adds, part.said] for part in found.parts])
    if found.note:
        out.say(f"{found.note}.")
    if found.kept is not None and found.kept != found.value:
        out.say(f"Rules and emails have {found.kept:,.2f}, of {found.kept_as_of}; `score run` works it out anew.")
    return found


def register(add: Adder) -> None:
    """Add this group's commands."""
    name = arg("name", metavar="NAME", help="the score's name; engagement_score comes with Quillwork")
    definition = arg("--definition", required=True, metavar="FILE", help=_FORM)
    some = arg("names", nargs="*", metavar="NAME", help="the scores; without any, all of them")
    trait = arg("trait", metavar="FIELD", help="a field that holds numbers, as revenue or score:NAME")
    for command in (
        Command("score save", "keep what a score is made of", _save, [PROJECT, name, definition]),
        Command("score list", "list the scores with their newest run", _list, [PROJECT]),
        Command("score show", "show one score with how it is spread", _show, [PROJECT, name]),
        Command("score run", "work scores out for everybody, and keep them", _run, [PROJECT, some, *ASKING]),
        Command(
            "score explain",
            "say what somebody's score is made of",
            _explain,
            [PROJECT, name, arg("key", metavar="KEY", help="an email or kind:value"), *ASKING],
        ),
        Command("score spread", "show how a number is spread among people", _spread, [PROJECT, trait, *ASKING]),
        Command("score delete", "delete a score that nothing uses", _delete, [PROJECT, name]),
    ):
        add(command)
