"""The rule that a command is about: a kept segment by its name, or a file with a rule as JSON."""

import argparse

from app.commands import problems
from app.commands.command import PROJECT, arg
from app.project import Json, Project, textfiles

RULE = "a rule, as in --help"
"""What such a file holds, as the sentence about a wrong one says it."""
FILE = arg("--rule", metavar="FILE", help="a rule as JSON instead; - reads it from standard input")
WHICH = [PROJECT, arg("name", nargs="?", metavar="NAME", help="a kept segment"), FILE]


def by_name(args: argparse.Namespace, project: Project) -> Json:
    """The rule, which of a kept segment names that; raises Problem unless just one of the two is given."""
    from app.audience import segments

    _either(args)
    return textfiles.as_json(args.rule, RULE) if args.rule else {"segment": segments.get(project, args.name).id}


def itself(args: argparse.Namespace, project: Project) -> Json:
    """The rule itself, so that a kept segment is told condition by condition; raises Problem as `by_name` does."""
    _either(args)
    return read(args.rule, [args.name], project)


def read(file: str | None, named: list[str], project: Project) -> Json:
    """The rule in a file; without one that of the first of the named segments."""
    from app.audience import segments

    return textfiles.as_json(file, RULE) if file else segments.get(project, named[0]).rule


def _either(args: argparse.Namespace) -> None:
    if bool(args.rule) == bool(args.name):
        raise problems.WHICH_SEGMENT(what="It is said twice" if args.rule else "It is not said")
