"""A connection to the database at an address, and where in it the tables of a project lie."""

import contextlib
import hashlib
import os
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from storage.postgresql.faults import Fault

SECONDS: Final = 10
"""So long a server may take to answer the first time."""

PASSWORD: Final = "QUILLWORK_DATABASE_PASSWORD"
"""The variable of the environment in which a password may stand that is in no address."""

Connection = psycopg.Connection[tuple[Any, ...]]

_SETTINGS: Final = {
    "standard_conforming_strings": "on",
    # To compile a question there takes longer than to answer it.
    "jit": "off",
    # Ids of people are looked up in memory: where they do not fit, each is looked for in all of them.
    "work_mem": "256MB",
    # All rows of a list are read, and not only the first.
    "cursor_tuple_fraction": "1.0",
}


def shown(address: str) -> str:
    """The address as it may be told: host and database, without user and password. Raises Fault."""
    said = _said(address)
    port = f":{said['port']}" if str(said.get("port", "5432")) != "5432" else ""
    return f"postgresql://{said.get('host') or 'localhost'}{port}/{said.get('dbname') or ''}"


def _said(address: str) -> dict[str, Any]:
    try:
        said = dict(conninfo_to_dict(address))
    except (psycopg.Error, UnicodeError):
        # What libpq says of it repeats what was written, and a password may stand there.
        raise Fault("address") from None
    # A password with an @ of its own ends at it, and its rest would be told as the host's name.
    if "@" in f"{said.get('host')}{said.get('dbname')}" or not str(said.get("port", 0)).replace(",", "").isdecimal():
        raise Fault("address")
    return said


def connect(address: str, *, reading: bool) -> Connection:
    """A connection with a transaction for the whole of its life; `reading` alone, it cannot change anything.

    Raises Fault and psycopg.Error.
    """
    named = _said(address)
    if not named.get("password") and (password := os.environ.get(PASSWORD)):
        named["password"] = password
    named |= {"connect_timeout": SECONDS, "application_name": "Quillwork", "client_encoding": "UTF8"}
    try:
        connection = psycopg.connect(**named)
    except psycopg.OperationalError as error:
        raise _not_connected(error) from None
    except (psycopg.Error, UnicodeError):
        raise Fault("address") from None
    try:
        connection.read_only = reading
        for name, value in _SETTINGS.items():
            connection.execute(sql.SQL("SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        if connection.info.parameter_status("server_encoding") != "UTF8":
            raise Fault("encoding")
    except BaseException:
        connection.close()
        raise
    return connection


def _not_connected(error: psycopg.OperationalError) -> Fault:
    said = str(error)
    if "password" in said:
        return Fault("password")
    line = next((line for line in said.splitlines() if line.strip()), "")
    line = line.rpartition("FATAL:")[2].rpartition("failed: ")[2].strip(" .")[:300]
    return Fault("not let in" if "FATAL" in said else "no answer", line[:1].upper() + line[1:])


def prefix_of(uid: str) -> str:
    """What the names of a project's schemas begin with: one for each push, so that nobody's reading is changed."""
    return f"quillwork_{hashlib.sha256(uid.encode()).hexdigest()[:12]}_"


def schemas(connection: Connection, prefix: str) -> list[str]:
    """The schemas of a project's pushes."""
    asked = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s) ORDER BY nspname"
    return [str(name) for (name,) in connection.execute(asked, [prefix]).fetchall()]


def stop(connection: Connection) -> None:
    """End what a connection waits for with an error; called from another thread than waits."""
    # Where it is gone, or has answered, there is nothing to end.
    with contextlib.suppress(psycopg.Error):
        connection.cancel_safe(timeout=SECONDS)
