"""The command line: a thin second front on what the window does, for schedules, scripts and tests."""

import argparse
import importlib
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress

GROUPS = ("project", "ingest", "audience", "discover", "template", "campaign", "demo", "doctor")
"""Modules of `app.commands`; a new group of commands is one more name here."""

INTERRUPTED = {signal.SIGINT: 130, signal.SIGTERM: 143}


class WrongWords(Problem):
    """The call's words are off in a way that only the command can tell: exit status 2."""


@dataclass
class Command:
    """One command: the words that call it, what it does, its arguments and the function that does it."""

    words: str
    help: str
    run: "Callable[[argparse.Namespace, Output], Any]"
    arguments: "Sequence[Argument]" = ()


@dataclass
class Argument:
    """An argument as argparse takes it."""

    names: tuple[str, ...]
    options: dict[str, Any] = field(default_factory=dict)


def arg(*names: str, **options: Any) -> Argument:
    """An argument, spelled as for argparse's `add_argument`."""
    return Argument(names, options)


PROJECT = arg("project", metavar="PROJECT", help="a .quill file")
AS_OF = arg("--as-of", metavar="MOMENT", help="the moment that windows are measured from, as 2011-12-10")
ENGINE = arg("--engine", metavar="URL", help="ask another engine than the embedded one")

Adder = Callable[[Command], None]
"""What a group's `register` is given, to add its commands."""


class Output:
    """Where a command's answer goes: one JSON document, or tables and sentences; progress goes to standard error."""

    def __init__(self, as_json: bool, out: TextIO, err: TextIO) -> None:
        self.as_json = as_json
        self._out = out
        self._err = err
        self._stop: signal.Signals | None = None
        self._bar = False

    def say(self, sentence: str) -> None:
        """A sentence of the answer; nothing under --json, where the document says it."""
        if not self.as_json:
            print(sentence, file=self._out)

    def note(self, sentence: str) -> None:
        """A message beside the answer, on standard error."""
        self._clear_bar()
        print(sentence, file=self._err)

    def warn(self, level: str, sentence: str) -> None:
        """A sentence that must be seen: `red` or `yellow`, in that colour on a terminal; nothing under --json."""
        word, colour = {"red": ("ATTENTION", 31)}.get(level, ("Note", 33))
        shown = f"{word}: {sentence}"
        self.say(f"\x1b[{colour}m{shown}\x1b[0m" if self._out.isatty() else shown)

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A readable table of the answer, figures at the right."""
        if self.as_json:
            return
        cells = [list(headers), *[[_cell(value) for value in row] for row in rows]]
        widths = [max(len(row[column]) for row in cells) for column in range(len(headers))]
        right = [bool(rows) and all(_is_figure(row[column]) for row in rows) for column in range(len(headers))]
        for row in cells:
            padded = [
                text.rjust(width) if at_right else text.ljust(width)
                for text, width, at_right in zip(row, widths, right, strict=True)
            ]
            print("  ".join(padded).rstrip(), file=self._out)

    def document(self, answer: object) -> None:
        """Print the JSON document, where it was asked for."""
        self._clear_bar()
        if self.as_json:
            json.dump(answer, self._out, ensure_ascii=False, indent=2, default=str)
            print(file=self._out)

    def interrupt(self, number: int, _frame: object) -> None:
        """What a signal calls: the work stops at its next report."""
        self._stop = signal.Signals(number)

    @property
    def stopped_by(self) -> signal.Signals | None:
        """The signal that asked the work to stop."""
        return self._stop

    @property
    def progress(self) -> Progress:
        """Reports as a bar on a terminal and nothing in a pipe; stops when the command is interrupted."""
        return Progress(self._draw if self._err.isatty() else None, lambda: self._stop is not None)

    def _draw(self, share: float, phrase: str) -> None:
        filled = round(share * 24)
        self._bar = True
        print(f"\r\x1b[K{'━' * filled}{'─' * (24 - filled)} {share:4.0%}  {phrase}", end="", file=self._err, flush=True)

    def _clear_bar(self) -> None:
        if self._bar:
            print("\r\x1b[K", end="", file=self._err, flush=True)
            self._bar = False


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _is_figure(value: object) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def _commands() -> list[Command]:
    found: list[Command] = []
    for group in GROUPS:
        importlib.import_module(f"app.commands.{group}").register(found.append)
    return found


def _parser(commands: Sequence[Command]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quillwork",
        description="Quillwork, the campaign workbench. Without a command it opens the window.",
        epilog="quillwork COMMAND --help says more.",
    )
    top = parser.add_subparsers(metavar="COMMAND", dest="command")
    groups: dict[str, Any] = {}
    for command in commands:
        words = command.words.split()
        if len(words) == 2 and words[0] not in groups:
            group = top.add_parser(words[0], help=f"work with {words[0]}s")
            groups[words[0]] = group.add_subparsers(metavar="ACTION", dest="action", required=True)
        where = groups[words[0]] if len(words) == 2 else top
        one = where.add_parser(words[-1], help=command.help, description=command.help)
        for argument in command.arguments:
            one.add_argument(*argument.names, **argument.options)
        one.add_argument("--json", action="store_true", help="print one JSON document")
        one.set_defaults(run=command.run)
    return parser


def run(arguments: Sequence[str], out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Run one command and return its exit status (0 done, 1 could not be done, 2 wrong words, 130/143 stopped)."""
    try:
        chosen = _parser(_commands()).parse_args(list(arguments))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    importlib.import_module("app.project.backups").tidy()
    output = Output(chosen.json, out or sys.stdout, err or sys.stderr)
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
        output.note("quillwork: stopped; everything is as it was before.")
        return INTERRUPTED.get(output.stopped_by or signal.SIGINT, 130)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def _answer(chosen: argparse.Namespace, output: Output) -> object:
    """What the command answers; an error that comes of a damaged project is told as that."""
    from app.project.damage import TOLD, explained

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


def window(arguments: Sequence[str] | None = None) -> int:
    """Open the window, on a project where one is named."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # The one place where a front hands over to the other: the window is not part of `app`.
    return int(importlib.import_module("ui.main").main([sys.argv[0], *given], given[0] if given else None))


def _names_a_project(arguments: Sequence[str]) -> bool:
    return len(arguments) == 1 and arguments[0].endswith(".quill")


def main(arguments: Sequence[str] | None = None) -> int:
    """The program: the window without a command or with a project's name alone, else the command."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or _names_a_project(given):
        return window(given)
    try:
        return run(given)
    except BrokenPipeError:
        # Whoever reads the answer has seen enough of it; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
