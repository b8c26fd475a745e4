"""Importing the files of one ZIP file: all of them or none."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.domain.problems import ImportProblem
from app.domain.progress import SILENT, Progress
from app.ingest.importing import file_import, undo
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
    for report in tried:
        if report.problem:
            # A look at a file that names nobody shows how it is read; brought in it cannot be.
            raise ImportProblem(report.problem)
    done: list[ImportReport] = []
    try:
        for path, part in _parts(paths, progress.part(0.4, 1)):
            done.append(file_import.import_file(project, path, kind, mapping, source, as_of, False, part, readings))
            readings.forget(path)
    except BaseException:
        for report in reversed(done):
            undo.undo(project, int(report.batch or 0))
        raise
    return done


def _parts(paths: Sequence[Path], progress: Progress) -> list[tuple[Path, Progress]]:
    count = len(paths)
    return [(path, progress.part(at / count, (at + 1) / count)) for at, path in enumerate(paths)]


def joined(paths: Sequence[Path], reports: Sequence[ImportReport]) -> dict[str, Any]:
    """One document of several imports: `files` holds that of each, beside it stand their sums."""
    files = [{"file": path.name, **report.as_json()} for path, report in zip(paths, reports, strict=True)]
    sums = {name: round(sum(one[name] for one in files), 3) for name in _SUMS}
    events, reasons = (sum((Counter(one[name]) for one in files), Counter()) for name in ("events", "reasons"))
    return {
        "batch": None,
        "batches": [one["batch"] for one in files],
        "kind": files[0]["kind"],
        **sums,
        "events": dict(sorted(events.items())),
        "reasons": dict(reasons.most_common()),
        "files": files,
    }
