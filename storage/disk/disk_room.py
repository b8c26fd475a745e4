"""Why a file cannot be written, where its engine says only that it could not: found by looking at the place itself."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

_PROBE = 1 << 18
"""Bytes that are written to see whether there is room: what an engine needs at once for its own files."""

_FREE = "Free some space and try again; nothing was changed"

SAID = {
    errno.ENOSPC: ("The disk is full{where}", f"{_FREE}."),
    errno.EDQUOT: ("The disk holds no more of yours: its quota is used up{where}", f"{_FREE}, or ask for more."),
    errno.EFBIG: (
        "No file may grow larger here{where}: a limit is set on the size of files{limit}",
        "Ask whoever set it to raise it, or use another drive; nothing was changed.",
    ),
    errno.EROFS: (
        "The folder is read-only{where}",
        "Choose a folder that you may write to, or copy the project to one.",
    ),
    errno.EACCES: ("The file or folder may not be changed{where}", "Choose another folder, or ask for access."),
    errno.EPERM: ("The file or folder may not be changed{where}", "Choose another folder, or ask for access."),
    errno.EIO: ("The disk did not answer{where}", "Check that the drive is connected and try again."),
    errno.ENOENT: ("The file or folder does not exist{where}", "Check the name."),
    errno.ENOTDIR: ("A file stands where a folder is needed{where}", "Take it away, or choose another folder."),
    errno.EMFILE: ("Too many files are open", "Close other programs and try again."),
    errno.ENFILE: ("Too many files are open", "Close other programs and try again."),
    errno.ENAMETOOLONG: ("The name is too long{where}", "Choose a shorter one."),
}
"""By the system's number of an error, what is said of it and what to do."""


OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
REFUSED = OF_THE_DISK | {errno.EACCES, errno.EPERM}
"""What a machine answers to a writing that no mistake of ours brings about."""


def said(number: int | None, where: str = "") -> tuple[str, str] | None:
    """The sentence and the remedy for a number of the system's, or None where there is none for it."""
    if number not in SAID:
        return None
    what, remedy = SAID[number]
    place = f" ({where})" if where else ""
    return what.format(where=place, limit=_limit_in_words()), remedy


def cause(places: Iterable[Path]) -> tuple[str, str] | None:
    """What keeps the first of these files and folders from being written that cannot be; None where all can."""
    for place in [*places, sorting_folder()]:
        folder = place if place.is_dir() else place.parent
        # The folder may be what could not be made.
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        number = _probe(folder)
        if number is None and place.is_file() and not os.access(place, os.W_OK):
            number = errno.EACCES
        if number is not None and (found := said(number, str(folder if number != errno.EACCES else place))):
            return found
    return said(errno.EFBIG) if size_limit() is not None else None


def sorting_folder() -> Path:
    """Where SQLite keeps what it sorts: in files without a name, in the first of its folders that it may write to."""
    named = [os.environ.get(name, "") for name in ("SQLITE_TMPDIR", "TMPDIR")]
    if sys.platform != "win32":
        for folder in (*filter(None, named), "/var/tmp", "/usr/tmp", "/tmp"):
            if os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):
                return Path(folder)
    return Path(tempfile.gettempdir())


def _probe(folder: Path) -> int | None:
    """The number of the error that writing in a folder meets; the file for it has no name, and leaves nothing."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            # No zeros: a file system that packs them would find room where there is none.
            file.write(os.urandom(_PROBE))
            file.flush()
            # Some find out only when it is written out that there is no room.
            os.fsync(file.fileno())
    except OSError as error:
        return error.errno
    return None


def size_limit() -> int | None:
    """How large a file of this process may become, where a limit is set."""
    if sys.platform == "win32":
        return None
    import resource

    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    return None if limit == resource.RLIM_INFINITY else limit


def _limit_in_words() -> str:
    limit = size_limit()
    return "" if limit is None else f", {limit / (1 << 20):,.1f} MB"


def number_in(text: str) -> int | None:
    """The system's number whose words stand in another engine's message."""
    # Column engines and Arrow hand on what the system said, and drop its number.
    return next((number for number in SAID if os.strerror(number).lower() in text.lower()), None)
