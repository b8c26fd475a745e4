"""What is noted in the audit log without anything being changed: who was looked at, and what went out to a file."""

import threading
from collections.abc import Callable

from sqlalchemy import Connection

from app.project import commit
from app.project.commit import Entry
from storage.disk.errors import fault_of
from storage.file.project_file import ProjectFile


class Notes:
    """Lines that wait until the log can be written; for any thread.

    A line is a transaction of SQLite's own, so that reading in one program is noted while another holds the project for
    writing. What cannot be written at once (an import is being written) goes in with the next commit, or at the end.
    """

    def __init__(self, file: ProjectFile, writing: threading.RLock) -> None:
        self._file = file
        self._writing = writing
        self._waiting: list[Entry] = []

    def add(self, entry: Entry, *, first: bool = False) -> None:
        """Note a line, now or as soon as it can be written; a project that cannot be written gets none.

        One that comes `first` stands in the log when this returns: it waits for what is written, and raises what keeps
        it from being written itself.
        """
        if self._file.read_only is None:
            if first:
                self._now(entry)
            else:
                self._waiting.append(entry)
                self.flush()

    def _now(self, entry: Entry) -> None:
        with self._writing, self._file.append(patient=True) as connection:
            commit.line(connection, entry)

    def flush(self) -> None:
        """Write what waits, unless a transaction of this process is open, which takes it along itself."""
        if not self._waiting or not self._writing.acquire(blocking=False):
            return
        try:
            with self._file.append() as connection:
                entered = self.enter(connection)
            entered()
        except Exception as error:
            # Another program is writing just now, or the disk is full: nothing that was asked for fails with it.
            if fault_of(error) is None:
                raise
        finally:
            self._writing.release()

    def enter(self, connection: Connection) -> Callable[[], None]:
        """Write what waits in a transaction; what is returned is called once it stands."""
        entered = list(self._waiting)
        for one in entered:
            commit.line(connection, one)

        def done() -> None:
            """Forget what stands in the log now."""
            del self._waiting[: len(entered)]

        return done
