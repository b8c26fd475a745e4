"""What drivers say went wrong, told in a sentence of ours with what to do; no password ever stands in one."""

import contextlib
import re
import socket
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from app.domain.counts import counted
from app.domain.problems import Declared, ImportProblem, Problem
from app.ingest.readers.databases import problems
from app.ingest.readers.databases.addresses import DatabaseAddress
from storage.other_databases.kinds import SECONDS

_BY_CODE: Final[dict[str | int, Declared[ImportProblem]]] = {
    # PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html
    "28P01": problems.WRONG_PASSWORD, "28000": problems.NOT_LET_IN, "3D000": problems.NO_SUCH_DATABASE,
    "42601": problems.SYNTAX, "42P01": problems.UNKNOWN_NAME, "42703": problems.UNKNOWN_NAME,
    "42883": problems.UNKNOWN_NAME, "3F000": problems.UNKNOWN_NAME, "42501": problems.NOT_READ,
    "25006": problems.WRITES, "0A000": problems.FAILED,
    # MySQL and MariaDB: https://mariadb.com/kb/en/mariadb-error-code-reference/
    1045: problems.WRONG_PASSWORD, 1698: problems.WRONG_PASSWORD, 1044: problems.NO_SUCH_DATABASE,
    1049: problems.NO_SUCH_DATABASE, 1130: problems.NOT_LET_IN, 1064: problems.SYNTAX,
    1146: problems.UNKNOWN_NAME, 1054: problems.UNKNOWN_NAME, 1305: problems.UNKNOWN_NAME,
    1142: problems.NOT_READ, 1143: problems.NOT_READ, 1227: problems.NOT_READ, 1792: problems.WRITES,
}  # fmt: skip
_GONE: Final = {2006, 2013, 2014, 2055, "57P01", "57P02", "57P03"}
"""The codes of a connection that was ended from the other side."""
_NO_FILE_OF_SQLITE: Final = {"SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_CANTOPEN", "SQLITE_IOERR"}
_NO_DATABASE = re.compile(r'database "[^"]*" does not exist')
_NO_PASSWORD = re.compile(r"no password supplied|using password: NO")


@contextlib.contextmanager
def told(address: DatabaseAddress, *, connecting: bool = False) -> Iterator[list[int]]:
    """Turn what the database, its driver or the network say into a Problem. The list takes how many rows came."""
    came = [0]
    try:
        yield came
    except Problem:
        raise
    except (SQLAlchemyError, OSError, EOFError) as error:
        raise _problem(error, address, came[0], connecting=connecting) from None


def _problem(error: Exception, address: DatabaseAddress, came: int, *, connecting: bool) -> Problem:
    driver = getattr(error, "orig", None) or error
    code = _code(driver)
    lost = code in _GONE or isinstance(driver, (OSError, EOFError)) or getattr(error, "connection_invalidated", False)
    if connecting:
        return _not_connected(driver, code, address)
    if lost:
        return problems.LOST(place=address.shown, got=counted(came, "row"))
    known = _BY_CODE.get(code, problems.FAILED)
    if _of_sqlite(driver) in _NO_FILE_OF_SQLITE:
        return problems.NOT_OPENED(place=address.shown, why=_sentence(str(driver), address))
    if _of_sqlite(driver):
        known = _said_by_sqlite(driver)
    return _filled(known, driver, address)


def _not_connected(driver: BaseException, code: str | int, address: DatabaseAddress) -> Problem:
    said = str(driver)
    if _of_sqlite(driver) or not address.url.host:
        return problems.NOT_OPENED(place=address.shown, why=_sentence(said, address))
    if (fault := _of_network(address)) is not None:
        return fault
    # PostgreSQL's driver gives no code while it connects, and the server speaks the language of its country.
    if not address.url.password and (_NO_PASSWORD.search(said) or code == 1045):
        return problems.PASSWORD_WANTED(place=address.shown, remedy=ASK)
    if _NO_DATABASE.search(said):
        return _filled(problems.NO_SUCH_DATABASE, driver, address)
    if "password authentication failed" in said:
        return _filled(problems.WRONG_PASSWORD, driver, address)
    return _filled(_BY_CODE.get(code, problems.NOT_LET_IN), driver, address)


ASK: Final = "Give it in the field Password, in $QUILLWORK_DATABASE_PASSWORD, or in the address."


def _of_network(address: DatabaseAddress) -> Problem | None:
    """What stands between here and the server; None where it can be reached."""
    host, port = address.host, address.port
    if not port or "," in host or host.startswith("/"):
        return None
    try:
        socket.create_connection((host, port), SECONDS).close()
    except socket.gaierror:
        return problems.NO_HOST(host=host)
    except TimeoutError:
        return problems.NO_ANSWER(host=host, seconds=SECONDS)
    except ConnectionRefusedError:
        return problems.REFUSED(host=host, port=port)
    except (OSError, UnicodeError):
        return problems.NO_ANSWER(host=host, seconds=SECONDS)
    return None


def _filled(problem: Declared[ImportProblem], driver: BaseException, address: DatabaseAddress) -> Problem:
    values = {
        "place": address.shown,
        "host": address.host,
        "name": address.url.database or "",
        "why": _sentence(str(driver.args[1] if _is_numbered(driver) else driver), address),
    }
    return problem(**{name: value for name, value in values.items() if name in problem.values})


def _is_numbered(driver: BaseException) -> bool:
    return len(driver.args) > 1 and isinstance(driver.args[0], int)


def _code(driver: Any) -> str | int:
    # MySQL's number tells more than its state does.
    return int(driver.args[0]) if _is_numbered(driver) else str(getattr(driver, "sqlstate", None) or "")


def _of_sqlite(driver: BaseException) -> str:
    return str(getattr(driver, "sqlite_errorname", ""))


def _said_by_sqlite(driver: BaseException) -> Declared[ImportProblem]:
    said = str(driver)
    if _of_sqlite(driver) == "SQLITE_READONLY":
        return problems.WRITES
    if re.match(r"no such|ambiguous", said):
        return problems.UNKNOWN_NAME
    return problems.SYNTAX if "syntax error" in said or "incomplete input" in said else problems.FAILED


def _sentence(said: str, address: DatabaseAddress) -> str:
    """The first line of what is said, with no secret in it."""
    line = next((line.strip() for line in said.splitlines() if line.strip()), "")
    for secret in address.secrets:
        # A short one would be found inside of words that hold none.
        edge = r"(?<!\w){}(?!\w)" if len(secret) < 6 else "{}"
        line = re.sub(edge.format(re.escape(secret)), "•••", line)
    line = line.strip(" .")
    return f"{line[:1].upper()}{line[1:300]}"
