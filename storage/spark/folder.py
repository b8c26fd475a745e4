"""The pushes of projects in a folder: each is a folder of Parquet files, and says what it is of."""

import contextlib
import hashlib
import json
import secrets
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from storage.mirror.mirror import FORMAT

SAID: Final = "push.json"
"""The file in which a push says what it is of; whoever reads the push holds it."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """One push as it lies there: its folder, the commit that it shows, and what it says of itself."""

    folder: Path
    token: str
    timezone: str
    facts: dict[str, Any]
    held: IO[str]

    def file(self, table: str) -> Path:
        """The file of a table."""
        return file_of(self.folder, table)


def file_of(folder: Path, table: str) -> Path:
    """The file of a table in the folder of a push."""
    return folder / f"{table}.parquet"


def new_name(uid: str) -> str:
    """A name for another push of a project."""
    return _prefix(uid) + secrets.token_hex(4)


def say(folder: Path, token: str, timezone: str, facts: dict[str, Any]) -> None:
    """Write down in the folder of a push what it is of."""
    said = {"token": token, "timezone": timezone, "format": FORMAT, "facts": facts}
    (folder / SAID).write_text(json.dumps(said), "utf-8")


def lying(folder: Path, uid: str) -> Iterator[Pushed]:
    """The pushes of a project, each held until its `held` is closed; raises OSError."""
    for one in sorted(folder.iterdir()):
        if not one.name.startswith(_prefix(uid)):
            continue
        with contextlib.suppress(FileNotFoundError):
            held = open(one / SAID, encoding="utf-8")  # noqa: SIM115 - held by whoever reads
            if not _hold(held, alone=False):
                held.close()
                continue
            said = json.load(held)
            # Another version of the program would have put other columns there.
            token = said["token"] if said["format"] == FORMAT else ""
            yield Pushed(one, token, said["timezone"], said["facts"], held)


def tidy(folder: Path, uid: str, newest: str) -> None:
    """Take earlier pushes away; one that is still read goes with the next push."""
    for one in sorted(folder.iterdir()):
        if one.name.startswith(_prefix(uid)) and one.name != newest:
            with contextlib.suppress(OSError), open(one / SAID, encoding="utf-8") as held:
                if _hold(held, alone=True):
                    shutil.rmtree(one)


def _prefix(uid: str) -> str:
    return f"quillwork_{hashlib.sha256(uid.encode()).hexdigest()[:12]}_"


def _hold(file: IO[str], *, alone: bool) -> bool:
    """Take the system's lock on a file, shared or `alone`, without waiting; whether that was given."""
    if sys.platform == "win32":
        # An open file cannot be taken away there.
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
