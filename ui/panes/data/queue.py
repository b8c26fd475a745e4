"""The files that were dropped together, in the order in which they are brought in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import ingest
from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.panes.data import overview
from ui.panes.data import phrases as say
from ui.panes.data.wizard_page import Step

if TYPE_CHECKING:
    from collections.abc import Mapping as Dictionary
    from collections.abc import Sequence

    from app.ingest import Fetched, ImportReport, Mapping, Readings, UnfitRecipe
    from app.project import Project


@dataclass
class Task:
    """One file: its path, what it was found to be, and how far it is.

    `state` is `waiting`, `now`, `done`, `skipped` or `failed`; `batch` and `report` are there once it is in.
    What was `fetched` of a database is there as long as its task is. `unfit` is a recipe of last month's file of which
    somebody has to say what becomes of it.
    """

    path: Path
    mapping: "Mapping | None" = None
    problem: Problem | None = None
    state: str = "waiting"
    batch: int = 0
    report: "ImportReport | None" = None
    fetched: "Fetched | None" = None
    unfit: "UnfitRecipe | None" = None

    @property
    def source(self) -> str | None:
        """Where it comes from, for the history: of a file nothing is known but its name."""
        return self.fetched.source if self.fetched is not None else None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def kind(self) -> str:
        """What kind of file it is taken for; empty while that is not known."""
        return self.mapping.kind if self.mapping else ""


class Queue:
    """The tasks, contacts first, so that orders and events find their people."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.tasks = sorted(tasks, key=lambda task: (say.order_of(task.kind), task.name.casefold()))
        self.current: Task | None = None

    def next(self) -> Task | None:
        """The next file that waits, now open; None when all have had their turn."""
        self.current = next((task for task in self.tasks if task.state == "waiting"), None)
        if self.current is not None:
            self.current.state = "now"
        return self.current

    def place(self) -> str:
        """`file 2 of 4`, or nothing for one alone."""
        if len(self.tasks) < 2 or self.current is None:
            return ""
        return f"file {self.tasks.index(self.current) + 1} of {len(self.tasks)}"

    def steps(self) -> list[Step]:
        """How the files stand, for the line above the wizard."""
        return [Step(task.name, task.state) for task in self.tasks]

    def done(self) -> list[Task]:
        """The files that are in."""
        return [task for task in self.tasks if task.state == "done"]

    def end(self) -> None:
        """Nothing more is done with them: what was fetched goes."""
        for task in self.tasks:
            if task.fetched is not None:
                task.fetched.end()


def task_of(file: "str | Fetched") -> Task:
    """The task of a file that was chosen, or that was fetched."""
    return Task(Path(file)) if isinstance(file, str) else Task(file.path, fetched=file)


def tasks_of(
    project: "Project",
    tasks: "Sequence[Task]",
    progress: Progress,
    readings: "Readings",
    corrected: "Dictionary[Path, Mapping]",
) -> list[Task]:
    """Each file with what it seems to be, or was corrected to before, or why it cannot be told; those of an archive
    are files of their own."""
    inside = [Task(path, fetched=task.fetched) for task in tasks for path in ingest.files_in(task.path)]
    for at, task in enumerate(inside):
        part = progress.part(at / len(inside), (at + 1) / len(inside))
        _find_out(project, task, part, readings, corrected.get(task.path))
    return inside


def _find_out(
    project: "Project", task: Task, progress: Progress, readings: "Readings", corrected: "Mapping | None"
) -> None:
    if corrected is not None:
        try:
            overview.look(project, task.path, corrected, progress, readings)
            task.mapping = corrected
            return
        except Problem:
            pass  # It is another file by now: what it seems to be counts.
    try:
        plan = overview.look(project, task.path, None, progress, readings).plan
        task.mapping, task.unfit = plan.mapping, plan.unfit_recipe
    except Problem as problem:
        task.problem = problem
