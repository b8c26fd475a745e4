"""One front for every format that can be imported."""

from pathlib import Path

from app.ingest import delimited, foreign, notable, objects, sheets
from app.ingest.source import Source, open_source
from app.ingest.table import Layout, RawTable
from app.problems import ImportProblem
from app.progress import SILENT, Progress
from app.pulse import beating


def read(path: Path, wanted: Layout | None = None, progress: Progress = SILENT) -> tuple[Source, RawTable]:
    """A file's records as text; what `wanted` leaves None is found out. Raises FileProblem or ImportProblem."""
    source = open_source(path, progress.part(0, 0.4))
    return source, read_source(source, wanted or Layout(), progress.part(0.4, 1))


def read_source(source: Source, wanted: Layout, progress: Progress = SILENT, *, lenient: bool = False) -> RawTable:
    """The records of a file whose bytes are at hand; text that does not fit its encoding is shown if `lenient`."""
    with beating(progress) as pulse:
        pulse.step(0, 1, f"Reading {source.name}")
        table = _table(source, wanted, pulse, lenient=lenient)
    if not table.headers:
        why = "Its rows have no columns" if table.rows else ""
        raise ImportProblem(f"{source.name} is empty", why, "Export it again with its header row and its rows.")
    return table


def _table(source: Source, wanted: Layout, pulse: Progress, *, lenient: bool) -> RawTable:
    if source.format == "sheet":
        return foreign.read_workbook(source, wanted, pulse)
    if source.format == "json":
        return objects.read(source, wanted, sheets.text_of)
    if source.format == "parquet":
        return foreign.read_parquet(source, pulse)
    notable.refuse_others(source.data, source.name)
    return delimited.read(source, wanted, pulse, lenient=lenient)
