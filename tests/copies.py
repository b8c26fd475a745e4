"""Copies of projects that many tests begin with."""

import functools
import shutil
from pathlib import Path

from app.project import Project
from storage.disk.own_files import Made
from storage.mirror.mirror import folder_of


@functools.cache
def _uid(project: Path) -> str:
    with Project.open(project) as opened:
        opened.audience().close()
        return opened.uid


def copy_of(project: Path, target: Path) -> Path:
    """A copy of a project for one test, with its mirror: in another place that would be built anew."""
    uid = _uid(project)
    copied = Path(shutil.copy(project, target))
    mirrors = Made(folder_of(copied, uid))
    mirrors.folder.mkdir(parents=True, exist_ok=True)
    for mirror in Made(folder_of(project, uid)).files():
        mirrors.note(mirror.name)
        shutil.copy(mirror, mirrors.folder)
    return copied
