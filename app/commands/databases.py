"""The table or query of a database that `import` is given the address of, and the password for it."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from app import ingest
from app.commands import problems
from app.commands.output import Output

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ingest import DatabaseAddress, Fetched

T = TypeVar("T")
PASSWORD: Final = "QUILLWORK_DATABASE_PASSWORD"
"""The variable of the environment in which a password may stand."""


def as_address(args: argparse.Namespace) -> None:
    """Let the path of an SQLite file be its address where it is asked for a table or by a query.

    Raises WrongWords where another file is.
    """
    if ingest.is_database(args.file) or not (args.table or args.query):
        return
    path = Path(args.file)
    if not _is_sqlite(path):
        raise problems.NO_DATABASE(file=args.file)
    args.file = f"sqlite:///{path.resolve()}"


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


_SQLITE = b"SQLite format 3\0"


def fetched(args: argparse.Namespace, out: Output) -> "Fetched":
    """The rows of the call's table or query as a file, to be ended. Raises WrongWords and ImportProblem."""
    if args.table and args.query:
        raise problems.TABLE_OR_QUERY()
    address = ingest.database_address(args.file)
    if not address.secrets:
        address = ingest.database_address(args.file, password=os.environ.get(PASSWORD, ""))
    if args.table or args.query:
        return _let_in(args, address, lambda one: ingest.fetch(one, args.table or "", args.query or "", out.progress))
    tables = _let_in(args, address, lambda one: ingest.database_tables(one, out.progress))
    raise problems.WHICH_TABLE(place=address.shown, tables=", ".join(one.title for one in tables))


def _let_in(args: argparse.Namespace, address: "DatabaseAddress", ask: "Callable[[DatabaseAddress], T]") -> T:
    """What is asked, with the password asked for on a terminal where the database wants one and none is given."""
    try:
        return ask(address)
    except ingest.AccessProblem:
        if address.secrets or not sys.stdin.isatty():
            raise
    password = getpass.getpass(f"Password for {address.shown}: ")
    return ask(ingest.database_address(args.file, password=password))
