"""Encodings: ten people's list in each of the commonest, and what is asked where two tables read a text alike."""

import codecs
import unicodedata
from pathlib import Path

import pytest

from app import ingest
from app.ingest.readers.codepages import TITLES, title
from app.ingest.readers.encodings import find
from app.ingest.readers.reading import read
from app.project import Project
from tests.app.ingest.lists import LISTS, WRITTEN, written

KNOWN = [(language, encoding) for language, encodings in WRITTEN.items() for encoding in encodings]
ROMANIAN = str.maketrans("şţŞŢ", "șțȘȚ")
"""The cedilla of older tables stands on the bytes of the comma of ISO 8859-16."""


def same(left: str, right: str) -> bool:
    return unicodedata.normalize("NFC", left).translate(ROMANIAN) == unicodedata.normalize("NFC", right).translate(
        ROMANIAN
    )


@pytest.mark.parametrize(("language", "encoding"), KNOWN)
def test_a_list_of_ten_people_is_read_in_its_encoding(language: str, encoding: str) -> None:
    text, data = written(language, encoding)
    found = find(data)[0]
    assert same(data.decode(found), text)
    assert found in TITLES


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32"]
)
def test_unicode_is_told_with_and_without_its_mark(encoding: str) -> None:
    for language, text in LISTS.items():
        data = text.encode(encoding)
        assert data.decode(find(data)[0]).lstrip("\ufeff") == text, language


def test_a_few_names_are_enough() -> None:
    right = {
        "cp1250": "email,city\na@x.hu,Győr\nb@x.hu,Hódmezővásárhely\n",
        "iso8859-2": "email,name\na@x.cz,Tomáš\nb@x.cz,Šárka\n",
        "cp1254": "ad,şehir\nAyşe,Muğla\nIşık,İzmir\n",
        "cp1257": "vardas,miestas\nŽivilė,Šiauliai\nĄžuolas,Vilnius\n",
        "cp1251": "имя,город\nЮлия,Омск\n",
        "koi8-r": "имя,город\nЮлия,Омск\n",
        "cp1253": "όνομα,πόλη\nΕλένη,Αθήνα\n",
        "mac-roman": "name,city\nJörg,Köln\nZoë,Málaga\n",
        "cp850": "name,city\nJörg,Köln\nZoë,Málaga\n",
    }
    for encoding, text in right.items():
        data = text.encode(encoding)
        assert data.decode(find(data)[0]) == text, encoding


def test_signs_of_windows_in_a_plain_text() -> None:
    text = "name;note\nAnn;it’s “new” – 20 €\nBob;O’Brien…\n"
    assert find(text.encode("cp1252"))[0] == "cp1252"


def test_the_odd_lines_of_a_large_file_count_wherever_they_stand() -> None:
    data = b"a@x.pl,plain\n" * 700_000 + "Łódź,Kościuszki\nWójcik,Święta\n".encode("iso8859-2")
    assert find(data)[0] == "iso8859-2"


def test_a_text_that_several_tables_read_alike_has_alternatives(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("email,first_name\na@x.ee,Žanna\nb@x.ee,Bob\n".encode("cp1257"))
    encoding, alternatives = find(path.read_bytes())
    said = {encoding: alternatives[0].instead_of} | {one.encoding: one.word for one in alternatives}
    assert said["cp1257"] == "Žanna"
    assert len(set(said.values())) == len(said) > 1
    plan = ingest.plan(project, path, "profiles")
    assert plan.encoding_alternatives == alternatives
    report = ingest.dry_run(project, path, "profiles")
    assert report.encoding_alternatives == alternatives
    told = next(note.text for note in report.warnings if "was read as" in note.text)
    assert all(one.word in told and title(one.encoding) in told for one in alternatives)


def test_an_encoding_that_was_stated_has_no_alternatives(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("email,first_name\na@x.ee,Žanna\n".encode("cp1257"))
    mapping = ingest.dry_run(project, path, "profiles").mapping
    assert ingest.dry_run(project, path, "profiles", mapping).encoding_alternatives == ()


def test_every_encoding_that_is_known_exists_under_its_name() -> None:
    for name in TITLES:
        assert codecs.lookup(name).name.replace("_", "-") == name.replace("_", "-")
    assert title("UTF_8") == "UTF-8"


def test_the_odd_files_of_the_issue(shared_data: Path) -> None:
    hungarian = read(shared_data / "odd_files/hungarian_cp1250.csv")[1]
    assert hungarian.columns.column("city").to_pylist() == ["Győr", "Hódmezővásárhely", "Fűzfő"]
    czech = read(shared_data / "odd_files/czech_iso8859_2.csv")[1]
    assert [row["city"] for row in czech.columns.to_pylist()] == ["Plzeň", "Třebíč"]
    assert [row["first_name"] for row in czech.columns.to_pylist()] == ["Tomáš", "Šárka"]
