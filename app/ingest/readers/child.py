"""Work on strangers' files that is done in a process of its own: what it does to that process, it does to no other.

Libraries that read workbooks and Parquet may take all memory, run for hours or abort the process they are in. Here
they run in a child of little life: it gets the bytes through a pipe and gives a table back through another, so that
nothing of a customer's is on disk for it. It is ended when it takes too much, when somebody cancels, and with its
parent, whose end closes its pipe. A child that has done its work waits a while for more of it.
"""

import atexit
import contextlib
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

import orjson

from app.domain.problems import received as received_problem
from app.domain.progress import SILENT, Progress
from app.ingest.readers import problems
from storage.bulk.unnamed_file import Content, mapped, unnamed_file

if TYPE_CHECKING:
    import pyarrow as pa

FLAG: Final = "--as-child"
"""What a bundled program is started with to be a child."""
MEMORY: Final = 1_500_000_000
_MEMORY_A_BYTE = 20
"""So many bytes may a child take, and so many more for each that it is given: a sheet of a million rows needs them."""
_SECONDS, _SECONDS_A_MB = 25.0, 2.0
"""So long may it work, and so much longer for each megabyte that it is given."""
REST: Final = 60.0
"""So many seconds is it asked again; a little later it ends by itself."""
LISTENING: Final = "listening to a child"
"""The name of the thread that a child has in its parent."""
_LOOK = 0.05
_SLICE = 1 << 20
# Pieces that may wait: with more of them the child waits too, and the memory of its parent stays small.
_AHEAD = 16
HEAD: Final = struct.Struct(">cQ")
"""What stands before each piece in a pipe: its kind, a sign, and its length in bytes."""
ASK, BYTES, END, TABLE, DONE, FAILED = b"a", b"b", b"e", b"t", b"d", b"f"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child found: a document, and a table in Arrow's form for streams, of no bytes where it gave none."""

    document: dict[str, Any]
    table: Content

    def columns(self) -> "pa.Table":
        """The table, where one was given."""
        import pyarrow as pa

        return pa.ipc.open_stream(pa.BufferReader(pa.py_buffer(self.table))).read_all()


def ask(
    task: str, name: str, data: Content, request: Mapping[str, Any], progress: Progress = SILENT, phrase: str = ""
) -> Answer:
    """Let a child do a task (`module:function`) on a file's bytes. `name` is the file's for people.

    Raises the Problem that the task raises, FileProblem where it took too much memory or time or did not survive
    the file, and what the progress raises.
    """
    child = _taken()
    try:
        return child.work(task, name, data, request, lambda: progress.step(0, 0, phrase or f"Reading {name}"))
    finally:
        # One that has not answered is still at work: the next would hear what was meant for this.
        if child.answered:
            _put_back(child)
        else:
            child.end()


class _Died(Exception):
    """A child ended before it had answered."""


class _Child:
    """A process, and the thread that listens to it."""

    def __init__(self) -> None:
        command = [sys.executable, FLAG] if getattr(sys, "frozen", False) else [sys.executable, "-c", _BEGIN]
        # It finds what this process finds, from whatever folder that was begun.
        found = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            command,
            env=found,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A pipe that nobody reads would stop the child when it is full.
            stderr=subprocess.DEVNULL,
            # Windows would open a console for it.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._heard: queue.Queue[tuple[bytes, bytes]] = queue.Queue(_AHEAD)
        self._over = threading.Event()
        threading.Thread(target=self._listen, name=LISTENING, daemon=True).start()
        self.answered = True
        """Whether it has done what it was asked."""
        self.since = 0.0
        """Since when it waits."""

    def work(self, task: str, name: str, data: Content, request: Mapping[str, Any], step: Any) -> Answer:
        """Raises FileProblem for what the file did to the child."""
        self.answered = False
        until = time.monotonic() + _SECONDS + _SECONDS_A_MB * len(data) / 1_000_000
        try:
            send(self._into, ASK, orjson.dumps({"task": task, "name": name, "request": dict(request)}))
            # Piece by piece, so that the work can be stopped while the bytes go over.
            for start in range(0, len(data), _SLICE):
                step()
                send(self._into, BYTES, bytes(data[start : start + _SLICE]))
            send(self._into, END, b"")
            self._into.flush()
            return self._answer(name, step, until, MEMORY + _MEMORY_A_BYTE * len(data))
        except (_Died, BrokenPipeError):
            raise problems.GAVE_UP(name=name) from None

    def _answer(self, name: str, step: Any, until: float, memory: int) -> Answer:
        look = time.monotonic()
        with unnamed_file() as table:
            while True:
                if time.monotonic() >= look:
                    step()
                    self._watch(name, until, memory)
                    look = time.monotonic() + _LOOK
                try:
                    kind, piece = self._heard.get(timeout=_LOOK)
                except queue.Empty:
                    continue
                if kind == TABLE:
                    table.write(piece)
                elif kind == DONE:
                    self.answered = True
                    return Answer(orjson.loads(piece), mapped(table))
                elif kind == FAILED:
                    self.answered = True
                    raise _problem(piece)
                else:
                    raise _Died

    def _watch(self, name: str, until: float, memory: int) -> None:
        """Raise FileProblem where it has taken more than it may."""
        if memory_of(self._process.pid) > memory:
            raise problems.TOO_MUCH_MEMORY(name=name, gigabytes=memory / 1000000000.0)
        if time.monotonic() > until:
            raise problems.TOO_LONG(name=name)

    @property
    def _into(self) -> IO[bytes]:
        if self._process.stdin is None:
            raise _Died
        return self._process.stdin

    def _listen(self) -> None:
        if self._process.stdout is not None:
            with self._process.stdout as out, contextlib.suppress(OSError, ValueError):
                for heard in received(out):
                    self._keep(heard)
        self._keep((END, b""))

    def _keep(self, heard: tuple[bytes, bytes]) -> None:
        """Keep what was heard until it is asked for; after the end nobody asks."""
        while not self._over.is_set():
            with contextlib.suppress(queue.Full):
                self._heard.put(heard, timeout=_LOOK)
                return

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.poll() is None

    @property
    def large(self) -> bool:
        """Whether it keeps so much memory that another one serves better."""
        return memory_of(self._process.pid) > MEMORY // 4

    def end(self) -> None:
        """End it, at once."""
        self._over.set()
        with contextlib.suppress(OSError):
            self._process.kill()
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.wait(5)
        with contextlib.suppress(OSError, ValueError):
            self._into.close()


_BEGIN = "from app.ingest.readers.child_main import main; main()"
_waiting: list[_Child] = []
_owner = threading.Lock()


def _taken() -> _Child:
    """A child that waits for work, else a new one."""
    with _owner:
        while _waiting:
            child = _waiting.pop()
            # One that has rested longer may be ending just now.
            if child.alive and time.monotonic() - child.since < REST:
                return child
            child.end()
    return _Child()


def _put_back(child: _Child) -> None:
    if not child.alive or child.large:
        child.end()
        return
    child.since = time.monotonic()
    with _owner:
        _waiting.append(child)


def _end_waiting() -> None:
    """Leave no child behind, not even for as long as it takes to read that its parent has gone."""
    with _owner:
        while _waiting:
            _waiting.pop().end()


atexit.register(_end_waiting)


def memory_of(process: int) -> int:
    """How many bytes of memory a process takes, 0 where it has ended."""
    import psutil

    try:
        return int(psutil.Process(process).memory_info().rss)
    except psutil.Error:
        return 0


def send(pipe: IO[bytes], kind: bytes, piece: bytes) -> None:
    """Write a piece to a pipe."""
    pipe.write(HEAD.pack(kind, len(piece)))
    pipe.write(piece)


def received(pipe: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The pieces that come through a pipe, until it is closed."""
    while len(head := pipe.read(HEAD.size)) == HEAD.size:
        kind, length = HEAD.unpack(head)
        piece = pipe.read(length)
        if len(piece) < length:
            return
        yield kind, piece


def _problem(piece: bytes) -> Exception:
    said = orjson.loads(piece)
    return received_problem(said["problem"]) if said["problem"] else RuntimeError(said["mistake"])
