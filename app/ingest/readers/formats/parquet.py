"""Parquet, which keeps the type of each column."""

from typing import TYPE_CHECKING

from app.domain.progress import SILENT, Progress
from app.ingest.readers.reader import Reader

if TYPE_CHECKING:
    from app.ingest.readers.table import Layout, RawTable
    from app.ingest.readers.unpacked_file import Source


class Parquet(Reader):
    """A file is one by its first bytes, whatever it is called."""

    name, titles, endings, turn = "parquet", ("Parquet",), ("parquet",), 10

    def takes(self, ending: str, head: bytes) -> bool:
        """By its first bytes alone."""
        return head.startswith(b"PAR1")

    def read(
        self, source: "Source", wanted: "Layout", progress: Progress = SILENT, *, lenient: bool = False
    ) -> "RawTable":
        """The records, counted from 1."""
        from app.ingest.readers import parquet_tables

        return parquet_tables.read(source, progress)


READER = Parquet()
