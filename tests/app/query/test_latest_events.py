"""The latest of each person's events: by time, and of several at one time the later row."""

import ibis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.query.latest_events import latest, whose_latest


def test_the_later_row_is_the_latest_of_one_time() -> None:
    rows = [
        {"id": 1, "profile_id": 7, "at": 50, "p_sku": "a", "f_sku": "fa"},
        {"id": 2, "profile_id": 7, "at": 90, "p_sku": "b", "f_sku": "fb"},
        {"id": 4, "profile_id": 7, "at": 90, "p_sku": "c", "f_sku": "fc"},
        {"id": 3, "profile_id": 7, "at": 90, "p_sku": "d", "f_sku": "fd"},
        {"id": 9, "profile_id": 7, "at": 10, "p_sku": "e", "f_sku": "fe"},
        {"id": 5, "profile_id": 8, "at": -5, "p_sku": "f", "f_sku": "ff"},
    ]
    found = latest(ibis.memtable(pa.Table.from_pylist(rows)), {"sku": "p_sku", "twin": "f_sku"})
    assert sorted(found.to_pyarrow().to_pylist(), key=lambda row: row["profile_id"]) == [
        {"profile_id": 7, "sku": "c", "twin": "fc"},
        {"profile_id": 8, "sku": "f", "twin": "ff"},
    ]


moments = st.sampled_from([-(2**61), -5, 0, 50, 90, 2**61])
rows = st.lists(st.tuples(st.integers(1, 3), moments, st.sampled_from(["a", "b", "c"])), min_size=1, max_size=12).map(
    lambda some: [{"id": n, "profile_id": who, "at": at, "p_sku": sku} for n, (who, at, sku) in enumerate(some)]
)


@settings(deadline=None, max_examples=40)
@given(rows=rows, wanted=st.sets(st.sampled_from(["a", "b", "c"]), min_size=1))
def test_whose_latest_says_something_are_those_of_whom_the_latest_row_says_it(rows: list[dict], wanted: set) -> None:
    events = ibis.memtable(pa.Table.from_pylist(rows))
    found = whose_latest(events, lambda table: table.p_sku.isin(sorted(wanted)))
    last = {row["profile_id"]: row for row in sorted(rows, key=lambda row: (row["at"], row["id"]))}
    assert sorted(found.to_pyarrow().to_pylist()) == sorted(who for who, row in last.items() if row["p_sku"] in wanted)
