"""Header rows: above comments and titles, with a separator too many, with a quote that is left open."""

from pathlib import Path

import pytest

from app.ingest.readers.reading import read
from app.ingest.readers.table import RawTable


def table(tmp_path: Path, text: str) -> RawTable:
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode())
    return read(path)[1]


def rows(found: RawTable) -> list[list[str]]:
    return [list(row.values()) for row in found.columns.to_pylist()]


@pytest.mark.parametrize("surplus", [",", ",,", ', ,""'])
def test_an_empty_header_after_the_last_separator_is_none(tmp_path: Path, surplus: str) -> None:
    found = table(tmp_path, f"email,city{surplus}\na@x.de,Paris\nb@x.de,Rome\n")
    assert found.headers == ["email", "city"]
    assert rows(found) == [["a@x.de", "Paris"], ["b@x.de", "Rome"]]
    assert not found.refused


@pytest.mark.parametrize("header", ['"email;name;city', 'email;"name;city', 'email;name;"city', '"email";"name;"city"'])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_quote_that_the_header_row_leaves_open(tmp_path: Path, header: str, quoted: bool) -> None:
    row = '"a@x.de";"Jane; Doe";"Paris"' if quoted else "a@x.de;Jane Doe;Paris"
    found = table(tmp_path, f"{header}\n{row}\nb@x.de;Bob;Rome\n")
    assert found.headers == ["email", "name", "city"]
    assert rows(found)[1] == ["b@x.de", "Bob", "Rome"]
    assert found.lines.tolist() == [2, 3]


def test_a_header_may_hold_the_end_of_a_line(tmp_path: Path) -> None:
    found = table(tmp_path, 'email,"First\nname"\na@x.de,Jane\nb@x.de,"B\nC"\n')
    assert found.headers == ["email", "First\nname"]
    assert found.lines.tolist() == [3, 4]


def test_comments_stand_above_the_headers_and_between_tables(tmp_path: Path) -> None:
    text = (
        "# ------\n# Reports, of May\n# ------\n\nuser,city\nu1,Paris\n# note, aside\nu2,Rome\n\n"
        "# Countries\ncountry,users\nFrance,three\nItaly,four\n"
    )
    found = table(tmp_path, text)
    assert (found.headers, found.layout.header_row) == (["user", "city"], 5)
    assert rows(found) == [["u1", "Paris"], ["u2", "Rome"]]
    assert [(row.line, row.reason) for row in found.refused] == [
        (line, "A row of another table in this file, whose header row is on line 11") for line in (11, 12, 13)
    ]


@pytest.mark.parametrize("header", ["#id,name,city", "# id,name,city", "#,name,city"])
def test_a_header_row_may_begin_with_the_sign_of_comments(tmp_path: Path, header: str) -> None:
    found = table(tmp_path, f"{header}\n1,Jane,Paris\n2,Bob,Rome\n")
    assert found.headers[1:] == ["name", "city"]
    assert rows(found) == [["1", "Jane", "Paris"], ["2", "Bob", "Rome"]]


def test_the_odd_files_of_the_issue(shared_data: Path) -> None:
    found = read(shared_data / "odd_files/header_extra_separator.csv")[1]
    assert (found.headers, found.rows) == (["email", "first_name", "city"], 3)
    for name, headers, count in (("ga4_events", 8, 2500), ("User_explorer_GA4", 8, 150)):
        found = read(shared_data / f"made_up_exports/{name}.csv")[1]
        assert (len(found.headers), found.rows, found.refused) == (headers, count, [])


def test_entities_in_every_row_part_none_of_them(tmp_path: Path) -> None:
    text = "email;name;city\na@x.de;Ren&eacute;;K&ouml;ln\nb@x.de;Bob &amp; Co;M&#252;nchen\n"
    found = table(tmp_path, text)
    assert found.headers == ["email", "name", "city"]
    assert rows(found) == [["a@x.de", "Ren&eacute;", "K&ouml;ln"], ["b@x.de", "Bob &amp; Co", "M&#252;nchen"]]
    assert not found.refused
