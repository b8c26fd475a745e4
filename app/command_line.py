"""The command line: a thin second front on what the window does, for schedules, scripts and tests."""

import argparse
import signal
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from app.commands.command import Command, Window
from app.commands.output import Output
from app.commands.problems import WrongWords
from app.domain.problems import Problem
from app.domain.progress import Cancelled

INTERRUPTED = {signal.SIGINT: 130, signal.SIGTERM: 143}


_GROUPS = {
    "identifiers": "say which values are nobody's, how many go together, and which kind decides",
    "privacy": "what people may ask for: their data, and to be forgotten",
}
"""What groups of commands are for, where that is not simply to work with what they are called by."""


def _commands() -> list[Command]:
    from app.commands import (
        audience,
        campaign,
        catalogue,
        demo,
        discover,
        doctor,
        engines,
        fields,
        identity,
        ingest,
        kept_segments,
        mappings,
        memberships,
        over_time,
        plain,
        privacy,
        project,
        quality,
        rfm,
        scores,
        template,
        triggers,
        values,
        watch,
    )

    groups = (
        project, plain, ingest, mappings, values, watch, catalogue, identity, audience, kept_segments, memberships,
        over_time, fields, discover, rfm, scores, quality, template, campaign, triggers, privacy, engines, demo, doctor,
    )  # fmt: skip
    found: list[Command] = []
    for group in groups:
        group.register(found.append)
    return found


def _joined(commands: Sequence[Command], arguments: list[str]) -> list[str]:
    """The arguments with the two words as one of a command that begins with another's whole name."""
    both = " ".join(arguments[:2])
    found = {command.words for command in commands}
    return [both, *arguments[2:]] if both in found and arguments[0] in found else arguments


def _parser(commands: Sequence[Command]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quillwork",
        description="Quillwork, the campaign workbench. Without a command it opens the window.",
        epilog="quillwork COMMAND --help says more.",
    )
    top = parser.add_subparsers(metavar="COMMAND", dest="command")
    groups: dict[str, Any] = {}
    alone = {command.words for command in commands}
    for command in commands:
        words = command.words.split()
        if words[0] in alone:
            # What begins with a command of its own is no group: both words together are its name.
            words = [command.words]
        if len(words) == 2 and words[0] not in groups:
            group = top.add_parser(words[0], help=_GROUPS.get(words[0], f"work with {words[0].removesuffix('s')}s"))
            groups[words[0]] = group.add_subparsers(metavar="ACTION", dest="action", required=True)
        where = groups[words[0]] if len(words) == 2 else top
        one = where.add_parser(words[-1], help=command.help, description=command.help)
        for argument in command.arguments:
            one.add_argument(*argument.names, **argument.options)
        one.add_argument("--json", action="store_true", help="print one JSON document")
        one.set_defaults(run=command.run)
    return parser


def run(
    arguments: Sequence[str], out: TextIO | None = None, err: TextIO | None = None, window: Window | None = None
) -> int:
    """Run one command and return its exit status (0 done, 1 could not be done, 2 wrong words, 130/143 stopped).

    Without a `window` nothing is shown, and what needs one says so.
    """
    try:
        commands = _commands()
        chosen = _parser(commands).parse_args(_joined(commands, list(arguments)))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    from app.project import tidy

    tidy()
    output = Output(chosen.json, out or sys.stdout, err or sys.stderr)
    chosen.window = window
    before = {number: signal.signal(number, output.interrupt) for number in INTERRUPTED}
    try:
        output.document(_answer(chosen, output))
    except WrongWords as problem:
        output.note(f"quillwork: {problem}")
        return 2
    except Problem as problem:
        output.note(f"quillwork: {problem}")
        return 1
    except Cancelled:
        output.note(f"quillwork: stopped; {output.stopped}.")
        return INTERRUPTED.get(output.stopped_by or signal.SIGINT, 130)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def _answer(chosen: argparse.Namespace, output: Output) -> object:
    """What the command answers; an error that comes of a damaged project is told as that."""
    from app.project import TOLD, explained

    token = TOLD.set(output.note)
    try:
        return chosen.run(chosen, output)
    except (Problem, Cancelled):
        raise
    except Exception as error:
        problem = explained(error)
        if problem is None:
            raise
        raise problem from error
    finally:
        TOLD.reset(token)
