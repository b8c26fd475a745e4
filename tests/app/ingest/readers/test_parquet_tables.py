"""Parquet, and what stands in it that no reader may fall over."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from app import ingest
from app.ingest.readers.reading import read
from app.project import Project


def test_a_date_beyond_the_calendar_is_a_cell_that_cannot_be_read(
    project: Project, tmp_path: Path, shared_data: Path
) -> None:
    days = pa.array(np.array([0, 100_000_000, 15_000, -80_000_000], dtype="int32")).cast(pa.date32())
    at = pa.array(np.array([0, 2**62, 1, -(2**62)], dtype="int64")).cast(pa.timestamp("us"))
    table = pa.table({"email": [f"{sign}@x.de" for sign in "abcd"], "Birthday": days, "signed_up_at": at})
    pq.write_table(table, tmp_path / "people.parquet")
    report = ingest.run_import(project, tmp_path / "people.parquet", "profiles")
    assert (report.accepted, report.unreadable) == (4, {"Birthday": 2, "signed_up_at": 2})
    assert read(shared_data / "hostile/date-out-of-range.parquet")[1].rows == 1


def test_bytes_that_are_no_text_in_a_parquet_file_are_read_as_signs_of_it(tmp_path: Path) -> None:
    for kind in (pa.binary(), pa.large_binary()):
        told = pa.array([b"Zo\xc3\xab", b"Zo\xeb", None], kind)
        texts = pa.Array.from_buffers(pa.string() if kind == pa.binary() else pa.large_string(), 3, told.buffers())
        pq.write_table(pa.table({"email": ["a@x.de", "b@x.de", "c@x.de"], "name": texts}), tmp_path / "a.parquet")
        assert read(tmp_path / "a.parquet")[1].columns.column("name").to_pylist() == ["Zoë", "Zo\ufffd", ""]


def test_lists_of_exact_numbers_bytes_and_spans_in_a_parquet_file_are_texts(tmp_path: Path) -> None:
    columns = {
        "email": pa.array(["a@x.example"]),
        "prices": pa.array([[Decimal("1.50")]], pa.list_(pa.decimal128(10, 2))),
        "marks": pa.array([[b"ab\xff"]], pa.list_(pa.binary())),
        "span": pa.array([{"took": 3}], pa.struct([("took", pa.duration("s"))])),
    }
    pq.write_table(pa.table(columns), tmp_path / "lists.parquet")
    _, raw = read(tmp_path / "lists.parquet")
    found = {name: raw.columns.column(name)[0].as_py() for name in raw.columns.column_names}
    assert found["prices"] == '["1.50"]'
    assert found["marks"] == '["ab�"]'
    assert "0:00:03" in str(found)
