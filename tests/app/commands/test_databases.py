"""`import` with the address of a database: tables, queries, passwords, and the words that are wrong."""

import io
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app import command_line, ingest
from app.commands import databases
from app.ingest.readers.databases import problems


@pytest.fixture
def shop(tmp_path: Path) -> tuple[str, str]:
    """A project, and the address of a database."""
    with closing(sqlite3.connect(tmp_path / "crm.db")) as made:
        made.execute("CREATE TABLE customers (email TEXT, city TEXT)")
        made.execute("INSERT INTO customers VALUES ('a@x.de', 'Łódź'), ('b@x.de', 'Kraków')")
        made.execute("CREATE TABLE orders (id)")
        made.commit()
    assert call("new", str(tmp_path / "shop.quill"))[0] == 0
    return str(tmp_path / "shop.quill"), f"sqlite:///{tmp_path / 'crm.db'}"


def call(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return command_line.run(words, out, err), out.getvalue(), err.getvalue()


def answer(*words: str) -> Any:
    status, out, err = call(*words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_a_table_comes_in_and_its_address_is_its_source(shop: tuple[str, str]) -> None:
    project, address = shop
    words = ("import", project, address, "--as", "profiles", "--table", "customers")
    dry = answer(*words, "--dry-run")
    assert (dry["batch"], dry["rows"], dry["preview"][0]["city"]) == (None, 2, "Łódź")
    found = answer(*words)
    assert (found["accepted"], found["profiles_created"]) == (2, 2)
    assert answer(*words)["profiles_updated"] == 0
    answer(*words, "--source", "the CRM")
    told = [(one["file"], one["source"]) for one in answer("imports", project)]
    assert told == [("customers.parquet", address)] * 2 + [("customers.parquet", "the CRM")]


def test_a_query_comes_in_by_a_mapping(shop: tuple[str, str], tmp_path: Path) -> None:
    project, address = shop
    (tmp_path / "map.json").write_text('{"kind": "profiles", "columns": {"who": {"to": "email"}}}', "utf-8")
    query = "SELECT email AS who FROM customers WHERE city LIKE '%dź'"
    words = ("import", project, address, "--as", "profiles", "--map", str(tmp_path / "map.json"), "--query", query)
    assert answer(*words)["profiles_created"] == 1
    assert answer("imports", project)[0]["file"] == "query.parquet"


def test_without_a_table_they_are_listed(shop: tuple[str, str]) -> None:
    status, out, err = call("import", *shop, "--as", "profiles")
    assert (status, out) == (2, "")
    assert "Give --query, or --table and one of these: customers, orders." in err


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--table", "customers", "--query", "SELECT 1"), 2, "Both a table and a query are given"),
        (("--table", "people"), 1, "has no table “people”. It has customers, orders."),
        (("--query", "DROP TABLE customers"), 1, "would change the database"),
    ],
)
def test_words_that_are_wrong(shop: tuple[str, str], words: tuple[str, ...], status: int, says: str) -> None:
    found, out, err = call("import", *shop, "--as", "profiles", *words)
    assert (found, out) == (status, "")
    assert says in err
    assert answer("imports", shop[0]) == []


def test_a_file_has_no_tables_to_ask(shop: tuple[str, str], tmp_path: Path) -> None:
    status, _, err = call("import", shop[0], str(tmp_path / "x.csv"), "--as", "profiles", "--table", "people")
    assert (status, "is a file" in err) == (2, True)


def test_an_sqlite_file_is_asked_by_its_path(shop: tuple[str, str], tmp_path: Path) -> None:
    words = ("import", shop[0], str(tmp_path / "crm.db"), "--as", "profiles")
    assert answer(*words, "--table", "customers")["profiles_created"] == 2
    assert answer(*words, "--query", "SELECT email FROM customers LIMIT 1")["rows"] == 1
    assert "has no table “people”" in call(*words, "--table", "people")[2]


def test_the_help_tells_of_databases(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["import", "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "postgresql://user@host/database" in told
    assert f"${databases.PASSWORD}" in told
    assert "--table" in told
    assert "--query" in told


class Asked:
    """A server that lets in who gives this password; it notes what was given."""

    def __init__(self, password: str) -> None:
        self._password = password
        self.given: list[str | None] = []

    def __call__(self, address: ingest.DatabaseAddress, *_: object) -> list[Any]:
        self.given.append(address.url.password)
        if address.url.password != self._password:
            raise problems.WRONG_PASSWORD(place=address.shown)
        return []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("given", ["environment", "terminal", "address", "nowhere"])
def test_where_a_password_comes_from(shop: tuple[str, str], monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    server, prompts = Asked("s3cret"), []
    monkeypatch.setattr(ingest, "database_tables", server)
    monkeypatch.setattr("getpass.getpass", lambda prompt: prompts.append(prompt) or "s3cret")
    monkeypatch.setattr(sys, "stdin", Terminal() if given == "terminal" else io.StringIO())
    monkeypatch.setenv(databases.PASSWORD, "s3cret" if given == "environment" else "")
    address = "postgresql://ann:s3cret@db/crm" if given == "address" else "postgresql://ann@db/crm"
    status, out, err = call("import", shop[0], address, "--as", "profiles")
    assert status == (1 if given == "nowhere" else 2)
    assert "s3cret" not in out + err
    assert prompts == (["Password for postgresql://db/crm: "] if given == "terminal" else [])
    assert server.given[-1] == (None if given == "nowhere" else "s3cret")
