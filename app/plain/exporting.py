"""From a project to the folder: only what changed is written, and what is gone is taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.counts import counted
from app.domain.progress import SILENT, Progress
from app.plain import folder as place
from app.plain import problems
from app.plain.documents import files_of
from app.plain.layout import LIST, LIST_MARK, NOTED, json_file, unit_of
from app.project import Project, audit_log, check_target, of_file


@dataclass(frozen=True, slots=True)
class Written:
    """An export: the folder, the paths in it of the files that were written and removed, and how many stayed.

    `left` are files that an export wrote and this one did not, which stay: they are not ours any more, or of things
    that this project never had, as those of a colleague that were not brought in yet.
    """

    folder: Path
    written: list[str]
    removed: list[str]
    same: int
    left: list[str]


def export(project: Project, folder: Path, progress: Progress = SILENT) -> Written:
    """Write all segments, templates and campaigns as files into the folder, which is made where it is missing.

    Raises FileProblem where something else lies in the way or the folder cannot be written, ProjectProblem where
    something in the project is damaged; nothing is written then.
    """
    if not folder.is_dir():
        check_target(folder, replacing=False)
    wanted = files_of(project, progress)
    known = place.listed(folder)
    if wrong := place.in_the_way(folder, wanted, known):
        raise problems.NOT_OURS(folder=folder.name, files=", ".join(wrong))
    try:
        return _write(project, folder, wanted, known)
    except OSError as error:
        what = f"{folder} cannot be written"
        raise of_file(error, what, "See who may write there, then export again: what is there is whole.") from None


def _write(project: Project, folder: Path, wanted: Mapping[str, bytes], known: list[str]) -> Written:
    had = _had(project)
    ours = place.removable(folder, known, wanted)
    gone = [path for path in ours if unit_of(path) in had]
    changed = place.differing(folder, wanted)
    left = [path for path in known if path not in wanted and path not in gone and (folder / path).exists()]
    listed = [*wanted, *(path for path in ours if path not in gone)]
    new = sorted({unit_of(path) for path in wanted} - had)
    if changed or gone or new or place.differing(folder, {LIST: json_file(LIST_MARK, {"files": listed})}):
        said = {"folder": str(folder.absolute()), "written": changed, "removed": gone, NOTED: new}
        files = counted(len(wanted), "plain file")
        project.note(f"Made {files} of segments, templates and campaigns for a folder", "export", said, first=True)
        folder.mkdir(exist_ok=True)
        # Before anything else: what a kill leaves must be known as ours the next time.
        place.write_list(folder, [*listed, *gone])
        place.respell(folder, gone, wanted)
        place.write(folder, wanted, place.differing(folder, wanted))
        place.remove(folder, gone, wanted)
        place.write_list(folder, listed)
    return Written(folder, changed, gone, len(wanted) - len(changed), left)


def _had(project: Project) -> set[str]:
    """What this project wrote to folders or brought in from them: only of that can it say that it is gone."""
    lines = [line for kind in ("export", "import") for line in audit_log.entries(project, kind=kind)]
    noted = [line.detail.get(NOTED) for line in lines if isinstance(line.detail, dict)]
    return {unit for units in noted if isinstance(units, list) for unit in units if isinstance(unit, str)}
