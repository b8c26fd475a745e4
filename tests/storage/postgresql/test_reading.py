"""What is read back from a database is what was put there, in its types."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import ibis
import psycopg
import pyarrow as pa
import pytest
from psycopg import sql

from app.domain.progress import SILENT
from app.domain.shared_answers import Known
from app.rules.patterns import rewritten
from storage.mirror.carried import TABLES
from storage.postgresql import connecting, pushing, reading
from storage.postgresql.faults import Fault
from storage.postgresql.pushing import Told
from tests import servers
from tests.servers import PASSWORD

TEXTS = ["it's", 'a "b"', "a,b", "a\nb", "\\N", "\\.", "", " ", "NULL", "{}", "İß\U0001f600", "Z", "a", "é", None]
ROWS = pa.table(
    {
        "id": pa.array(range(len(TEXTS)), pa.int64()),
        "key": TEXTS,
        "hash": pa.array([2**64 - 1 - number for number in range(len(TEXTS))], pa.uint64()),
        "number": [0.1 + 0.2, 2.5, -2.5, 0.5, -0.5, 1.5, 1e300, 0.49999999999999994, *[None] * (len(TEXTS) - 8)],
        "small": pa.array([-128] * len(TEXTS), pa.int8()),
        "day": pa.array([None] * len(TEXTS), pa.int32()),
        "yes": [None, True, False] * (len(TEXTS) // 3),
        "held": pa.array([[one] for one in TEXTS], pa.list_(pa.string())),
    }
)


class Source:
    """A reading with these rows as its people, and nothing else."""

    token = "abc"
    types: dict[str, dict[str, str]] = {"traits": {}}
    changes: dict[str, int] = {}
    latest_consent = latest_suppression = None
    people = len(TEXTS)

    def __init__(self, people: pa.Table) -> None:
        self.rows = {name: people if name == "profiles" else pa.table({"profile_id": [1]}) for name in TABLES}
        events = {
            "profile_id": pa.array([], pa.int64()),
            "name": pa.array([], pa.string()),
            "at": pa.array([], pa.int64()),
        }
        self.rows["events"] = pa.table(events)
        self.rows["memberships"] = pa.table({"profile_id": [1], "segment_id": [1]})

    def table(self, name: str) -> ibis.Table:
        return ibis.table(ibis.Schema.from_pyarrow(self.rows[name].schema), name=name)

    def batches(self, expression: ibis.Table, at_once: int) -> Iterator[pa.RecordBatch]:
        yield from self.rows[expression.get_name()].to_batches(5)


def test_sums_of_any_length_become_the_numbers_that_are_meant() -> None:
    rows = [(Decimal(7), Decimal("0.5"), "a"), (None, 2.5, None)]
    schema = pa.schema([("whole", pa.int64()), ("part", pa.float64()), ("text", pa.string())])

    class Cursor:
        def fetchmany(self, at_once: int) -> list[tuple[Any, ...]]:
            found, rows[:] = rows[:at_once], rows[at_once:]
            return found

    found = pa.Table.from_batches(reading._batches(Cursor(), schema, 1), schema)
    assert found.to_pylist() == [
        {"whole": 7, "part": 0.5, "text": "a"},
        {"whole": None, "part": 2.5, "text": None},
    ]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with servers.postgresql() as running:
        yield running.address().replace("reader@", f"reader:{quote(PASSWORD)}@")


@contextmanager
def read_at(address: str) -> Iterator[reading.PushedMirror]:
    connection = connecting.connect(address, reading=True)
    [pushed] = reading._lying(connection, connecting.prefix_of("uid"))
    connection.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(pushed.schema)))
    with reading.PushedMirror(connection, pushed.token, pushed.facts, Known(5), lambda fault: fault) as mirror:
        yield mirror


@pytest.fixture(scope="module")
def there(address: str) -> Iterator[reading.PushedMirror]:
    pushing.push(address, Source(ROWS), Told("uid", "Anna's shop", "UTC"), SILENT)
    with read_at(address) as mirror:
        yield mirror


@pytest.mark.long
def test_odd_values_come_back_as_they_were(there: reading.PushedMirror) -> None:
    people = there.table("profiles")
    assert there.to_pyarrow(people.order_by("id")) == ROWS
    assert pa.Table.from_batches(there.batches(people.order_by("id"), 4)) == ROWS
    in_order = there.to_pyarrow(people.order_by("key")).column("key").to_pylist()
    assert in_order == [*sorted(filter(lambda one: one is not None, TEXTS), key=lambda one: one.encode()), None]


@pytest.mark.long
def test_halves_capitals_and_rows_from_outside_are_as_elsewhere(there: reading.PushedMirror) -> None:
    people = there.table("profiles")
    asked = people.filter(people.number < 1e9).order_by("id").select(whole=people.number.round())
    assert there.to_pyarrow(asked).column("whole").to_pylist() == [0, 3, -3, 1, -1, 2, 0]
    small = there.to_pyarrow(people.filter(people.id == 10).select(small=people.key.lower()))
    assert small.column("small").to_pylist() == ["iß\U0001f600"]
    eighth = people.filter(people.id < 8).order_by("id").select(down=(people.id - 5) // 2, up=(people.id - 5) // -2)
    assert there.to_pyarrow(eighth).column("down").to_pylist() == [(number - 5) // 2 for number in range(8)]
    assert there.to_pyarrow(eighth).column("up").to_pylist() == [(number - 5) // -2 for number in range(8)]
    found = there.answer("key", lambda few: people.semi_join(few, people.id == few.few_id).select("key"), [1])
    assert found == [{"key": 'a "b"'}]


@pytest.mark.long
@pytest.mark.parametrize(
    ("pattern", "text", "holds"),
    [
        ("^a.c$", "abc", True), ("^a.c$", "a\nc", False), ("^a$", "a\n", False), ("\\w\\d", "é1", False),
        ("[\\s]x", "\tx", True), ("a{300}", "a" * 300, True), ("a{300}", "a" * 299, False),
        ("^a{2,300}$", "a" * 301, False),
        ("(ab|c){256,}", "ab" * 256, True), ("\\.\\-\\*", ".-*", True), ("straSSe", "STRASSE", True),
        ("[^a-z]", "abc", False),
        ("ß", "ẞ", True), ("\\\\", "\\", True), ("[\\]x]", "]", True),
    ],
)  # fmt: skip
def test_patterns_find_the_same(address: str, pattern: str, text: str, holds: bool) -> None:
    from storage.postgresql.patterns import for_postgresql

    with psycopg.connect(address) as connection:
        asked = 'SELECT %s::text COLLATE "C" ~ %s'
        [[found]] = connection.execute(asked, [text, for_postgresql(rewritten(pattern, case=False))]).fetchall()
    assert found is holds


@pytest.mark.long
def test_what_the_database_refuses_is_a_fault(there: reading.PushedMirror, address: str) -> None:
    with read_at(address) as mirror, pytest.raises(Fault, match="failed"):
        mirror.to_pyarrow(ibis.table({"x": "int64"}, name="nowhere"))


@pytest.mark.long
def test_nothing_can_be_changed_by_who_reads(there: reading.PushedMirror, address: str) -> None:
    with read_at(address) as mirror, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        mirror._connection.execute("DELETE FROM tags")


@pytest.mark.long
def test_what_is_being_answered_is_ended_from_another_thread(there: reading.PushedMirror, address: str) -> None:
    with read_at(address) as mirror:
        people = mirror.table("profiles")
        pairs = people.select(id0="id")
        for number in range(1, 12):
            pairs = pairs.cross_join(people.select(**{f"id{number}": "id"}))
        calling = threading.Timer(0.5, mirror.interrupt)
        calling.start()
        with pytest.raises(Fault, match="failed"):
            mirror.scalar(pairs.count())
        calling.join()
