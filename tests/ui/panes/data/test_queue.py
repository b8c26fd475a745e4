"""The files that were dropped together: in which order, and how far each is."""

from pathlib import Path

from app import ingest
from app.domain.progress import SILENT
from app.ingest import Mapping
from app.project import Project
from ui.panes.data.queue import Queue, Task, tasks_of


def test_people_come_before_what_is_told_of_them() -> None:
    kinds = {"b.csv": "events", "a.csv": "events", "c.csv": "profiles", "d.csv": ""}
    queue = Queue(Task(Path(name), Mapping(kind) if kind else None) for name, kind in kinds.items())
    assert [task.name for task in queue.tasks][:3] == ["c.csv", "a.csv", "b.csv"]
    assert (queue.current, queue.place()) == (None, "")
    first = queue.next()
    assert first is not None
    assert (first.name, first.state, queue.place()) == ("c.csv", "now", "file 1 of 4")
    first.state = "done"
    assert [task.name for task in queue.done()] == ["c.csv"]
    assert [step.state for step in queue.steps()] == ["done", "waiting", "waiting", "waiting"]


def test_a_file_that_cannot_be_read_waits_with_its_problem(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("email,city\na@x.de,Bonn\n", "utf-8")
    (tmp_path / "b.csv").write_text("", "utf-8")
    corrected = {tmp_path / "a.csv": Mapping("suppressions")}
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    with Project.create(tmp_path / "a.quill", clock="2012-01-01") as project:
        found = tasks_of(project, list(map(Task, paths)), SILENT, ingest.Readings(), corrected)
        plain = tasks_of(project, [Task(paths[0])], SILENT, ingest.Readings(), {})
    assert (found[0].kind, found[0].problem) == ("suppressions", None)
    assert "b.csv is empty" in str(found[1].problem)
    assert plain[0].kind == "profiles"
