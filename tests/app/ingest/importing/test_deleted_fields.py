"""A deleted field's column is left out of later files, and comes back where somebody says what it means."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert

from app import ingest
from app.ingest import master_data
from app.ingest.importing import deleted_fields
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import Change, Project
from app.query import resolve_key
from storage.file import models

Write = Callable[[str, str], Path]
HEAD = "customer_id,city,Shoe size\n"


def delete(project: Project) -> None:
    with project.write("Deleted", {Change.PROFILES}) as connection:
        row = {"name": "shoe_size", "hidden": False, "deleted": True}
        connection.execute(insert(models.field).values(row))


def test_its_column_is_left_out_and_that_is_said(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", f"{HEAD}1,Rome,41\n"), "profiles")
    delete(project)
    file = write("b.csv", f"{HEAD}1,Oslo,42\n")
    plan = ingest.plan(project, file, "profiles")
    assert plan.mapping.columns["Shoe size"].skip
    report = ingest.run_import(project, file, "profiles")
    assert [note.text for note in report.warnings if "deleted" in note.text] == [
        "“Shoe size” is left out, for its field was deleted. To have it again, say what it means."
    ]
    with project.read() as connection:
        assert deleted_fields.named(connection) == {"shoe_size"}
    stated = {name: Column(to=name) for name in ("customer_id", "city")}
    stated["Shoe size"] = Column(to="shoe_size", type="number")
    ingest.run_import(project, write("c.csv", f"{HEAD}1,Bonn,43\n"), "profiles", Mapping("profiles", stated))
    with project.read() as connection:
        assert deleted_fields.named(connection) == frozenset()
    found = master_data.history(project, resolve_key(project, "customer_id:1"), "shoe_size")
    assert [one.value for one in found.values] == [43, 41]
