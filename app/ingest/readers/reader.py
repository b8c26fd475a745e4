"""What a format of files is, from its ending and its first bytes to its table: one object for each.

A reader is a class of one module in `formats/`, of which everything that differs between formats is asked: nothing
else compares endings or signatures. The window lists their endings at its start, so what weighs (the tables, the
libraries that read them) is imported by `read`.
"""

from typing import TYPE_CHECKING, ClassVar

from app.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.ingest.readers.table import Layout, RawTable
    from app.ingest.readers.unpacked_file import Source


class Reader:
    """One format. What a new one has to say is what it is called, its `endings`, which files it `takes`, and `read`."""

    name: ClassVar[str]
    titles: ClassVar[tuple[str, ...]]
    """What people read for it, in the order in which they are listed."""
    endings: ClassVar[tuple[str, ...]]
    """The endings (without their dot) of files that are tables of this format: as such they are offered, and taken out
    of an archive."""
    other_endings: ClassVar[tuple[str, ...]] = ()
    """Endings that tables of this format may have, and what is no table as well: they are offered."""
    turn: ClassVar[int] = 50
    """The lower, the earlier it is asked whether it takes a file; the last takes whatever no other has taken."""

    def takes(self, ending: str, head: bytes) -> bool:
        """Whether a file is of this format, by its ending (small letters, no dot) and its first 4,096 bytes."""
        raise NotImplementedError

    def read(
        self, source: "Source", wanted: "Layout", progress: Progress = SILENT, *, lenient: bool = False
    ) -> "RawTable":
        """The records of an unpacked file; what `wanted` leaves None is found out.

        A format of text shows what does not fit its encoding if it is to be `lenient`. Raises FileProblem or
        ImportProblem, in a sentence, whatever is wrong with the file.
        """
        raise NotImplementedError
