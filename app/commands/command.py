"""What every command is made of: the words that call it, its arguments, and the window that it may open."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.commands.output import Output


class Window(Protocol):
    """The other front of the program, for the commands that end in it or ask after it."""

    @property
    def program(self) -> list[str]:
        """The words that start this program anew."""

    def open(self, project: str) -> int:
        """Show the window on that project until it is closed; the exit status."""

    def probe(self) -> str:
        """Show an email in this process, which has no window yet; the browser engine's version. Raises Problem."""


@dataclass
class Command:
    """One command: the words that call it, what it does, its arguments and the function that does it."""

    words: str
    help: str
    run: Callable[[argparse.Namespace, Output], Any]
    arguments: "Sequence[Argument]" = ()


@dataclass
class Argument:
    """An argument as argparse takes it."""

    names: tuple[str, ...]
    options: dict[str, Any] = field(default_factory=dict)


def arg(*names: str, **options: Any) -> Argument:
    """An argument, spelled as for argparse's `add_argument`."""
    return Argument(names, options)


def at_least_one(text: str) -> int:
    """A whole number from 1 on, for argparse, which tells the sentence about anything else."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 1 on")
    return int(text)


PROJECT = arg("project", metavar="PROJECT", help="a .quill file")
AS_OF = arg("--as-of", metavar="MOMENT", help="the moment that windows are measured from, as 2011-12-10")
ENGINE = arg("--engine", metavar="URL", help="ask another engine than the one that comes with the program")
ASKING = (AS_OF, ENGINE)
"""What every command takes that asks about the audience."""

TABLES = arg(
    "--tables",
    metavar="TABLES.json",
    help="with --engine, ask tables that are there already: a mapping of people and events, as the README shows",
)

Adder = Callable[[Command], None]
"""What a group's `register` is given, to add its commands."""
