"""A file's recipe: wholly run or not at all, last month's too, with the file's own cells kept for what is rejected."""

from pathlib import Path
from typing import Any

import pytest

from app import ingest, recipe
from app.domain.problems import ImportProblem
from app.ingest import Mapping
from app.ingest.importing import cleaned_file
from app.ingest.readers.reading import Readings
from app.project import Project
from storage.file.models import batch, profile_row
from tests.app.ingest.conftest import Rows, Write

TEXT = """Mail,Full name,City,Tel,Land,Born
a@x.example,ANN LEE,munich,020 7946 0018,UK,31/12/1980
b@x.example,BOB MCDONALD,München ,+4989123456,Germany,01/02/1990
,CY GONE,MUNICH,1,,
no-address,DEE O'BRIEN,berlin,n/a,FR,05/06/1970
"""
STEPS: list[dict[str, Any]] = [
    {"step": "trim", "columns": ["*"]},
    {"step": "names", "columns": ["Full name"]},
    {"step": "split", "columns": ["Full name"], "separator": " ", "into": ["First", "Last"]},
    {"step": "merge", "columns": ["City"], "values": {"munich": "München"}, "alike": "fingerprint"},
    {"step": "phone", "columns": ["Tel"], "country_column": "Land"},
    {"step": "country", "columns": ["Land"]},
    {"step": "date", "columns": ["Born"], "format": "day first"},
]
STATED = Mapping("profiles", recipe=recipe.parse(STEPS))


@pytest.fixture
def imported(project: Project, write: Write) -> Project:
    ingest.run_import(project, write("march.csv", TEXT), "profiles", STATED)
    return project


def test_a_dry_run_says_what_each_step_does_and_shows_cells(project: Project, write: Write) -> None:
    tried = ingest.dry_run(project, write("march.csv", TEXT), "profiles", STATED)
    assert [(one.step, one.cells, one.left) for one in tried.recipe] == [
        ("trim", 1, 0), ("names", 4, 0), ("split", 4, 0), ("merge", 2, 0), ("phone", 1, 1), ("country", 2, 0),
        ("date", 3, 0),
    ]  # fmt: skip
    assert ("BOB MCDONALD", "Bob McDonald") in tried.recipe[1].examples
    assert tried.preview is not None
    first = tried.preview[0]
    assert {name: first[name] for name in ("city", "phone", "country", "birth_date")} == {
        "city": "München", "phone": "+442079460018", "country": "GB", "birth_date": "1980-12-31",
    }  # fmt: skip
    assert tried.mapping.columns["First"].to == "first", "a column that a step made is one like any other"


def test_what_is_kept_says_the_numbers_and_no_cell(imported: Project, rows: Rows) -> None:
    (kept,) = rows(imported, batch)
    assert [step["cells"] for step in kept["report"]["recipe"]] == [1, 4, 4, 2, 1, 2, 3]
    assert not any(step.get("examples") for step in kept["report"]["recipe"])
    assert [row["traits"]["city"] for row in rows(imported, profile_row)] == ["München", "München"]


def test_rejected_rows_are_the_file_s_own_and_come_back_mended(imported: Project, tmp_path: Path, write: Write) -> None:
    found = ingest.rejected(imported, 1)
    assert [row.row for row in found][1] == {
        "Mail": "no-address", "Full name": "DEE O'BRIEN", "City": "berlin", "Tel": "n/a", "Land": "FR",
        "Born": "05/06/1970",
    }  # fmt: skip
    ingest.export_rejected(imported, 1, tmp_path / "rejected.csv")
    text = (tmp_path / "rejected.csv").read_text("utf-8").replace("no-address", "dee@x.example")
    again = ingest.run_import(imported, write("mended.csv", text))
    assert again.mends is not None
    assert (again.mends.batch, again.accepted) == (1, 1)
    assert [one.step for one in again.recipe] == [step["step"] for step in STEPS]


def test_cells_that_could_not_be_read_are_kept_as_the_file_has_them(project: Project, write: Write) -> None:
    text = "Mail,Amount,Shoe\na@x.example,x,38\nb@x.example,y,SOON\n"
    columns = ingest.parse({"kind": "profiles", "columns": {"Shoe": {"to": "shoe", "type": "number"}}}).columns
    steps = recipe.parse([{"step": "replace", "columns": ["Shoe"], "find": "SOON", "with": "later"}])
    ingest.run_import(project, write("a.csv", text), "profiles", Mapping("profiles", columns, recipe=steps))
    (cell,) = ingest.unread_cells(project, 1)
    assert (cell.value, cell.row) == ("SOON", {"Mail": "b@x.example", "Amount": "y", "Shoe": "SOON"})


def test_next_month_s_file_is_cleaned_the_same_and_new_spellings_are_told(imported: Project, write: Write) -> None:
    text = "mail,Full Name,City,Tel,Land,Born\nc@x.example,CAT LEE,MUNICH,020 7946 0018,UK,1/2/1980\n"
    report = ingest.run_import(imported, write("april.csv", text))
    assert [one.cells for one in report.recipe] == [0, 1, 1, 1, 1, 1, 1]
    assert report.recipe[3].new == 1
    assert not [note for note in report.warnings if "april" in note.text or "march" in note.text]


def test_a_column_that_is_gone_is_asked_about_and_nothing_is_half_done(imported: Project, write: Write) -> None:
    text = "Mail,Full name,Town,Tel,Land,Born\nd@x.example,CAT LEE,MUNICH,020 7946 0018,UK,31/12/1980\n"
    path = write("april.csv", text)
    tried = ingest.dry_run(imported, path)
    (told,) = [note for note in tried.warnings if note.level == "red"]
    assert "“City” is not in this file" in told.text
    assert tried.mapping.recipe == recipe.DEFAULT
    assert tried.preview is not None
    assert tried.preview[0]["full_name"] == "CAT LEE"
    with pytest.raises(ImportProblem) as caught:
        ingest.run_import(imported, path)
    assert "“City”" in caught.value.what
    assert len(ingest.history(imported)) == 1
    plan = ingest.plan(imported, path)
    assert plan.unfit_recipe is not None
    assert plan.unfit_recipe.missing == ["City"]
    fitted = recipe.renamed(plan.unfit_recipe.steps, {"City": "Town"})
    done = ingest.run_import(imported, path, "profiles", plan.mapping.with_recipe(fitted))
    assert [one.cells for one in done.recipe] == [0, 1, 1, 1, 1, 1, 1]


def test_a_stated_recipe_that_does_not_fit_is_refused_before_anything(project: Project, write: Write) -> None:
    steps = recipe.parse([*STEPS, {"step": "upper", "columns": ["Gone"]}])
    path = write("march.csv", TEXT)
    for run in (ingest.dry_run, ingest.run_import):
        with pytest.raises(ImportProblem) as caught:
            run(project, path, "profiles", Mapping("profiles", recipe=steps))
        assert caught.value.where == "recipe[7].columns"
    assert ingest.history(project) == []
    plan = ingest.plan(project, path, "profiles", Mapping("profiles", recipe=steps))
    assert plan.unfit_recipe is not None
    assert plan.mapping.recipe == recipe.DEFAULT


def test_the_grid_s_rows_are_those_that_the_recipe_leaves(project: Project, write: Write) -> None:
    plan = ingest.plan(project, write("march.csv", TEXT), "profiles", STATED)
    assert (plan.sample[1]["City"], plan.sample[1]["Last"]) == ("München", "McDonald")


def test_a_recipe_is_run_once_for_looking_trying_and_importing(project: Project, write: Write) -> None:
    readings, path = Readings(), write("march.csv", TEXT)
    raw = readings.read(path).table
    first, _ = cleaned_file.cleaned(raw, STATED.recipe)
    again, _ = cleaned_file.cleaned(readings.read(path).table, STATED.recipe)
    assert first is again
    plain, _ = cleaned_file.cleaned(raw, recipe.DEFAULT)
    assert plain is raw, "what is done to every file is done where its columns are read"
    assert first.own is raw.columns


def test_entities_are_read_before_anything_is_looked_for(project: Project, write: Write) -> None:
    steps = recipe.parse([{"step": "replace", "columns": ["Firm"], "find": "&", "with": "and"}])
    path = write("a.csv", "Mail,Firm\na@x.example,Salt &amp; Rye\n")
    tried = ingest.dry_run(project, path, "profiles", Mapping("profiles", recipe=steps))
    assert [one.step for one in tried.recipe] == ["decode_entities", "replace"]
    assert tried.preview is not None
    assert "Salt and Rye" in tried.preview[0].values()


def test_orders_of_which_some_rows_are_rejected_come_back_as_the_file_has_them(project: Project, write: Write) -> None:
    text = "Order,Email,SKU,Quantity,Price,Date\no1,a@x.example,T 1,1,2.50,2011-12-01\no2,a@x.example,t 2,1,2.50,\n"
    steps = recipe.parse([{"step": "replace", "columns": ["SKU"], "find": " ", "with": "-"}])
    report = ingest.run_import(project, write("o.csv", text), "orders", Mapping("orders", recipe=steps))
    assert report.rejected == 1
    assert ingest.rejected(project, 1)[0].row["SKU"] == "t 2"
    assert report.recipe[0].cells == 2


def test_values_of_a_typed_column_stay_what_they_are_where_nothing_is_found(project: Project, write: Write) -> None:
    text = '{"mail": "a@x.example", "shoe": 38, "city": "Rom"}\n{"mail": "b@x.example", "shoe": 39, "city": "Bonn"}\n'
    steps = recipe.parse([{"step": "replace", "columns": ["*"], "find": "Rom", "with": "Rome"}])
    tried = ingest.dry_run(project, write("a.jsonl", text), "profiles", Mapping("profiles", recipe=steps))
    assert tried.mapping.columns["shoe"].type == "number"
    assert [one.cells for one in tried.recipe] == [1]


def test_what_a_column_means_is_known_to_a_recipe_that_is_run_whole(project: Project, write: Write) -> None:
    text = "Mail,Full name,Province,Note\na@x.example,NULL,NA,NA\n"
    steps = recipe.parse([{"step": "names", "columns": ["Full name"]}, {"step": "empty_placeholders"}])
    tried = ingest.dry_run(project, write("march.csv", text), "profiles", Mapping("profiles", recipe=steps))
    (first,) = tried.preview or ()
    assert (first["full_name"], first["region"]) == ("Null", "NA"), "a surname, and Naples"
    assert "note" not in first
    ingest.run_import(project, write("march.csv", text), "profiles", Mapping("profiles", recipe=steps))
    (again,) = ingest.dry_run(project, write("april.csv", text.replace("a@", "b@")), "profiles").preview or ()
    assert (again["full_name"], again["region"]) == ("Null", "NA"), "next month, too"
