"""What keeps a database from taking or answering, told apart by what it means and not by its words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import psycopg

Kind = Literal[
    "address", "no answer", "password", "not let in", "missing", "stale", "gone", "encoding", "failed",
    # Of a mapping of tables that are there already.
    "table", "column", "type", "twice",
]  # fmt: skip

Raising = Callable[["Fault"], Exception]
"""What makes of a fault the problem that is told."""


class Fault(Exception):
    """Of which kind it is, and the first line of what the database said, which holds no password.

    With it goes what else its problem names.
    """

    def __init__(self, kind: Kind, said: str = "", **values: str) -> None:
        super().__init__(kind, said)
        self.kind = kind
        self.said = said
        self.values = values


@contextmanager
def told(raising: Raising) -> Iterator[None]:
    """Raise what `raising` makes of what the database, its driver or its network says."""
    try:
        yield
    except Fault as fault:
        raise raising(fault) from None
    except psycopg.Error as error:
        raise raising(_fault(error)) from None


def _fault(error: psycopg.Error) -> Fault:
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), "").rstrip(".")
    said = said[:1].upper() + said[1:300]
    if error.sqlstate in ("42501", "28000"):
        return Fault("not let in", said)
    lost = error.sqlstate is None or error.sqlstate.startswith(("08", "57P"))
    return Fault("gone" if lost and isinstance(error, psycopg.OperationalError) else "failed", said)
