"""The life of a child that works on strangers' files; `app.ingest.readers.child` is its parent."""

import importlib
import io
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

import orjson

from app.domain.problems import Problem, carried
from app.ingest.readers.child import ASK, BYTES, DONE, END, FAILED, REST, TABLE, received, send
from storage.bulk.unnamed_file import Content, mapped, unnamed_file

Give = Callable[[Any], None]
"""Takes an Arrow batch; all of a task's have one schema."""
Task = Callable[[str, Content, dict[str, Any], Give], dict[str, Any]]
"""From a file's name, its bytes and a request to a document; the table is given batch by batch."""


def main() -> None:
    """Do what is asked for through standard input, until that ends."""
    # What a library prints must not come between the answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    asked: queue.Queue[tuple[bytes, bytes]] = queue.Queue(8)
    threading.Thread(target=_listen, args=(os.fdopen(0, "rb"), asked), daemon=True).start()
    while True:
        try:
            kind, piece = asked.get(timeout=REST + 10)
        except queue.Empty:
            return
        if kind == ASK:
            _do(orjson.loads(piece), asked, out)


def _listen(pipe: IO[bytes], asked: "queue.Queue[tuple[bytes, bytes]]") -> None:
    for kind, piece in received(pipe):
        asked.put((kind, piece))
    os._exit(0)  # the parent is no more, or wants no more: whatever is at work here is for nobody


def _do(wanted: dict[str, Any], asked: "queue.Queue[tuple[bytes, bytes]]", out: IO[bytes]) -> None:
    with unnamed_file() as target:
        while (got := asked.get())[0] == BYTES:
            target.write(got[1])
        data = mapped(target)
    if got[0] != END:
        return
    module, _, name = wanted["task"].partition(":")
    _allow_time(len(data))
    table = _Table(out)
    try:
        task: Task = getattr(importlib.import_module(module), name)
        document = task(wanted["name"], data, wanted["request"], table.take)
        table.close()
        send(out, DONE, orjson.dumps(document))
    except Problem as problem:
        send(out, FAILED, orjson.dumps({"problem": carried(problem)}))
    except MemoryError:
        os._exit(1)
    except OSError as error:
        # A full disk, say: it is of this machine, and not of the file.
        from app.project import of_file

        told = of_file(error, f"{wanted['name']} cannot be read")
        send(out, FAILED, orjson.dumps({"problem": carried(told)}))
    except Exception as error:
        send(out, FAILED, orjson.dumps({"problem": None, "mistake": f"{type(error).__name__}: {error}"}))
    out.flush()


class _Table:
    """Writes batches to the parent, in Arrow's form for streams."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._writer: Any = None

    def take(self, batch: Any) -> None:
        """Give one batch."""
        import pyarrow as pa

        if self._writer is None:
            self._writer = pa.ipc.new_stream(pa.PythonFile(_Pieces(self._out), "w"), batch.schema)
        self._writer.write_batch(batch)

    def close(self) -> None:
        """Give what marks the end."""
        if self._writer is not None:
            self._writer.close()


class _Pieces(io.RawIOBase):
    """A file of which each write is a piece for the parent."""

    def __init__(self, out: IO[bytes]) -> None:
        super().__init__()
        self._out = out

    def writable(self) -> bool:
        """Yes: that is what it is for."""
        return True

    def write(self, piece: Any) -> int:
        send(self._out, TABLE, bytes(piece))
        return len(piece)


def _allow_time(size: int) -> None:
    """Let the system end this process where the parent, which would have, was killed."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        # More than its parent allows, whose word comes first while it is there; a child that is asked again has used
        # some.
        limit = int(used.ru_utime + used.ru_stime) + 120 + size // 250_000
        resource.setrlimit(resource.RLIMIT_CPU, (limit if hard < 0 else min(limit, hard), hard))
