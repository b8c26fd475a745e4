"""Which segments are due to be refreshed by themselves, and refreshing them."""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Text, cast, func, select

from app.audience import history, membership_record, segments
from app.audience.beside import Timer
from app.audience.history import Refreshed
from app.audience.segments import Segment
from app.domain import clock
from app.domain.problems import Problem
from app.domain.progress import SILENT, Progress
from app.project import Change, Project
from storage.file.models import commit_log

_HOUR: Final = 3_600_000_000
PERIODS: Final[dict[Timer, int]] = {"hourly": _HOUR, "daily": 24 * _HOUR, "weekly": 168 * _HOUR}
"""Of the timers that go by the clock, the microseconds between two refreshes."""


def newest_data(project: Project) -> int | None:
    """When an import came in or was taken back last, in microseconds UTC; None where none ever did."""
    with project.read() as connection:
        imports = cast(commit_log.c.changes, Text).contains(f'"{Change.IMPORTS.value}"')
        found = connection.scalar(select(func.max(commit_log.c.at)).where(imports))
    return None if found is None else int(found)


def due(project: Project, now: int | None = None) -> list[Segment]:
    """The segments whose timers say that they are to be refreshed at `now` (microseconds UTC), in their order."""
    kept = [one for one in segments.every(project) if one.timer != "never"]
    if not kept:
        return []
    now = clock.system_now() if now is None else now
    with project.read() as connection:
        made = membership_record.latest_made(connection)
    data = newest_data(project)
    return [one for one in kept if is_due(one, made.get(one.id), data, now)]


def is_due(kept: Segment, made: int | None, data: int | None, now: int, lateness: int = 1) -> bool:
    """Whether a segment that was refreshed at `made` is due; `lateness` makes the clock's timers so many times as long.

    On new data it is due once there is any, and where it was never refreshed.
    """
    if kept.timer == "never":
        return False
    if kept.timer == "new-data":
        return data is not None and (made is None or made < data)
    return made is None or now - made >= PERIODS[kept.timer] * lateness


@dataclass
class Timers:
    """The timers of an open project; each `look` refreshes what is due, all of it in one pass."""

    project: Project
    _failed: dict[str, str] = field(default_factory=dict)

    def look(self, progress: Progress = SILENT, now: int | None = None) -> list[Refreshed]:
        """What was refreshed. What cannot be is tried again once the project is another; raises ProjectProblem."""
        token = self.project.token()
        wanted = [one.name for one in due(self.project, now) if self._failed.get(one.name) != token]
        if not wanted:
            return []
        wanted, later = self._without_later(wanted)
        try:
            found = history.refresh(self.project, wanted, progress) if wanted else []
        except Problem as problem:
            if problem.code.startswith("project."):
                raise
            found, later = [], [*later, *wanted]
        failed = [one.name for one in found if one.problem] + later
        # What was refreshed made a commit of its own.
        self._failed = dict.fromkeys(failed, self.project.token())
        return [one for one in found if not one.problem]

    def _without_later(self, names: list[str]) -> tuple[list[str], list[str]]:
        """Those that can be refreshed now, and those that were at a later moment: the project's clock went back."""
        moment = self.project.moment().us
        with self.project.read() as connection:
            latest = membership_record.latest(connection)
        numbers = {one.name: one.id for one in segments.every(self.project)}
        late = [name for name in names if latest.get(numbers[name], moment) > moment]
        return [name for name in names if name not in late], late
