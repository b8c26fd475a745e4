"""Quotes, escapes and separators that are not as a program would write them."""

from pathlib import Path

import pytest

from app.ingest.readers.reading import read
from app.ingest.readers.separators import Dialect, find_dialect
from app.ingest.readers.table import RawTable


def table(tmp_path: Path, text: str) -> RawTable:
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode())
    return read(path)[1]


def rows(found: RawTable) -> list[list[str]]:
    return [list(row.values()) for row in found.columns.to_pylist()]


def test_blanks_before_a_quote_belong_to_no_cell(tmp_path: Path) -> None:
    found = table(
        tmp_path, 'email;  "Full name" ; "City"\na@x.de; "Doe; Jane" ; "Paris"\nb@x.de;  "say ""hi"""; "Rome"\n'
    )
    assert found.headers == ["email", "Full name", "City"]
    assert [[cell.strip() for cell in row] for row in rows(found)] == [
        ["a@x.de", "Doe; Jane", "Paris"],
        ["b@x.de", 'say "hi"', "Rome"],
    ]


@pytest.mark.parametrize("blank", ["\t", "\u00a0", " \t", "\u202f"])
def test_other_blanks_than_spaces_before_a_quote_belong_to_no_cell(tmp_path: Path, blank: str) -> None:
    found = table(
        tmp_path,
        f'email,{blank}"full name",{blank}"city"\na@x.de,{blank}"Doe, Jane",{blank}"Paris"\n'
        f'b@x.de,{blank}"say ""hi""",Rome\n',
    )
    assert found.headers == ["email", "full name", "city"]
    assert rows(found) == [["a@x.de", "Doe, Jane", "Paris"], ["b@x.de", 'say "hi"', "Rome"]]


def test_one_blank_before_a_quote_far_below_is_seen(tmp_path: Path) -> None:
    many = "".join(f"p{number}@x.de,Jane\n" for number in range(20_000))
    found = table(tmp_path, f'email,name\n{many}a@x.de, "Doe"\nb@x.de, "Roe, Bob"\n')
    assert rows(found)[-2:] == [["a@x.de", "Doe"], ["b@x.de", "Roe, Bob"]]
    assert not found.refused


@pytest.mark.parametrize("late", [False, True])
def test_a_backslash_before_a_quote_makes_it_one_of_the_cell(tmp_path: Path, late: bool) -> None:
    many = '"p@x.de","Bob","Rome"\n' * 20_000 if late else ""
    found = table(
        tmp_path, f'email,name,path\n{many}"a@x.de","Jane \\"JD\\" Doe, Dr","C:\\\\new"\n"b@x.de","B","C:\\old"\n'
    )
    assert rows(found)[-2:] == [["a@x.de", 'Jane "JD" Doe, Dr', "C:\\new"], ["b@x.de", "B", "C:\\old"]]
    assert not found.refused


@pytest.mark.parametrize(
    "cells",
    [
        ["a@x.de", "C:\\folder\\", "Paris"],
        ["a@x.de", '{"name": "say \\"hi\\", Jane"}', "Paris"],
        ["a@x.de", "\\", "\\\\server\\share"],
    ],
)
def test_other_backslashes_stay(tmp_path: Path, cells: list[str]) -> None:
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    found = table(tmp_path, f'"email","note","city"\n{line}\n"b@x.de","B","Rome"\n')
    assert rows(found)[0] == cells


def test_single_quotes_quote_where_cells_stand_in_them(tmp_path: Path) -> None:
    found = table(tmp_path, "'email','name','city'\n'a@x.de','Doe, Jane','L''Aquila'\n'b@x.de','Bob','Rome'\n")
    assert found.headers == ["email", "name", "city"]
    assert rows(found)[0] == ["a@x.de", "Doe, Jane", "L'Aquila"]


def test_apostrophes_are_no_quotes(tmp_path: Path) -> None:
    found = table(tmp_path, "id,name,city\n'0012,'t Hooft,'s-Hertogenbosch\n'0013,O'Brien,Cork\n")
    assert rows(found) == [["'0012", "'t Hooft", "'s-Hertogenbosch"], ["'0013", "O'Brien", "Cork"]]


def test_the_end_of_an_entity_is_no_separator(tmp_path: Path) -> None:
    found = table(tmp_path, "company\nM&uuml;ller &amp; Co\nA &amp; B\n&lt;none&gt;\nC &#38; D\n")
    assert rows(found) == [["M&uuml;ller &amp; Co"], ["A &amp; B"], ["&lt;none&gt;"], ["C &#38; D"]]
    found = table(tmp_path, "company;city\nM&uuml;ller &amp; Co;K&ouml;ln\nAT&T;Dallas\nR&D;Bonn\n")
    assert rows(found) == [["M&uuml;ller &amp; Co", "K&ouml;ln"], ["AT&T", "Dallas"], ["R&D", "Bonn"]]


def test_the_separator_that_a_file_states_for_excel(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=|\nemail|likes\na@x.de|one,two\nb@x.de|three,four\n")
    assert (found.headers, found.layout.delimiter, found.lines.tolist()) == (["email", "likes"], "|", [3, 4])


def test_blank_cells_beyond_the_headers_are_none(tmp_path: Path) -> None:
    found = table(tmp_path, "a,b,c\n1,2,3\n4,5,6,,\n7,8,9,x\n10,11,12\n")
    assert rows(found) == [["1", "2", "3"], ["4", "5", "6"], ["10", "11", "12"]]
    assert [row.line for row in found.refused] == [4]


def test_the_odd_files_of_the_issue(shared_data: Path) -> None:
    folder = shared_data / "odd_files"
    assert rows(read(folder / "quote_after_space.csv")[1])[0] == ["jane@example.com", "Doe, Jane", "Paris"]
    assert rows(read(folder / "backslash_escape.csv")[1])[0] == ["jane@example.com", 'Jane "JD" Doe, Dr', "Paris"]


def test_a_plain_text_has_the_plain_dialect() -> None:
    assert find_dialect('a,b\n"x, y",z\n') == Dialect(",")
    assert find_dialect("a;b\nx, y;z\n") == Dialect(";")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_signs_that_stand_for_nothing_are_left_out(tmp_path: Path, end: str) -> None:
    lines = ["email,city\0", "a@x.de\0\0\0,Rome", "", 'b@x.de,"Ba\0ri"']
    found = table(tmp_path, end.join(lines) + end)
    assert (found.headers, found.lines.tolist()) == (["email", "city"], [2, 4])
    assert rows(found) == [["a@x.de", "Rome"], ["b@x.de", "Bari"]]


def test_line_ends_of_all_kinds_in_one_file(tmp_path: Path) -> None:
    found = table(tmp_path, 'email,note\r\na@x.de,"one\ntwo"\nb@x.de,three\rc@x.de,four\r\n')
    assert rows(found) == [["a@x.de", "one\ntwo"], ["b@x.de", "three"], ["c@x.de", "four"]]
