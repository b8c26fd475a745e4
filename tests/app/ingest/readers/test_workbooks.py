"""Workbooks as people see them, and what stands in them that no reader may fall over."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest

from app import ingest
from app.domain.problems import ImportProblem
from app.ingest.readers.non_records import HEADER_AGAIN, TOTAL
from app.ingest.readers.reading import read
from app.ingest.readers.table import RawTable
from app.project import Project


def rows(found: RawTable) -> list[list[str]]:
    return [list(found.cells(row).values()) for row in range(found.rows)]


def sheet(tmp_path: Path, cells: list[list[object]], formats: dict[str, str] | None = None) -> RawTable:
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)
    for place, code in (formats or {}).items():
        book.active[place].number_format = code
    book.save(tmp_path / "book.xlsx")
    return read(tmp_path / "book.xlsx")[1]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("000000", 1234, "001234"),
        ("00000", 1569, "01569"),
        ("00000", 1234567, "1234567"),
        ("0000-000", 1234567, "1234-567"),
        ("0000\\-000", 4567, "0004-567"),
        ("00-000", 5123, "05-123"),
        ('"K-"0000', 12, "K-0012"),
        ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 5551234, "555-1234"),
        ("000\\ 00\\ 00", 12345, "001 23 45"),
        ('"+"0', 491701234567, "+491701234567"),
        ("\\+#", 491701234567, "+491701234567"),
        ('"+49 "0', 1701234567, "+49 1701234567"),
        ("0", 7, "7"),
        ("0.00", 7, "7"),
        ("#,##0", 1234567, "1234567"),
        ("#,##0.00 [$€-407]", 1234.5, "1234.5"),
        ("General", 12, "12"),
        ("0.0%", 0.15, "0.15"),
        ("0000", 12.5, "12.5"),
        ("0000", -12, "-12"),
        ("000000", "0012", "0012"),
    ],
)
def test_a_number_is_read_as_the_sheet_shows_it(tmp_path: Path, code: str, number: object, shown: str) -> None:
    found = sheet(tmp_path, [["email", "id"], ["a@x.de", number]], {"B2": code})
    assert rows(found) == [["a@x.de", shown]]


def test_formats_hold_for_their_cells_alone_and_dates_stay_dates(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [["email", "zip", "born"], ["a@x.de", 1569, dt.date(1980, 2, 3)], ["b@x.de", 1569, dt.date(1990, 4, 5)]],
        {"B2": "00000", "C2": "00/00/0000", "C3": "dd.mm.yyyy"},
    )
    assert rows(found)[0][1] == "01569"
    assert rows(found)[1] == ["b@x.de", "1569", "1990-04-05"]


def test_the_workbook_of_the_report(shared_data: Path) -> None:
    found = read(shared_data / "reported/03-xlsx-number-formats/customers.xlsx")[1]
    assert [row[0] for row in rows(found)] == ["001234", "000056", "000789"]
    assert [row[2] for row in rows(found)] == ["01569", "07307", "90210"]


def test_groups_above_tell_equal_headers_apart(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            ["", "Billing", "", "Shipping", ""],
            ["email", "City", "Zip", "City", "Zip"],
            ["a@x.de", "Rome", "1", "Bari", "2"],
        ],
    )
    assert found.headers == ["email", "Billing City", "Billing Zip", "Shipping City", "Shipping Zip"]
    assert found.rows == 1


def test_headers_in_two_rows_with_merged_cells(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        [
            ["Email", "Name", "Address", "", ""],
            ["", "", "Street", "City", "Zip"],
            ["a@x.de", "Ann", "Main St", "Rome", "1"],
            ["b@x.de", "Bob", "", "", ""],
        ],
    )
    assert found.headers == ["Email", "Name", "Street", "City", "Zip"]
    assert found.lines.tolist() == [3, 4]


def test_the_sheet_of_the_colleague(shared_data: Path) -> None:
    found = read(shared_data / "made_up_exports/Kundenumsatz_2026.xlsx")[1]
    assert found.headers[0] == "Kundennr."
    assert (found.rows, [row.reason for row in found.refused]) == (180, [TOTAL])


def test_headers_and_totals_among_the_rows_of_a_sheet_are_told(tmp_path: Path) -> None:
    found = sheet(tmp_path, [["id", "spent"], ["a", 5], ["id", "spent"], ["b", 7], ["c", 1], ["Gesamt", 13]])
    assert [(row.line, row.reason) for row in found.refused] == [(3, HEADER_AGAIN), (6, TOTAL)]
    assert found.lines.tolist() == [2, 4, 5]


def test_equal_headers_keep_their_columns_and_it_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Email Address,First Name,Email Address\na@x.de,Ann,b@x.de\n", "utf-8")
    found = read(tmp_path / "people.csv")[1]
    assert found.headers == ["Email Address", "First Name", "Email Address_2"]
    warnings = ingest.dry_run(project, tmp_path / "people.csv", "profiles").warnings
    assert any("2 columns are called “Email Address”" in note.text for note in warnings)


def test_a_cell_far_away_is_refused_in_a_sentence(tmp_path: Path, shared_data: Path) -> None:
    with pytest.raises(ImportProblem, match="far away"):
        read(shared_data / "hostile/far-cell.xlsx")
    book = openpyxl.Workbook()
    book.active.append(["email", "city"])
    book.active.append(["a@x.de", "Rome"])
    book.active["ZZ900000"] = "x"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(ImportProblem, match="row 900,000 and column 702"):
        read(tmp_path / "far.xlsx")
    book.active["ZZ900000"] = None
    book.active["B3000"] = "x"
    book.save(tmp_path / "near.xlsx")
    assert read(tmp_path / "near.xlsx")[1].rows == 2


def test_a_workbook_without_its_styles_is_read(tmp_path: Path) -> None:
    sheet(tmp_path, [["id", "zip"], ["a", 5], ["b", 7]], {"B2": "00000"})
    with zipfile.ZipFile(tmp_path / "book.xlsx") as whole, zipfile.ZipFile(tmp_path / "cut.xlsx", "w") as cut:
        for name in whole.namelist():
            if name != "xl/styles.xml":
                cut.writestr(name, whole.read(name))
    assert rows(read(tmp_path / "cut.xlsx")[1]) == [["a", "5"], ["b", "7"]]


def test_a_column_keeps_the_type_that_all_its_cells_have(tmp_path: Path) -> None:
    day, at = dt.date(1980, 2, 3), dt.datetime(2011, 5, 1, 9, 30, 5)
    found = sheet(
        tmp_path,
        [
            ["id", "paid", "vip", "born", "at", "mixed", "code"],
            [17850, 2.5, True, day, at, 1, "007"],
            [1234567890123456, None, None, None, day, "one", "12"],
        ],
    )
    kinds = ["double", "double", "bool", "timestamp[us]", "timestamp[us]", "string", "string"]
    assert [str(field.type) for field in found.columns.schema] == kinds
    assert rows(found) == [
        ["17850", "2.5", "true", "1980-02-03", "2011-05-01 09:30:05", "1", "007"],
        ["1234567890123456", "", "", "", "1980-02-03", "one", "12"],
    ]


def test_numbers_of_a_workbook_are_in_nobody_s_way_of_writing(project: Project, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["email", "ratio", "written"], ["a@x.de", 1.234, "1.234,56"], ["b@x.de", 2.345, "2,75"]):
        book.active.append(row)
    book.save(tmp_path / "people.xlsx")
    report = ingest.dry_run(project, tmp_path / "people.xlsx", "profiles")
    assert [(row["ratio"], row["written"]) for row in report.preview] == [(1.234, 1234.56), (2.345, 2.75)]
    assert report.mapping.columns["ratio"].format is None


def test_a_hidden_sheet_is_read_where_no_other_holds_a_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title, book.active["A1"], book.active["A2"] = "Notes", "Read me", "Export of 2026"
    for name, address in (("Choices", "old@x.example"), ("People", "ana@x.example")):
        made = book.create_sheet(name)
        made.append(["email", "city"])
        made.append([address, "Rome"])
    book["Choices"].sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    found = read(tmp_path / "book.xlsx")[1]
    assert (found.layout.sheet, rows(found)) == ("People", [["ana@x.example", "Rome"]])
    assert found.sheets == ("Notes", "Choices", "People")
    book["People"].sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    assert read(tmp_path / "book.xlsx")[1].layout.sheet == "Choices"
