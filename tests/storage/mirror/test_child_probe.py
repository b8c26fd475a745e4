"""Whether a child process can read a project through ADBC."""

from pathlib import Path

from app.project import Project
from storage.mirror.child_probe import people_counted_in_child


def test_a_child_counts_the_people_of_a_project_that_is_open(tmp_path: Path) -> None:
    from app import ingest

    contacts = tmp_path / "contacts.csv"
    contacts.write_text("email\na@x.example\nb@x.example\n")
    with Project.create(tmp_path / "shop.quill", timezone="UTC") as project:
        ingest.run_import(project, contacts, "profiles")
        assert people_counted_in_child(project.path) == 2
