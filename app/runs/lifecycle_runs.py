"""The kept runs of the lifecycle: the newest, and taking one back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app import audience
from app.audience import segments
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.project import Change, Json, Project
from app.runs import lifecycle, problems, score_runs
from app.runs.lifecycle import Lifecycle, Stage, StageCount
from storage.file.models import score_run


@dataclass(frozen=True, slots=True)
class KeptStages:
    """The newest run: its number, its moment, the stages that it went by, and what it came to."""

    run: int
    as_of: Moment
    stages: tuple[Stage, ...]
    found: Lifecycle


def newest(project: Project) -> KeptStages | None:
    """The newest run not later than any other, or None before the first."""
    with project.read() as connection:
        asked = select(score_run).where(score_run.c.name == lifecycle.TRAIT)
        row = connection.execute(asked.order_by(score_run.c.as_of.desc(), score_run.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    counts = tuple(StageCount(**one) for one in row.summary["stages"])
    found = Lifecycle(counts, *(row.summary[name] for name in ("none", "held", "as_of", "since")))
    rows = lifecycle.read(row.parameters["stages"])
    return KeptStages(row.id, Moment(row.as_of, project.timezone), tuple(rows), found)


@dataclass(frozen=True, slots=True)
class Done:
    """What `keep` did: the run, and the project's own stages before it, None for those of the workbench."""

    run: int
    earlier: Json


def keep(project: Project, wanted: Sequence[Stage], as_of: audience.AsOf = None, progress: Progress = SILENT) -> Done:
    """Let these be the project's stages, and run the lifecycle by them; raises Problem for a rule that is wrong."""
    earlier = project.setting(lifecycle.SETTING)
    rows = [one.document() for one in wanted]
    if list(wanted) != lifecycle.stages(project):
        lifecycle.choose(project, rows)
    lifecycle.run(project, as_of, progress)
    with project.read() as connection:
        made = select(func.max(score_run.c.id)).where(score_run.c.name == lifecycle.TRAIT)
        return Done(int(connection.scalar(made) or 0), earlier)


def undo(project: Project, done: Done) -> None:
    """Take back what `keep` did: the run, and the stages that it went by."""
    take_back(project, done.run)
    if project.setting(lifecycle.SETTING) != done.earlier:
        project.change_settings({lifecycle.SETTING: done.earlier})


def take_back(project: Project, run: int) -> None:
    """Take a run back with the changes of stage that it told, as if it had never been made.

    Raises Problem where there is no other and a segment asks for what it said.
    """
    with project.read() as connection:
        others = select(score_run.c.id).where(score_run.c.name == lifecycle.TRAIT, score_run.c.id != run)
        last = connection.scalar(others.limit(1)) is None
    asking = segments.asking_for(project, lifecycle.TRAIT.__eq__) if last else []
    if asking:
        raise problems.IN_USE(users=", ".join(f"“{name}”" for name in asking))
    with project.write("Took the stages of the lifecycle back", {Change.SCORES}) as connection:
        score_runs.take_away(connection, run, lifecycle.TRAIT)
