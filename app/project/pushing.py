"""Putting the audience's tables on another engine, to be asked there."""

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from app.domain.progress import SILENT, Progress
from app.project import problems
from app.project.engine import Fillable

if TYPE_CHECKING:
    from app.project.engine import Engine
    from app.project.project import Project


@dataclass(frozen=True, slots=True)
class Pushed:
    """Where the tables were put, how many rows each has by its name, and how long it took."""

    engine: str
    tables: dict[str, int]
    seconds: float


def push(project: "Project", engine: "Engine", progress: Progress = SILENT) -> Pushed:
    """Put the project's audience on an engine, in place of what was put there before; raises EngineProblem.

    The audit log has its line before the first row leaves; ProjectProblem where that cannot be written.
    """
    if not isinstance(engine, Fillable):
        raise problems.NOT_FILLED(name=engine.name)
    started, place = perf_counter(), engine.place()
    with project.audience(progress.part(0, 0.5)) as mirror:
        said = {"engine": place, "people": mirror.people}
        project.note(f"Began to copy the audience to {place}", "export", said, first=True)
        zone = str(project.setting("timezone"))
        rows = engine.fill(mirror, project.uid, project.name, zone, progress)
    return Pushed(place, rows, round(perf_counter() - started, 1))
