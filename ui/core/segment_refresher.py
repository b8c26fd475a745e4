"""Refreshes the segments of the open project on their timers, and on new data, while the window is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ui.core.jobs import Jobs
from ui.core.timers import every, once

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.domain.progress import Progress
    from app.project import Change, Project
    from app.watching import Happening, SegmentTimers

EVERY: Final = 60_000
"""Milliseconds between two looks at the timers."""
AFTER: Final = 4_000
"""Milliseconds after an opening or an import: first comes what somebody waits for."""


class SegmentRefresher(QObject):
    """Looks for what is due; `refreshed` tells what was, as a list of Happenings."""

    refreshed = Signal(object)
    _committed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._timers: SegmentTimers | None = None
        self._stopped = False
        self._unsubscribe: Callable[[], None] | None = None
        self._timer = every(self, EVERY, self.look)
        self._soon = once(self, AFTER, self.look)
        # A commit is told on the thread that made it; a signal brings it to the interface's.
        self._committed.connect(self._on_commit)

    def follow(self, project: "Project | None") -> None:
        """Refresh the segments of this project, and no longer those of the one before."""
        self._timer.stop()
        self._soon.stop()
        self._jobs.drop("refreshing segments")
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = project.subscribe(self._committed.emit) if project is not None else None
        self._project, self._timers, self._stopped = project, None, False
        if project is not None:
            self._timer.start()
            self._soon.start()

    def _on_commit(self, changes: "frozenset[Change]") -> None:
        if "imports" in changes and self._project is not None:
            self._stopped = False
            self._soon.start()

    def _stop(self) -> None:
        """Somebody stopped it: it is not begun again a minute later, but with the next import."""
        self._stopped = True

    def look(self) -> None:
        """Refresh what is due, unless that is under way."""
        project, before = self._project, self._timers
        if project is None or self._stopped:
            return

        def work(progress: "Progress") -> "tuple[SegmentTimers, list[Happening]]":
            """Look once; returns what it goes on looking with, and what happened."""
            from app.watching import SegmentTimers

            timers = before or SegmentTimers(project)
            return timers, timers.look(progress)

        def done(found: "tuple[SegmentTimers, list[Happening]]") -> None:
            """Keep what it goes on looking with, and tell what happened."""
            self._timers = found[0]
            if found[1]:
                self.refreshed.emit(found[1])

        self._jobs.start(
            "refreshing segments", work, done, self._failed, self._stop, title="Refreshing segments", once=True
        )

    def _failed(self, problem: "Problem") -> None:
        """A look that could not be finished is one of many: what is due stays so."""
