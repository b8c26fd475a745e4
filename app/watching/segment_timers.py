"""Segments that are refreshed by themselves: on their timers, and on new data."""

from app.audience import Timers, segments
from app.domain.counts import counted
from app.domain.problems import ProjectProblem
from app.domain.progress import SILENT, Progress
from app.domain.serialising import to_json
from app.project import Project
from app.watching.happenings import LATER, REFRESHED, Happening


class SegmentTimers:
    """The timers of a project's segments; each `look` refreshes what is due."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._timers = Timers(project)
        self._told = ""

    def any(self) -> bool:
        """Whether there is a segment that is refreshed by itself."""
        return any(one.timer != "never" for one in segments.every(self._project))

    def look(self, progress: Progress = SILENT) -> list[Happening]:
        """What was refreshed, as one thing; where the project cannot be written now, that, once."""
        try:
            found = self._timers.look(progress)
        except ProjectProblem as problem:
            # Another program is writing the project, or its disk is full: what is due stays so.
            if str(problem) == self._told:
                return []
            self._told = str(problem)
            return [Happening(LATER, f"Segments are refreshed later: {problem}")]
        self._told = ""
        if not found:
            return []
        entered, left = (sum(getattr(one, name) or 0 for one in found) for name in ("entered", "left"))
        text = f"Refreshed {counted(len(found), 'segment')}: {entered:,} entered, {left:,} left."
        return [Happening(REFRESHED, text, detail={"segments": to_json(found)})]
