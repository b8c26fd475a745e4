"""Text whose cells are parted by a separator or by blanks: what every file is that is of no other format."""

from typing import TYPE_CHECKING

from app.domain.progress import SILENT, Progress
from app.ingest.readers.reader import Reader

if TYPE_CHECKING:
    from app.ingest.readers.table import Layout, RawTable
    from app.ingest.readers.unpacked_file import Source


class Delimited(Reader):
    """CSV, TSV and the like; a file of any ending may be one."""

    name, titles, turn = "delimited", ("CSV", "TSV"), 1_000
    endings = ("csv", "tsv", "tab")
    other_endings = ("txt",)

    def takes(self, ending: str, head: bytes) -> bool:
        """Whatever is of no other format."""
        return True

    def read(
        self, source: "Source", wanted: "Layout", progress: Progress = SILENT, *, lenient: bool = False
    ) -> "RawTable":
        """The records; a file of another kind is refused by name."""
        from app.ingest.readers import delimited, not_tables

        not_tables.refuse_others(source.data, source.name)
        return delimited.read(source, wanted, progress, lenient=lenient)


READER = Delimited()
