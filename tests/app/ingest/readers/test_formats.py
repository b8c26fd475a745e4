"""Which reader takes a file, by its first bytes and by what it is called; which endings are offered."""

import pytest

from app.ingest.readers import formats

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "head", "reader"),
    [
        ("a.csv", b"email,city\n", "delimited"),
        ("a", b"email,city\n", "delimited"),
        ("a.csv", b"PAR1\x15\x04", "parquet"),
        ("a.csv", b"SQLite format 3\0", "sqlite"),
        ("a.parquet", b"email,city\n", "delimited"),
        ("a.csv", ZIP, "workbook"),
        ("a", OLE, "workbook"),
        ("a.XLSX", b"\x00\x01", "workbook"),
        ("a.xls", b"<html><table>", "workbook"),
        ("a.xls", b"email\tcity\n", "delimited"),
        ("a.xls", "email\tcity\n".encode("utf-16"), "delimited"),
        ("a.json", b'\xef\xbb\xbf [{"a": 1}]', "json"),
        ("a.ndjson", '{"a": 1}'.encode("utf-16"), "json"),
        ("a.json", b"email,city\n", "delimited"),
        ("a.txt", b'{"a": 1}', "json"),
        ("a.txt", b"{curly} names", "delimited"),
        ("a.csv", b'{"a": 1}', "delimited"),
        ("folder.json/a", b"[x", "delimited"),
    ],
)
def test_a_file_goes_to_the_reader_whose_signs_it_bears(name: str, head: bytes, reader: str) -> None:
    assert formats.reader_of(name, head).name == reader


def test_what_is_text_is_asked_last_and_offered_first() -> None:
    assert formats.readers()[-1].name == "delimited"
    text, sheets, others = "csv tsv tab", "xlsx xlsm xlsb xls ods", "json jsonl ndjson"
    assert formats.table_endings() == f"{text} {sheets} {others} sqlite sqlite3 db3 parquet".split()
    assert formats.offered_endings() == f"{text} txt {sheets} {others} sqlite sqlite3 db3 db parquet".split()
    assert formats.titles() == ["CSV", "TSV", "XLSX", "JSON Lines", "SQLite", "Parquet"]
