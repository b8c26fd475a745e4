"""Names on disk that come from us alone, and a record of what we made: only that is ever taken away again.

A project comes from anybody. What it says of itself (its mark, the tokens of its commits) may hold `../` or the name
of somebody else's file, so it becomes a name only through a hash, and nothing is removed because its name looks right.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

_RECORD = "made.jsonl"


def cache_home() -> Path:
    """Where what can be made again lies: `$QUILLWORK_CACHE`, else the platform's cache folder."""
    chosen = os.environ.get("QUILLWORK_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path("Quillwork", appauthor=False)


def name_of(*said: object) -> str:
    """A name for the disk that stands for these words: 32 hexadecimal signs."""
    return hashlib.sha256("\0".join(map(str, said)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Made:
    """The files that the program made in one folder of its own, by the record that it keeps there.

    The record is only ever added to, a line at a time, so that two processes can keep it together.
    """

    folder: Path

    def note(self, name: str, **what: object) -> None:
        """Note that a file of that name is about to stand in the folder, and what it is."""
        self._add({"made": name, **what})

    def told(self) -> dict[str, dict[str, Any]]:
        """What was noted of each file that the program made and that still stands, in the order of making."""
        found: dict[str, dict[str, Any]] = {}
        for line in self._read():
            if isinstance(name := line.get("made"), str) and _plain(name):
                # Made anew it stands at the end, in the order of making.
                found.pop(name, None)
                found[name] = line
            elif isinstance(gone := line.get("gone"), str):
                found.pop(gone, None)
        return {name: line for name, line in found.items() if (self.folder / name).is_file()}

    def files(self) -> list[Path]:
        """The files that the program made and that still stand, in the order of making."""
        return [self.folder / name for name in self.told()]

    def remove(self, file: Path) -> None:
        """Take away a file that the program made; any other stays. One that is in use goes another time."""
        if file.parent != self.folder or file.name not in self.told():
            return
        with contextlib.suppress(OSError):
            file.unlink()
            self._add({"gone": file.name})

    def _add(self, line: dict[str, object]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(line, ensure_ascii=False) + "\n"
        handle = os.open(self.folder / _RECORD, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # One write at the end of the file: so lines of two processes never mix.
            os.write(handle, text.encode())
        finally:
            os.close(handle)

    def _read(self) -> Iterator[dict[str, Any]]:
        try:
            text = (self.folder / _RECORD).read_text("utf-8", errors="replace")
        except OSError:
            return
        for line in text.splitlines():
            # A line that a full disk cut short tells nothing, and spoils no other.
            with contextlib.suppress(ValueError):
                if isinstance(said := json.loads(line), dict):
                    yield said


def _plain(name: str) -> bool:
    return bool(name) and name == Path(name).name and name not in (".", "..")
