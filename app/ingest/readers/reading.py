"""One front for every format that can be imported."""

from pathlib import Path

from app.domain.background import beating
from app.domain.problems import ImportProblem
from app.domain.progress import SILENT, Progress
from app.ingest.readers.formats import LOOKED_AT, reader_of
from app.ingest.readers.sources import open_source
from app.ingest.readers.table import Layout, RawTable
from app.ingest.readers.unpacked_file import Source


def read(path: Path, wanted: Layout | None = None, progress: Progress = SILENT) -> tuple[Source, RawTable]:
    """A file's records as text; what `wanted` leaves None is found out. Raises FileProblem or ImportProblem."""
    source = open_source(path, progress.part(0, 0.4))
    return source, read_source(source, wanted or Layout(), progress.part(0.4, 1))


def read_source(source: Source, wanted: Layout, progress: Progress = SILENT, *, lenient: bool = False) -> RawTable:
    """The records of a file whose bytes are at hand; text that does not fit its encoding is shown if `lenient`."""
    with beating(progress) as pulse:
        pulse.step(0, 1, f"Reading {source.name}")
        table = reader_of(source.name, bytes(source.data[:LOOKED_AT])).read(source, wanted, pulse, lenient=lenient)
    if not table.headers:
        why = "Its rows have no columns" if table.rows else ""
        raise ImportProblem(f"{source.name} is empty", why, "Export it again with its header row and its rows.")
    return table
