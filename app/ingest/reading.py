"""One front for every format that can be imported."""

from pathlib import Path

from app.ingest import delimited, objects, sheets
from app.ingest.source import Source, open_source
from app.ingest.table import Layout, RawTable
from app.progress import SILENT, Progress


def read(path: Path, wanted: Layout | None = None, progress: Progress = SILENT) -> tuple[Source, RawTable]:
    """A file's records as text; what `wanted` leaves None is found out. Raises FileProblem or ImportProblem."""
    source = open_source(path, progress.part(0, 0.4))
    return source, read_source(source, wanted or Layout(), progress.part(0.4, 1))


def read_source(source: Source, wanted: Layout, progress: Progress = SILENT, *, lenient: bool = False) -> RawTable:
    """The records of a file whose bytes are at hand; text that does not fit its encoding is shown if `lenient`."""
    if source.format == "sheet":
        return sheets.read_workbook(source, wanted)
    if source.format == "json":
        return objects.read(source, wanted, sheets.text_of)
    if source.format == "parquet":
        return sheets.read_parquet(source)
    return delimited.read(source, wanted, progress, lenient=lenient)
