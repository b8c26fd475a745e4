"""How fresh each source is, and what of its files was not taken."""

from pathlib import Path

from app import ingest, quality
from app.project import Project


def _bring(project: Project, folder: Path, name: str, text: str, kind: str, source: str | None = None) -> int:
    (folder / name).write_text(text, "utf-8")
    return int(ingest.run_import(project, folder / name, kind, source=source).batch or 0)


def test_a_source_is_as_fresh_as_the_newest_that_it_tells_of(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
        visits = "email,event,time\na@x.example,viewed_page,{day}\n"
        _bring(project, tmp_path, "old.csv", visits.format(day="2011-01-01"), "events", "Web")
        shop = _bring(project, tmp_path, "b.csv", visits.format(day="2011-10-01"), "events", "App")
        found = {one.check: one for one in quality.report(project).checks}["stale_sources"]
        assert (found.found, found.of, found.examples) == (2, 2, ("Web: 2011-01-01", "App: 2011-10-01"))
        _bring(project, tmp_path, "new.csv", visits.format(day="2011-12-30"), "events", "Web")
        ingest.undo(project, shop)
        found = {one.check: one for one in quality.report(project).checks}["stale_sources"]
        assert (found.found, found.of) == (0, 1)


def test_rejected_rows_and_unread_cells_are_those_of_imports_that_stand(tmp_path: Path) -> None:
    people = "email,birth_date\na@x.example,1980-01-01\nb@x.example,soon\n,1980-01-01\nc@x.example,1980-01-02\n"
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
        number = _bring(project, tmp_path, "a.csv", people, "profiles")
        found = {one.check: (one.found, one.of) for one in quality.report(project).checks}
        assert (found["rejected_rows"], found["unread_cells"]) == ((1, 4), (1, 4))
        _bring(project, tmp_path, "b.csv", "email\nd@x.example\n", "profiles")
        ingest.undo(project, number)
        found = {one.check: (one.found, one.of) for one in quality.report(project).checks}
        assert (found["rejected_rows"], found["unread_cells"]) == ((0, 1), (0, 1))
