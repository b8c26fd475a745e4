"""The address of a database as somebody writes it, with the secrets apart from what may be shown and kept."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from app.ingest.readers.databases import problems

_DRIVERS: Final = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
_PACKAGES: Final = {
    "psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient", "pymysql": "PyMySQL",
    "oracle": "oracledb", "mssql": "pyodbc", "snowflake": "snowflake-sqlalchemy", "bigquery": "sqlalchemy-bigquery",
    "redshift": "sqlalchemy-redshift", "clickhouse": "clickhouse-sqlalchemy",
    "databricks": "databricks-sqlalchemy", "trino": "trino", "presto": "pyhive", "athena": "PyAthena",
    "cockroachdb": "sqlalchemy-cockroachdb", "firebird": "sqlalchemy-firebird", "hana": "sqlalchemy-hana",
    "teradatasql": "teradatasqlalchemy", "db2": "ibm_db_sa",
}  # fmt: skip
"""What has to be installed, by the driver's module or the kind that an address begins with."""
_KNOWN: Final = "postgresql://, mysql://, mariadb:// or sqlite:///"
_PORTS: Final = {"postgresql": 5432, "mysql": 3306, "mariadb": 3306}
_SECRET = re.compile(r"pass|pwd|secret|token|odbc_connect|credential", re.IGNORECASE)
"""Names of what is said behind the ? of an address and must not be shown."""


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where a database is and who asks it; `shown` and `kept` hold no password, and `shown` no user either."""

    url: URL = field(repr=False)
    shown: str
    kept: str

    @property
    def user(self) -> str:
        """Who asks."""
        return self.url.username or ""

    @property
    def password(self) -> str:
        """For a field that hides it, and for nothing else."""
        return str(self.url.password or "")

    @property
    def host(self) -> str:
        """The computer it is on, for a file its name."""
        return self.url.host or Path(self.url.database or "").name or self.url.get_backend_name()

    @property
    def port(self) -> int:
        """Where it listens; 0 where that is not known."""
        return self.url.port or _PORTS.get(self.url.get_backend_name(), 0)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no message."""
        values = [self.url.password, *(value for name, value in _said(self.url) if _SECRET.search(name))]
        return tuple(str(value) for value in values if value)


def parsed(text: str, user: str = "", password: str = "") -> DatabaseAddress:
    """Read an address; a user or a password that is given beside it counts before the one in it.

    Raises AddressProblem or AccessProblem; neither ever repeats what was written, for a password may stand in it.
    """
    url = _driven(_parts(text.strip()))
    if url.get_backend_name() == "sqlite":
        # A file asks nobody who they are.
        return _of_file(URL.create(url.drivername, database=url.database))
    inside = {name: value for name, value in _said(url) if name.lower() in ("password", "passwd", "pwd")}
    url = url.difference_update_query(list(inside))
    password = password or url.password or next(iter(inside.values()), "")
    url = url.set(username=user.strip() or url.username or None)
    if password:
        url = url.set(password=password)
    address = DatabaseAddress(url, _shown(url), _kept(url))
    if password and not url.username and "user" not in url.query:
        raise problems.USER_WANTED(place=address.shown)
    return address


def _of_file(url: URL) -> DatabaseAddress:
    """The address of a file, which SQLite would make where it is not there."""
    name = url.database or ""
    if name in ("", ":memory:") or name.startswith("file:"):
        raise problems.BAD_ADDRESS(why="It names no file")
    if not Path(name).is_file():
        raise problems.NO_FILE(name=Path(name).name, folder=Path(name).absolute().parent)
    return DatabaseAddress(url, _shown(url), _kept(url))


def _parts(text: str) -> URL:
    if "://" not in text:
        why = "It says not which kind of database it is" if text else "There is none"
        raise problems.BAD_ADDRESS(why=why)
    try:
        url = make_url(text)
    except ValueError:
        raise problems.BAD_ADDRESS(why=f"Its port is no number. {_WRITTEN}") from None
    except ArgumentError:
        raise problems.BAD_ADDRESS(why=_WRITTEN) from None
    # A password with an @ of its own ends at it, and its rest would be told as the host's name.
    if any("@" in part for part in (url.host or "", "" if url.drivername.startswith("sqlite") else url.database or "")):
        raise problems.BAD_ADDRESS(why=_WRITTEN)
    return url


_WRITTEN = "In a user or a password, signs such as @ / : ? have to be written as %40 %2F %3A %3F, or given beside it"


def _driven(url: URL) -> URL:
    """With the driver that comes with the program, where none is named; raises AddressProblem for one that is not."""
    url = url.set(drivername=_DRIVERS.get(url.drivername.lower(), url.drivername.lower()))
    name = url.drivername.partition("+")[0]
    try:
        dialect = url.get_dialect()
        dialect.import_dbapi()
    except NoSuchModuleError:
        why = f"Its package {_PACKAGES[name]} is not installed" if name in _PACKAGES else ""
        raise problems.NO_KIND(name=name, why=why, known=_KNOWN) from None
    except ImportError as missing:
        module = (missing.name or url.get_driver_name()).partition(".")[0]
        usual = "" if "+" in url.drivername else _PACKAGES.get(name)
        package = _PACKAGES.get(module) or usual or module
        raise problems.NO_DRIVER(name=name, package=package) from None
    return url


def _said(url: URL) -> list[tuple[str, str]]:
    return [(name, one) for name, value in url.query.items() for one in ((value,) if isinstance(value, str) else value)]


def _shown(url: URL) -> str:
    bare = URL.create(url.get_backend_name(), host=url.host, port=_other_port(url), database=url.database)
    return bare.render_as_string(hide_password=True)


def _other_port(url: URL) -> int | None:
    return None if url.port == _PORTS.get(url.get_backend_name()) else url.port


def _kept(url: URL) -> str:
    """The address for another time: who asks and how, and no secret."""
    named = url.get_backend_name() if url.drivername in _DRIVERS.values() else url.drivername
    query = {name: value for name, value in url.query.items() if not _SECRET.search(name)}
    bare = URL.create(named, host=url.host, port=url.port, database=url.database, query=query)
    return bare.render_as_string(hide_password=True)
