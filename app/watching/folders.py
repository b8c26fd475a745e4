"""The folders of this computer out of which a project takes what arrives, as its settings keep them."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import ingest
from app.domain.names import DROP_FOLDERS
from app.project import Project
from app.watching import problems


@dataclass(frozen=True, slots=True)
class DropFolder:
    """A folder, by its whole path. With a `kind` all of its files are read as that; `source` is what they are from."""

    path: str
    kind: str | None = None
    source: str | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return Path(self.path).name or self.path


def drop_folders(project: Project) -> list[DropFolder]:
    """The folders in the order in which they were added."""
    return [found for one in project.setting(DROP_FOLDERS) or [] if (found := _folder(one)) is not None]


def _folder(kept: Any) -> DropFolder | None:
    """A folder as it was kept; None for what another version, or nobody, wrote."""
    texts = [kept.get(name) for name in ("path", "kind", "source")] if isinstance(kept, dict) else []
    if not texts or not all(isinstance(text, str | None) for text in texts) or not texts[0]:
        return None
    return DropFolder(texts[0], texts[1], texts[2])


def add(project: Project, path: Path | str, kind: str | None = None, source: str | None = None) -> DropFolder:
    """Watch a folder from now on; raises Problem where it is not there, is watched, or the kind is none."""
    whole = Path(path).expanduser().absolute()
    if not whole.is_dir():
        raise problems.NO_FOLDER(path=whole)
    if kind is not None:
        ingest.kind_of(kind)
    known = drop_folders(project)
    if any(_same(one.path, whole) for one in known):
        raise problems.WATCHED(path=whole)
    added = DropFolder(str(whole), kind, source or None)
    _keep(project, [*known, added])
    return added


def remove(project: Project, path: Path | str) -> DropFolder:
    """Watch a folder no longer; what came in from it stays. Raises NotFound."""
    known = drop_folders(project)
    gone = _named(known, path)
    _keep(project, [one for one in known if one is not gone])
    return gone


def change(project: Project, path: Path | str, kind: str | None) -> DropFolder:
    """Read the files of a folder as this kind from now on, with None each as before. Raises NotFound."""
    if kind is not None:
        ingest.kind_of(kind)
    known = drop_folders(project)
    before = _named(known, path)
    after = replace(before, kind=kind)
    _keep(project, [after if one is before else one for one in known])
    return after


def _named(known: list[DropFolder], path: Path | str) -> DropFolder:
    whole = Path(path).expanduser().absolute()
    # One that is gone, or on a drive that is, is known by its path alone.
    found = next((one for one in known if one.path == str(path) or _same(one.path, whole)), None)
    if found is None:
        raise problems.NOT_WATCHED(path=path, known=", ".join(one.path for one in known) or "none yet")
    return found


def _same(kept: str, path: Path) -> bool:
    try:
        return Path(kept) == path or Path(kept).samefile(path)
    except OSError:
        return False


def _keep(project: Project, folders: list[DropFolder]) -> None:
    project.change_settings(
        {DROP_FOLDERS: [{"path": one.path, "kind": one.kind, "source": one.source} for one in folders]}
    )
