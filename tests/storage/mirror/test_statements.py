"""Statements are those that Ibis writes, and what differs in constants alone shares one."""

from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler

from app.domain.shared_answers import Known
from storage.mirror.statements import Statements, shape_of

PEOPLE = ibis.table({"id": "int64", "age": "float64", "city": "string", "list": "array<string>"}, name="people")
EVENTS = ibis.table({"profile_id": "int64", "at": "int64", "name": "string"}, name="events")

numbers = st.integers(-(2**62), 2**62) | st.floats(allow_nan=True, allow_infinity=True) | st.integers(-3, 300)
texts = st.text(max_size=8) | st.sampled_from(["'", "a'b''c", "\\", "%_", "{0}", "␂1␃", "-- x", "\n", "\x00x", "ß"])


def written(expression: Any) -> str:
    compiler = DuckDBCompiler()
    return str(compiler.to_sqlglot(expression).sql(dialect=compiler.dialect))


def asked(low: Any, high: Any, word: str, words: list[str], length: int) -> Any:
    """A question with constants of each kind, some of which may be the same, and some below a `left` or a limit."""
    some = EVENTS.filter((EVENTS["at"] > low) & (EVENTS.name == word))
    per = some.group_by("profile_id").agg(n=some.count(), far=(some["at"] * 3 - high).max())
    found = per.filter((per.n >= low) | (per.far < high)).profile_id
    others = EVENTS.filter(EVENTS["at"] > high).profile_id
    said = ibis.coalesce(PEOPLE.age < high, low == high) | PEOPLE.city.startswith(word) | PEOPLE.list.contains(word)
    rows = PEOPLE.filter(said & PEOPLE.id.isin(found) & ~PEOPLE.id.isin(others) & PEOPLE.city.isin(words))
    return rows.select("id", part=rows.city.left(length), fixed=ibis.literal(length)).limit(length + 1)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_the_constants_the_statement_is_the_one_that_ibis_writes(data: st.DataObject) -> None:
    """Twice of the same store, so that the second is filled into what was written for the first."""
    statements = Statements(Known(50))
    for _ in range(2):
        words = data.draw(st.lists(texts, min_size=2, max_size=2, unique=True))
        expression = asked(
            data.draw(numbers), data.draw(numbers), data.draw(texts), words, data.draw(st.integers(0, 3))
        )
        assert statements.of(expression) == written(expression)


def test_constants_alone_make_no_other_shape() -> None:
    def shape(low: Any, high: Any, word: str = "a", length: int = 1) -> Any:
        return shape_of(asked(low, high, word, ["x", "y"], length).op())

    assert shape(5, 60).key == shape(7, 90).key == shape(7, 90, "b").key
    assert [one.value for one in shape(5, 60).constants] != [one.value for one in shape(7, 90).constants]
    # What an operation may look at, which sign a number has and of which type it is: each is another statement.
    for other in (shape(5, 60, length=2), shape(-5, 60), shape(5.0, 60), shape(5, 5), shape(5, 2**40)):
        assert other.key != shape(5, 60).key


def test_what_is_written_once_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    statements = Statements(Known(50))
    first = statements.of(PEOPLE.filter(PEOPLE.age > 30))
    # Ibis could no longer write it.
    monkeypatch.setattr(DuckDBCompiler, "to_sqlglot", None)
    assert statements.of(PEOPLE.filter(PEOPLE.age > 41)) == first.replace("30", "41")


def test_what_only_reads_a_table_is_read_again_and_what_is_worked_out_is_not() -> None:
    some = EVENTS.filter(EVENTS["at"] > 5)
    per = some.group_by("profile_id").agg(last=some["at"].max())
    last = some.join(per, (some.profile_id == per.profile_id) & (some["at"] == per["last"]))
    statement = Statements(Known(50)).of(last.count())
    assert statement.count("WITH") == statement.count("AS NOT MATERIALIZED (") == 1
    most = per.aggregate(most=per["last"].max())
    statement = Statements(Known(50)).of(per.join(most, per["last"] == most.most).count())
    assert statement.count("WITH") == 1
    assert "NOT MATERIALIZED" not in statement
