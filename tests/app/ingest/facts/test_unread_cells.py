"""Cells that could not be read are counted with their lines, kept, and mended by importing their rows again."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app import ingest
from app.ingest.facts import unread_cells
from app.project import Project
from storage.file import kept_traits
from storage.file.models import profile, unread_cell
from ui.program import main

Write = Callable[[str, str], Path]
FILE = """\
email,Birthday,Points,Newsletter seen
a@x.de,1990-05-23,"1,200",yes
b@x.de,00-00-0000,12.5,yes
c@x.de,1991-06-24,Infinity,no
d@x.de,1992-07-25,1e9999999,perhaps
,1993-07-25,oops,no
e@x.de,1994-07-25,7,no
f@x.de,1995-07-25,8,no
g@x.de,1995-07-26,9,no
h@x.de,1995-07-27,10,no
"""
STATED = """{"version": 1, "kind": "profiles", "columns":
 {"Points": {"to": "points", "type": "number"}, "Newsletter seen": {"to": "seen", "type": "boolean"}}}"""


def test_what_was_not_read_is_told_with_its_lines_and_its_rows_came_in(project: Project, write: Write) -> None:
    mapping = ingest.read_mapping(write("map.json", STATED))
    report = ingest.run_import(project, write("people.csv", FILE), "profiles", mapping)
    assert (report.accepted, report.rejected, report.unread) == (8, 1, 4)
    assert [(cell.line, cell.column, cell.value) for cell in report.unread_cells] == [
        (3, "Birthday", "00-00-0000"),
        (4, "Points", "Infinity"),
        (5, "Newsletter seen", "perhaps"),
        (5, "Points", "1e9999999"),
    ]
    told = {note.text: note.lines for note in report.warnings}
    assert told[
        "2 cells of “Points” cannot be read (no number that can be read): their rows come in without them."
    ] == (
        4,
        5,
    )
    cells = ingest.unread_cells(project, 1)
    assert [cell.row["email"] for cell in cells] == ["b@x.de", "c@x.de", "d@x.de", "d@x.de"]
    assert ingest.history(project)[0].unread == 4


def test_a_mended_row_updates_its_person(project: Project, write: Write, tmp_path: Path) -> None:
    mapping = ingest.read_mapping(write("map.json", STATED))
    ingest.run_import(project, write("people.csv", FILE), "profiles", mapping)
    out = tmp_path / "mend.csv"
    assert ingest.export_unread(project, 1, out) == 3
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["reason"] for row in rows] == [
        "Birthday: no date that can be read",
        "Points: no number that can be read",
        "Newsletter seen: neither yes nor no; Points: no number that can be read",
    ]
    mended = out.read_text("utf-8").replace("00-00-0000", "1989-01-02").replace("Infinity", "70")
    report = ingest.run_import(project, write("mended.csv", mended), "profiles", mapping)
    assert (report.profiles_created, report.profiles_updated) == (0, 2)
    with project.read() as connection:
        traits = dict(connection.execute(select(profile.c.key, kept_traits.of_profile())).all())
    assert traits["email:b@x.de"]["birth_date"] == 6941
    assert traits["email:c@x.de"]["points"] == 70
    assert not {"line", "reason"} & traits["email:b@x.de"].keys()


def test_an_undone_import_leaves_none_of_its_cells(project: Project, write: Write) -> None:
    ingest.run_import(project, write("people.csv", FILE), "profiles", ingest.read_mapping(write("map.json", STATED)))
    ingest.undo(project, 1)
    with project.read() as connection:
        assert connection.execute(select(unread_cell)).all() == []


def test_of_a_column_read_wrongly_not_every_row_is_kept(
    project: Project, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unread_cells, "KEPT_CELLS", 2)
    rows = "".join(f"p{number}@x.de,no date\n" for number in range(5))
    stated = ingest.read_mapping(
        write("map.json", '{"version": 1, "kind": "profiles", "columns": {"day": {"to": "day", "type": "date"}}}')
    )
    report = ingest.run_import(project, write("x.csv", f"email,day\n{rows}"), "profiles", stated)
    assert report.unread == 5
    assert len(ingest.unread_cells(project, 1)) == 2


def test_the_commands_list_them(tmp_path: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "p.quill")
    people = shared_data / "reported/20-cells-that-were-not-read/people.csv"
    assert main(["new", path, "--clock", "2024-06-15"]) == 0
    assert main(["import", path, str(people), "--as", "profiles"]) == 0
    told = capsys.readouterr()
    assert "2 cells of “Birthday” cannot be read" in told.out + told.err
    assert "(lines 7, 8)" in told.out + told.err
    assert main(["rejected", path, "1"]) == 0
    assert "1900-01-00" in capsys.readouterr().out
    assert main(["rejected", path, "1", "--cells", "--json"]) == 0
    assert [cell["line"] for cell in json.loads(capsys.readouterr().out)] == [7, 8, 10], (
        "31/12/2023 can be no other day"
    )
    assert main(["rejected", path, "1", "--cells", "--out", str(tmp_path / "mend.csv")]) == 0
    assert len((tmp_path / "mend.csv").read_text("utf-8").splitlines()) == 4


def test_a_list_without_elements_is_no_cell_that_cannot_be_read(project: Project, write: Write) -> None:
    text = 'email,Tags\na@x.de,"[""vip""]"\nb@x.de,[]\n'
    assert ingest.run_import(project, write("people.csv", text), "profiles").unreadable == {}
