"""The reader of workbooks: by their first bytes, or by a name that no text bears."""

from pathlib import Path

import openpyxl

from app.ingest.readers.formats.workbook import READER
from app.ingest.readers.sources import open_source
from app.ingest.readers.table import Layout


def test_a_table_in_plain_text_under_its_name_is_left_to_others() -> None:
    assert READER.takes("csv", b"PK\x03\x04")
    assert READER.takes("xls", b"\x01\x02")
    assert READER.takes("xls", b"  <html>")
    assert not READER.takes("xls", b"email\tcity\n")
    assert not READER.takes("xls", b"\xff\xfee\0m\0")


def test_the_sheet_that_is_wanted_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    more = book.create_sheet("More")
    more.append(["c", "d"])
    more.append([3, 4])
    book.save(tmp_path / "a.xlsx")
    source = open_source(tmp_path / "a.xlsx")
    assert READER.read(source, Layout()).headers == ["a", "b"]
    table = READER.read(source, Layout(sheet="More"))
    assert (table.headers, table.sheets, table.cells(0)) == (["c", "d"], ("Sheet", "More"), {"c": "3", "d": "4"})
