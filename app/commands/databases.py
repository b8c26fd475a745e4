"""The table or query of a database that `import` is given the address of, and the password for it."""

import argparse
import getpass
import os
import sys
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


def refuse_words(args: argparse.Namespace) -> None:
    """Raise WrongWords where a file is asked as a database."""
    if args.table or args.query:
        raise problems.NO_DATABASE(file=args.file)


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
