"""Files that are made to harm: each ends in a table or in one sentence, soon and in little memory."""

import contextlib
import gzip
import json
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress
from app.ingest.readers import limits
from app.ingest.readers.archives import files_in
from app.ingest.readers.reading import read
from app.ingest.readers.table import RawTable

HEAD = "Email,Name\na@x.example,Ann\n"
SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Email</t></is></c><c r="B1" t="inlineStr"><is><t>Name</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>a@x.example</t></is></c></row>'
)


def table(path: Path, text: str | bytes) -> RawTable:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path)[1]


def refusal(path: Path, text: str | bytes | None = None) -> str:
    if text is not None:
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(Problem) as caught:
        read(path)
    return str(caught.value)


def workbook(path: Path, rows: str, blank_sheets: int = 0, styles: str = "") -> Path:
    """A workbook of one sheet with a table, behind blank ones."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>')
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            + "".join(f'<sheet name="B{each}" sheetId="{each + 2}" r:id="c"/>' for each in range(blank_sheets))
            + '<sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="b" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="c" Type="{office}/worksheet" Target="worksheets/sheet2.xml"/>'
            f'<Relationship Id="d" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        )
        file.writestr("xl/worksheets/sheet2.xml", f"{SHEET}</sheetData></worksheet>")
        file.writestr("xl/styles.xml", f'<styleSheet xmlns="{main}">{styles}</styleSheet>')
        file.writestr("xl/worksheets/sheet1.xml", f"{SHEET}{ROWS}{rows}</sheetData></worksheet>")
    return path


# Text


def test_a_line_that_no_table_has_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal(tmp_path / "a.csv", HEAD + "b@x.example," + "x" * (limits.LINE + 1) + "\nc@x.example,C\n")
    assert said.startswith("line 3: a.csv has a line of more than 16 MB")
    # One of just that length is read: its cell is too long for a row, and it alone is refused.
    found = table(tmp_path / "b.csv", HEAD + "x" * (limits.LINE - 2) + ",B\nc@x.example,C\n")
    assert found.columns.column("Email").to_pylist() == ["a@x.example", "c@x.example"]
    assert [(one.line, one.reason) for one in found.refused] == [(3, "A cell of more than 4 MB")]


def test_zeros_and_bytes_of_no_encoding_are_no_line(tmp_path: Path) -> None:
    for name, text in (("ff.csv", b"\xff" * 30_000_000), ("quotes.csv", b"a,b\n" + b'"' * 30_000_000)):
        assert "has a line of more than 16 MB" in refusal(tmp_path / name, text)


def test_a_quote_that_swallows_a_large_file_costs_one_row(tmp_path: Path) -> None:
    rows = "".join(f"p{number}@x.example,Name {number}\n" for number in range(300_000))
    started = time.process_time()
    found = table(tmp_path / "a.csv", f'Email,Name\nq@x.example,"open\n{rows}')
    assert time.process_time() - started < 20
    assert (found.rows, [(one.line, one.reason) for one in found.refused]) == (
        300_000, [(2, "A quote is opened and never closed")],
    )  # fmt: skip


def test_a_row_of_millions_of_blank_cells_is_a_row(tmp_path: Path) -> None:
    found = table(tmp_path / "a.csv", HEAD + "b@x.example,B" + "," * 5_000_000 + "\nc@x.example,C\n")
    assert found.columns.column("Name").to_pylist() == ["Ann", "B", "C"]


def test_a_row_of_millions_of_cells_is_refused_in_little(tmp_path: Path) -> None:
    found = table(tmp_path / "a.csv", HEAD + "b@x.example,B" + ",1" * 3_000_000 + "\nc@x.example,C\n")
    (refused,) = found.refused
    assert refused.line == 3
    assert len(refused.cells) <= limits.COLUMNS + 2


def test_columns_by_the_ten_thousand_are_refused_with_the_line(tmp_path: Path) -> None:
    wide = ",".join(f"c{number}" for number in range(20_000))
    said = refusal(tmp_path / "a.csv", f"Email,{wide}\na@x.example{',1' * 20_000}\n")
    assert said.startswith("line 1: a.csv has 20,001 columns. A table may have 5,000.")


def test_a_header_of_more_than_a_hundred_kilobytes_is_whole(tmp_path: Path) -> None:
    names = [f"a column with quite a long name number {number}" for number in range(4_000)]
    found = table(tmp_path / "a.csv", f"Email,{','.join(names)}\na@x.example{',1' * 4_000}\n")
    assert (found.headers, found.rows) == (["Email", *names], 1)


def test_blank_lines_by_the_million_cost_nothing(tmp_path: Path) -> None:
    started = time.process_time()
    assert table(tmp_path / "a.csv", HEAD + "\n" * 20_000_000).rows == 1
    assert time.process_time() - started < 10


# JSON


def test_keys_without_end_are_refused(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"email": f"a{number}@x.example", f"k{number}": 1}) + "\n" for number in range(6_000))
    assert refusal(tmp_path / "a.jsonl", lines).startswith("line 5,000: a.jsonl has 5,001 columns")
    whole = json.dumps([{"email": "a@x.example"} | {f"k{number}": 1 for number in range(6_000)}])
    assert "a.json has 6,001 columns" in refusal(tmp_path / "a.json", whole)


def test_a_document_that_would_take_all_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT", 1 << 20)
    long = json.dumps([{"email": f"a{number}@x.example", "n": "x" * 1_000} for number in range(2_000)])
    assert refusal(tmp_path / "a.json", long).startswith(
        "a.json is one JSON document of 1 MB. Such a one may have 1 MB"
    )
    # As lines the same is read, in any number.
    lines = "".join(json.dumps({"email": f"a{number}@x.example", "n": "x" * 1_000}) + "\n" for number in range(2_000))
    assert table(tmp_path / "a.jsonl", lines).rows == 2_000


def test_a_value_that_is_too_long_refuses_its_row_alone(tmp_path: Path) -> None:
    rows = [{"email": "a@x.example"}, {"email": "b@x.example", "n": "x" * (limits.CELL + 1)}, {"email": "c@x.example"}]
    found = table(tmp_path / "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    assert found.columns.column("email").to_pylist() == ["a@x.example", "c@x.example"]
    assert [(one.line, one.reason) for one in found.refused] == [(2, "A value of more than 4 MB")]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"a":1}\n\n' + '{"a":' * 50_000])
def test_depth_is_no_crash(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with contextlib.suppress(Problem):
        read(tmp_path / "a.json")


# What is packed


@pytest.mark.parametrize("end", ["gz", "zip"])
def test_a_bomb_is_told(tmp_path: Path, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 1 << 22)
    path, text = tmp_path / f"a.csv.{end}", HEAD.encode() + b"a@x.example,0\n" * 2_000_000
    if end == "gz":
        path.write_bytes(gzip.compress(text))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("a.csv", text)
    assert "is too large to be unpacked. It is packed so that more than the 100-fold of its size" in refusal(path)


def test_a_zip_of_thousands_of_tables_is_no_thousands_of_imports(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(limits.FILES + 1):
            file.writestr(f"{number}.csv", HEAD)
    assert files_in(path) == [path]
    assert refusal(path).startswith("a.zip holds 501 files")


@pytest.mark.parametrize(
    "name", ["b" * 300 + "{}.csv", "é" * 200 + "{}.csv", "d/" * 3_000 + "{}.csv", "e" * 300 + "/{}.csv"]
)
def test_names_in_an_archive_that_no_disk_has_are_shortened(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2):
            archive.writestr(name.format(number), HEAD)
    paths = files_in(path)
    assert len(set(paths)) == 2
    for one in paths:
        assert one.suffix == ".csv"
        assert read(one)[1].rows == 1


def test_a_path_that_no_disk_has_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("b" * 300 + ".csv")).count("Traceback") == 0


def test_an_archive_without_files_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("exports")
    assert refusal(path).startswith("a.zip holds no file.")


def test_a_value_of_hundreds_of_levels_is_a_cell(tmp_path: Path) -> None:
    deep = '{"a":' * 900 + "1" + "}" * 900
    found = table(tmp_path / "a.jsonl", f'{{"email":"a@x.example","x":[{deep}]}}\n')
    assert found.columns["x"].to_pylist() == [f"[{deep}]"]


@pytest.mark.parametrize("text", ["{}\n{}\n", "[{}, {}]"])
def test_rows_without_columns_are_no_table(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path / "a.json", text).startswith("a.json is empty")


# Workbooks and Parquet


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="4294967295"><c r="XFD4294967295" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="4000000000"><c t="inlineStr"><is><t>x</t></is></c></row>',
        "<row r='99999999999999999999'><c t='inlineStr'><is><t>x</t></is></c></row>",
        '<row r="3"><c r="ZZZZZZZ3" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
)
def test_a_far_cell_ends_nothing(tmp_path: Path, far: str) -> None:
    assert refusal(workbook(tmp_path / "a.xlsx", far)).startswith("a.xlsx ")


def test_a_format_of_endless_signs_costs_no_cell_anything(tmp_path: Path) -> None:
    styles = f'<numFmts><numFmt numFmtId="200" formatCode="{"0-" * 150_000}"/></numFmts><cellXfs><xf numFmtId="200"/>'
    cells = "".join(f'<row r="{row}"><c r="B{row}" s="0"><v>{row}</v></c></row>' for row in range(3, 2_000))
    found = read(workbook(tmp_path / "a.xlsx", cells, styles=f"{styles}</cellXfs>"))[1]
    assert found.text("Name").to_pylist()[-1] == "1999"


def test_a_workbook_of_thousands_of_sheets_is_read(tmp_path: Path) -> None:
    found = read(workbook(tmp_path / "a.xlsx", "", blank_sheets=5_000))[1]
    assert found.columns["Email"].to_pylist() == ["a@x.example"]


def test_a_workbook_that_swells_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = '<row><c t="inlineStr"><is><t>a</t></is></c></row>' * 6_000_000
    assert "a.xlsx is too large to be unpacked" in refusal(workbook(tmp_path / "a.xlsx", rows))


def test_a_parquet_file_that_swells_or_is_too_wide_is_told(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    same = pa.array(["x" * 1_000] * 400_000).dictionary_encode()
    pq.write_table(pa.table({"email": same}), tmp_path / "a.parquet")
    assert "a.parquet is too large to be unpacked" in refusal(tmp_path / "a.parquet")
    pq.write_table(pa.table({f"c{number}": [1] for number in range(6_000)}), tmp_path / "b.parquet")
    assert "b.parquet has 6,000 columns" in refusal(tmp_path / "b.parquet")


# What is no file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_date_that_no_calendar_has_is_a_number_in_lists_and_records_too(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    far = pa.array([100_000_000], pa.int32()).cast(pa.date32())
    columns = {"list": pa.ListArray.from_arrays([0, 1], far), "record": pa.StructArray.from_arrays([far], ["on"])}
    pq.write_table(pa.table({"email": ["a@x.example"], **columns}), tmp_path / "a.parquet")
    row = read(tmp_path / "a.parquet")[1].cells(0)
    assert json.loads(row["list"]) == ["100000000 (date32[day])"]
    assert json.loads(row["record"]) == {"on": "100000000 (date32[day])"}


def test_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert refusal(tmp_path / "a.csv").startswith("a.csv is no file")
    assert files_in(tmp_path / "a.csv") == [tmp_path / "a.csv"]
    assert refusal(Path("/dev/zero")).startswith("zero is no file")


def test_a_file_that_grows_is_told_to_be_unfinished(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD)

    def grow(_share: float, _phrase: str) -> None:
        with path.open("a") as file:
            file.write("b@x.example,Bea\n")

    with pytest.raises(Problem, match=r"a\.csv is still being written"):
        read(path, progress=Progress(grow))


# Whoever waits can stop it


@pytest.mark.parametrize(
    "made",
    [
        lambda: "Email,Name\n" + "a@x.example,Ann\n" * 1_500_000,
        lambda: "Email,Name\n" + '"a@x.example", "Ann"\n' * 400_000,
        lambda: HEAD + "\n" * 3_000_000 + "b@x.example,Bea\n",
        lambda: '{"email": "a@x.example"}\n' * 1_000_000,
        lambda: "Email,Name\n" + "a@x.example,Zoë\n".encode("cp1252").decode("latin-1") * 1_500_000,
    ],
)
def test_reading_stops_within_a_second(tmp_path: Path, made: Callable[[], str]) -> None:
    path = tmp_path / ("a.jsonl" if made().startswith("{") else "a.csv")
    path.write_bytes(made().encode("latin-1"))
    # What is worked between two looks, on however busy a machine.
    looked = [time.process_time()]
    longest = [0.0]

    def look() -> bool:
        longest.append(time.process_time() - looked[-1])
        looked.append(time.process_time())
        return False

    read(path, progress=Progress(cancelled=look))
    longest.append(time.process_time() - looked[-1])
    assert max(longest) < 1
    with pytest.raises(Cancelled):
        read(path, progress=Progress(cancelled=lambda: True))
