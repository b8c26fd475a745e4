"""A trait has one type: what a file states otherwise is told, and free again once nothing is left of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app import ingest
from app.project import Project
from storage.file.models import trait

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]
TEXT = json.dumps({"version": 1, "kind": "profiles", "columns": {"Shoe size": {"to": "shoe_size", "type": "text"}}})


def _types(project: Project, rows: Rows) -> dict[str, str]:
    return {row["name"]: row["type"] for row in rows(project, trait) if row["own"]}


def test_a_type_that_the_project_does_not_keep_is_told_and_loses_nothing_in_silence(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("a.csv", "Email,Shoe size\na@x.de,40\nb@x.de,41\n"), "profiles")
    stated = ingest.read_mapping(write("map.json", TEXT))
    report = ingest.run_import(
        project, write("b.csv", "Email,Shoe size\na@x.de,hello\nb@x.de,42\n"), "profiles", stated
    )
    assert report.unreadable == {"Shoe size": 1}
    told = "“Shoe size” is read as a number, for that is what the project keeps under its name."
    assert any(note.text == f"{told} To keep it as text, give the column another name." for note in report.warnings)
    assert _types(project, rows) == {"shoe_size": "number"}


def test_what_was_taken_back_leaves_its_type_free(project: Project, write: Write, rows: Rows) -> None:
    first = ingest.run_import(project, write("a.csv", "Email,Shoe size\na@x.de,40\nb@x.de,41\n"), "profiles")
    ingest.undo(project, int(first.batch or 0))
    stated = ingest.read_mapping(write("map.json", TEXT))
    report = ingest.run_import(
        project, write("b.csv", "Email,Shoe size\na@x.de,hello\nb@x.de,42\n"), "profiles", stated
    )
    assert not report.unreadable
    assert not report.warnings
    assert _types(project, rows) == {"shoe_size": "text"}
