"""What is known of a file before it comes in."""

from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import Problem
from app.project import Project

TEXT = "Email,City,Shoe\nann@example.com,Paris,36\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.csv"
    found.write_text(TEXT, encoding="utf-8")
    return found


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "Shop.quill") as project:
        yield project


def test_all_imports_of_a_file_are_known_by_its_bytes(project: Project, path: Path, tmp_path: Path) -> None:
    assert (ingest.imports_of(project, path), ingest.newest_import(project)) == ({}, 0)
    assert ingest.is_to_come(project, path)
    ingest.run_import(project, path, "profiles")
    other = tmp_path / "called otherwise.csv"
    other.write_bytes(path.read_bytes())
    assert ingest.imports_of(project, other) == {1: True}
    assert not ingest.is_to_come(project, other)
    ingest.undo(project, 1)
    assert (ingest.imports_of(project, other), ingest.newest_import(project)) == ({1: False}, 1)
    assert ingest.is_to_come(project, other)


def test_a_file_is_recognised_by_its_columns(project: Project, path: Path, tmp_path: Path) -> None:
    assert ingest.recognise(project, path, None).batch is None
    ingest.run_import(project, path, "profiles")
    other = tmp_path / "b.csv"
    other.write_text("Shoe,Email,City,Hat\n36,bob@example.com,Lyon,7\n", encoding="utf-8")
    found = ingest.recognise(project, other, None)
    assert (found.kind, found.batch, found.file) == ("profiles", 1, "a.csv")
    assert (found.new, found.missing) == (("Hat",), ())
    ingest.undo(project, 1)
    assert ingest.recognise(project, other, None).batch is None


def test_rows_that_come_back_mended_are_those_of_their_import(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("customer_id,Email,City\n,,Paris\n7,ann@example.com,Lyon\n", encoding="utf-8")
    ingest.run_import(project, path, "profiles")
    assert ingest.export_rejected(project, 1, tmp_path / "rejected.csv") == 1
    mended = (tmp_path / "rejected.csv").read_text("utf-8-sig").replace(",,Paris", ",bob@example.com,Paris")
    (tmp_path / "rejected.csv").write_text(mended, encoding="utf-8")
    found = ingest.recognise(project, tmp_path / "rejected.csv", None)
    assert (found.batch, found.mended) == (1, True)


def test_one_that_names_nobody_says_so(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("City,Shoe\nParis,36\n", encoding="utf-8")
    with pytest.raises(Problem):
        ingest.recognise(project, path, "profiles")
