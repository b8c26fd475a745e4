"""The look at a project for damage that an export asks for, taken in a thread while the export is written."""

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from app.domain.progress import Cancelled, Progress
from app.project import Project


class LookBeside:
    """Looks within its block, and raises ProjectProblem where what decides who is written to is damaged.

    SQLite reads whole tables for it and leaves the interpreter alone meanwhile.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._pool = ThreadPoolExecutor(1, "looking")
        self._looking: Future[str] = self._pool.submit(self._look)

    def _look(self) -> str:
        # Before the look: what is committed amid it is no longer what was looked at.
        token = self._project.token()
        self._project.check_before_mailing()
        return token

    def ended(self) -> str:
        """Wait for its end; the token of the project that was looked at."""
        return self._looking.result()

    def heeded(self, progress: Progress) -> Progress:
        """The progress, at each of whose steps the work ends if damage was found by then."""

        def step(share: float, phrase: str) -> None:
            """Tell of progress (a share of 1); raises what the look beside has found meanwhile."""
            if self._looking.done():
                self._looking.result()
            progress.step(share, 1.0, phrase)

        return Progress(step)

    def __enter__(self) -> Self:
        """The look itself; leaving waits for its end."""
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: TracebackType | None) -> None:
        with self._pool:
            # Damage breaks other work too, and is then what has to be told.
            if isinstance(error, Exception) and not isinstance(error, Cancelled):
                self._looking.result()
