"""How many are suspected to be there twice, as the last look said."""

from pathlib import Path

from app import ingest, quality
from app.project import Project


def _told(project: Project) -> quality.Finding | None:
    return next((one for one in quality.report(project).checks if one.check == quality.SUSPECTED), None)


def test_it_is_told_from_the_last_look_on_and_when_people_came_in_since(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
        (tmp_path / "a.csv").write_text("email\na@x.example\nb@x.example\n", "utf-8")
        ingest.run_import(project, tmp_path / "a.csv", "profiles")
        assert _told(project) is None, "nobody looked"
        quality.keep_suspected(project, 1)
        found = _told(project)
        assert found is not None
        assert (found.found, found.of, found.examples) == (1, 2, ())
        (tmp_path / "b.csv").write_text("email\nc@x.example\n", "utf-8")
        ingest.run_import(project, tmp_path / "b.csv", "profiles")
        stale = _told(project)
        assert stale is not None
        assert stale.examples[0].endswith("before the last import")
