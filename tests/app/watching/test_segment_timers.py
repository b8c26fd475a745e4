"""Segments are refreshed by themselves, and what was is told once."""

from pathlib import Path

from app import ingest
from app.audience import Beside, history, segments
from app.domain.problems import ProjectProblem
from app.domain.progress import SILENT, Progress
from app.project import Project
from app.watching import SegmentTimers

PARIS = {"trait": "city", "op": "is", "value": "Paris"}


def test_what_is_due_is_refreshed_in_one_pass_and_told_as_one(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,city\nann@x.example,Paris\nbob@x.example,Lyon\n")
    with Project.create(tmp_path / "a.quill") as project:
        timers = SegmentTimers(project)
        assert not timers.any()
        segments.save(project, "Paris", PARIS)
        segments.save(project, "Never", PARIS, beside=Beside(timer="never"))
        segments.save(project, "All", {"all": []})
        assert timers.any()
        assert timers.look() == []
        ingest.run_import(project, file, "profiles")
        (told,) = timers.look()
        assert (told.event, told.message) == ("refreshed", "Refreshed 2 segments: 3 entered, 0 left.")
        assert [one["name"] for one in told.document()["segments"]] == ["Paris", "All"]
        assert timers.look() == []
        assert history.of(project, "Never") == []


def test_a_project_that_another_program_writes_is_told_once_and_tried_again(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        segments.save(project, "A", {"all": []}, beside=Beside(timer="daily"))
        timers, busy = SegmentTimers(project), [True]
        ask = timers._timers.look

        def look(progress: Progress = SILENT) -> object:
            if busy[0]:
                raise ProjectProblem("Another program is writing it")
            return ask(progress)

        timers._timers.look = look  # type: ignore[method-assign]  # a lock of another process's
        (told,) = timers.look()
        assert (told.event, timers.look()) == ("later", [])
        busy[0] = False
        assert [one.event for one in timers.look()] == ["refreshed"]
