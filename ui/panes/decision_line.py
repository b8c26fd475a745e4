"""Decisions as fast as they are pressed: each is kept after the one before it, and none is lost on the way."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.problems import Problem
from app.domain.progress import Cancelled

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from ui.panes.base import Pane

Work = Callable[["Progress"], Any]


@dataclass
class _Wanted:
    """One that waits for its turn, or had it: `was` says how that ended."""

    work: Work
    failed: Callable[[], None]
    was: str = "waiting"
    problem: Problem | None = None


class DecisionLine:
    """Runs the work of a pane's decisions one after the other, however many are pressed meanwhile."""

    def __init__(self, pane: "Pane", key: str, title: str, stopped: str, then: Callable[[], None]) -> None:
        """`then` is called whenever all that were pressed so far are over."""
        self._pane, self._key, self._title, self._stopped, self._then = pane, key, title, stopped, then
        self._waiting: deque[_Wanted] = deque()
        self._open: list[_Wanted] = []
        self._armed = False

    @property
    def busy(self) -> bool:
        """Whether one of them is not kept yet."""
        return bool(self._open)

    def add(self, work: Work, failed: Callable[[], None]) -> None:
        """Keep one when its turn comes; `failed` is called where it could not be kept, or somebody stopped it."""
        wanted = _Wanted(work, failed)
        self._open.append(wanted)
        self._waiting.append(wanted)
        # One job works off all that wait: a job for each would hold a thread while it waits for the one before.
        if not self._armed:
            self._armed = True
            self._pane.run(
                self._key, self._work_off, lambda _: self._settle(), cancelled=self._settle, title=self._title,
                keeps=True,
            )  # fmt: skip

    def _work_off(self, progress: "Progress") -> None:
        self._armed = False
        while self._waiting:
            wanted = self._waiting.popleft()
            try:
                wanted.work(progress)
                wanted.was = "kept"
            except Problem as problem:
                wanted.was, wanted.problem = "failed", problem
            except Cancelled:
                # Whoever stops it means all that they pressed.
                wanted.was = "stopped"
                while self._waiting:
                    self._waiting.popleft().was = "stopped"

    def _settle(self) -> None:
        over = [one for one in self._open if one.was != "waiting"]
        self._open = [one for one in self._open if one.was == "waiting"]
        # The last first, as they were put on top of each other.
        for one in reversed(over):
            if one.was != "kept":
                one.failed()
        problem = next((one.problem for one in over if one.problem is not None), None)
        if problem is not None:
            self._pane.strip.show_problem(problem)
        elif any(one.was == "stopped" for one in over):
            self._pane.strip.show_message(self._stopped, "info")
        if not self.busy:
            self._then()
