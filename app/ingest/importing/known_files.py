"""What a project knows of a file before it is brought in: whether it came in before, or one with the same columns."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from app.domain.problems import Problem
from app.domain.progress import SILENT, Progress
from app.ingest.importing import mended_rows, remembered_mappings
from app.ingest.importing.file_import import whole_mapping
from app.ingest.kinds import already_imported
from app.ingest.mapping.inference import check_needed
from app.ingest.readers import archives
from app.ingest.readers.reading import Readings
from app.ingest.readers.sources import open_source
from app.project import Project
from storage.file.models import batch


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is taken for, and the standing import whose file had such columns; None where none had.

    `new` and `missing` are the headers that it has and that one had not, and the other way round; rows that were put
    aside and come back mended are `mended`.
    """

    kind: str
    batch: int | None
    file: str = ""
    new: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    mended: bool = False


def recognise(
    project: Project, path: Path | str, kind: str | None, progress: Progress = SILENT, readings: Readings | None = None
) -> Recognised:
    """What is known of a file by its columns. Raises Problem where it cannot come in as it is."""
    found = (readings or Readings()).read(Path(path), None, progress)
    begun = whole_mapping(project, found.source, found.table, kind, None, progress).checked(dry=False)
    whole = begun.mapping
    check_needed(whole, begun.raw)
    if (mended := mended_rows.find(project, found.table, whole.kind)) is not None:
        return Recognised(whole.kind, mended.batch, mended.file, mended=True)
    before = remembered_mappings.recall(project, found.table, whole.kind)
    if before is None:
        return Recognised(whole.kind, None)
    return Recognised(whole.kind, before.batch, before.file, before.new, before.missing)


def imports_of(project: Project, path: Path | str, progress: Progress = SILENT) -> dict[int, bool]:
    """The numbers of all imports of this very file, each with whether it stands. Raises FileProblem."""
    sha256 = open_source(Path(path), progress).sha256
    with project.read() as connection:
        same = select(batch.c.id, batch.c.undone_at).where(batch.c.file_sha256 == sha256).order_by(batch.c.id)
        return {row.id: row.undone_at is None for row in connection.execute(same)}


def newest_import(project: Project) -> int:
    """The number of the newest import, 0 where there is none: another tells that more is known."""
    with project.read() as connection:
        return int(connection.scalar(select(func.max(batch.c.id))) or 0)


def is_to_come(project: Project, path: Path | str, progress: Progress = SILENT) -> bool:
    """Whether a file is where it was, and no import of it stands; one that cannot be read now is still to come."""
    if not Path(path).exists() and archives.archive_of(Path(path)) is None:
        return False
    try:
        sha256 = open_source(Path(path), progress).sha256
    except Problem:
        return True
    with project.read() as connection:
        return not already_imported.is_in(connection, sha256)
