"""Where values come from: files of one source stand together, and what is taken back is no source any more."""

from collections.abc import Callable
from pathlib import Path

from app import ingest
from app.ingest import master_data
from app.project import Project

Write = Callable[[str, str], Path]


def test_sources_are_told_by_their_names_and_else_by_their_headers(project: Project, write: Write) -> None:
    ingest.run_import(project, write("june.csv", "customer_id,city\n1,Rome\n"), "profiles")
    ingest.run_import(project, write("july.csv", "city,customer_id\nOslo,1\n"), "profiles")
    ingest.run_import(project, write("crm.csv", "customer_id,city\n1,Bonn\n"), "profiles", source="CRM")
    ingest.run_import(project, write("names.csv", "customer_id,first_name\n1,Ann\n"), "profiles")
    found = master_data.sources(project)
    assert [(one.name, one.files, one.batches) for one in found] == [
        ("july.csv", ("june.csv", "july.csv"), (1, 2)),
        ("CRM", ("crm.csv",), (3,)),
        ("names.csv", ("names.csv",), (4,)),
    ]
    assert [one.name for one in master_data.sources_of(found, "city")] == ["july.csv", "CRM"]
    assert [one.name for one in master_data.sources_of(found, "city", ["CRM"])] == ["CRM", "july.csv"]
    ingest.undo(project, 3)
    assert [one.name for one in master_data.sources(project)] == ["july.csv", "names.csv"]
