"""What drivers say, told in our words; the servers' own are tried in test_on_servers.py."""

import socket

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.domain.problems import ImportProblem
from app.ingest.readers.databases.addresses import parsed
from app.ingest.readers.databases.faults import told
from app.ingest.readers.databases.problems import AccessProblem, AddressProblem, QueryProblem

SECRET = "hunter2 & Söhne"


class Said(Exception):
    """An error of a driver, by its state."""

    def __init__(self, words: str, sqlstate: str | None = None) -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


def problem(error: Exception, *, connecting: bool = False, at: str = "postgresql://ann@localhost/crm") -> ImportProblem:
    address = parsed(at, password=SECRET)

    def fail() -> None:
        with told(address, connecting=connecting) as came:
            came[0] = 1_200
            raise error

    with pytest.raises(ImportProblem) as caught:
        fail()
    assert caught.value.__suppress_context__
    return caught.value


@pytest.mark.parametrize(
    ("state", "kind", "says"),
    [
        ("42P01", QueryProblem, "names what the database has not"), ("42601", QueryProblem, "does not understand"),
        ("42501", QueryProblem, "may not read"), ("25006", QueryProblem, "would change"),
        ("22012", QueryProblem, "could not answer"),
        ("57P01", ImportProblem, "was lost. 1,200 rows had come by then"),
    ],
)  # fmt: skip
def test_a_state_has_its_sentence(state: str, kind: type[ImportProblem], says: str) -> None:
    found = problem(ProgrammingError("SELECT", None, Said("the server's words\nLINE 1", state)))
    assert isinstance(found, kind)
    assert says in str(found)
    assert "LINE 1" not in str(found)


def test_no_secret_is_repeated() -> None:
    found = problem(ProgrammingError("SELECT", None, Said(f"near {SECRET}: {SECRET}", "42601")))
    assert "Near •••: •••" in str(found)
    with pytest.raises(QueryProblem, match="Connection of •••"), told(parsed("mysql://ann:on@localhost/d")):
        raise ProgrammingError("SELECT", None, Said("connection of on"))


def listening() -> socket.socket:
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    return server


def test_a_server_that_refuses_says_why() -> None:
    with listening() as server:
        at = f"postgresql://ann@127.0.0.1:{server.getsockname()[1]}/crm"
        refused = problem(OperationalError("", None, Said("FATAL: Passwort falsch")), connecting=True, at=at)
        assert isinstance(refused, AccessProblem)
        assert "let nobody in. It says: FATAL: Passwort falsch" in str(refused)
        wrong = Said('FATAL: password authentication failed for user "ann"')
        assert "does not accept" in str(problem(OperationalError("", None, wrong), connecting=True, at=at))
        missing = problem(OperationalError("", None, Said('database "crm" does not exist')), connecting=True, at=at)
        assert "has no database “crm”" in str(missing)


def test_the_network_is_asked_what_stands_between() -> None:
    with listening() as server:
        port = server.getsockname()[1]
    at = f"postgresql://ann@127.0.0.1:{port}/crm"
    found = problem(OperationalError("", None, Said("timeout")), connecting=True, at=at)
    assert isinstance(found, AddressProblem)
    assert f"takes no connections on port {port}" in str(found)


def test_what_is_no_fault_of_the_database_is_raised_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError), told(parsed("postgresql://db/crm")):
        raise ZeroDivisionError
    with pytest.raises(ImportProblem, match="was lost"), told(parsed("postgresql://db/crm")):
        raise ConnectionResetError
