"""Files whose dates are spelled out, imported."""

from pathlib import Path

import pytest

from app import ingest
from app.project import Project


@pytest.mark.parametrize("name", ["fr", "de", "squarespace", "form"])
def test_the_shared_files_with_names_of_months_and_zones(tmp_path: Path, shared_data: Path, name: str) -> None:
    folder = shared_data / "reported/14-dates-with-month-and-zone-names"
    with Project.create(tmp_path / "p.quill", timezone="Europe/Berlin", clock="2024-06-15") as project:
        report = ingest.dry_run(project, folder / f"{name}.csv", "profiles")
    assert report.unreadable == {}
    assert report.preview is not None
    first = report.preview[0]
    told = {
        "fr": ("birth_date", "1990-02-03"),
        "de": ("birth_date", "1990-05-03"),
        "squarespace": ("signed_up_at", "2024-06-10 17:43:01"),
        "form": ("signed_up_at", "2024-05-17 09:12:03"),
    }
    assert first[told[name][0]] == told[name][1]


def test_the_days_of_a_file_are_read_in_its_own_order(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "email;Angemeldet am;Geburtstag\na@x.de;Mo 08.07.2024 14:03 Uhr;23.05.\nb@x.de;Di 09.07.2024 9:00 Uhr;1. Jan.\n"
    )
    report = ingest.dry_run(project, path, "profiles")
    assert report.unreadable == {}
    assert report.preview is not None
    assert [row["signed_up_at"] for row in report.preview] == ["2024-07-08 14:03:00", "2024-07-09 09:00:00"]
    assert [row["birth_date"] for row in report.preview] == ["--05-23", "--01-01"]
