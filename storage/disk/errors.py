"""What can go wrong with a file, told apart from what is a bug of ours."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.exc import DatabaseError, DBAPIError

from storage.disk import disk_room

_BY_SQLITE = {
    "SQLITE_FULL": ("the disk is full", "Free some space and try again; nothing was changed."),
    "SQLITE_CORRUPT": ("the project file is damaged", "Restore a backup: File ▸ Backups."),
    "SQLITE_NOTADB": ("the file is not a Quillwork project", "Choose a file that ends in .quill."),
    "SQLITE_READONLY": ("the project file is read-only", "Copy it to a folder that you may write to."),
    "SQLITE_BUSY": ("another program is writing the project", "Wait until it has finished and try again."),
    "SQLITE_LOCKED": ("another program is writing the project", "Wait until it has finished and try again."),
    "SQLITE_IOERR": ("the disk did not answer", "Check that the drive is connected and try again."),
    "SQLITE_CANTOPEN": ("the project file cannot be opened", "Check that the folder exists and may be written to."),
}

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_UNSAID = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN")
"""What SQLite says of many causes alike: the place itself is asked which it is."""

_IN_WORDS = {
    "database disk image is malformed": "SQLITE_CORRUPT",
    "decode to UTF-8": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "disk I/O error": "SQLITE_IOERR",
    "unable to open database file": "SQLITE_CANTOPEN",
}
"""SQLite's words, where another engine read the file and passes them on without their code."""

_PASSING_ON = {"adbc_driver_manager", "adbc_driver_sqlite", "pyarrow"}
"""Libraries whose errors pass on what SQLite or the system said, in words alone."""


def words_of(*libraries: str) -> None:
    """Let the errors of these libraries be read as those that pass on what the system said; asked once, by whoever
    brings the library in.
    """
    _PASSING_ON.update(libraries)


class StoreFault(Exception):
    """The world's fault: `what` happened and the `remedy`, both as sentences for people; `damaged` is of the file."""

    def __init__(self, what: str, remedy: str = "", *, damaged: bool = False) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy
        self.damaged = damaged


class NotAProject(StoreFault):
    """The file is missing, damaged, of another kind or from a newer version."""


class WriterBusy(StoreFault):
    """Another process is writing this project."""


def fault_of(error: BaseException, places: Iterable[Path] = ()) -> StoreFault | None:
    """The world's fault behind an exception, or None where it is a bug of ours.

    `places` are the files and folders that were being written: where an engine does not say why it could not,
    they are looked at.
    """
    if isinstance(error, StoreFault):
        return error
    if isinstance(error, (DBAPIError, DatabaseError)) and error.orig is not None:
        # SQLAlchemy's own class tells less than the driver's error in it, which has SQLite's name.
        error = error.orig
    if isinstance(error, StoreFault):
        return error
    if isinstance(error, sqlite3.Error):
        return _by_name(getattr(error, "sqlite_errorname", "") or _name_in(str(error)), places)
    # By name: no engine is imported to ask whether an error is its own.
    if type(error).__module__.partition(".")[0] in _PASSING_ON:
        return _by_name(_name_in(str(error)), places) or _by_number(disk_room.number_in(str(error)), error)
    return _by_number(error.errno, error) if isinstance(error, OSError) else None


def _name_in(text: str) -> str:
    return next((name for words, name in _IN_WORDS.items() if words in text), "")


def _by_name(name: str, places: Iterable[Path]) -> StoreFault | None:
    for prefix, (what, remedy) in _BY_SQLITE.items():
        if name.startswith(prefix):
            if prefix in _UNSAID and places and (found := disk_room.cause(places)):
                return StoreFault(*found)
            return StoreFault(what[0].upper() + what[1:], remedy, damaged=prefix in _DAMAGED)
    return None


def _by_number(number: int | None, error: BaseException) -> StoreFault | None:
    file = getattr(error, "filename", None)
    # A draft or a lock is nothing that anybody knows: what is said of a disk is said of the folder.
    place = str(Path(os.fsdecode(file)).parent if number in disk_room.OF_THE_DISK else file) if file else ""
    if found := disk_room.said(number, place):
        return StoreFault(*found)
    if not isinstance(error, OSError):
        return None
    where = f" ({file})" if file else ""
    return StoreFault(f"{error.strerror or error}{where}", "Check the drive and try again.")
