"""One project file: recognising it, making it, and the connections through which it is read and written."""

import contextlib
import functools
import os
import secrets
import sqlite3
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, String, create_engine, event
from sqlalchemy.pool import NullPool
from sqlalchemy.util import LRUCache

from storage.disk.errors import NotAProject, StoreFault, fault_of
from storage.file import contents, event_moments, json_parts, models, opening, shape, touched_tables
from storage.file.migrate import SCHEMA, create_schema

_MAGIC = b"SQLite format 3\x00"
GUARDS = ("trusted_schema=OFF", "cell_size_check=ON")
"""What every connection begins with: nothing that stands in a file's schema may call a function of ours."""
_PATIENCE = 300
"""Milliseconds that a mere note waits for another writer."""
_SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "nextcloud",
    "cloudstorage",
)
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afpfs", "davfs"})


@dataclass(frozen=True, slots=True)
class Header:
    """What the first hundred bytes of a project file say."""

    version: int
    damaged: bool


def read_header(path: Path) -> Header:
    """Recognise a project file without opening it as a database; raises NotAProject."""
    opening.refuse_foreign_logs(path)
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # Opening a pipe would wait for somebody who writes to it.
            raise NotAProject(f"{path.name} is no file", "Choose a file that ends in .quill.")
        with path.open("rb") as file:
            head = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        raise NotAProject(
            f"There is no file {path.name}", f"Look for it in another folder than {path.parent}."
        ) from None
    except IsADirectoryError:
        raise NotAProject(f"{path.name} is a folder", "Choose a file that ends in .quill.") from None
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise NotAProject(f"{path.name} is not a Quillwork project", "Choose a file that ends in .quill.")
    page, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    version, application = struct.unpack(">I", head[60:64])[0], struct.unpack(">I", head[68:72])[0]
    if application != models.APPLICATION_ID:
        raise NotAProject(f"{path.name} is a database of another program", "Choose a file that ends in .quill.")
    # What was committed and found no room in the file is in the log beside it: together they are whole.
    # A page of 65,536 bytes does not fit the field and is written as 1 (SQLite's file format, 1.3.2).
    cut = size < (65_536 if page == 1 else page) * pages and not opening.has_log(path)
    return Header(version, damaged=cut)


def check_header(path: Path) -> int:
    """The schema version of a whole project file of this or an older program; raises NotAProject."""
    header = read_header(path)
    if header.damaged:
        raise NotAProject(
            f"{path.name} is damaged: a part of the file is missing",
            "Copy it again from where it came, or restore a backup.",
        )
    if header.version > SCHEMA:
        raise NotAProject(
            f"{path.name} was made by a newer Quillwork",
            "Install the newest Quillwork to open it; the file was not changed.",
        )
    return header.version


def check_shape(path: Path, version: int) -> None:
    """Raise NotAProject where a file holds what the program never made: it would run, or answer, as if it were ours."""
    with contextlib.closing(sqlite3.connect(opening.reading_uri(path), uri=True, timeout=10)) as connection:
        for pragma in GUARDS:
            connection.execute(f"PRAGMA {pragma}")
        found = shape.oddities(connection, version)
    if found:
        raise NotAProject(
            f"{path.name} is not as Quillwork makes a project: {'; '.join(found[:3])}",
            "It was not opened. Ask whoever sent it for another copy, or restore a backup.",
        )


def in_shared_folder(path: Path) -> str:
    """Why the write-ahead log cannot be used here (a synced or network folder), or an empty text."""
    folder = path.resolve().parent
    for part in folder.parts:
        if any(name in part.casefold() for name in _SYNCED):
            return f"the folder “{part}” is synced"
    if str(folder).startswith("\\\\") or (sys.platform == "win32" and _remote_drive(folder)):
        return "the folder is on a network drive"
    return "the folder is on a network drive" if _filesystem(folder) in _NETWORK else ""


def _remote_drive(folder: Path) -> bool:
    import ctypes

    drive_remote = 4
    return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == drive_remote)  # type: ignore[attr-defined,unused-ignore]


def _filesystem(folder: Path) -> str:
    """The type of the file system that holds a folder, where the system tells (Linux), else nothing."""
    try:
        rows = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return ""
    holding = [(row[1], row[2]) for row in rows if folder.is_relative_to(row[1].replace("\\040", " "))]
    return max(holding, key=lambda row: len(row[0]), default=("", ""))[1]


def create(path: Path) -> None:
    """Make an empty project file; nothing is left behind if that fails. Raises StoreFault."""
    if path.exists():
        raise StoreFault(f"{path.name} exists already", "Choose another name, or open it.")
    if not path.parent.is_dir():
        raise StoreFault(f"The folder {path.parent} does not exist", "Make it first, or choose another.")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        create_schema(draft)
        # A hard link fails where the name has been taken meanwhile; a rename would overwrite it.
        try:
            os.link(draft, path)
        except (OSError, NotImplementedError):
            if path.exists():
                raise StoreFault(f"{path.name} exists already", "Choose another name, or open it.") from None
            os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


@functools.cache
def _dialect() -> tuple[Dialect, URL, dict[str, Any]]:
    """How statements are written for SQLite, and those that were: the same for every file, and kept for the next one.

    A fifth of the work of a small import would else go into writing its statements again.
    """
    engine = create_engine("sqlite://", json_deserializer=contents.from_json)
    # It learns what this SQLite can do at its first connection.
    engine.connect().close()
    engine.dialect.colspecs = {**engine.dialect.colspecs, String: contents.Words}
    engine.dispose()
    return engine.dialect, engine.url, {"compiled_cache": LRUCache(500)}


class ProjectFile:
    """Connections to one existing project file of this program's version."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shared_because = in_shared_folder(path)
        self._journal = "DELETE" if self.shared_because else "WAL"
        self.read_only = opening.why_not(path, self._journal)
        self._uri = opening.uri(path) if self.read_only is None else opening.reading_uri(path)
        # Held open so that the write-ahead log is not folded in and deleted after each small edit.
        self._keeper = self._connect()
        self._reader = self._engine("BEGIN")
        self._writer = self._engine("BEGIN IMMEDIATE")

    def _connect(self) -> sqlite3.Connection:
        # Without the transactions that Python begins by itself: `BEGIN IMMEDIATE` meets another writer at the start of
        # the work, and not amid it.
        connection = sqlite3.connect(self._uri, uri=True, timeout=10, isolation_level=None, check_same_thread=False)
        if self.read_only is None:
            connection.execute(f"PRAGMA journal_mode={self._journal}")
        # FULL: beside a log, NORMAL may lose the last commits with the power. What SQLite sorts beyond the cache of 64
        # MB goes through files without a name, gone with the connection: in memory it would be merged out of a linked
        # list, which takes an index of ten million rows twice the time.
        for pragma in (*GUARDS, "foreign_keys=ON", "synchronous=FULL", "temp_store=FILE", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _engine(self, begin: str) -> Engine:
        dialect, url, kept = _dialect()
        connect: Any = self._connect
        # Every connection is its own, so that staging files attached to one go when it closes.
        engine = Engine(NullPool(connect, dialect=dialect), dialect, url, execution_options=kept)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the project and cannot change it."""
        with self._reader.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only=ON")
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: committed wholly when the block ends, or not at all."""
        with self._writer.connect() as connection, connection.begin():
            touched_tables.watch(connection)
            event_moments.watch(connection)
            yield connection

    @contextlib.contextmanager
    def append(self, *, patient: bool = False) -> Iterator[Connection]:
        """A transaction that only notes something: no mirror has to know of it, and nobody waits long for it.

        One that is `patient` waits for another writer as long as every other transaction does.
        """
        with self._writer.connect() as connection:
            if not patient:
                connection.connection.cursor().execute(f"PRAGMA busy_timeout={_PATIENCE}")
            with connection.begin():
                yield connection

    def has_rows(self, table: str) -> bool:
        """Whether there is any row in a table of ours."""
        return bool(self._keeper.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0])

    def odd_values(self) -> list[str]:
        """What stands in the tables that are few rows and cannot have been written by the program."""
        return contents.odd_values(self._keeper)

    def mailing_diagnosis(self) -> list[str]:
        """What is wrong with the tables that decide who is written to; far quicker than to look at all of the file."""
        found: list[str] = []
        for table in contents.MAILED:
            # Of a table with its indexes, not of the file: an export asks it each time.
            said = [str(row[0]) for row in self._keeper.execute(f"PRAGMA integrity_check('{table}')")]
            found += [] if said == ["ok"] else said
        return found or contents.odd_values(self._keeper, contents.MAILED)

    def odd_addresses(self) -> list[str]:
        """The addresses that people are written to and that no identifier repeats."""
        return contents.odd_addresses(self._keeper)

    def diagnosis(self) -> list[str]:
        """All that can be found wrong with the file, by its pages and by what stands in it; empty for a whole one."""
        found = self.integrity()
        if not found:
            with contextlib.closing(self._connect()) as connection:
                found = contents.odd_values(connection, contents.ALL) or json_parts.odd_insides(connection)
                found = found or contents.odd_moments(connection)
        return found

    def integrity(self) -> list[str]:
        """What SQLite itself finds broken; empty for a whole file."""
        try:
            with self._reader.connect() as connection:
                found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        except Exception as error:
            # A file that is broken far enough breaks its own check.
            fault = fault_of(error)
            if fault is None or not fault.damaged:
                raise
            return [fault.what]
        return [] if found == ["ok"] else found

    def close(self) -> None:
        """Give back what the engines hold; the last connection's end folds the log into the file."""
        self._reader.dispose()
        self._writer.dispose()
        self._keeper.close()
