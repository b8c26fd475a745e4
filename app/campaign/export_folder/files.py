"""Writing an export's files: each is hashed and counted as it is written, and nothing is held in memory."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Self

import numpy as np
import numpy.typing as npt

from app.domain import csv_columns
from storage.disk.syncing import sync

_as_json = json.JSONEncoder(ensure_ascii=False).encode
_AT_ONCE = 2_000
"""Rows that are made into lines together."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""A new file of bytes; where there is one of the name, or what the file system takes for it, it is refused."""
_MANY = 500
"""From so many files on, the whole system is told to write out once instead of each file for itself."""


class Draft:
    """A folder that is being written; `entries` lists its files in the order in which they were finished."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        # Beside the folder, not inside: a million emails have a million lines here.
        self._list = path.with_name(path.name + ".list")
        self._entries: IO[bytes] = self._list.open("wb")
        self._folders = {path}
        self._open: set[IO[bytes]] = set()
        self.count = 0
        self.formula_cells = 0

    def add(self, name: str, content: bytes) -> None:
        """Write a whole file; `name` is relative, with `/` between its parts."""
        # By the shortest way, for there may be a million of them: a file of Python's is asked what it is first.
        file = os.open(f"{self.path}/{name}", _NEW, 0o666)
        try:
            written = os.write(file, content)
            while written < len(content):
                written += os.write(file, content[written:])
        finally:
            os.close(file)
        self.note(name, None, written, hashlib.sha256(content).hexdigest())

    def folder(self, name: str) -> None:
        """Make a folder inside, for files whose names begin with it."""
        (self.path / name).mkdir()
        self._folders.add(self.path / name)

    def begin(self, name: str) -> IO[bytes]:
        """A new file, to be given to `end` when it is finished."""
        # Exclusively: where a file system takes two names for one, the export fails instead of losing a file.
        file = (self.path / name).open("xb")
        self._open.add(file)
        return file

    def end(self, file: IO[bytes]) -> None:
        """Close a file that was begun."""
        file.close()
        self._open.discard(file)

    def note(self, name: str, rows: int | None, size: int, sha256: str) -> None:
        """List a file that has been finished."""
        # Put together by hand: for a million emails the general way takes as long as writing them.
        held = "null" if rows is None else rows
        line = f'{{"path": {_as_json(name)}, "rows": {held}, "bytes": {size}, "sha256": "{sha256}"}}\n'
        self._entries.write(line.encode())
        self.count += 1

    def entries(self) -> Iterator[str]:
        """The files that have been finished, each as the line that the manifest has for it."""
        self._entries.flush()
        with self._list.open(encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n")

    def settle(self) -> None:
        """Return when everything written is on the disk, so that a power cut cannot take a part of it."""
        self._entries.close()
        self._list.unlink()
        # Windows has no call for the whole system.
        if self.count > _MANY and hasattr(os, "sync"):
            os.sync()
            return
        for path in sorted(self.path.rglob("*")):
            if path.is_file():
                sync(path)
        # The names of new files are the folder's content, and are on the disk only once it is synced itself.
        for folder in self._folders:
            sync(folder)

    def drop(self) -> None:
        """Close what is open, so that the folder can be taken away."""
        self._entries.close()
        for file in self._open:
            file.close()
        self._list.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        """The draft itself; leaving closes what is open."""
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()


class File:
    """One file of a draft, written from beginning to end."""

    def __init__(self, draft: Draft, name: str, rows: int | None = None) -> None:
        self.name = name
        self.bytes = 0
        self.rows = rows
        self._draft = draft
        self._hash = hashlib.sha256()
        self._file = draft.begin(name)

    def write(self, content: bytes) -> None:
        """Append."""
        self._file.write(content)
        self._hash.update(content)
        self.bytes += len(content)

    def close(self, name: str | None = None) -> None:
        """Finish the file, under another name where one is given, and list it."""
        self._draft.end(self._file)
        if name is not None and name != self.name:
            os.rename(self._draft.path / self.name, self._draft.path / name)
            self.name = name
        self._draft.note(self.name, self.rows, self.bytes, self._hash.hexdigest())


class Table:
    """A CSV of a draft (RFC 4180, lines end in CRLF), in several numbered files where it outgrows `most_bytes`.

    Cells that a spreadsheet would run get an apostrophe; the draft counts them.
    """

    def __init__(
        self, draft: Draft, stem: str, headers: Sequence[str], most_bytes: int | None = None, mark: bytes = b""
    ) -> None:
        self._draft = draft
        self._stem = stem
        self._most = most_bytes
        named = [csv_columns.guarded(csv_columns.texts([one])) for one in headers]
        self._head = mark + csv_columns.content(csv_columns.lines(named))
        self._number = 1
        self._waiting: list[Sequence[str]] = []
        self._file = self._open()

    def _open(self) -> File:
        file = File(self._draft, f"{self._stem}-{self._number}.csv", rows=0)
        file.write(self._head)
        return file

    def add(self, cells: Sequence[str]) -> None:
        """Append one row."""
        self._waiting.append(cells)
        if len(self._waiting) == _AT_ONCE:
            self._write()

    def _write(self) -> None:
        """Write the rows that wait, column by column."""
        columns = [csv_columns.guarded(csv_columns.texts(column)) for column in zip(*self._waiting, strict=True)]
        self._waiting.clear()
        if columns:
            self._draft.formula_cells += sum(map(csv_columns.guards, columns))
            lines = csv_columns.lines(columns)
            self._append(csv_columns.content(lines), csv_columns.ends(lines))

    def _append(self, content: bytes, ends: npt.NDArray[np.int64]) -> None:
        """Append lines that end at these places, in as many files as they need."""
        done, rows = 0, 0
        while rows < len(ends):
            room = len(ends)
            if self._most is not None:
                room = int(ends.searchsorted(self._most - self._file.bytes + done, side="right"))
            # Each file has a row at least, however long that is.
            upto = max(room, rows + (not self._file.rows))
            if upto > rows:
                self._file.write(content[done : ends[upto - 1]])
                self._file.rows = (self._file.rows or 0) + upto - rows
                done, rows = int(ends[upto - 1]), upto
            if rows < len(ends):
                self._file.close()
                self._number += 1
                self._file = self._open()

    def close(self) -> list[str]:
        """Finish, and return the names of the files; a single one goes without a number."""
        self._write()
        if self._number == 1:
            self._file.close(f"{self._stem}.csv")
            return [self._file.name]
        self._file.close()
        return [f"{self._stem}-{number}.csv" for number in range(1, self._number + 1)]
