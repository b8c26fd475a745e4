"""One way to report long work and to have it cancelled: each report is also the point where it can stop."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancelled(Exception):
    """Raised inside long work at its next report after somebody asked it to stop."""


Report = Callable[[float, str], None]


class StopCalls:
    """What is called when somebody asks long work to stop, for what waits where it cannot report."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._calls: list[Callable[[], None]] = []

    def call(self) -> None:
        """Call all that stand here now; they must not wait for anything."""
        # Under the guard, so that none is called once its block has ended.
        with self._guard:
            for call in self._calls:
                call()

    @contextmanager
    def during(self, call: Callable[[], None]) -> Iterator[None]:
        """Within this block `call` stands here."""
        with self._guard:
            self._calls.append(call)
        try:
            yield
        finally:
            with self._guard:
                self._calls.remove(call)


class Progress:
    """Where long work reports to, and how it learns that it should stop.

    `report` receives the share done, 0 to 1, and a phrase for people; `cancelled` says whether to stop.
    Call `step` at least every 0.2 s of work.
    """

    def __init__(
        self,
        report: Report | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        calls: StopCalls | None = None,
        _start: float = 0.0,
        _span: float = 1.0,
    ) -> None:
        self._report = report
        self._cancelled = cancelled
        self._calls = calls
        self._start = _start
        self._span = _span

    def step(self, done: float, total: float, phrase: str) -> None:
        """Say that `done` of `total` units are finished; raises Cancelled if the work should stop."""
        if self._cancelled():
            raise Cancelled(phrase)
        if self._report is not None:
            share = min(1.0, done / total) if total > 0 else 0.0
            self._report(self._start + self._span * share, phrase)

    def part(self, start: float, end: float) -> "Progress":
        """A child whose whole run fills the slice from `start` to `end` (shares of this one)."""
        begins, span = self._start + self._span * start, self._span * (end - start)
        return Progress(self._report, self._cancelled, self._calls, begins, span)

    @contextmanager
    def interrupting(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Within this block `interrupt` is called, from another thread, when the work should stop.

        It makes what the block waits for raise something, in whose place this raises Cancelled.
        """
        if self._calls is None:
            yield
            return
        try:
            with self._calls.during(interrupt):
                yield
        except Exception as error:
            if self._cancelled() and not isinstance(error, Cancelled):
                raise Cancelled(str(error)) from error
            raise


SILENT = Progress()
"""Reports to nobody and is never cancelled."""
