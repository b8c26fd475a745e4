"""Rows of a table that are no records: the header again, totals."""

from pathlib import Path

import pytest

from app.ingest.readers.non_records import HEADER_AGAIN, TOTAL
from app.ingest.readers.reading import read
from app.ingest.readers.table import RawTable


def table(tmp_path: Path, text: str) -> RawTable:
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode())
    return read(path)[1]


def test_a_header_row_that_comes_again_is_no_record(tmp_path: Path) -> None:
    found = table(
        tmp_path, "id,email,name\n1,a@x.de,name\nid,email,name\n2,b@x.de,Bo\n\ufeffid,email , name\nid,c@x.de,C\n"
    )
    assert found.lines.tolist() == [2, 4, 6]
    assert [(row.line, row.reason) for row in found.refused] == [(3, HEADER_AGAIN), (5, HEADER_AGAIN)]


def test_the_repeated_header_of_the_issue(shared_data: Path) -> None:
    found = read(shared_data / "odd_files/repeated_header.csv")[1]
    assert found.lines.tolist() == [2, 3, 5]
    assert [(row.line, row.reason) for row in found.refused] == [(4, HEADER_AGAIN)]


@pytest.mark.parametrize("total", ["Total;;;1.234,50", ";;Summe:;1.234,50", "GRAND TOTAL;2;;1.234,50"])
def test_a_total_at_the_end_is_told_and_no_record(tmp_path: Path, total: str) -> None:
    found = table(tmp_path, f"Kunde;Menge;Artikel;Umsatz\nK1;1;Tasse;34,50\nK2;1;Kanne;1.200,00\n{total}\n")
    assert found.rows == 2
    assert [(row.line, row.reason) for row in found.refused] == [(4, TOTAL)]


def test_people_and_places_that_are_called_like_a_total_stay(tmp_path: Path) -> None:
    found = table(tmp_path, "name;city;country;email\nTotal;Berlin;DE;a@x.de\nSumma;;;s@x.de\nBo;Total;FR;b@x.de\n")
    assert (found.rows, found.refused) == (3, [])


@pytest.mark.parametrize("text", ["T\nT\nT\nF\n", "happy\nsad\nhappy\nangry\n", "bar,baz\nbar,baz\n"])
def test_a_value_that_stands_first_and_comes_again_is_no_header(tmp_path: Path, text: str) -> None:
    assert table(tmp_path, text).refused == []


def test_a_list_of_addresses_may_repeat_its_header(tmp_path: Path) -> None:
    found = table(tmp_path, "email\na@x.de\nb@x.de\nemail\nc@x.de\n")
    assert ([row.line for row in found.refused], found.rows) == ([4], 3)
