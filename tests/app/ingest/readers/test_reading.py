"""Reading files: encodings, delimiters, headers, lines, malformed rows, workbooks and the rest."""

import bz2
import datetime as dt
import gzip
import json
import lzma
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app.domain.problems import FileProblem, ImportProblem, Problem
from app.ingest.readers.archives import SLICE
from app.ingest.readers.formats import LOOKED_AT, reader_of
from app.ingest.readers.problems import FileChanged
from app.ingest.readers.reading import Readings, read
from app.ingest.readers.table import Layout, RawTable
from storage.bulk import rows as bulk


def read_bytes(tmp_path: Path, data: bytes, name: str = "file.csv", wanted: Layout | None = None) -> RawTable:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path, wanted)[1]


def cells(table: RawTable) -> list[list[str]]:
    return [list(table.cells(row).values()) for row in range(table.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    text = "Name;City\n" + "Jürgen;Köln\nZoë;Málaga\nRenée;Orléans\n" * 20
    table = read_bytes(tmp_path, text.encode(encoding))
    assert cells(table)[:3] == [["Jürgen", "Köln"], ["Zoë", "Málaga"], ["Renée", "Orléans"]]
    assert table.headers == ["Name", "City"]


def test_an_encoding_that_does_not_fit_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read as ascii"):
        read_bytes(tmp_path, "Name\nJürgen\n".encode("cp1252"), wanted=Layout(encoding="ascii"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["email", "likes", "note"], ["a@x.de", "Bags/Home", "one, two; three"], ["b@x.de", "Home", "four"]]
    text = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows)
    table = read_bytes(tmp_path, text.encode())
    assert table.layout.delimiter == delimiter
    assert cells(table) == rows[1:]


def test_the_header_is_found_below_a_preamble(tmp_path: Path) -> None:
    text = "Customers of May\nmade on 2011-05-31\n\nemail,city\na@x.de,Paris\n\nb@x.de,Rome\n"
    table = read_bytes(tmp_path, text.encode())
    assert (table.headers, table.layout.header_row) == (["email", "city"], 4)
    assert table.lines.tolist() == [5, 7]


def test_a_file_without_headers_has_numbered_columns(tmp_path: Path) -> None:
    table = read_bytes(tmp_path, b"a@x.de,1\nb@x.de,2\n")
    assert (table.headers, table.layout.header_row, table.lines.tolist()) == (["column_1", "column_2"], 0, [1, 2])


def test_blank_and_double_headers_get_names(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"name,,name,name\na,b,c,d\n").headers == ["name", "column_2", "name_2", "name_3"]


def test_lines_of_records_that_span_several(tmp_path: Path) -> None:
    text = 'email,note\r\na@x.de,"one\r\ntwo"\r\nb@x.de,three\r\n\r\nc@x.de,"four\n\nfive"\r\nd@x.de,six'
    table = read_bytes(tmp_path, text.encode())
    assert table.lines.tolist() == [2, 4, 6, 9]
    assert cells(table)[0] == ["a@x.de", "one\r\ntwo"]


def test_malformed_rows_are_refused_with_line_and_reason(tmp_path: Path) -> None:
    table = read_bytes(tmp_path, b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n")
    assert cells(table) == [["1", "2", "3"], ["10", "11", "12"]]
    assert table.lines.tolist() == [2, 5]
    assert [(row.line, row.reason) for row in table.refused] == [
        (3, "Too few cells: 2 where the header has 3"),
        (4, "Too many cells: 4 where the header has 3"),
    ]
    assert table.refused[1].cells == {"a": "6", "b": "7", "c": "8", "column_4": "9"}


def test_a_quote_that_is_never_closed_costs_only_its_line(tmp_path: Path) -> None:
    table = read_bytes(tmp_path, b'a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert cells(table) == [["1", "2"], ["5", "6"], ["7", "8"]]
    assert table.lines.tolist() == [2, 4, 5]
    assert [(row.line, row.reason) for row in table.refused] == [(3, "A quote is opened and never closed")]


def test_odd_line_separators_are_ordinary_characters(tmp_path: Path) -> None:
    table = read_bytes(tmp_path, "a,b\nx\u2028y,\x0bz\nbad\np,q\n".encode())
    assert cells(table) == [["x\u2028y", "\x0bz"], ["p", "q"]]
    assert table.refused[0].line == 3


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_files(tmp_path: Path, pack: object) -> None:
    assert cells(read_bytes(tmp_path, pack(b"a,b\nx,y\n"), "file.csv.packed")) == [["x", "y"]]


def test_zip_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("inner.tsv", "a\tb\nx\ty\n")
    assert cells(read(tmp_path / "one.zip")[1]) == [["x", "y"]]
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "a\n")
        archive.writestr("b.csv", "a\n")
    with pytest.raises(FileProblem, match="holds 2 files"):
        read(tmp_path / "two.zip")
    with pytest.raises(FileProblem, match="cannot be unpacked"):
        read_bytes(tmp_path, gzip.compress(b"a,b\n" * 1000)[:-12], "cut.csv.gz")


def test_missing_and_empty_files(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="There is no file"):
        read(tmp_path / "none.csv")
    with pytest.raises(ImportProblem, match="is empty"):
        read_bytes(tmp_path, b"")


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Blank"
    sheet = book.create_sheet("People")
    sheet.append(["Our people"])
    sheet.append([])
    sheet.append(["id", "email", "joined", "paid", "active", "born"])
    sheet.append([17850, "a@x.de", dt.datetime(2011, 5, 1, 9, 30), 2.5, True, dt.date(1980, 2, 3)])
    sheet.append([])
    sheet.append([12345678901, "b@x.de", dt.datetime(2011, 6, 1), 1e-3, False, None])
    book.save(tmp_path / "people.xlsx")
    source, table = read(tmp_path / "people.xlsx")
    assert reader_of(source.name, source.data[:LOOKED_AT]).name == "workbook"
    assert table.layout == Layout(header_row=3, sheet="People")
    assert table.lines.tolist() == [4, 6]
    assert cells(table) == [
        ["17850", "a@x.de", "2011-05-01 09:30:00", "2.5", "true", "1980-02-03"],
        ["12345678901", "b@x.de", "2011-06-01", "0.001", "false", ""],
    ]
    with pytest.raises(ImportProblem, match="no sheet “Other”"):
        read(tmp_path / "people.xlsx", Layout(sheet="Other"))


def test_json_lines(tmp_path: Path) -> None:
    table = read_bytes(
        tmp_path,
        b'{"email": "a@x.de", "likes": ["A", "B"], "age": 3}\n\nnonsense\n{"age": null, "vip": true}\n',
        "x.jsonl",
    )
    assert table.headers == ["email", "likes", "age", "vip"]
    assert cells(table) == [["a@x.de", '["A","B"]', "3", ""], ["", "", "", "true"]]
    assert table.lines.tolist() == [1, 4]
    assert [(row.line, row.reason) for row in table.refused] == [(3, "Not a JSON object")]


def test_parquet(tmp_path: Path) -> None:
    data = pa.table({"email": ["a@x.de", None], "n": [1, 2], "likes": [["A"], None]})
    pq.write_table(data, tmp_path / "x.parquet")
    assert cells(read(tmp_path / "x.parquet")[1]) == [["a@x.de", "1", '["A"]'], ["", "2", ""]]


def test_csv_spectrum(shared_data: Path) -> None:
    names = [path for path in sorted((shared_data / "csv_spectrum/csvs").glob("*.csv")) if path.stem != "newlines_crlf"]
    assert len(names) == 10
    for path in names:
        truth = json.loads((shared_data / "csv_spectrum/json" / f"{path.stem}.json").read_text("utf-8"))
        assert read(path)[1].columns.to_pylist() == truth, path.name


def test_odd_files_of_others_are_read_or_refused_with_a_sentence(shared_data: Path, tmp_path: Path) -> None:
    with tarfile.open(shared_data / "duckdb_csv/duckdb_csv.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    files = [path for folder in (tmp_path, shared_data / "frictionless_csv") for path in sorted(folder.rglob("*"))]
    tables = [table for path in files if path.is_file() and (table := table_of(path)) is not None]
    assert len(tables) > 900
    for table in tables:
        assert len(table.lines) == table.rows
        assert all(row.line >= 1 and row.reason for row in table.refused)


def table_of(path: Path) -> RawTable | None:
    """The table of a file, or nothing where it is refused as one that cannot be read."""
    try:
        return read(path)[1]
    except Problem:
        return None


def large(rows: list[str], end: str = "\n") -> bytes:
    return end.join(["email,note", *rows]).encode()


def test_a_large_file_with_one_odd_line_loses_only_that(tmp_path: Path) -> None:
    rows = [f"p{number}@x.de,{'né' * 20}" for number in range(150_000)]
    rows[90_000] = "one,two,three"
    rows[120_000] = '"two\nlines",x'
    table = read_bytes(tmp_path, large(rows))
    assert table.rows == 149_999
    assert [(row.line, row.cells) for row in table.refused] == [
        (90_002, {"email": "one", "note": "two", "column_3": "three"})
    ]
    assert table.cells(119_999) == {"email": "two\nlines", "note": "x"}
    assert (table.lines[89_999], table.lines[90_000], table.lines[120_000], table.lines[-1]) == (
        90_001, 90_003, 120_004, 150_002,
    )  # fmt: skip


def test_a_large_file_with_a_quote_that_is_never_closed_loses_only_its_line(tmp_path: Path) -> None:
    rows = [f"p{number}@x.de,{'é' * 20}" for number in range(150_000)]
    rows[100_000] = 'x@x.de,"never'
    table = read_bytes(tmp_path, large(rows))
    assert (table.rows, [row.line for row in table.refused]) == (149_999, [100_002])
    assert table.cells(100_000)["email"] == "p100001@x.de"


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_lines_are_counted_where_a_slice_cuts_their_end(tmp_path: Path, shift: int) -> None:
    body = ["é" * 3 + ",y"] * 10
    pad = SLICE - shift - sum(len(row.encode()) + 2 for row in body)
    rows = [*body, "x" * (pad - 3) + ",z", *body]
    table = read_bytes(tmp_path, large(rows, "\r\n"))
    assert (table.rows, table.lines[-1]) == (21, 22)
    assert table.cells(20) == {"email": "ééé", "note": "y"}


def test_nothing_of_a_large_file_is_left_behind(tmp_path: Path) -> None:
    table = read_bytes(tmp_path, large([f"p{number}@x.de,{'x' * 60}" for number in range(100_000)]))
    assert table.rows == 100_000
    assert list((bulk.cache_home() / "staging").iterdir()) == []


# What was read once.


def test_a_file_is_read_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1;2\n", "utf-8")
    readings = Readings()
    first = readings.read(tmp_path / "a.csv")
    assert readings.read(tmp_path / "a.csv") is first
    assert readings.read(tmp_path / "a.csv", first.table.layout) is first, "said in full it is the same"
    (tmp_path / "a.csv").unlink()
    assert readings.read(tmp_path / "a.csv") is first, "one that is gone has not changed"


def test_another_layout_is_read_from_the_bytes_at_hand(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("a;b\nZoë;2\n".encode("cp1252"))
    readings = Readings()
    first = readings.read(tmp_path / "a.csv")
    (tmp_path / "a.csv").unlink()
    other = readings.read(tmp_path / "a.csv", Layout(delimiter="|"))
    assert other.source is first.source
    assert other.table.headers == ["a;b"]


def test_a_file_that_was_written_to_is_read_again(tmp_path: Path) -> None:
    path, readings = tmp_path / "a.csv", Readings()
    path.write_text("a,b\n1,2\n", "utf-8")
    readings.read(path)
    readings.refuse_changed(path)
    path.write_text("a,b\n3,4\n", "utf-8")
    with pytest.raises(FileChanged, match=r"a\.csv has changed since it was looked at"):
        readings.refuse_changed(path)
    assert readings.read(path).table.cells(0) == {"a": "3", "b": "4"}
    readings.refuse_changed(path)
    (tmp_path / "b.csv").write_text("a,b\n5,6\n", "utf-8")
    (tmp_path / "b.csv").replace(path)
    assert readings.read(path).table.cells(0) == {"a": "5", "b": "6"}, "another one took its place"


def test_what_does_not_fit_its_encoding_is_shown_and_not_taken(tmp_path: Path) -> None:
    path, readings = tmp_path / "a.csv", Readings()
    path.write_bytes("name,city\nZoë,Köln\n".encode("cp1252"))
    shown = readings.read(path, Layout(encoding="utf-8"), lenient=True)
    assert "cannot be read as utf-8" in shown.unfit
    assert shown.table.cells(0)["name"] == "Zo\ufffd"
    with pytest.raises(FileProblem, match="cannot be read as utf-8"):
        readings.read(path, Layout(encoding="utf-8"))


def test_of_many_files_the_last_are_kept(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.csv" for number in range(4)]
    for path in paths:
        path.write_text("a,b\n" + "1,2\n" * 1_000, "utf-8")
    size = Readings().read(paths[0]).size
    readings = Readings(most=2 * size)
    first = [readings.read(path) for path in paths]
    assert [readings.read(path) is one for path, one in zip(paths[2:], first[2:], strict=True)] == [True, True]
    assert readings.read(paths[0]) is not first[0]
    readings.forget(paths[3])
    assert readings.read(paths[3]) is not first[3]


def test_other_rows_of_a_file_are_no_other_reading_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1;2\n3;4\n5;6\n", "utf-8")
    readings = Readings()
    whole = readings.read(tmp_path / "a.csv")
    some = readings.read(tmp_path / "a.csv", replace(whole.table.layout, first_row=3))
    assert (some.table.rows, some.table.layout.first_row, some.source) == (2, 3, whole.source)
    assert readings.read(tmp_path / "a.csv") is whole, "it was not read again"
    assert read(tmp_path / "a.csv", Layout(last_row=2))[1].rows == 1
