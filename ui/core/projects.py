"""Which project is open, how it is opened, made and closed, and which ones were open lately."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, Signal

from app.domain import clock
from app.domain.progress import Cancelled, Progress
from ui.core import formats, problems
from ui.core.jobs import Jobs
from ui.core.segment_refresher import SegmentRefresher
from ui.core.watcher import Watcher

if TYPE_CHECKING:
    from app.project import Project

KEPT: Final = 8
"""Recent projects that are remembered."""

_LEFT: Final = "projects/told"
"""Where what was to be told when the window had gone already waits for the next one."""


@dataclass(frozen=True)
class Recent:
    """A project that was open lately; `people` as it was then, `at` in microseconds UTC."""

    path: str
    name: str
    people: int
    at: int

    @property
    def missing(self) -> bool:
        """Whether the file is no longer where it was."""
        return not Path(self.path).exists()

    @property
    def line(self) -> str:
        """`4,561 people · today 14:02`, or that it is gone."""
        if self.missing:
            return "Not where it was: press to find it"
        return f"{formats.people(self.people)} · {formats.ago(self.at)}"


class Projects(QObject):
    """The one open project. `changed` says that another one, or none, is open; `failed` why one could not be."""

    changed = Signal()
    failed = Signal(object)
    recents_changed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.current: Project | None = None
        self.read_only_because = ""
        self._leaving: list[Project] = []
        self.watcher = Watcher(jobs, self)
        self.refresher = SegmentRefresher(jobs, self)
        self.changed.connect(self._follow)

    def _follow(self) -> None:
        """What comes in by itself comes into the project that is open, where it can be written."""
        project = self.current if not self.read_only_because else None
        self.watcher.follow(project)
        self.refresher.follow(project)

    def open(self, path: str | Path, then: Callable[[], None] | None = None) -> None:
        """Open a project off the interface's thread; the one before closes when this one is there."""
        target = Path(path).absolute()
        if self.current is not None and self.current.path == target:
            if then is not None:
                then()
            return
        self._start(lambda progress: _guarded(_opened(target, progress), progress), f"Opening {target.name}", then)

    def create(self, path: str | Path, then: Callable[[], None] | None = None) -> None:
        """Make a new, empty project there and open it."""
        target = Path(path).absolute()
        self._start(lambda progress: _guarded(_created(target), progress), f"Making {target.name}", then)

    def make(self, work: Callable[[Progress], Path], title: str, then: Callable[[], None] | None = None) -> None:
        """Let `work` write a project file, such as the demo, and open it; not again while it is being written."""
        if any(job.title == title and not job.cancelled for job in self._jobs.running()):
            return
        self._start(lambda progress: _opened(work(progress), progress), title, then)

    def _start(
        self, work: Callable[[Progress], "tuple[Project, str]"], title: str, then: Callable[[], None] | None
    ) -> None:
        def done(found: "tuple[Project, str]") -> None:
            """Take the opened project over, and go on with what waited for it."""
            self._adopt(*found)
            if then is not None:
                then()
            self._tell_what_was_left()

        self._jobs.start("project/open", work, done, self.failed.emit, title=title)

    def _adopt(self, project: "Project", read_only_because: str) -> None:
        before, self.current = self.current, project
        self.read_only_because = read_only_because
        self.remember(project, 0)
        self.changed.emit()
        if before is not None:
            self._let_go(before)

    def leave(self) -> None:
        """Close the project; none is open then."""
        if self.current is not None:
            before, self.current = self.current, None
            self.read_only_because = ""
            self.changed.emit()
            self._let_go(before)

    def _let_go(self, project: "Project") -> None:
        # Closing makes a backup, which may take a while for a large project.
        self._leaving.append(project)
        key = f"project/close/{id(project)}"

        def done(told: str) -> None:
            """Say what kept the closed project from being backed up."""
            self._leaving.remove(project)
            if told:
                self.failed.emit(problems.TOLD_BY_PROJECT(said=told))

        self._jobs.start(key, lambda _: _closed(project), done, title="Backing up")

    def close(self) -> None:
        """The window closes: blocks until every project is closed and backed up.

        What there is to tell then, as that no backup could be made, is told when the next project is open.
        """
        last = [*self._leaving, *([self.current] if self.current else [])]
        self.current = None
        self.watcher.follow(None)
        self.refresher.follow(None)
        self._leaving.clear()
        told = [_closed(project) for project in last]  # one that is closed already does nothing
        if any(told):
            QSettings().setValue(_LEFT, next(filter(None, told)))

    def _tell_what_was_left(self) -> None:
        if left := str(QSettings().value(_LEFT, "")):
            QSettings().remove(_LEFT)
            self.failed.emit(problems.TOLD_BY_PROJECT(said=left))

    # What was open lately

    def recents(self) -> list[Recent]:
        """The projects that were open lately, the last first."""
        try:
            return [Recent(**some) for some in json.loads(str(QSettings().value("projects/recent", "[]")))]
        except (ValueError, TypeError):
            return []  # written by another version: a list that is gone is no harm

    def remember(self, project: "Project", people: int) -> None:
        """Put a project at the head of the list; a count of 0 keeps the one that is known."""
        path = str(project.path)
        others = [some for some in self.recents() if some.path != path]
        known = next((some.people for some in self.recents() if some.path == path), 0)
        self._keep([Recent(path, project.name, people or known, clock.system_now()), *others])

    def forget(self, path: str) -> None:
        """Take a project off the list; its file stays."""
        self._keep([some for some in self.recents() if some.path != path])

    def _keep(self, recents: list[Recent]) -> None:
        QSettings().setValue("projects/recent", json.dumps([vars(some) for some in recents[:KEPT]]))
        self.recents_changed.emit()


def _closed(project: "Project") -> str:
    """Close a project; returns what there is to tell of it, or an empty text."""
    from app.project import damage

    told: list[str] = []
    token = damage.TOLD.set(lambda said: told.append(f"{project.path.name}: {said}"))
    try:
        project.close()
    finally:
        damage.TOLD.reset(token)
    return "".join(told[:1])


def _guarded(found: "tuple[Project, str]", progress: Progress) -> "tuple[Project, str]":
    """Close again what nobody waits for any more."""
    try:
        progress.step(1, 1, "")
    except Cancelled:
        found[0].close()
        raise
    return found


def _opened(path: Path, progress: Progress) -> "tuple[Project, str]":
    from app.project import Project

    project = Project.open(path, progress=progress)
    return project, project.hold_writer()


def _created(path: Path) -> "tuple[Project, str]":
    from app.project import Project

    project = Project.create(path)
    return project, project.hold_writer()
