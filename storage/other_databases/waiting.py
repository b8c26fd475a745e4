"""Waiting for a database on another thread, so that whoever waits can be stopped while it works."""

import threading
from collections.abc import Callable
from typing import TypeVar

from app.domain.progress import Progress

T = TypeVar("T")
_OFTEN = 0.05
"""Seconds between two looks at whether the work should stop."""
_PATIENCE = 2.0
"""Seconds that a database has to end what it was told to stop."""


class GivenUp(Exception):
    """What was told to stop did not: whatever it uses is still in use, and is left to it."""


def awaited(work: Callable[[], T], progress: Progress, phrase: str, stop: Callable[[], None]) -> T:
    """What `work` gives or raises. Where this is cancelled meanwhile, `stop` is called, which may wait too.

    Raises Cancelled; from GivenUp where the work goes on all the same.
    """
    given: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        """Do the work in this thread, and keep what came of it for the one that waits."""
        try:
            given.append(work())
        except BaseException as error:  # it is the waiting thread's
            failed.append(error)

    working = _begun(run)
    try:
        while working.is_alive():
            progress.step(0, 1, phrase)
            working.join(_OFTEN)
    except BaseException as error:
        # On a thread of its own: a network that is gone answers neither.
        stopping = _begun(stop)
        stopping.join(_PATIENCE)
        working.join(_PATIENCE)
        if working.is_alive():
            raise error from GivenUp()
        raise
    if failed:
        raise failed.pop()
    return given.pop()


def _begun(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, name="database", daemon=True)
    thread.start()
    return thread
