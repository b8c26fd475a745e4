"""What is being made and is not yet in its place: the one owner of every such file and folder.

It may hold customers' data, so it must not outlive its maker, who may be killed at any moment. Each draft has a name
that only this program gives, and a record in the program's own folder, written before the draft is and locked while
its maker lives: the system itself gives the lock back when a process ends, however it ends. `sweep`, at the start of
the program and whenever a project is opened, brings what a dead maker left to its end, and touches nothing else.
"""

import contextlib
import errno
import io
import json
import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Self

from storage.disk.own_files import cache_home
from storage.disk.writer_lock import take

PATIENCE = 2.0
"""Seconds that a start waits for the sweeping: a drive that does not answer must not hold it up."""

_TRIES = 100
"""So often, a hundredth of a second apart, a new record is tried to be locked: where it never can, there is none."""

_BESIDE = ("", "-journal", "-wal", "-shm", ".wal", ".tmp")
"""What databases write beside a file while it is made, and the file itself."""


def records() -> Path:
    """Where the records lie."""
    return cache_home() / "unfinished"


class Draft:
    """A hidden name in a folder, for a file or a folder to be made under; a context manager.

    At its end what still goes by that name is taken away: whoever has made it moves it to its place before.
    With `keeping`, what stood in the place is kept under the name `before`, and gets that name with the move.
    """

    def __init__(self, folder: Path, keeping: Path | None = None) -> None:
        token, self._open = secrets.token_hex(8), True
        self._keeping = str(keeping.absolute()) if keeping else ""
        self.path, self.before = _names(folder.absolute(), token)
        self._record = records() / f"{token}.json"
        self._file: IO[str] | None = None
        # Where no record can be written, a backup and a restore must be possible all the same.
        with contextlib.suppress(OSError):
            self._file = _write(self._record, {"folder": str(folder.absolute()), "keeping": self._keeping})

    def end(self) -> None:
        """Bring it to its end; what cannot be taken away now goes with a later sweep. Ending twice does nothing."""
        if not self._open:
            return
        self._open = False
        done = _settle(self.path, self.before, self._keeping)
        if self._file is not None:
            _close(self._record, self._file, done=done)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


@contextlib.contextmanager
def byte_file(path: Path, before: Callable[[], None] = lambda: None) -> Iterator[IO[bytes]]:
    """A file to be written; in its place only when all went well.

    `before` is called when it is whole and not yet there: where that raises, it never is.
    """
    with Draft(path.parent) as draft:
        with draft.path.open("xb") as file:
            yield file
        before()
        os.replace(draft.path, path)


@contextlib.contextmanager
def text_file(path: Path, before: Callable[[], None] = lambda: None) -> Iterator[IO[str]]:
    """The same of a text, UTF-8 and with line ends as they are given."""
    with byte_file(path, before) as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
        yield text


def sweep() -> None:
    """Bring to its end what makers that are dead left behind; waits no longer than `PATIENCE`, and never raises."""
    try:
        found = sorted(records().glob("*.json"))
    except OSError:
        return
    if found:
        sweeping = threading.Thread(target=_sweep, args=(found,), name="sweeping", daemon=True)
        sweeping.start()
        sweeping.join(PATIENCE)


def _sweep(found: list[Path]) -> None:
    for record in found:
        with contextlib.suppress(OSError):
            file = take(record, new=False)
            if file is not None:
                _close(record, file, done=_finish(record, file))


def _finish(record: Path, file: IO[str]) -> bool:
    """Bring what a record tells of to its end; says whether the record is needed no longer."""
    file.seek(0)
    try:
        told: Any = json.load(file)
        folder, keeping = Path(told["folder"]), str(told["keeping"])
    except (ValueError, KeyError, TypeError):
        return True  # its maker ended before it had made anything
    if not folder.is_dir():
        return False  # a drive that is not connected, perhaps
    return _settle(*_names(folder, record.stem), keeping)


def _settle(path: Path, before: Path, keeping: str) -> bool:
    """Finish the move where it was made, else leave everything as it was; says whether nothing is left to do."""
    if keeping and before.exists() and not path.exists():
        with contextlib.suppress(OSError):
            if not Path(keeping).exists():
                os.rename(before, keeping)
        return _gone(path) and not before.exists()
    # What is kept goes first: while it stands, the draft says that the move was not made.
    return _gone(before) and _gone(path)


def _gone(path: Path) -> bool:
    """Take a file or folder away, with what is written beside it; says whether all of it is gone."""
    every = [path.with_name(path.name + ending) for ending in _BESIDE]
    for one in every:
        with contextlib.suppress(OSError):
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)
    return not any(os.path.lexists(one) for one in every)


def _names(folder: Path, token: str) -> tuple[Path, Path]:
    """The names of a draft and of what stood in its place: they come from the record's own name alone."""
    return folder / f".quillwork-{token}.part", folder / f".quillwork-{token}.before"


def is_one(path: Path) -> bool:
    """Whether a path leads through a draft of ours: whatever stood there has moved to its place."""
    return any(part.startswith(".quillwork-") and part.endswith(".part") for part in path.parts)


def _write(record: Path, told: dict[str, str]) -> IO[str]:
    """Write a new record; it is locked until it is closed."""
    record.parent.mkdir(parents=True, exist_ok=True)
    # A sweep that comes between may hold it for a moment, and takes it away as one that tells nothing.
    for _ in range(_TRIES):
        if (file := take(record)) is not None:
            break
        time.sleep(0.01)
    else:
        raise OSError(errno.ENOLCK, "Nothing can be locked in this folder", str(record))
    try:
        file.write(json.dumps(told))
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            file.close()
        record.unlink(missing_ok=True)
        raise
    return file


def _close(record: Path, file: IO[str], *, done: bool) -> None:
    """Let go of a record, and take it away where it has no more to tell."""
    # While it is still locked: nobody else can find it then and take it for a dead maker's.
    if done and os.name != "nt":
        record.unlink(missing_ok=True)
    file.close()
    if done and os.name == "nt":
        # Windows takes no open file away. Who locks it in between finds what this one found: nothing.
        with contextlib.suppress(OSError):
            record.unlink(missing_ok=True)
