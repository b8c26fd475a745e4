"""Columns that stand apart by blanks, and sentences that do not."""

from pathlib import Path

import pytest

from app.ingest.readers.reading import read
from app.ingest.readers.table import Layout, RawTable


def table(tmp_path: Path, text: str, wanted: Layout | None = None) -> RawTable:
    path = tmp_path / "file.txt"
    path.write_bytes(text.encode())
    return read(path, wanted)[1]


def rows(found: RawTable) -> list[list[str]]:
    return [list(row.values()) for row in found.columns.to_pylist()]


def test_values_without_blanks_stand_apart_by_any_run(tmp_path: Path) -> None:
    found = table(tmp_path, "  id   day  items   spent\n 00001 19970101  1   11.77\n 2 19970112 12 1,012.00\n")
    assert (found.headers, found.layout.delimiter) == (["id", "day", "items", "spent"], " ")
    assert rows(found) == [["00001", "19970101", "1", "11.77"], ["2", "19970112", "12", "1,012.00"]]
    assert found.lines.tolist() == [2, 3]


def test_cells_with_blanks_stand_apart_by_wide_ones(tmp_path: Path) -> None:
    found = table(tmp_path, "Full name       City\n\nJane Doe        New York\nBob Roe Smith   Rome\nAnn  Paris\n")
    assert (found.headers, found.lines.tolist()) == (["Full name", "City"], [3, 4, 5])
    assert rows(found) == [["Jane Doe", "New York"], ["Bob Roe Smith", "Rome"], ["Ann", "Paris"]]


def test_columns_of_fixed_width_may_have_blank_cells(tmp_path: Path) -> None:
    text = (
        "ID    Name           City        Spent\n"
        "----- -------------- ----------- ------\n"
        "00012 Jané van Doe   New York     12.50\n"
        "00013                Rome          7.00\n"
        "00014 Ann Lee                    120.00\n"
        "00015 A name that is much too long 3.00\n"
    )
    found = table(tmp_path, text)
    assert found.headers == ["ID", "Name", "City", "Spent"]
    assert rows(found)[:3] == [
        ["00012", "Jané van Doe", "New York", "12.50"],
        ["00013", "", "Rome", "7.00"],
        ["00014", "Ann Lee", "", "120.00"],
    ]
    assert found.lines[:3].tolist() == [3, 4, 5]


def test_quoted_cells_and_rows_that_are_too_wide(tmp_path: Path) -> None:
    lines = "".join(f"{number} x{number}@x.de {number}.5\n" for number in range(40))
    found = table(tmp_path, f'id email spent\n{lines}41 "an \n42 "Jane Doe" 3\n43 a b c d\n')
    assert (found.headers, found.rows) == (["id", "email", "spent"], 41)
    assert rows(found)[-1] == ["42", "Jane Doe", "3"]
    assert [row.line for row in found.refused] == [42, 44]


@pytest.mark.parametrize(
    "text",
    [
        "full name\nJane Doe\nBob Roe\n",
        "comment\nIt was all very good\nToo late\nI want it back\n",
        "notes of may\nall is well\nnothing to tell\n",
        "email\na@x.de\nb@x.de\n",
        "city\nNew York\nLos Angeles\n",
    ],
)
def test_sentences_are_one_column(tmp_path: Path, text: str) -> None:
    found = table(tmp_path, text)
    assert len(found.headers) == 1
    assert rows(found) == [[line] for line in text.splitlines()[1:]]


def test_blanks_can_be_asked_for(tmp_path: Path) -> None:
    found = table(tmp_path, "first last\nJane Doe\nBob Roe\n", Layout(delimiter=" "))
    assert rows(found) == [["Jane", "Doe"], ["Bob", "Roe"]]
    assert table(tmp_path, "one\ntwo\n", Layout(delimiter=" ")).rows == 1


def test_the_odd_file_of_the_issue(shared_data: Path) -> None:
    found = read(shared_data / "odd_files/cdnow_head.txt")[1]
    assert found.headers == ["customer_id", "date", "number_of_cds", "dollar_value"]
    assert rows(found)[2] == ["00002", "19970112", "5", "77.00"]


def test_a_ruler_below_titles_tells_the_places(tmp_path: Path) -> None:
    lines = [
        "Sales, by order         Page 1",
        "",
        "Order  Ordered on  Product name     Total",
        "------ ----------- ------------- --------",
        "A1     2026-05-13  Big Mug          20.00",
        "A2     2026-05-14                   10.00",
        "A3     2026-05-15  Lamp, red     1,035.00",
        "                                 --------",
        "Total                            1,065.00",
    ]
    found = table(tmp_path, "\n".join(lines))
    assert found.headers == ["Order", "Ordered on", "Product name", "Total"]
    assert rows(found)[1:] == [["A2", "2026-05-14", "", "10.00"], ["A3", "2026-05-15", "Lamp, red", "1,035.00"]]
    assert (found.lines.tolist(), [row.line for row in found.refused]) == ([5, 6, 7], [9])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Dynamic list    1\n\n-----\n|Id |E-Mail |Sum |\n-----\n|1  |a@x.de | 1,5|\n|2  |b@x.de | 2,0|\n-----\n",
            [6, 7],
        ),
        ("| Id | E-Mail | Sum |\n|---|:------|----:|\n| 1 | a@x.de | 1,5 |\n| 2 | b@x.de | 2,0 |\n", [3, 4]),
        (
            "+---+---+\n| Id | E-Mail | Sum |\n+---+---+\n| 1 | a@x.de | 1,5 |\n| 2 | b@x.de | 2,0 |\n+---+---+\n",
            [4, 5],
        ),
        (" Id | E-Mail | Sum\n----+------+----\n 1  | a@x.de | 1,5\n 2  | b@x.de | 2,0\n", [3, 4]),
    ],
)
def test_a_drawn_grid_has_its_columns_and_no_more(tmp_path: Path, text: str, lines: list[int]) -> None:
    found = table(tmp_path, text)
    assert (found.headers, found.refused) == (["Id", "E-Mail", "Sum"], [])
    assert (rows(found), found.lines.tolist()) == ([["1", "a@x.de", "1,5"], ["2", "b@x.de", "2,0"]], lines)
