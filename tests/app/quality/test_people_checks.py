"""What is looked at of people follows from what the project knows of them."""

from pathlib import Path

from app import ingest, quality
from app.project import Project


def _names(folder: Path, text: str) -> set[str]:
    with Project.create(folder / "a.quill", clock="2012-01-01") as project:
        (folder / "a.csv").write_text(text, "utf-8")
        ingest.run_import(project, folder / "a.csv", "profiles")
        return {one.check for one in quality.report(project).checks}


def test_a_field_that_no_file_had_is_not_missed(tmp_path: Path) -> None:
    found = _names(tmp_path, "email,city,country\na@x.example,Rom,Italy\n")
    assert {"missing:email", "missing:city", "missing:country"} <= found
    assert not found & {"missing:first_name", "missing:country_original", "missing:tags", "birth_date", "phone"}


def test_a_birthday_without_a_year_can_be(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
        (tmp_path / "a.csv").write_text("email,birthday\na@x.example,03/31\nb@x.example,05/01\n", "utf-8")
        ingest.run_import(project, tmp_path / "a.csv", "profiles")
        found = {one.check: one.found for one in quality.report(project).checks}
    assert found.get("birth_date", 0) == 0


def test_what_is_wrong_with_malformed_addresses_is_told_and_counted(tmp_path: Path) -> None:
    text = "customer_id,email\n1,a..b@x.example\n2,c..d@x.example\n3,noat\n4,e@x.example\n5,f@localhost\n"
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
        (tmp_path / "a.csv").write_text(text, "utf-8")
        ingest.run_import(project, tmp_path / "a.csv", "profiles")
        found = next(one for one in quality.report(project).checks if one.check == "malformed_address")
    assert found.found == 4
    assert [(one.what, one.found, one.category) for one in found.kinds or ()] == [
        ("two dots in a row", 2, "err"),
        ("no @", 1, "err"),
        ("no dot in the domain: legal, but no ESP takes it", 1, "rfc5321"),
    ]
    assert found.examples[0] == "a..b@x.example (two dots in a row; customer_id:1)"
