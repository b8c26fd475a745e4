"""Which files of a folder are whole: those that stood unchanged for a while."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app import ingest

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".filepart", ".opdownload")
"""What programs call a file that they are still fetching."""

Stamp = tuple[int, int, int]
"""What the system says of a file that differs once it was written to: size, time of change, number."""


@dataclass(slots=True)
class _Seen:
    stamp: Stamp
    since: float
    given: bool = False


class Arriving:
    """The files of folders as they were last seen; each is given out once, when it has stopped changing."""

    def __init__(self, quiet: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet
        self._clock = clock
        self._seen: dict[Path, _Seen] = {}

    def whole(self, folder: Path) -> list[Path]:
        """The files that are new in a folder and have not changed for the quiet time, the oldest first.

        Raises OSError where the folder cannot be read.
        """
        now, there = self._clock(), _files(folder)
        for path in [one for one in self._seen if one.parent == folder and one not in there]:
            del self._seen[path]
        found = []
        for path, stamp in there.items():
            before = self._seen.get(path)
            if before is None or before.stamp != stamp:
                before = self._seen[path] = _Seen(stamp, now)
            if not before.given and now - before.since >= self._quiet:
                before.given = True
                found.append(path)
        return sorted(found, key=lambda path: (self._seen[path].stamp[1], path.name))

    def again(self, path: Path) -> None:
        """Give a file out once more."""
        if path in self._seen:
            self._seen[path].given = False

    def settling(self) -> bool:
        """Whether files stand there that were not given out yet."""
        return any(not one.given for one in self._seen.values())


def _files(folder: Path) -> dict[Path, Stamp]:
    endings = tuple(f".{ending}".casefold() for ending in ingest.file_endings())
    found = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.casefold()
            # A dot hides what is not meant to be seen, `~$` is beside a workbook that is open in Excel.
            if name.startswith((".", "~$")) or name.endswith(_UNFINISHED) or not name.endswith(endings):
                continue
            if entry.is_file():
                # Asked of the file: on Windows an entry tells the size as it was when its folder was last written.
                state = os.stat(entry.path)
                found[folder / entry.name] = (state.st_size, state.st_mtime_ns, state.st_ino)
    return found
