"""Files put one behind the other: some lines are UTF-8, and some are of a table."""

from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import Problem
from app.ingest.readers import encodings, mixed_lines
from app.ingest.readers.codepages import title
from app.ingest.readers.reading import read
from app.project import Project
from tests.app.ingest.lists import WRITTEN, written

NEW = "email,name,city\nanne@x.de,Änne Größer,Köln\nlea@x.fr,Léa Lefèvre,Orléans\n"
OLD = "jurgen@x.de,Jürgen Müller,Münster\nines@x.pt,Inês Gonçalves,Viseu\n"


@pytest.mark.parametrize("order", ["new first", "old first"])
def test_each_line_is_read_in_its_own_encoding(tmp_path: Path, order: str) -> None:
    header, *rows = NEW.splitlines(keepends=True)
    new, old = "".join(rows).encode(), OLD.encode("cp1252")
    data = header.encode() + (new + old if order == "new first" else old + new)
    (tmp_path / "all.csv").write_bytes(data)
    found = read(tmp_path / "all.csv")[1]
    assert {row["name"] for row in found.columns.to_pylist()} == {
        "Änne Größer", "Léa Lefèvre", "Jürgen Müller", "Inês Gonçalves",
    }  # fmt: skip
    assert found.layout.encoding == "utf-8+cp1252"
    assert title("utf-8+cp1252") == "UTF-8 and Western (Windows-1252), line by line"


def test_a_mark_at_the_begin_is_none_of_the_first_header(tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_bytes(b"\xef\xbb\xbf" + NEW.encode() + OLD.encode("cp1252"))
    found = read(tmp_path / "all.csv")[1]
    assert found.headers == ["email", "name", "city"]
    assert found.columns.column("city").to_pylist() == ["Köln", "Orléans", "Münster", "Viseu"]


def test_it_is_imported_and_its_mapping_reads_it_again(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "all.csv"
    path.write_bytes(NEW.encode() + OLD.encode("cp1252"))
    report = ingest.run_import(project, path, "profiles")
    assert report.accepted == 4
    assert report.mapping.encoding == "utf-8+cp1252"
    assert [note.text for note in report.warnings] == [
        "Some lines are UTF-8, others Western (Windows-1252): each was read in its own encoding."
    ]
    again = ingest.dry_run(project, path, "profiles", report.mapping)
    assert again.preview is not None
    assert [row["full_name"] for row in again.preview] == [
        "Änne Größer", "Léa Lefèvre", "Jürgen Müller", "Inês Gonçalves",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), [(one, two) for one, both in WRITTEN.items() for two in both])
def test_a_text_of_one_table_is_taken_for_no_mixture(language: str, encoding: str) -> None:
    assert "+" not in encodings.find(written(language, encoding)[1])[0]


def test_a_mixture_with_another_table_is_told_by_its_letters() -> None:
    data = NEW.encode() + "Юлия,Омск\nСергей,Новосибирск\nНаталья,Казань\n".encode("cp1251")
    assert encodings.find(data)[0] == "utf-8+cp1251"


def test_pieces_that_cut_lines_and_signs_change_nothing() -> None:
    data = (NEW + NEW).encode() + OLD.encode("cp1252") + "x,é".encode("cp1252")
    for size in (1, 2, 3, 7, 50):
        pieces = (data[at : at + size] for at in range(0, len(data), size))
        assert "".join(mixed_lines.decoded(pieces, "cp1252")) == NEW + NEW + OLD + "x,é"


def test_a_table_that_there_is_not_is_refused(tmp_path: Path, project: Project) -> None:
    path, given = tmp_path / "all.csv", tmp_path / "map.json"
    path.write_bytes(NEW.encode())
    given.write_text('{"version": 1, "kind": "profiles", "encoding": "utf-8+cp9999"}')
    with pytest.raises(Problem, match="There is no encoding “utf-8\\+cp9999”"):
        ingest.dry_run(project, path, "profiles", ingest.read_mapping(given))
