"""Progress that can repeat itself, for work of one piece that takes long: each repetition is a point to stop at too."""

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar

from app.domain.progress import Progress


class RepeatingProgress(Progress):
    """Passes on what it is told, never going back, and at each `beat` says the last of it again."""

    def __init__(self, outer: Progress) -> None:
        super().__init__(self._pass_on)
        self._outer = outer
        self._said = (0.0, "")
        self.due = 0.0
        """When the next `tick` is a beat."""

    def _pass_on(self, share: float, phrase: str) -> None:
        # Steps that overlap never take a bar back.
        self._said = (max(share, self._said[0]), phrase)
        self.beat()

    def beat(self) -> None:
        """Say again what was said last; raises Cancelled if the work should stop."""
        share, phrase = self._said
        self._outer.step(share, 1.0, phrase)


_pulse: ContextVar[RepeatingProgress | None] = ContextVar("pulse", default=None)


@contextlib.contextmanager
def beating(progress: Progress) -> Iterator[RepeatingProgress]:
    """While this is open, each `beat` in this thread is one of this progress."""
    pulse = RepeatingProgress(progress)
    before = _pulse.set(pulse)
    try:
        yield pulse
    finally:
        _pulse.reset(before)


def beat() -> None:
    """A point at which work can stop: in loops that know nothing of the progress."""
    pulse = _pulse.get()
    if pulse is not None:
        pulse.beat()


# A quarter of the 0.2 s within which work can be stopped.
_SECONDS = 0.05


def tick() -> None:
    """As `beat`, for loops whose rounds are so short that a beat in each would take longer than they do."""
    pulse = _pulse.get()
    if pulse is not None and (now := time.monotonic()) >= pulse.due:
        pulse.due = now + _SECONDS
        pulse.beat()
