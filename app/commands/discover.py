"""The command that finds groups among people: cluster."""

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import discover
from app.commands.command import ASKING, PROJECT, Adder, Command, arg
from app.commands.opening import opened
from app.commands.output import Output
from app.discover import ALGORITHMS
from app.domain.counts import counted, people
from app.domain.serialising import as_document
from app.project import Project

if TYPE_CHECKING:
    from app.discover import Feature, Grouping

_SCALES = ("standard", "minmax", "robust")


def _number(text: str) -> int | None:
    """`auto` or a number of groups."""
    if text == "auto":
        return None
    try:
        return int(text)
    except ValueError:
        # argparse shows the words of this error; of a ValueError it makes its own.
        raise argparse.ArgumentTypeError(f"{text!r} is neither auto nor a number") from None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _settings(text: str) -> dict[str, int]:
    """`NAME=N,…` as what is set of an algorithm."""
    found: dict[str, int] = {}
    for pair in _names(text):
        name, _, value = pair.partition("=")
        try:
            found[name.strip()] = int(value)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{pair!r} is not NAME=N") from None
    return found


@as_document("grouping", "trait", "segments", spread=("grouping",), if_told=("trait", "segments"))
@dataclass(frozen=True, slots=True)
class Clustered:
    """Groups that were found, and the trait and the segments that they are kept as, None where they are not."""

    grouping: "Grouping"
    trait: str | None = None
    segments: tuple[str, ...] | None = None


def _cluster(args: argparse.Namespace, out: Output) -> "Clustered | list[Feature]":
    from app.discover import Choice

    with opened(args) as project:
        if args.features is None:
            return _offered(project, args, out)
        logs = None if args.log == ("auto",) else frozenset(args.log)
        choice = Choice(args.features, logs, args.scale, args.algorithm, args.seed, args.settings)
        found = discover.find_groups(project, choice, args.k, args.as_of, out.progress.part(0, 0.9))
        _print(found, out)
        if args.save:
            kept = discover.save(project, found, args.save, progress=out.progress.part(0.9, 1))
            out.say(f"Kept as the trait {kept.trait} and the segments {', '.join(kept.segments)}.")
            return Clustered(found, kept.trait, kept.segments)
        return Clustered(found)


def _offered(project: Project, args: argparse.Namespace, out: Output) -> "list[Feature]":
    """Without --features: what there is to choose from."""
    found = discover.features(project, args.as_of, out.progress)
    out.table(
        ["Feature", "What it is", "People who have it", "Skew", "Proposed"],
        [[one.name, one.label, f"{one.coverage:.0%}", one.skew, "yes" if one.chosen else ""] for one in found],
    )
    return found


def _print(found: "Grouping", out: Output) -> None:
    clear = "" if found.silhouette is None else f", silhouette {found.silhouette:.2f}"
    out.say(f"{counted(found.k, 'group')} of {people(len(found.ids))}{clear}.")
    for note in filter(None, (found.advice, *found.notes)):
        out.say(note)
    out.table(
        ["Group", "People", "Share", "Who they are", "What to do"],
        [
            [one.name, one.size, f"{one.share:.0%}", f"{one.sentence}: {one.highlight}", one.action]
            for one in found.portraits
        ],
    )


def _known() -> str:
    """Each algorithm with what it is good for, as the help says it."""
    said = [f"{one.name}: {one.good_for}{'' if one.needs_k else ' Takes no --k.'}" for one in ALGORITHMS.values()]
    return " ".join(said)


def _settable() -> str:
    settings = [(one.name, setting) for one in ALGORITHMS.values() for setting in one.settings]
    return " ".join(f"{name} {setting.name}: {setting.about}" for name, setting in settings)


def register(add: Adder) -> None:
    """Add this group's command."""
    arguments = [
        PROJECT,
        arg(
            "--features",
            type=_names,
            metavar="A,B,…",
            help="what to make groups from: traits of people, days_since_last_order, days_since_last_active, "
            "orders_180_days, views_90_days and the like; without it, what there is to choose from is listed",
        ),
        arg("--scale", choices=_SCALES, default="standard", help="how features get equal weight (default: standard)"),
        arg("--log", type=_names, default=(), metavar="auto|A,B,…", help="compare these by order of magnitude"),
        arg(
            "--algorithm",
            choices=tuple(ALGORITHMS),
            default=next(iter(ALGORITHMS)),
            help=f"how to find groups (default: {next(iter(ALGORITHMS))}). {_known()}",
        ),
        arg(
            "--settings",
            type=_settings,
            default={},
            metavar="NAME=N,…",
            help=f"what to set of the algorithm. {_settable()}",
        ),
        arg("--k", type=_number, default=None, metavar="auto|N", help="how many groups (default: auto, 2 to 10)"),
        arg("--seed", type=int, default=42, help="the same seed gives the same groups (default: 42)"),
        arg("--save", metavar="NAME", help="keep the groups as the trait cluster:NAME and as segments"),
        *ASKING,
    ]
    add(Command("cluster", "find groups of people who are alike", _cluster, arguments))
