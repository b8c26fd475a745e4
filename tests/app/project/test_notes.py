"""What is only noted never fails what was asked for, and a project that cannot be written gets none."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from app.domain.problems import ProjectProblem
from app.project import Change, Project, audit_log, new_folder
from storage.disk.drafts import text_file


def test_notes_of_one_transaction_that_fails_are_kept_for_the_next(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        try:
            with project.write("It fails", {Change.TAGS}):
                project.note("Looked at a person's page", "opened")
                raise KeyError
        except KeyError:
            pass
        with project.write("It works", {Change.TAGS}):
            pass
        said = [line.action for line in audit_log.entries(project)]
        assert said == ["It works", "Looked at a person's page", "Made the project"]


def test_a_file_is_in_its_place_only_when_its_line_stands_in_the_log(tmp_path: Path) -> None:
    path, list_ = tmp_path / "a.quill", tmp_path / "list.csv"
    with Project.create(path) as project, Project.open(path) as other:
        seen: list[tuple[str, bool]] = []

        def before() -> None:
            project.note("Made a list for list.csv", "export", first=True)
            seen.append((audit_log.entries(other, 1)[0].action, list_.exists()))

        with text_file(list_, before) as file:
            file.write("key\r\n")
        assert seen == [("Made a list for list.csv", False)]
        assert list_.read_bytes() == b"key\r\n"


def test_a_file_whose_line_cannot_be_written_never_comes(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    with Project.create(path) as project:
        with contextlib.closing(sqlite3.connect(path)) as other, other:
            other.execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")

        def before() -> None:
            project.note("Made something", "export", first=True)

        with pytest.raises((ProjectProblem, DatabaseError)), text_file(tmp_path / "list.csv", before) as file:
            file.write("key\r\n")
        with pytest.raises((ProjectProblem, DatabaseError)), new_folder(tmp_path / "out", before) as folder:
            (folder / "a.html").write_text("Hello")
        assert [one.name for one in tmp_path.iterdir() if not one.name.startswith("a.quill")] == []
