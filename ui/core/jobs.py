"""Long work off the interface's thread: one job per key, results on the main thread, cancelled by the one after it."""

import threading
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress, StopCalls
from ui.core import problems
from ui.core.garbage_collector import Sweeper
from ui.core.timers import every

T = TypeVar("T")
SHOWN_AFTER: Final = 0.6
"""Seconds before a job is worth a word in the status bar."""


class Job:
    """One run of a function: how far it is, and the way to stop it."""

    def __init__(self, key: str, title: str, quiet: bool, keeps: bool = False) -> None:
        self.key = key
        self.title = title
        self.quiet = quiet
        self.keeps = keeps
        self.after: Job | None = None
        self.over = threading.Event()
        self.problem: Problem | None = None
        self.held: list[Callable[[Progress], Any]] = []
        """The work, let go of on the interface's thread: it may be the last that holds a pane."""
        self.started = time.monotonic()
        self.state: tuple[float, str] = (0.0, "")
        self._stop = threading.Event()
        self._calls = StopCalls()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    @property
    def words(self) -> str:
        """What it is doing: its title, then what the work says of itself."""
        phrase = self.state[1]
        return f"{self.title} · {phrase}" if self.title and phrase else self.title or phrase

    def cancel(self) -> None:
        """Ask the work to stop at its next report, or where it waits for an answer; its result will not arrive."""
        self._stop.set()
        self._calls.call()

    def progress(self) -> Progress:
        """What the work reports to; safe to use from its thread."""
        return Progress(self._report, self._stop.is_set, self._calls)

    def _report(self, share: float, phrase: str) -> None:
        # One assignment is atomic: the main thread looks at it from time to time, so no report can flood it.
        self.state = (share, phrase)


class _Work(QRunnable):
    """The part of a job that runs on a thread of the pool."""

    def __init__(self, job: Job, ended: Callable[[Job, Any, object], None]) -> None:
        super().__init__()
        self._job = job
        self._ended = ended

    def run(self) -> None:
        result: Any = None
        error: BaseException | None = None
        if self._job.after is not None:
            self._job.after.over.wait()
            self._job.after = None
        try:
            if not self._job.cancelled:
                result = self._job.held[0](self._job.progress())
        except BaseException as raised:  # the pool's thread must not lose it, whatever it is
            error = _told(raised)
        self._job.problem = error if isinstance(error, Problem) else None
        self._job.over.set()
        self._ended(self._job, result, error)


def _told(error: BaseException) -> BaseException:
    """The error, or what it comes of where the open project is damaged."""
    if isinstance(error, (Problem, Cancelled)) or not isinstance(error, Exception):
        return error
    from app.project import explained

    return explained(error) or error


class Jobs(QObject):
    """Runs the work of all panes. `shown` tells of jobs for the status bar, `bug` of an error that is our own.

    Panes use `Pane.run`, which gives their problems to their own message strip.
    """

    shown = Signal(object)
    """The list of jobs that have run for long enough to be shown, oldest first."""
    bug = Signal(object)
    """An exception that is not a Problem."""
    idle = Signal()
    """Nothing runs any more."""
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        # On two cores an import would leave one thread to all panes.
        self._pool.setMaxThreadCount(max(4, self._pool.maxThreadCount()))
        self._current: dict[str, Job] = {}
        self._running: list[Job] = []
        self._calls: dict[Job, tuple[Callable[[Any], None] | None, Callable[[Problem], None] | None, Any]] = {}
        self._closed = False
        self._sweeper = Sweeper(self, lambda: bool(self._running))
        self._look = every(self, 100, self._tell)
        # Sent on the job's thread, a signal reaches this object on the interface's.
        self._ended.connect(self._finish)

    def start(
        self,
        key: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Problem], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        *,
        title: str = "",
        quiet: bool = False,
        priority: int = 0,
        keeps: bool = False,
        once: bool = False,
    ) -> Job:
        """Run `work(progress)` on another thread, then `done(result)` or `failed(problem)` on this one.

        A job with the same key is cancelled first, and none of its calls ever arrives. `cancelled` is called when
        the user stopped it. `title` is what the status bar says; a `quiet` job never shows there.
        Work that `keeps` what somebody wrote is never called off by what comes after: the next of its key waits.
        What is to be done `once` is not begun again while it runs, however often it was pressed.
        """
        before = self._current.get(key)
        if once and before is not None:
            return before
        job = Job(key, title, quiet, keeps)
        if before is not None and before.keeps:
            job.after = before
        elif before is not None:
            before.cancel()
            self._calls.pop(before, None)
        if self._closed:
            job.cancel()
            return job
        self._current[key] = job
        self._running.append(job)
        self._calls[job] = (done, failed, cancelled)
        job.held.append(work)
        self._pool.start(_Work(job, self._ended.emit), priority)
        self._look.start()
        return job

    def cancel(self, key: str) -> None:
        """Ask the job with this key, if there is one, to stop."""
        if key in self._current:
            self._current[key].cancel()

    def drop(self, prefix: str) -> list[Problem]:
        """Stop every job whose key begins so, and let none of their calls arrive: their receiver is going away.

        What keeps work comes to its end first; why some of it could not be kept is given back.
        """
        theirs = [job for job in self._running if job.key.startswith(prefix)]
        for job in theirs:
            self._calls.pop(job, None)
            if not job.keeps:
                job.cancel()
        keeping = [job for job in theirs if job.keeps]
        for job in keeping:
            job.over.wait()
        return [job.problem for job in keeping if job.problem is not None]

    def running(self) -> list[Job]:
        """The jobs that have not ended, oldest first."""
        return list(self._running)

    def close(self) -> None:
        """Cancel everything and wait until the last thread has stopped; no call arrives after this."""
        self._closed = True
        self._look.stop()
        for job in self._running:
            if not job.keeps:
                job.cancel()
        self._calls.clear()
        self._pool.waitForDone()
        for job in self._running:
            job.held.clear()
        self._sweeper.close()
        self._running.clear()
        self._current.clear()

    @Slot(object, object, object)
    def _finish(self, job: Job, result: Any, error: BaseException | None) -> None:
        job.held.clear()
        if job in self._running:
            self._running.remove(job)
        if self._current.get(job.key) is job:
            del self._current[job.key]
        calls = self._calls.pop(job, None)
        self._tell()
        if not self._running:
            self._look.stop()
        # Whatever a receiver does wrong, whoever waits for quiet is told of it.
        try:
            if error is not None and not isinstance(error, (Problem, Cancelled)):
                self.bug.emit(error)
            if calls is not None:
                self._deliver(job, result, error, *calls)
        finally:
            if not self._running:
                self.idle.emit()

    def _deliver(
        self,
        job: Job,
        result: Any,
        error: BaseException | None,
        done: Callable[[Any], None] | None,
        failed: Callable[[Problem], None] | None,
        cancelled: Callable[[], None] | None,
    ) -> None:
        if job.cancelled or isinstance(error, Cancelled):
            call: Callable[[], None] | None = cancelled
        elif error is not None:
            problem = error if isinstance(error, Problem) else problems.OUR_MISTAKE()
            call = (lambda: failed(problem)) if failed else None
        else:
            call = (lambda: done(result)) if done else None
        if call is not None:
            call()

    def _tell(self) -> None:
        now = time.monotonic()
        self.shown.emit([job for job in self._running if not job.quiet and now - job.started >= SHOWN_AFTER])
