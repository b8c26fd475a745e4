"""The writer's lock: one process at a time writes a project, and another is told who that is."""

import contextlib
import datetime as dt
import json
import os
import socket
import sys
from pathlib import Path
from typing import IO

from storage.disk.errors import WriterBusy


def _try_lock(file: IO[str]) -> bool:
    """Take the operating system's lock on an open file without waiting; it ends with the process."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # A byte far behind the text, so that others can still read who holds the lock.
            file.seek(1 << 20)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def take(path: Path, *, new: bool = True) -> IO[str] | None:
    """Open a file that stands for something and lock it; None where another has it, or it is not there and not `new`.

    To be closed by the caller, which gives the lock back.
    """
    while True:
        try:
            file = open(path, "a+" if new else "r+", encoding="utf-8")  # noqa: SIM115 - held by the caller
        except FileNotFoundError:
            if new:
                raise
            return None
        if not _try_lock(file):
            file.close()
            return None
        # The last holder may have removed the file between our opening and our locking it.
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


class WriterLock:
    """The lock beside a project file; reentrant within one object, released with `release`."""

    def __init__(self, project: Path) -> None:
        self._path = project.with_name(f".{project.name}.lock")
        self._file: IO[str] | None = None
        self._depth = 0

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def acquire(self) -> None:
        """Take the lock, or raise WriterBusy with the name of the program and machine that hold it."""
        if self._file is None:
            self._file = self._take()
            self._sign(self._file)
        self._depth += 1

    def _take(self) -> IO[str]:
        file = take(self._path)
        if file is None:
            raise WriterBusy(f"{self.holder()} is writing this project", "Wait until it has finished, or close it.")
        return file

    def clear(self) -> None:
        """Take the file away that a holder left who was killed: its lock ended with it."""
        with contextlib.suppress(OSError):
            if self._path.is_symlink() or (self._path.exists() and not self._path.is_file()):
                # A link or a pipe in its place is nobody's lock, and whatever it leads to is somebody's.
                self._path.unlink()
                return
            file = take(self._path, new=False)
            if file is not None:
                self._path.unlink()
                file.close()

    def _sign(self, file: IO[str]) -> None:
        since = dt.datetime.now(dt.UTC).strftime("%H:%M UTC")
        said = json.dumps({"pid": os.getpid(), "machine": socket.gethostname(), "since": since})
        # On a full disk the lock stands without a name: what is written next says that the disk is full.
        with contextlib.suppress(OSError):
            os.ftruncate(file.fileno(), 0)
            os.write(file.fileno(), said.encode())

    def holder(self) -> str:
        """Who holds the lock, in words."""
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
            where = "" if held["machine"] == socket.gethostname() else f" on {held['machine']}"
            return f"Another Quillwork (process {held['pid']}{where}, since {held['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "Another Quillwork"

    def release(self) -> None:
        """Give the lock back, and take its file away with the last of the nested holds."""
        if self._file is None:
            return
        self._depth -= 1
        if self._depth > 0:
            return
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._file.close()
        self._file = None
