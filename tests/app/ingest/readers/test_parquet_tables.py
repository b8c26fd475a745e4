"""Parquet, and what stands in it that no reader may fall over."""

import datetime as dt
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
    found = raw.cells(0)
    assert found["prices"] == '["1.50"]'
    assert found["marks"] == '["ab�"]'
    assert "0:00:03" in str(found)


def test_columns_keep_their_types(tmp_path: Path) -> None:
    at = dt.datetime(2011, 5, 1, 9, 30)
    table = pa.table(
        {
            "small": pa.array([1, None], pa.int8()),
            "price": pa.array([19.99, None], pa.float32()),
            "share": pa.array([0.5, float("nan")]),
            "paid": pa.array([Decimal("1.50"), None]),
            "born": pa.array([dt.date(1980, 2, 3), None]),
            "at": pa.array([at, None], pa.timestamp("ns")),
            "vip": pa.array([True, None]),
            "tags": pa.array([["a"], []], pa.list_(pa.string())),
            "clock": pa.array([dt.time(9, 30), None]),
            "kind": pa.array(["a", None]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    found = read(tmp_path / "a.parquet")[1]
    kinds = ["int64", "double", "double", "decimal128(3, 2)", "date32[day]", "timestamp[ns]", "bool"]
    kept = [str(field.type) for field in found.columns.schema]
    assert (kept[:7], pa.types.is_list(found.columns.schema.field("tags").type)) == (kinds, True)
    assert kept[8:] == ["string", "string"]
    texts = ["1", "19.99", "0.5", "1.50", "1980-02-03", "2011-05-01 09:30:00", "true", '["a"]', "09:30:00", "a"]
    assert list(found.cells(0).values()) == texts
    assert set(found.cells(1).values()) == {""}


def test_a_type_says_what_no_text_could(project: Project, tmp_path: Path) -> None:
    """What going through text lost: lists, moments with their zone, figures that a text in this file's way would be."""
    noon = dt.datetime(2011, 6, 1, 0, 0, tzinfo=dt.UTC)
    table = pa.table(
        {
            "email": ["a@x.de", "b@x.de"],
            "tags": pa.array([["Tea", "Books"], []], pa.list_(pa.string())),
            "last_seen_at": pa.array([noon, noon.replace(second=1, microsecond=250_000)], pa.timestamp("us", "UTC")),
            "ratio": [1.234, 2.345],
            "written": ["1,5", "2,75"],
            "tiny": [1e-7, 2e-7],
            "member": pa.array([1234567890123456.0, None]),
        }
    )
    pq.write_table(table, tmp_path / "people.parquet")
    report = ingest.dry_run(project, tmp_path / "people.parquet", "profiles")
    first, second = report.preview
    assert (first["tags"], "tags" in second, report.unreadable) == (["Tea", "Books"], False, {})
    assert (first["last_seen_at"], second["last_seen_at"]) == ("2011-06-01 01:00:00", "2011-06-01 01:00:01.250000")
    assert (first["ratio"], first["written"], first["tiny"]) == (1.234, 1.5, 1e-7)
    assert first["member"] == "1234567890123456"
