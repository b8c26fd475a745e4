"""What can go wrong with a file, told apart from what is a bug of ours."""

import errno
import sqlite3

from sqlalchemy.exc import DatabaseError, DBAPIError

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


def fault_of(error: BaseException) -> StoreFault | None:
    """The world's fault behind an exception, or None where it is a bug of ours."""
    if isinstance(error, StoreFault):
        return error
    if isinstance(error, (DBAPIError, DatabaseError)) and error.orig is not None:
        error = error.orig
    if isinstance(error, StoreFault):
        return error
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "") or ""
        if not name and "decode to UTF-8" in str(error):
            # What stands in a column of text is none: the module itself says so, and names no code.
            name = "SQLITE_CORRUPT"
        for prefix, (what, remedy) in _BY_SQLITE.items():
            if name.startswith(prefix):
                return StoreFault(what[0].upper() + what[1:], remedy, damaged=prefix in _DAMAGED)
    if isinstance(error, OSError):
        return _fault_of_os(error)
    return None


def _fault_of_os(error: OSError) -> StoreFault:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return StoreFault("The disk is full", "Free some space and try again; nothing was changed.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return StoreFault(f"The file or folder may not be changed{where}", "Choose another folder, or ask for access.")
    if error.errno == errno.ENOENT:
        return StoreFault(f"The file or folder does not exist{where}", "Check the name.")
    return StoreFault(f"{error.strerror or error}{where}", "Check the drive and try again.")
