"""A file that holds no table is refused with what it is and what to do, whatever its name says."""

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.domain.problems import Problem
from app.ingest import dry_run
from app.ingest.readers.not_tables import OLE
from app.ingest.readers.reading import read
from app.project import Project

TABLE = "Email,Name\na@example.com,Ann\n"
NOISE = random.Random(1).randbytes(4_000)


def refusal(tmp_path: Path, name: str, data: bytes) -> str:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Problem) as raised:
        read(tmp_path / name)
    return str(raised.value)


def cells(tmp_path: Path, name: str, data: bytes) -> list[list[str]]:
    (tmp_path / name).write_bytes(data)
    return [list(row.values()) for row in read(tmp_path / name)[1].columns.to_pylist()]


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"Rar!\x1a\x07\x01\0", "an archive"),
    ],
)
def test_another_kind_of_file_under_a_tables_name(tmp_path: Path, head: bytes, what: str) -> None:
    assert refusal(tmp_path, "a&b.csv", head + NOISE).startswith(f"a&b.csv holds {what}, not a table.")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEMAIL:a@x.de\nEND:VCARD\n", "business cards (vCard)"),
        ("<?xml version='1.0'?>\n<people><email>a@x.de</email></people>", "a web page or document (HTML or XML)"),
        ("<customers><c><email>a@x.de</email></c></customers>\n", "a web page or document (HTML or XML)"),
        ("\n<!DOCTYPE html><p>a@x.de</p>", "a web page or document (HTML or XML)"),
        (
            "-- MySQL dump\n--\n/*!40101 SET x=1 */;\nINSERT INTO `c` VALUES (1,'a@x.de');",
            "commands for a database (SQL)",
        ),
        ("create table c (email text);\ninsert into c values ('a@x.de');\n", "commands for a database (SQL)"),
        ("From: a@x.de\nTo: b@x.de\nSubject: hi\n\nhello\n", "an email"),
        ("Received: by x\n\tfor y\nFrom: A <a@x.de>\nSubject: hi\nDate: today\n\nhello", "an email"),
        ("dn: cn=Ann,ou=people\nmail: a@x.de\n", "a directory (LDIF)"),
    ],
)
def test_a_text_of_another_kind(tmp_path: Path, text: str, what: str) -> None:
    assert refusal(tmp_path, "people.csv", text.encode()).startswith(f"people.csv holds {what}, not a table.")


@pytest.mark.parametrize(
    "text",
    [
        "<ann@x.example>\n<bob@x.example>\n",
        "From,To,Subject\na@x.de,b@x.de,hi\n",
        "Subject: lines,email\nx,a@x.de\n",
        "Set,Email\n1,a@x.de\n",
        "# made by hand\nEmail,Insert into list\na@x.de,yes\n",
        "<b>Email</b>,Name\na@x.de,<b>Ann</b>\n",
        "use,email\n1,a@x.de\n",
    ],
)
def test_a_table_that_only_begins_like_one_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text, "utf-8")
    assert read(tmp_path / "list.csv")[1].rows >= 1


@pytest.mark.parametrize("name", ["noise.csv", "noise.txt", "noise"])
def test_bytes_that_are_no_text(tmp_path: Path, name: str) -> None:
    assert "holds no text. It is damaged" in refusal(tmp_path, name, b"." + NOISE)


@pytest.mark.parametrize(
    "text",
    [
        "Email,Name\n" + "a@example.com,A\x01\x02n\n" * 40,
        "Email,Name\n" + "".join(f"a{at}@example.com,\N{CYRILLIC SMALL LETTER ZHE}\x7fx\n" for at in range(40)),
        "Email,Name\na@example.com,Ann\n\x1a",
        TABLE + "\0" * 400,
    ],
)
def test_a_text_with_some_odd_signs_is_still_one(tmp_path: Path, text: str) -> None:
    assert cells(tmp_path, "odd.csv", text.encode())[0][0].startswith("a")


def test_workbooks_behind_a_password(tmp_path: Path) -> None:
    newer = OLE + bytes(1_000) + "EncryptedPackage".encode("utf-16-le") + bytes(4_000)
    older = OLE + bytes(504) + b"\x09\x08\x10\0" + bytes(16) + b"\x2f\0\x36\0" + bytes(4_000)
    manifest = io.BytesIO()
    with zipfile.ZipFile(manifest, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", NOISE)
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    for name, data in {"a.xlsx": newer, "b.xls": older, "c.ods": manifest.getvalue()}.items():
        assert refusal(tmp_path, name, data).startswith(f"{name} is locked with a password. Open it")


def test_a_workbook_that_is_none(tmp_path: Path) -> None:
    said = refusal(tmp_path, "a.xls", b"<html><table><tr><td>Email</td></tr></table></html>")
    assert said.startswith("a.xls is a web page (HTML or XML), not a workbook. Open it in Excel")
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    assert "It is damaged" in refusal(tmp_path, "b.xlsx", book.getvalue()[:2_000])
    assert "It is damaged" in refusal(tmp_path, "c.xlsx", OLE + NOISE)


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_a_table_in_plain_text_under_a_workbooks_name(tmp_path: Path, code: str) -> None:
    """Many tools write such a file and call it XLS."""
    assert cells(tmp_path, "a.xls", TABLE.replace(",", "\t").encode(code)) == [["a@example.com", "Ann"]]


def test_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Email,Name\n", "utf-8")
    with Project.create(tmp_path / "a.quill") as project:
        told = dry_run(project, tmp_path / "a.csv", "profiles").warnings
    assert [(note.level, note.text[:23]) for note in told] == [("red", "There is a header row, ")]


def test_a_folder_and_a_damaged_archive(tmp_path: Path) -> None:
    (tmp_path / "R&D").mkdir()
    with pytest.raises(Problem, match=r"R&D is a folder\. Choose the files in it\."):
        read(tmp_path / "R&D")
    assert "It is damaged, or not all of it is there" in refusal(tmp_path, "a.zip", b"PK\x03\x04" + NOISE)
