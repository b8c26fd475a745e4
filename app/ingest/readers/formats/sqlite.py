"""SQLite databases, in which shops and tools of all kinds keep their tables."""

from typing import TYPE_CHECKING, Final

from app.domain.progress import SILENT, Progress
from app.ingest.readers.reader import Reader

if TYPE_CHECKING:
    from app.ingest.readers.table import Layout, RawTable
    from app.ingest.readers.unpacked_file import Source

SIGNATURE: Final = b"SQLite format 3\0"


class Sqlite(Reader):
    """A file is one by its first bytes; its tables and views are what sheets are to a workbook."""

    name, titles, turn = "sqlite", ("SQLite",), 15
    endings = ("sqlite", "sqlite3", "db3")
    other_endings = ("db",)

    def takes(self, ending: str, head: bytes) -> bool:
        """By its first bytes alone."""
        return head.startswith(SIGNATURE)

    def read(
        self, source: "Source", wanted: "Layout", progress: Progress = SILENT, *, lenient: bool = False
    ) -> "RawTable":
        """The records of one table, counted from 1."""
        from app.ingest.readers import sqlite_tables

        return sqlite_tables.read(source, wanted, progress)


READER = Sqlite()
