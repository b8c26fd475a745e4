"""Addresses as people write them: what is asked, what may be shown and kept, and what is wrong with one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ingest.readers.databases.addresses import parsed
from app.ingest.readers.databases.problems import AccessProblem, AddressProblem


@pytest.mark.parametrize(
    ("written", "driver", "shown", "kept"),
    [
        ("postgres://ann:pw@db.shop/crm", "postgresql+psycopg", "postgresql://db.shop/crm", "postgresql://db.shop/crm"),
        (" postgresql://db:5433/crm ", "postgresql+psycopg", "postgresql://db:5433/crm", "postgresql://db:5433/crm"),
        ("postgresql://db:5432/crm", "postgresql+psycopg", "postgresql://db/crm", "postgresql://db:5432/crm"),
        ("MySQL://ann@db/shop", "mysql+pymysql", "mysql://db/shop", "mysql://db/shop"),
        ("mariadb://[::1]/shop", "mariadb+pymysql", "mariadb://[::1]/shop", "mariadb://[::1]/shop"),
        (
            "postgresql://db/crm?sslmode=require&sslpassword=pw", "postgresql+psycopg", "postgresql://db/crm",
            "postgresql://db/crm?sslmode=require",
        ),
        ("mysql+pymysql://db/shop?password=pw&user=ann", "mysql+pymysql", "mysql://db/shop", "mysql://db/shop?user=ann"),
    ],
)  # fmt: skip
def test_an_address_goes_to_its_driver_and_is_shown_without_secrets(
    written: str, driver: str, shown: str, kept: str
) -> None:
    found = parsed(written)
    assert (found.url.drivername, found.shown, found.kept) == (driver, shown, kept)
    assert "pw" not in repr(found)


def test_user_and_password_beside_it_count_before_those_in_it() -> None:
    found = parsed("postgresql://ann:old@db/crm", "bob", "s3cret@/:?")
    assert (found.url.username, found.url.password, found.secrets) == ("bob", "s3cret@/:?", ("s3cret@/:?",))
    assert (found.host, found.port) == ("db", 5432)
    assert parsed("postgresql://ann:a%40b@db/crm").url.password == "a@b"
    assert parsed("mysql://ann@db/shop?password=pw").url.password == "pw"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=3))
def test_no_password_stands_in_what_is_shown(password: str) -> None:
    marked = f"§{password}§"
    found = parsed("postgresql://db/crm", "ann", marked)
    assert found.url.password == marked
    assert "§" not in f"{found.shown}{found.kept}{found!r}{found.url}"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "There is none"), ("crm", "which kind"), ("://", "no address"),
        ("postgresql://db:secret/crm", "port is no number"),
        ("mysql://ann:secret@x@db/shop", "written as %40"), ("postgresql://ann:p@ss/secret@db/crm", "written as %40"),
        ("postgre://ann:secret@db/crm", "No kind of database is called “postgre”"),
        ("snowflake://ann:secret@x/y", "snowflake-sqlalchemy"), ("oracle://ann:secret@db/crm", "pip install oracledb"),
        ("mssql+pymssql://ann:secret@db/crm", "pip install pymssql"), ("sqlite://", "names no file"),
        ("sqlite:///nowhere/shop.db", "There is no database file shop.db. Look for it in"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_repeated(written: str, says: str) -> None:
    with pytest.raises(AddressProblem) as caught:
        parsed(written)
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.remedy


def test_a_password_of_nobody_is_asked_back() -> None:
    with pytest.raises(AccessProblem, match="and no user"):
        parsed("postgresql://:pw@db/crm")


def test_a_file_has_no_host(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "shop.db")) as made:
        made.execute("CREATE TABLE one (id)")
    found = parsed(f"sqlite:///{tmp_path / 'shop.db'}")
    assert parsed(found.shown, "ann", "pw") == found
    assert (found.host, found.port, found.shown) == ("shop.db", 0, f"sqlite:///{tmp_path / 'shop.db'}")
