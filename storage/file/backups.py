"""Rolling backups, made only by SQLite's own backup call, beside the user's other program data."""

import contextlib
import os
import shutil
import sqlite3
import time
from pathlib import Path

import platformdirs

from storage.disk.drafts import Draft
from storage.disk.errors import WriterBusy, fault_of
from storage.disk.own_files import Made, name_of
from storage.file import opening

NEWEST, DAYS = 3, 5
"""What is kept: so many of the newest, and the last of so many days: many small edits roll nothing older away."""

LARGE = 256 << 20
"""Bytes from which copying a project takes seconds; such a one is not backed up again within `PAUSE` seconds."""

PAUSE = 1_800


def home() -> Path:
    """Where backups of all projects lie: `$QUILLWORK_BACKUPS`, else the user's data folder."""
    chosen = os.environ.get("QUILLWORK_BACKUPS")
    return Path(chosen) if chosen else platformdirs.user_data_path("Quillwork", appauthor=False) / "backups"


def folder_of(path: Path, uid: str = "") -> Path:
    """The backup folder of one project in one place: a copy of it elsewhere has another.

    `uid` is the project's own mark, or nothing where that is not known yet.
    """
    return home() / name_of(uid) / name_of(path.resolve())


def listed(path: Path, uid: str) -> list[Path]:
    """The backups of a project, newest first: of the place where it is, and of those where it is no longer.

    Of one that is too damaged to tell its `uid`: those of all that stood in its place.
    """
    own = {folder_of(path, uid), folder_of(path)}
    with contextlib.suppress(OSError):
        if uid:
            own |= {folder for folder in (home() / name_of(uid)).iterdir() if _left(folder)}
        else:
            own |= set(home().glob(f"*/{name_of(path.resolve())}"))
    files = [file for folder in own for file in Made(folder).files()]
    return sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)


def _left(folder: Path) -> bool:
    """Whether the project whose backups these are is no longer where it was."""
    places = [line["of"] for line in Made(folder).told().values() if isinstance(line.get("of"), str)]
    return bool(places) and not Path(places[-1]).exists()


_NAMED = 150


def _shortened(name: str) -> str:
    """As much of a project's name as leaves room for what stands beside it: a name on disk has 255 bytes."""
    return os.fsencode(name)[:_NAMED].decode("utf-8", "ignore")


def make(path: Path, folder: Path, token: str, *, by_hand: bool = False) -> Path:
    """Back a project up unless its newest backup here is of the same commit; then those go that are not to be kept.

    What was made by hand stays until somebody deletes it.
    """
    made = Made(folder)
    have = made.files()
    # Hashed, for a project says of itself what it likes, and this becomes a part of a name.
    mark = name_of(token)[:16]
    if have and have[-1].stem.endswith(mark):
        if by_hand:
            made.note(have[-1].name, of=str(path.resolve()), by_hand=True)
        return have[-1]
    numbers = [int(file.name.partition("-")[0]) for file in have]
    target = folder / f"{max(numbers, default=0) + 1:06d}-{_shortened(path.stem)}-{mark}.quill"
    made.note(target.name, of=str(path.resolve()), by_hand=by_hand)
    with Draft(folder) as draft:
        copy(path, draft.path)
        os.replace(draft.path, target)
    _thin(made)
    return target


def make_on_close(path: Path, folder: Path, token: str) -> None:
    """Back up what was written; a large project that was backed up a moment ago waits for the next close."""
    have = Made(folder).files()
    if path.stat().st_size >= LARGE and have and time.time() - have[-1].stat().st_mtime < PAUSE:
        return
    make(path, folder, token)


def _thin(made: Made) -> None:
    """Take away the backups that are not to be kept, of those alone that this program made by itself."""
    have = [made.folder / name for name, line in reversed(made.told().items()) if not line.get("by_hand")]
    # Newest first, so that the first of a day that is met is its last.
    last_of_day: dict[int, Path] = {}
    for file in have:
        last_of_day.setdefault(int(file.stat().st_mtime // 86_400), file)
    kept = {*have[:NEWEST], *list(last_of_day.values())[:DAYS]}
    for old in have:
        if old not in kept:
            made.remove(old)


def copy(path: Path, target: Path) -> None:
    """Copy a database, whatever is open on it, by SQLite's own backup call."""
    # A backup is never written again: read as such, it needs no log beside it, which a kill would leave there.
    still = path.resolve().is_relative_to(home().resolve()) and not opening.has_log(path)
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1" if still else opening.reading_uri(path, ("rw", "ro"))
    source = sqlite3.connect(uri, uri=True)
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def copy_as_it_is(path: Path, target: Path) -> None:
    """Copy a database, also one that is too damaged for SQLite: that one byte for byte."""
    try:
        copy(path, target)
    except sqlite3.DatabaseError:
        target.unlink(missing_ok=True)
        shutil.copyfile(path, target)


def put_in_place(draft: Path, path: Path) -> None:
    """Let a whole database take the place of a project, at once; for whoever holds the writer's lock.

    Raises WriterBusy where somebody reads what the old one's log holds and its file does not.
    """
    # A log goes before the new file comes: laid over another file it would destroy it. What it holds goes into the
    # old file first, so that a kill between the two takes nothing away.
    if path.exists() and not _fold(path):
        raise WriterBusy("Another Quillwork is reading this project", "Wait until it has finished, or close it.")
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    os.replace(draft, path)


def _fold(path: Path) -> bool:
    """Bring a file's write-ahead log into it, where it is whole enough for that; False while somebody reads the log.

    Raises StoreFault where the log could not be written into it: then it is all that holds what was done last.
    """
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=10)) as old:
            # The first of its three numbers is 1 where a reader kept it from coming to its end.
            return not old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        fault = fault_of(error, [path])
        if fault is None or not fault.damaged:
            raise fault or error from None
    return True
