"""What the wizard is shown of a file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import FileProblem
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import Project

Write = Callable[[str, str], Path]
TEXT = "E-mail;Signed up;Shoe size;Note\na@x.de;13/02/2011;38;\nb@x.de;someday;n/a;hello\nc@x.de;14/02/2011;40;\n;;;\n"


def test_a_plan_says_what_each_column_is_and_holds(project: Project, write: Write) -> None:
    plan = ingest.plan(project, write("people.csv", TEXT))
    assert (plan.kind, plan.rows, plan.refused, plan.problem) == ("profiles", 4, 0, "")
    columns = {column.header: column for column in plan.columns}
    assert columns["E-mail"].label == "Email"
    assert (columns["E-mail"].filled, columns["E-mail"].coverage) == (3, 0.75)
    assert (columns["Signed up"].type, columns["Signed up"].unreadable) == ("datetime", 1)
    assert (columns["Shoe size"].type, columns["Shoe size"].standard) == ("number", False)
    assert columns["Shoe size"].examples == ["38", "40"]
    assert plan.sample[0]["Signed up"] == "13/02/2011"
    assert plan.preview[0] == {
        "line": 2, "email": "a@x.de", "signed_up_at": "2011-02-13 00:00:00", "shoe_size": 38.0,
    }  # fmt: skip
    assert ("first_name", "First name") in plan.targets
    assert ingest.history(project) == []


def test_an_own_column_hides_nothing_of_its_row(project: Project, write: Write) -> None:
    text = "time,event,email,name\n2024-01-02 10:00,viewed_product,a@x.de,Spring banner\n"
    (row,) = ingest.plan(project, write("events.csv", text), "events").preview
    assert (row["name"], row["own_name"]) == ("viewed_product", "Spring banner")


def test_a_corrected_column_shows_at_once_without_reading_the_file_again(project: Project, write: Write) -> None:
    path = write("people.csv", TEXT)
    readings = ingest.Readings()
    plan = ingest.plan(project, path, readings=readings)
    path.unlink()
    mended = plan.mapping.with_column("Shoe size", Column(skip=True))
    again = ingest.plan(project, path, mapping=mended, readings=readings)
    assert "shoe_size" not in again.preview[0]
    assert again.mapping.columns["Shoe size"] == Column(skip=True)


def test_a_plan_of_what_cannot_be_imported_says_why(project: Project, write: Write) -> None:
    plan = ingest.plan(project, write("a.csv", "town;colour\nParis;red\n"), "profiles")
    assert plan.problem.startswith("No column says who a row is about.")
    assert [column.column.to for column in plan.columns] == ["city", "colour"]


def test_a_type_that_the_project_gave_a_trait_stays(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "email,grade\na@x.de,high\n"), "profiles")
    plan = ingest.plan(project, write("b.csv", "email,grade\na@x.de,7\n"), "profiles")
    assert plan.mapping.columns["grade"].type == "text"


def test_a_file_in_another_encoding_is_shown_with_the_line_that_does_not_fit(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("email,city\na@x.de,Paris\nb@x.de,Köln\nc@x.de,Málaga\n".encode("cp1252"))
    chosen = Mapping("profiles", encoding="utf-8")
    readings = ingest.Readings()
    plan = ingest.plan(project, path, mapping=chosen, readings=readings)
    assert plan.problem == plan.unfit
    assert plan.problem.startswith("people.csv cannot be read as utf-8. Line 3 ")
    assert [row["city"] for row in plan.sample] == ["Paris", "K\ufffdln", "M\ufffdlaga"]
    for bring in (ingest.dry_run, ingest.run_import):
        with pytest.raises(FileProblem, match="Line 3 "):
            bring(project, path, mapping=chosen)
    assert ingest.history(project) == []
    again = ingest.plan(project, path, mapping=replace(plan.mapping, encoding="cp1252"), readings=readings)
    assert (again.problem, again.unfit, again.sample[1]["city"]) == ("", "", "Köln")


def test_an_encoding_that_there_is_not_is_refused(project: Project, write: Write) -> None:
    path = write("people.csv", TEXT)
    for name in ("klingon", "rot13"):
        with pytest.raises(FileProblem, match=f"no encoding “{name}”"):
            ingest.plan(project, path, mapping=Mapping("profiles", encoding=name))


def test_fields_are_called_as_the_project_calls_them(project: Project, write: Write) -> None:
    from app import fields

    text = "customer_id,city,nick,size\n1,Rome,Ann,40\n"
    ingest.run_import(project, write("a.csv", text), "profiles")
    fields.rename(project, "city", "Home town")
    fields.merge(project, "nick", "first_name")
    plan = ingest.plan(project, write("b.csv", text))
    assert {one.header: (one.called, one.part) for one in plan.columns} == {
        "customer_id": ("", False), "city": ("Home town", False), "nick": ("First name", True), "size": ("", False),
    }  # fmt: skip
    assert plan.called == {"city": "Home town", "nick": "First name"}
    orders = "order id,sku,price,date,customer id\n1,A,5,2011-05-01,1\n"
    assert ingest.plan(project, write("o.csv", orders), "orders").called == {}
