"""What people get, and that those who have left meanwhile are told of."""

from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import NotFound
from app.mailing import render_many
from app.project import Project
from app.template import Template


def test_who_has_left_the_project_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Email,First Name\na@x.example,Ann\n")
    template = Template("Hello", "Hello {{ first_name }}", "", "<p>{{ first_name }}</p>")
    with Project.create(tmp_path / "shop.quill") as project:
        ingest.run_import(project, tmp_path / "people.csv", "profiles")
        (ann,) = render_many(project, template, [1])
        assert ann.subject == "Hello Ann"
        with pytest.raises(NotFound, match="Somebody among them is no longer in the project"):
            list(render_many(project, template, [1, 13]))
