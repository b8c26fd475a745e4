"""One way to report long work and to have it cancelled: each report is also the point where it can stop."""

from collections.abc import Callable


class Cancelled(Exception):
    """Raised inside long work at its next report after somebody asked it to stop."""


Report = Callable[[float, str], None]


class Progress:
    """Where long work reports to, and how it learns that it should stop.

    `report` receives the share done, 0 to 1, and a phrase for people; `cancelled` says whether to stop.
    Call `step` at least every 0.2 s of work.
    """

    def __init__(
        self,
        report: Report | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        _start: float = 0.0,
        _span: float = 1.0,
    ) -> None:
        self._report = report
        self._cancelled = cancelled
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
        return Progress(self._report, self._cancelled, self._start + self._span * start, self._span * (end - start))


SILENT = Progress()
"""Reports to nobody and is never cancelled."""
