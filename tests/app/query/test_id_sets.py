"""Sets of ids as conditions, and comparisons without a third value."""

import ibis
import pyarrow as pa

from app.query.id_sets import Ids, two_valued

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
