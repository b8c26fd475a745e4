"""Writing an export's files: each is hashed and counted as it is written, and nothing is held in memory."""

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Self

from app.domain.csv_injection import guard, is_guarded
from storage.disk.syncing import sync

Entry = dict[str, Any]
"""One file of the manifest: `path`, `rows` (None where it is no table), `bytes` and `sha256`."""

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
        file = File(self, name)
        file.write(content)
        file.close()

    def folder(self, name: str) -> None:
        """Make a folder inside, for files whose names begin with it."""
        (self.path / name).mkdir()
        self._folders.add(self.path / name)

    def begin(self, name: str) -> IO[bytes]:
        """A new file, to be given to `note` when it is finished."""
        # Exclusively: where a file system takes two names for one, the export fails instead of losing a file.
        file = (self.path / name).open("xb")
        self._open.add(file)
        return file

    def note(self, file: IO[bytes], entry: Entry) -> None:
        """List a file that has been finished."""
        self._open.discard(file)
        self._entries.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        self.count += 1

    def entries(self) -> Iterator[Entry]:
        """The files that have been finished."""
        self._entries.flush()
        with self._list.open("rb") as lines:
            for line in lines:
                yield json.loads(line)

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
        self._file.close()
        if name is not None and name != self.name:
            os.rename(self._draft.path / self.name, self._draft.path / name)
            self.name = name
        self._draft.note(
            self._file, {"path": self.name, "rows": self.rows, "bytes": self.bytes, "sha256": self._hash.hexdigest()}
        )


class _Line:
    """What csv writes to: it hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


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
        self._csv = csv.writer(_Line(), lineterminator="\r\n")
        self._head = mark + self._line(headers)
        self._number = 1
        self._file = self._open()

    def _line(self, cells: Iterable[str]) -> bytes:
        line: str = self._csv.writerow(cells)
        return line.encode()

    def _open(self) -> File:
        file = File(self._draft, f"{self._stem}-{self._number}.csv", rows=0)
        file.write(self._head)
        return file

    def add(self, cells: Sequence[str]) -> None:
        """Append one row."""
        made_safe = [guard(cell) for cell in cells]
        self._draft.formula_cells += sum(map(is_guarded, made_safe))
        line = self._line(made_safe)
        # Each file has a row at least, however long that is.
        if self._most is not None and self._file.rows and self._file.bytes + len(line) > self._most:
            self._file.close()
            self._number += 1
            self._file = self._open()
        self._file.write(line)
        self._file.rows = (self._file.rows or 0) + 1

    def close(self) -> list[str]:
        """Finish, and return the names of the files; a single one goes without a number."""
        if self._number == 1:
            self._file.close(f"{self._stem}.csv")
            return [self._file.name]
        self._file.close()
        return [f"{self._stem}-{number}.csv" for number in range(1, self._number + 1)]
