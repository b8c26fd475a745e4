"""PostgreSQL and MariaDB as they are: types, a million rows, stopping, refusing, and what goes wrong on the way."""

import datetime as dt
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq
import pytest
import sqlalchemy

from app import command_line, ingest
from app.domain.problems import ImportProblem
from app.domain.progress import Cancelled, Progress
from app.ingest import AccessProblem, AddressProblem, DatabaseAddress, QueryProblem
from app.project import Project
from tests import servers
from tests.servers import PASSWORD, Server

pytestmark = pytest.mark.long


@pytest.fixture(scope="module", params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with getattr(servers, request.param)() as running:
        yield running


def at(server: Server, **words: str) -> DatabaseAddress:
    return ingest.database_address(server.address(**words), password=PASSWORD)


def run(server: Server, *statements: str) -> None:
    """What a shop does to its own database."""
    engine = sqlalchemy.create_engine(at(server).url, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def rows(server: Server, query: str) -> list[dict[str, Any]]:
    with ingest.fetch(at(server), query=query) as found:
        return pq.read_table(found.path).to_pylist()


def is_postgresql(server: Server) -> bool:
    return server.scheme == "postgresql"


def quoted(server: Server, name: str) -> str:
    sign = '"' if is_postgresql(server) else "`"
    return f"{sign}{name}{sign}"


def test_tables_views_and_odd_names_are_listed_and_fetched(server: Server) -> None:
    for name in ("select", "Käufer größe", "a.b", 'x"y`z'.replace("`" if not is_postgresql(server) else '"', "_")):
        columns = f"{quoted(server, 'order')} INT, {quoted(server, 'Straße')} TEXT"
        run(server, f"CREATE TABLE {quoted(server, name)} ({columns})")
        run(server, f"INSERT INTO {quoted(server, name)} VALUES (1, 'Łódź 🎁')")
        found = next(one for one in ingest.database_tables(at(server)) if one.name == name)
        with ingest.fetch(at(server), found.title) as file:
            assert pq.read_table(file.path).to_pylist() == [{"order": 1, "Straße": "Łódź 🎁"}]
            assert file.path.suffix == ".parquet"
            assert (file.rows, file.source) == (1, f"{server.scheme}://127.0.0.1:{server.port}/shop")
        assert not file.path.exists()
    run(server, f"CREATE VIEW seen AS SELECT * FROM {quoted(server, 'select')}")
    seen = next(one for one in ingest.database_tables(at(server)) if one.name == "seen")
    assert seen.is_view
    assert not any("information_schema" in one.title for one in ingest.database_tables(at(server)))


def test_schemas_of_postgresql_are_told_apart(server: Server) -> None:
    if not is_postgresql(server):
        pytest.skip("what MariaDB calls a schema is another database")
    run(server, "CREATE TABLE people (id INT)", "INSERT INTO people VALUES (1)", "CREATE SCHEMA crm",
        "CREATE TABLE crm.people (id INT)", "INSERT INTO crm.people VALUES (2)",
        "CREATE MATERIALIZED VIEW crm.kept AS SELECT 3 AS id")  # fmt: skip
    titles = [one.title for one in ingest.database_tables(at(server))]
    assert {"people", "crm.people", "crm.kept"} <= set(titles)
    assert titles.index("people") < titles.index("crm.kept")
    for title, number in (("people", 1), ("crm.people", 2), ("CRM.People", 2), ("kept", 3)):
        with ingest.fetch(at(server), title) as file:
            assert pq.read_table(file.path).to_pylist() == [{"id": number}]


def test_types_of_postgresql(server: Server) -> None:
    if not is_postgresql(server):
        pytest.skip("of the other server")
    query = """SELECT 1::smallint AS whole, 9007199254740993::bigint AS large, 0.1::real AS small,
        0.1::float8 AS fraction, 19.90::numeric(10,2) AS price, 'NaN'::numeric AS none, true AS yes,
        'x'::char(3) AS padded, DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 10:00:00.5' AS local,
        TIMESTAMPTZ '2024-02-29 10:00:00+02' AS moment, TIME '09:05' AS time, INTERVAL '1 day 2 hours' AS span,
        '{"a": [1, "ü"]}'::jsonb AS json, ARRAY['a','b'] AS list, '\\x00ff'::bytea AS bytes,
        '6f1c1b9e-8a5e-4b1f-9a6c-0c6b1d0f3c11'::uuid AS uuid, '10.0.0.1'::inet AS host, int4range(1, 5) AS range,
        NULL::int AS nothing, 'infinity'::date AS never, '0044-03-15 BC'::timestamp AS ides,
        123456789012345678901234567890.5::numeric AS exact, 1e50::numeric AS huge"""
    (row,) = rows(server, query)
    assert row == {
        "whole": 1, "large": 9007199254740993, "small": 0.1, "fraction": 0.1, "price": Decimal("19.90"), "none": None,
        "yes": True, "padded": "x  ", "day": dt.date(2024, 2, 29), "local": dt.datetime(2024, 2, 29, 10, 0, 0, 500_000),
        "moment": dt.datetime(2024, 2, 29, 8, tzinfo=dt.UTC), "time": "09:05:00", "span": "1 day, 2:00:00",
        "json": '{"a":[1,"ü"]}', "list": '["a","b"]', "bytes": "00ff", "uuid": "6f1c1b9e-8a5e-4b1f-9a6c-0c6b1d0f3c11",
        "host": "10.0.0.1", "range": "[1, 5)", "nothing": None, "never": "infinity", "ides": "0044-03-15 00:00:00 BC",
        "exact": Decimal("123456789012345678901234567890.5"), "huge": "1" + "0" * 50,
    }  # fmt: skip


def test_types_of_mariadb(server: Server) -> None:
    if is_postgresql(server):
        pytest.skip("of the other server")
    run(server, """CREATE TABLE sorts (whole TINYINT(1), large BIGINT UNSIGNED, fraction DOUBLE, price DECIMAL(10,2),
        yes BIT(1), bits BIT(12), day DATE, zero DATE, local DATETIME(6), stamp TIMESTAMP NULL, time TIME, json JSON,
        bytes VARBINARY(4), text LONGTEXT, choice ENUM('a','b'), choices SET('a','b'), year YEAR, nothing INT)""",
        "SET sql_mode=''",
        """INSERT INTO sorts VALUES (1, 18446744073709551615, 0.1, 19.90, b'1', b'101', '2024-02-29', '0000-00-00',
        '2024-02-29 10:00:00.5', '2024-02-29 10:00:00', '09:05:00', '{"a": 1}', x'00ff', 'Łódź', 'a', 'a,b', 2024,
        NULL)""")  # fmt: skip
    assert rows(server, "SELECT * FROM sorts") == [{
        "whole": 1, "large": "18446744073709551615", "fraction": 0.1, "price": Decimal("19.90"), "yes": True, "bits": 5,
        "day": dt.date(2024, 2, 29), "zero": "0000-00-00", "local": dt.datetime(2024, 2, 29, 10, 0, 0, 500_000),
        "stamp": dt.datetime(2024, 2, 29, 10), "time": "9:05:00", "json": '{"a": 1}', "bytes": "00ff", "text": "Łódź",
        "choice": "a", "choices": "a,b", "year": 2024, "nothing": None,
    }]  # fmt: skip


SERIES = {
    "postgresql": "SELECT n AS id, 'p' || n || '@example.com' AS email, n * 0.01 AS price, "
    "DATE '2020-01-01' + n % 1500 AS day, repeat('Straße ', 10) AS street FROM generate_series(1, {count}) AS n",
    "mariadb": "SELECT seq AS id, CONCAT('p', seq, '@example.com') AS email, seq * 0.01 AS price, "
    "DATE '2020-01-01' + INTERVAL seq % 1500 DAY AS day, REPEAT('Straße ', 10) AS street FROM seq_1_to_{count}",
}


@pytest.mark.timeout(900)
def test_a_million_rows_take_no_more_memory_than_a_few(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    def fetched(count: int) -> tuple[int, float]:
        before, most = psutil.Process().memory_info().rss, 0

        def report(share: float, phrase: str) -> None:
            nonlocal most
            most = max(most, psutil.Process().memory_info().rss)

        began = time.perf_counter()
        query = SERIES[server.scheme].format(count=count)
        with ingest.fetch(at(server), query=query, progress=Progress(report)) as file:
            assert file.rows == count
            assert pq.ParquetFile(file.path).metadata.num_rows == count
        return most - before, time.perf_counter() - began

    fetched(50_000)
    few, _ = fetched(200_000)
    many, seconds = fetched(2_000_000)
    with capsys.disabled():
        told = f"{many >> 20} MB more (200,000 rows: {few >> 20} MB)"
        print(f"\n{server.scheme}: 2,000,000 rows in {seconds:.0f} s, {told}")
    # The rows themselves would be 400 MB and more.
    assert many < 150 << 20


class Stopper:
    """Somebody who presses Cancel after a while."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def progress(self) -> Progress:
        return Progress(None, lambda: time.monotonic() > self._until)


SLEEPS = {"postgresql": "SELECT pg_sleep(60)", "mariadb": "SELECT SLEEP(60)"}
AT_WORK = {
    "postgresql": "SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%%pg_sleep(60)%%' "
    "AND pid <> pg_backend_pid()",
    "mariadb": "SELECT count(*) AS n FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(60)%'",
}


def test_what_a_database_works_on_can_be_stopped_there_too(server: Server) -> None:
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ingest.fetch(at(server), query=SLEEPS[server.scheme], progress=Stopper(1).progress())
    assert time.monotonic() - began < 3
    (left,) = rows(server, AT_WORK[server.scheme].replace("%%", "%"))
    assert left["n"] == 0


def test_rows_that_come_can_be_stopped(server: Server) -> None:
    began = time.monotonic()
    query = SERIES[server.scheme].format(count=50_000_000)
    with pytest.raises(Cancelled):
        ingest.fetch(at(server), query=query, progress=Stopper(2).progress())
    assert time.monotonic() - began < 6


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO guarded VALUES (2)", "DELETE FROM guarded", "DROP TABLE guarded",
        "SELECT 1; DROP TABLE guarded", "WITH gone AS (DELETE FROM guarded RETURNING *) SELECT * FROM gone",
        "SELECT * INTO other FROM guarded", "(SELECT 1); COMMIT; DROP TABLE guarded",
    ],
)  # fmt: skip
def test_nothing_is_written_by_a_query(server: Server, query: str) -> None:
    run(server, "DROP TABLE IF EXISTS guarded", "CREATE TABLE guarded (id INT)", "INSERT INTO guarded VALUES (1)")
    with pytest.raises(QueryProblem):
        ingest.fetch(at(server), query=query)
    assert rows(server, "SELECT * FROM guarded") == [{"id": 1}]


def test_the_database_refuses_what_the_words_do_not_tell(server: Server) -> None:
    if is_postgresql(server):
        counting = "'SELECT nextval(''numbers'')::int'"
        run(server, "CREATE SEQUENCE IF NOT EXISTS numbers",
            f"CREATE OR REPLACE FUNCTION writing() RETURNS int LANGUAGE sql AS {counting}")  # fmt: skip
    else:
        run(server, "DROP TABLE IF EXISTS hidden", "CREATE TABLE hidden (id INT)", "DROP FUNCTION IF EXISTS writing",
            "CREATE FUNCTION writing() RETURNS INT MODIFIES SQL DATA "
            "BEGIN INSERT INTO hidden VALUES (1); RETURN 1; END")  # fmt: skip
    with pytest.raises(QueryProblem, match="would change the database"):
        ingest.fetch(at(server), query="SELECT writing()")


def says(server: Server, kind: type[ImportProblem], address: str, password: str = PASSWORD, **asked: str) -> str:
    with pytest.raises(kind) as caught:
        ingest.fetch(ingest.database_address(address, password=password), **(asked or {"table": "people"}))
    told = str(caught.value)
    assert password not in told or not password
    assert caught.value.remedy
    return told


def test_each_thing_that_goes_wrong_has_its_sentence(server: Server) -> None:
    here = f"{server.scheme}://127.0.0.1:{server.port}/shop"
    run(server, "CREATE TABLE IF NOT EXISTS something (id INT)")
    assert "does not accept this user with this password" in says(server, AccessProblem, server.address(), "wrong one")
    assert "wants a password" in says(server, AccessProblem, server.address(), "")
    assert "has no database “nowhere”" in says(server, AddressProblem, server.address("nowhere"))
    assert "takes no connections on port 1" in says(
        server, AddressProblem, f"{server.scheme}://reader@127.0.0.1:1/shop"
    )
    nobody = f"{server.scheme}://reader@no.such.host.invalid/shop"
    assert "no computer called “no.such.host.invalid”" in says(server, AddressProblem, nobody)
    assert f"{here} has no table “nothing”" in says(server, QueryProblem, server.address(), table="nothing")
    for query in ("SELECT * FROM nothing", "SELECT nothing"):
        assert "names what the database has not" in says(server, QueryProblem, server.address(), query=query)
    assert "does not understand" in says(server, QueryProblem, server.address(), query="SELECT FROM WHERE")


def test_a_password_is_nowhere_to_be_found(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(server, "DROP TABLE IF EXISTS contacts", "CREATE TABLE contacts (email VARCHAR(99), city VARCHAR(99))",
        "INSERT INTO contacts VALUES ('ann@example.com', 'Łódź'), ('bob@example.com', 'Kraków')")  # fmt: skip
    project = tmp_path / "shop.quill"
    written = at(server).url.render_as_string(hide_password=False)
    out, err = io.StringIO(), io.StringIO()

    def call(*words: str) -> int:
        return command_line.run([*words, "--json"], out, err)

    assert call("new", str(project)) == 0
    assert call("import", str(project), written, "--as", "profiles", "--table", "contacts") == 0
    monkeypatch.setenv("QUILLWORK_DATABASE_PASSWORD", PASSWORD)
    again = io.StringIO()
    words = ["import", str(project), server.address(), "--as", "profiles", "--query", "SELECT * FROM contacts"]
    assert command_line.run([*words, "--json"], again, err) == 0
    assert json.loads(again.getvalue())["duplicates"] == 2
    for bad in ("nowhere", "shop"):
        call("import", str(project), written.replace("/shop", f"/{bad}"), "--as", "profiles", "--table", "nothing")
    assert call("import", str(project), written, "--as", "profiles") == 2
    assert "contacts" in err.getvalue()
    assert call("imports", str(project)) == 0
    assert call("audit", str(project)) == 0
    with Project.open(project) as opened:
        sources = [one.source for one in ingest.history(opened)]
    assert sources == [f"{server.scheme}://127.0.0.1:{server.port}/shop"] * 2
    kept = out.getvalue() + again.getvalue() + err.getvalue()
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (PASSWORD, PASSWORD.replace(" ", "%20"), PASSWORD.replace(" ", "+")):
        assert secret not in kept
        assert secret.encode() not in left


def soon(seconds: float, call: Callable[[], None]) -> threading.Thread:
    timer = threading.Timer(seconds, call)
    timer.start()
    return timer


def test_a_server_that_dies_half_way_is_told_and_nothing_stays(server: Server, tmp_path: Path) -> None:
    came = threading.Event()

    def report(share: float, phrase: str) -> None:
        if "rows" in phrase:
            came.set()

    def kill() -> None:
        came.wait(60)
        server.restart()

    killing = soon(0.1, kill)
    query = SERIES[server.scheme].format(count=50_000_000)
    with pytest.raises(ImportProblem, match=r"connection to .* was lost\. [\d,]+ rows had come by then\. Nothing"):
        ingest.fetch(at(server), query=query, progress=Progress(report))
    killing.join()
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            assert rows(server, "SELECT 1 AS one") == [{"one": 1}]
            return
        except ImportProblem:  # it is still mending what the kill left
            time.sleep(0.5)
    pytest.fail("the server did not come back")
