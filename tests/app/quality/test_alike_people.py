"""People with the name and something more of another are found, and the finding opens them."""

from pathlib import Path

import pytest

from app import ingest, people, quality
from app.project import Project


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        (
            "email,first_name,last_name,birth_date,phone\n"
            "a@x.example,Ann,L\u00e9e,1980-01-02,\nb@x.example,ANN,L\u00c9E,1980-01-02,\nc@x.example,Ann,Lee,1980-01-02,\n"
            "d@x.example,Bob,Ray,,+442079460018\ne@y.example,Bob,Ray,,\nf@y.example,,,1980-01-02,\n",
            ["email:a@x.example", "email:b@x.example"],
        ),
        (
            "email,full_name,postal_code\na@x.example,Ann Lee,SW1A 1AA\nb@x.example,ann lee,SW1A 1AA\n"
            "c@x.example,Ann Lee,\nd@x.example,Ann Lee,\n",
            ["email:a@x.example", "email:b@x.example"],
        ),
        ("email,first_name,last_name,city\na@x.example,Ann,Lee,Rome\nb@x.example,Ann,Lee,Rome\n", None),
        ("email,city,phone\na@x.example,Rome,+442079460018\n", None),
    ],
)
def test_who_shares_more_than_a_name_is_found(tmp_path: Path, text: str, alike: list[str] | None) -> None:
    (tmp_path / "a.csv").write_text(text, "utf-8")
    with Project.create(tmp_path / "a.quill") as project:
        ingest.run_import(project, tmp_path / "a.csv", "profiles")
        found = {one.check: one for one in quality.report(project).checks}.get("alike_people")
        if alike is None:
            assert found is None
            return
        assert found is not None
        assert list(found.examples) == alike
        numbers = quality.concerned(project, found)
        assert [people.story(project, key).key for key in alike] == alike
        assert len(numbers) == found.found == len(alike)
