"""The latest of each person's events: by time, and of several at one time the later row."""

import ibis
import pyarrow as pa

from app.query.latest_events import latest


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
