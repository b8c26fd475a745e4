"""What is too large for memory while a file is read: kept on disk without a name, and mapped where it is used.

The system itself takes such a file away with its last user, a killed one too, so that nothing of a customer's stays
behind. It is never the user's own file that is mapped: one that is cut short meanwhile would end
the program.
"""

import contextlib
import mmap
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from storage.disk import disk_room
from storage.disk.own_files import cache_home

if TYPE_CHECKING:
    import pyarrow as pa

Content = bytes | mmap.mmap
"""Bytes in memory, or mapped from a file without a name."""


@contextlib.contextmanager
def unnamed_file() -> Iterator[IO[bytes]]:
    """A new file without a name, to write to; `mapped` gives what was written before it is closed."""
    folder, file = _new()
    try:
        with file:
            yield file
    except OSError as error:
        if error.errno in disk_room.OF_THE_DISK and error.filename is None:
            # Where there was no room: the file itself has no name that could be told.
            error.filename = str(folder)
        raise


def _new() -> tuple[Path, IO[bytes]]:
    folder = cache_home() / "staging"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return folder, tempfile.TemporaryFile(dir=folder)
    except OSError:
        # The cache may not be written: what has no name leaves nothing behind elsewhere either.
        return Path(tempfile.gettempdir()), tempfile.TemporaryFile()


def mapped(file: IO[bytes]) -> Content:
    """What was written to such a file, mapped as long as somebody holds it; a short content in memory."""
    file.flush()
    # An empty file cannot be mapped at all, and a short one is not worth it.
    if file.seek(0, 2) < SMALL:
        file.seek(0)
        return file.read()
    found = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    with _mapping:
        _MAPPED.add(found)
    return found


_MAPPED: "weakref.WeakSet[mmap.mmap]" = weakref.WeakSet()
_mapping = threading.Lock()


def let_go() -> None:
    """Give back the memory in which mapped files lie by now: what is wanted of them again is read again."""
    # Windows takes it back by itself, and has no word for it.
    if hasattr(mmap, "MADV_DONTNEED"):
        with _mapping:
            for one in _MAPPED:
                one.madvise(mmap.MADV_DONTNEED)


SMALL = 1 << 22
"""Less than this many bytes stay in memory."""


def table(schema: "pa.Schema", batches: "Iterable[pa.RecordBatch]") -> "pa.Table":
    """Arrow data that lies in such a file; what takes little stays in memory."""
    import pyarrow as pa

    kept: list[pa.RecordBatch] = []
    size = 0
    rest = iter(batches)
    for batch in rest:
        kept.append(batch)
        size += batch.nbytes
        if size >= SMALL:
            break
    else:
        return pa.Table.from_batches(kept, schema)
    with unnamed_file() as file:
        with pa.ipc.new_file(pa.PythonFile(file, "w"), schema) as writer:
            for batch in kept:
                writer.write_batch(batch)
            kept.clear()
            for batch in rest:
                writer.write_batch(batch)
        let_go()
        # Read out of the mapping without a copy: the table takes no memory of its own.
        return pa.ipc.open_file(pa.BufferReader(pa.py_buffer(mapped(file)))).read_all()
