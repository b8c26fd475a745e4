"""Importing the files of one ZIP file: all of them or none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.ingest.importing import file_import, problems, undo
from app.ingest.readers.reading import Readings
from app.ingest.report import ImportReport
from app.ingest.vocabulary.map_file import Mapping
from app.project import Project

_SUMS = (
    "rows", "accepted", "rejected", "profiles_created", "profiles_updated", "events_added", "adjustments", "duplicates",
    "anonymous", "conflicts", "suppressed", "products", "consents", "malformed", "seconds",
)  # fmt: skip


def import_files(
    project: Project,
    paths: Sequence[Path],
    kind: str | None,
    mapping: Mapping | None,
    source: str | None,
    as_of: str | None,
    dry: bool,
    progress: Progress = SILENT,
    *,
    unasked: bool = False,
) -> list[ImportReport]:
    """Import files, each as an import of its own; where one cannot come in, those before it are taken back.

    Each is tried out before the first is written, so that hardly anything is left that could fail. Raises Problem.
    """
    trying, readings = progress if dry else progress.part(0, 0.4), Readings()
    tried = [
        file_import.import_file(project, path, kind, mapping, source, as_of, True, part, readings)
        for path, part in _parts(paths, trying)
    ]
    if dry:
        return tried
    for path, report in zip(paths, tried, strict=True):
        file_import.refuse_renewed(report, path.name, unasked=unasked)
        if report.problem:
            # A look at a file that names nobody shows how it is read; brought in it cannot be.
            raise problems.TRIED(problem=report.problem)
    done: list[ImportReport] = []
    try:
        for path, part in _parts(paths, progress.part(0.4, 1)):
            done.append(file_import.import_file(project, path, kind, mapping, source, as_of, False, part, readings))
            readings.forget(path)
    # A stop by the user too. Each import is a transaction of its own, so there is no rolling back together.
    except BaseException:
        for report in reversed(done):
            undo.undo(project, int(report.batch or 0))
        raise
    return done


def _parts(paths: Sequence[Path], progress: Progress) -> list[tuple[Path, Progress]]:
    count = len(paths)
    return [(path, progress.part(at / count, (at + 1) / count)) for at, path in enumerate(paths)]


@as_document("file", "report", spread=("report",))
@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One of several files and what its import came to."""

    file: str
    report: ImportReport


@as_document("batch", "batches", "kind", "sums", "events", "reasons", "files", spread=("sums",))
@dataclass(frozen=True, slots=True)
class ImportedFiles:
    """Several files that came in together, and their sums; each is an import of its own: the whole has no number."""

    files: tuple[ImportedFile, ...]
    batch: None = None

    @property
    def batches(self) -> list[int | None]:
        """The numbers of the imports; None in a dry run."""
        return [one.report.batch for one in self.files]

    @property
    def kind(self) -> str:
        """What the first of them holds."""
        return self.files[0].report.kind

    @property
    def sums(self) -> dict[str, float]:
        """What is counted of each, of all together."""
        return {name: round(sum(getattr(one.report, name) for one in self.files), 3) for name in _SUMS}

    @property
    def events(self) -> dict[str, int]:
        """How many events of each name, in the order of the names."""
        return dict(sorted(sum((Counter(one.report.events) for one in self.files), Counter[str]()).items()))

    @property
    def reasons(self) -> dict[str, int]:
        """Why rows were rejected, the commonest reason first."""
        return dict(sum((Counter(one.report.reasons) for one in self.files), Counter[str]()).most_common())


def joined(paths: Sequence[Path], reports: Sequence[ImportReport]) -> ImportedFiles:
    """The files with what their imports came to."""
    return ImportedFiles(tuple(ImportedFile(path.name, one) for path, one in zip(paths, reports, strict=True)))
