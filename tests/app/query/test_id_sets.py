"""Sets of ids as conditions, and comparisons without a third value."""

import ibis
import pyarrow as pa

from app.query.id_sets import Ids, once_each, two_valued

PEOPLE = ibis.memtable(pa.table({"id": [1, 2, 3], "n": [5, None, 7]}))


def _asked(said: ibis.Expr) -> list[bool]:
    return PEOPLE.select("id", said=said).order_by("id").to_pyarrow().column("said").to_pylist()


def test_a_set_is_those_in_it_or_everyone_else() -> None:
    some = ibis.memtable(pa.table({"them": [2]})).them
    assert _asked(Ids(some).among(PEOPLE)) == [False, True, False]
    assert _asked(Ids(some, others=True).among(PEOPLE)) == [True, False, True]
    assert _asked(Ids(None).among(PEOPLE)) == [False] * 3
    assert _asked(Ids(None, others=True).among(PEOPLE)) == [True] * 3


def test_a_comparison_with_nothing_is_what_is_said() -> None:
    assert _asked(two_valued(PEOPLE.n > 5, otherwise=True)) == [False, True, True]
    assert _asked(two_valued(PEOPLE.n > 5, otherwise=False)) == [False, False, True]


def test_only_the_people_of_events_are_each_taken_once() -> None:
    people = ibis.table({"id": "int64", "n": "int64"}, name="profiles")
    events = ibis.table({"profile_id": "int64", "at": "int64"}, name="events")
    tags = ibis.table({"profile_id": "int64"}, name="tags")
    some = people.id.isin(events.filter(events["at"] > 5).profile_id)
    assert "DISTINCT" in ibis.to_sql(people.filter(once_each(some)), dialect="duckdb")
    per = events.group_by("profile_id").agg(last=events["at"].max())
    for other in (
        ~some,
        some & (people.n > 1),
        people.id.isin(per.filter(per["last"] > 5).profile_id),
        people.id.isin(tags.profile_id),
        people.n > 1,
    ):
        assert once_each(other) is other
