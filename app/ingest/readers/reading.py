"""One front for every format that can be imported, and what was read of files: each is read once.

Whoever looks at a file, tries it out and brings it in asks the same `Readings`; only a file that changed meanwhile, or
that is to be read otherwise, is read again.
"""

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.background import beating
from app.domain.progress import SILENT, Progress
from app.ingest.readers import archives, limits, problems
from app.ingest.readers.formats import LOOKED_AT, reader_of
from app.ingest.readers.sources import open_source
from app.ingest.readers.unpacked_file import Source

if TYPE_CHECKING:
    # What a table is made of takes long to load, and the wizard makes its `Readings` before it has a file.
    from app.ingest.readers.table import Layout, RawTable


def read(path: Path, wanted: "Layout | None" = None, progress: Progress = SILENT) -> "tuple[Source, RawTable]":
    """A file's records; what `wanted` leaves None is found out. Raises FileProblem or ImportProblem."""
    from app.ingest.readers.table import Layout

    wanted = wanted or Layout()
    source = open_source(path, progress.part(0, 0.4))
    return source, _cut(read_source(source, wanted, progress.part(0.4, 1)), wanted)


def _cut(table: "RawTable", wanted: "Layout") -> "RawTable":
    """The rows of a whole table that are wanted."""
    from app.ingest.readers.table import within

    return within(table, wanted.first_row, wanted.last_row)


def read_source(source: Source, wanted: "Layout", progress: Progress = SILENT, *, lenient: bool = False) -> "RawTable":
    """The records of a file whose bytes are at hand; text that does not fit its encoding is shown if `lenient`."""
    reader = reader_of(source.name, bytes(source.data[:LOOKED_AT]))
    with beating(progress) as pulse:
        pulse.step(0, 1, f"Reading {source.name}")
        table = reader.read(source, wanted, pulse, lenient=lenient)
    if not table.headers:
        why = "Its rows have no columns" if table.rows else ""
        raise problems.NO_TABLE_FOUND(name=source.name, why=why)
    # Names are compared with thousands of words, which none of millions of signs is.
    limits.refuse_long_headers(table.headers, source.name, table.layout.header_row or 0)
    return table


Stamp = tuple[int, ...]
"""What the system says of a file that differs when it was written to, or when another took its place."""


def _stamp(path: Path) -> Stamp | None:
    """The stamp of a file, for a member of an archive that of the archive; None where there is none."""
    try:
        found = (archives.archive_of(path) or path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its bytes, its records, and how it was asked for.

    `unfit` says why its text does not fit the encoding; it is then shown with signs of replacement.
    """

    source: Source
    table: "RawTable"
    wanted: "Layout"
    stamp: Stamp | None
    unfit: str = ""

    def serves(self, wanted: "Layout", *, lenient: bool) -> bool:
        """Whether it is what would be read; a layout that was found says what was left open when it was asked for."""
        return wanted in (self.wanted, self.table.layout) and (lenient or not self.unfit)

    def cut(self, wanted: "Layout") -> "Reading":
        """The same with no more than the rows that are wanted."""
        table = _cut(self.table, wanted)
        return self if table is self.table else replace(self, table=table)

    @property
    def size(self) -> int:
        """How many bytes it keeps."""
        return len(self.source.data) + int(self.table.columns.nbytes)


class Readings:
    """What was read of files, for as long as somebody holds it; several threads may ask.

    Of many files no more than so many bytes are kept, those read last: the others are read again when they are wanted.
    """

    def __init__(self, most: int = 1 << 29) -> None:
        self._most = most
        self._owner = threading.Lock()
        self._kept: dict[Path, Reading] = {}
        self._stamps: dict[Path, Stamp | None] = {}

    def read(
        self, path: Path, wanted: "Layout | None" = None, progress: Progress = SILENT, *, lenient: bool = False
    ) -> Reading:
        """A file's records, read at most once. Raises FileProblem or ImportProblem."""
        from app.ingest.readers.table import Layout

        asked, stamp = wanted or Layout(), _stamp(path)
        # Whole: other rows of the same table are no other reading.
        wanted = replace(asked, first_row=None, last_row=None)
        with self._owner:
            before = self._kept.get(path)
        # One that is gone by now has not changed: what was looked at can still come in.
        if before is None or stamp not in (None, before.stamp):
            source = open_source(path, progress.part(0, 0.4))
        elif before.serves(wanted, lenient=lenient):
            return before.cut(asked)
        else:
            # Another encoding, separator or sheet of the same bytes: they are unpacked already.
            source = before.source
        reading = _parsed(source, wanted, stamp, progress.part(0.4, 1), lenient=lenient)
        self._keep(path, reading)
        return reading.cut(asked)

    def refuse_changed(self, path: Path) -> None:
        """Raise FileChanged where a file is there and is not the one that was read last."""
        stamp = _stamp(path)
        with self._owner:
            changed = stamp is not None and self._stamps.get(path, stamp) != stamp
        if changed:
            raise problems.CHANGED(name=path.name)

    def forget(self, path: Path) -> None:
        """Keep a file no longer."""
        with self._owner:
            self._kept.pop(path, None)
            self._stamps.pop(path, None)

    def _keep(self, path: Path, reading: Reading) -> None:
        with self._owner:
            self._kept.pop(path, None)
            self._kept[path] = reading
            self._stamps[path] = reading.stamp
            total = sum(one.size for one in self._kept.values())
            for oldest in list(self._kept)[:-1]:
                if total <= self._most:
                    break
                total -= self._kept.pop(oldest).size


def _parsed(source: Source, wanted: "Layout", stamp: Stamp | None, progress: Progress, *, lenient: bool) -> Reading:
    try:
        return Reading(source, read_source(source, wanted, progress), wanted, stamp)
    except problems.EncodingProblem as problem:
        if not lenient:
            raise
        return Reading(source, read_source(source, wanted, progress, lenient=True), wanted, stamp, str(problem))
