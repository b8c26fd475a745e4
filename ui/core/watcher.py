"""What comes in by itself while the window is open: the drop folders and topics of the open project."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.domain import clock
from ui.core.jobs import Jobs
from ui.core.timers import every

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.domain.progress import Progress
    from app.project import Change, Project
    from app.watching import Happening, Watch

EVERY: Final = 3_000
"""Milliseconds between two looks."""
KEPT: Final = 50
"""So many things that happened are remembered."""


class Watcher(QObject):
    """Looks into the drop folders of a project. They stand in `waiting` until somebody looks at them."""

    happened = Signal(object)
    """What has, a list of Happenings in their order."""
    waits = Signal()
    """Other files wait than before, or none."""
    _committed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._watch: Watch | None = None
        self._folders: list[str] = []
        self.lately: list[tuple[int, Happening]] = []
        self.waiting: list[Happening] = []
        self._timer = every(self, EVERY, self.look)
        self._unsubscribe: Callable[[], None] | None = None
        # A commit is told on the thread that made it; a signal brings it to the interface's.
        self._committed.connect(self._on_commit)

    def follow(self, project: "Project | None") -> None:
        """Watch the folders of this project, and no longer those of the one before."""
        self._timer.stop()
        self._jobs.drop("watching")
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = project.subscribe(self._committed.emit) if project is not None else None
        self._project, self._watch, self._folders = project, None, []
        self.lately, self.waiting = [], []
        if project is not None:
            self.look_up()

    def _on_commit(self, changes: "frozenset[Change]") -> None:
        if "settings" in changes:
            self.look_up()

    def look_up(self) -> None:
        """Find out which folders are to be watched; without any nothing is done and nothing is loaded."""
        from app.watching import drop_folders, topics

        project = self._project
        found = [one.path for one in drop_folders(project)] if project is not None else []
        found += [one.address for one in topics(project)] if project is not None else []
        if found == self._folders:
            return
        self._folders = found
        self.waiting = [one for one in self.waiting if one.folder in found]
        self.waits.emit()
        if found:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Take in what has arrived since the last look, unless one is under way."""
        project = self._project
        if project is None or not self._folders:
            return

        before = self._watch

        def work(progress: "Progress") -> "tuple[Watch, list[Happening]]":
            """Look once; returns what it goes on looking with, and what happened."""
            from app.watching import Watch

            watch = before or Watch(project)
            return watch, list(watch.look(progress))

        def done(found: "tuple[Watch, list[Happening]]") -> None:
            """Keep what it goes on looking with, and tell what happened."""
            self._watch = found[0]
            self._tell(found[1])

        self._jobs.start("watching", work, done, self._failed, title="Drop folders", once=True)

    def _tell(self, found: "Sequence[Happening]") -> None:
        watch = self._watch
        still = {(str(path.parent), path.name) for path in watch.waiting} if watch is not None else set()
        said = [one for one in found if one.event in ("waiting", "refused")]
        told = {(one.folder, one.file) for one in said}
        before = [one for one in self.waiting if (one.folder, one.file) not in told]
        now = [one for one in before + said if (one.folder, one.file) in still]
        if now != self.waiting:
            self.waiting = now
            self.waits.emit()
        if found:
            at = clock.system_now()
            # What waits stands in a list of its own for as long as it does.
            news = [(at, one) for one in reversed(found) if one not in said]
            self.lately = [*news, *self.lately][:KEPT]
            self.happened.emit(list(found))

    def _failed(self, problem: "Problem") -> None:
        """A look that could not be finished is one of many; what stands in the way is told once."""
        from app.watching import Happening

        said = Happening("later", str(problem))
        if not self.lately or self.lately[0][1].message != said.message:
            self._tell([said])
