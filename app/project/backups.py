"""Keeping a project file safe: is it whole, back it up, put a backup in its place."""

import secrets
from pathlib import Path

from app.domain.problems import FileProblem
from app.project.damage import world_faults
from app.project.project import Project
from storage.disk import drafts
from storage.disk.errors import StoreFault
from storage.disk.writer_lock import WriterLock
from storage.file import backups
from storage.file.project_file import check_header


def tidy() -> None:
    """Take away, or bring to its end, what a program that was killed left unfinished; at the program's start."""
    drafts.sweep()


def check(path: Path) -> list[str]:
    """What is broken in a project file; empty for a whole one. Raises Problem where it cannot be opened at all."""
    with Project.open(path) as project:
        return project.integrity()


def backup(path: Path) -> Path:
    """Back a project up now; the backup's path. One of the same commit is not made twice."""
    with Project.open(path) as project:
        folder = backups.folder_of(project.path, project.uid)
        with world_faults(project.integrity, [folder]):
            return backups.make(project.path, folder, project.token(), by_hand=True)


def list_backups(project: Project) -> list[Path]:
    """The project's backups, newest first."""
    return backups.listed(project.path, project.uid)


def restore(path: Path, backup_file: Path) -> Path:
    """Put a backup in the project's place and keep what stood there beside it; returns where that is.

    Raises FileProblem where the backup is no whole project, ProjectProblem while somebody writes the project.
    """
    try:
        check_header(backup_file)
    except StoreFault as fault:
        raise FileProblem(fault.what, "", fault.remedy) from fault
    with world_faults(None, [path.parent]):
        return _put(path, backup_file)


def _put(path: Path, backup_file: Path) -> Path:
    lock = WriterLock(path)
    lock.acquire()
    try:
        kept = path.with_name(f"{path.stem} before restore {secrets.token_hex(2)}.quill")
        with drafts.Draft(path.parent, keeping=kept) as draft:
            backups.copy(backup_file, draft.path)
            if path.exists():
                backups.copy_as_it_is(path, draft.before)
            backups.put_in_place(draft.path, path)
        return kept
    finally:
        lock.release()
