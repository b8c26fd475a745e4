"""Rolling backups, made only by SQLite's own backup call, beside the user's other program data."""

import contextlib
import itertools
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NamedTuple

import platformdirs

from storage.disk.drafts import Draft
from storage.disk.errors import WriterBusy, fault_of
from storage.disk.own_files import Made, name_of
from storage.file import opening

NEWEST, DAYS = 3, 5
"""What is kept: so many of the newest, and the last of so many days: many small edits roll nothing older away."""

SMALL = 16 << 20
"""Bytes below which copying a project takes no time that anybody notices: such a one is backed up at each close."""

PACE = 128 << 10
"""Bytes a second: a larger one waits as if its backup had been copied so slowly, 200 MB for half an hour."""

LONGEST, DAY = 4 * 3_600, 86_400
"""Seconds that it waits at most after what somebody did by hand, and after what the files of imports can bring back."""

AGAIN = frozenset({"scores"})
"""Kinds of change that a project can be asked for again."""


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


def made_here(path: Path, uid: str) -> list[Path]:
    """The backups of a project that were made in the place where it is, newest first."""
    files = Made(folder_of(path, uid)).files()
    return sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)


def all_of(path: Path, uid: str) -> list[Path]:
    """Every backup of a project and of its copies, wherever these are: whoever is erased goes from all of them."""
    found = listed(path, uid)
    for folder in sorted((home() / name_of(uid)).glob("*/")):
        found += [file for file in Made(folder).files() if file not in found]
    return found


def places(uid: str) -> list[Path]:
    """Where a project was when it was backed up: here, and wherever else it or a copy of it has lain."""
    found: dict[Path, None] = {}
    for folder in sorted((home() / name_of(uid)).glob("*/")):
        told = Made(folder).told().values()
        found |= {Path(line["of"]): None for line in told if isinstance(line.get("of"), str)}
    return list(found)


def _left(folder: Path) -> bool:
    """Whether the project whose backups these are is no longer where it was."""
    places = [line["of"] for line in Made(folder).told().values() if isinstance(line.get("of"), str)]
    return bool(places) and not Path(places[-1]).exists()


_NAMED = 150


def _shortened(name: str) -> str:
    """As much of a project's name as leaves room for what stands beside it: a name on disk has 255 bytes."""
    return os.fsencode(name)[:_NAMED].decode("utf-8", "ignore")


def make(
    path: Path,
    folder: Path,
    token: str,
    *,
    by_hand: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> Path:
    """Back a project up unless its newest backup here is of the same commit; then those go that are not to be kept.

    What was made by hand stays until somebody deletes it. `told` is that of `copy`.
    """
    made = Made(folder)
    have = made.files()
    mark = _mark(token)
    if have and have[-1].stem.endswith(mark):
        if by_hand:
            made.note(have[-1].name, of=str(path.resolve()), by_hand=True)
        return have[-1]
    numbers = [int(file.name.partition("-")[0]) for file in have]
    target = folder / f"{max(numbers, default=0) + 1:06d}-{_shortened(path.stem)}-{mark}.quill"
    made.note(target.name, of=str(path.resolve()), by_hand=by_hand)
    with Draft(folder) as draft:
        copy(path, draft.path, told)
        os.replace(draft.path, target)
    _thin(made)
    return target


def make_on_close(path: Path, folder: Path, commits: Iterable[tuple[str, Collection[str]]]) -> None:
    """Back up what was written, where that is due; `commits` are tokens with their kinds of change, newest first.

    A large project waits, the longer the larger it is: for hours at most where somebody did something by hand or it
    grew by a tenth, and for a day where imports alone (or taking them back) changed it, whose files are elsewhere.
    """
    (token, kinds), *earlier = commits
    have = Made(folder).files()
    if have and path.stat().st_size >= SMALL and not _is_due(path, have[-1], [(token, kinds), *earlier]):
        return
    make(path, folder, token)


def _is_due(path: Path, last: Path, commits: Iterable[tuple[str, Collection[str]]]) -> bool:
    since = itertools.takewhile(lambda one: not last.stem.endswith(_mark(one[0])), commits)
    by_hand = any("imports" not in kinds and not AGAIN.issuperset(kinds) for _, kinds in since)
    before, size = last.stat(), path.stat().st_size
    wait = min(size / PACE, LONGEST) if by_hand or size > before.st_size * 1.1 else DAY
    return time.time() - before.st_mtime >= wait


def _mark(token: str) -> str:
    # Hashed, for a project says of itself what it likes, and this becomes a part of a name.
    return name_of(token)[:16]


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


class Logged(NamedTuple):
    """A line of the audit log: its number, its hash, its time in microseconds UTC and what was done."""

    id: int
    hash: str
    at: int
    action: str


def log_of(file: Path) -> list[Logged]:
    """The lines of a backup's audit log, in their order; none of one that cannot be read."""
    with contextlib.suppress(sqlite3.Error):
        source = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        with contextlib.closing(source):
            return [Logged(*row) for row in source.execute("SELECT id, hash, at, action FROM audit ORDER BY id")]
    return []


def copy(path: Path, target: Path, told: Callable[[int, int], None] | None = None) -> None:
    """Copy a database, whatever is open on it, by SQLite's own backup call.

    `told` hears how many of how many pages there are so far, of a file that nobody else writes; what it raises ends it.
    """
    # A backup is never written again: read as such, it needs no log beside it, which a kill would leave there.
    still = path.resolve().is_relative_to(home().resolve()) and not opening.has_log(path)
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1" if still else opening.reading_uri(path, ("rw", "ro"))
    source = sqlite3.connect(uri, uri=True)
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(target)) as copy:
        if told is None:
            source.backup(copy)
        else:
            hear = told
            # In pieces it would begin anew whenever somebody wrote to the file.
            source.backup(copy, pages=_PIECE, progress=lambda _, left, total: hear(total - left, total))


_PIECE = 2_000
"""Pages: 8 MB, some hundredths of a second."""


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
