"""Keeping a project file safe: is it whole, back it up, put a backup in its place."""

import contextlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from app.domain.problems import Problem
from app.project import audit_log, problems
from app.project.damage import world_faults
from app.project.project import Project
from storage.disk import drafts
from storage.disk.errors import StoreFault
from storage.disk.writer_lock import WriterLock
from storage.file import backups
from storage.file.project_file import check_header


@dataclass(frozen=True, slots=True)
class Integrity:
    """Whether a project file is whole, and else what is broken in it, in words."""

    whole: bool
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: where it lies, and its size."""

    backup: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that took a project's place, and where what stood there is kept."""

    project: Path
    restored: Path
    kept: Path


def tidy() -> None:
    """Take away, or bring to its end, what a program that was killed left unfinished; at the program's start."""
    drafts.sweep()


def check(path: Path) -> Integrity:
    """Whether a project file is whole. Raises Problem where it cannot be opened at all."""
    with Project.open(path) as project:
        problems = project.integrity()
    return Integrity(not problems, problems)


def backup(path: Path) -> Backup:
    """Back a project up now. One of the same commit is not made twice."""
    with Project.open(path) as project:
        folder = backups.folder_of(project.path, project.uid)
        with world_faults(project.integrity, [folder]):
            made = backups.make(project.path, folder, project.token(), by_hand=True)
    return Backup(made, made.stat().st_size)


def made_of(path: Path) -> list[Path]:
    """A project's backups, newest first; of one that cannot be opened, those of what stood in its place."""
    uid = ""
    with contextlib.suppress(Problem), Project.open(path) as project:
        uid = project.uid
    return backups.listed(path, uid)


def restore(path: Path, backup_file: Path) -> Restored:
    """Put a backup in the project's place and keep what stood there beside it.

    Raises FileProblem where the backup is no whole project, ProjectProblem while somebody writes the project.
    """
    try:
        check_header(backup_file)
    except StoreFault as fault:
        raise problems.NO_BACKUP(what=fault.what, remedy=fault.remedy) from fault
    with world_faults(None, [path.parent]):
        kept = _put(path, backup_file)
    # The log of what stood there is kept with it, and that of the backup goes on with what was done.
    with contextlib.suppress(Problem), Project.open(path) as project:
        project.note(audit_log.RESTORED, "undo", {"kept": kept.name})
    return Restored(path, backup_file, kept)


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
