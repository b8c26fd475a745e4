"""What may hold somebody's data and is not the project's to erase: files that came in, that went out, and copies."""

import contextlib
import glob
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.domain.clock import Moment
from app.domain.names import DROP_FOLDERS
from app.project import Project
from storage.disk import drafts
from storage.file import backups
from storage.file.models import audit, batch, export


@dataclass(frozen=True, slots=True)
class Copy:
    """A file or folder outside the project: what it is, its path (a name alone where no more is known), and since when.

    `kind` is `imported`, `exported` or `project` (a copy of the project itself).
    """

    kind: str
    path: str
    at: str


def elsewhere(project: Project) -> list[Copy]:
    """All that is known of, each once, the newest first within its kind."""
    zone = project.timezone

    def when(at: int | None) -> str:
        """Microseconds UTC as local ISO 8601; an empty text for None."""
        return Moment(at, zone).iso() if at is not None else ""

    with project.read() as connection:
        came = connection.execute(select(batch.c.file_name, batch.c.imported_at).order_by(batch.c.id.desc())).all()
        went = connection.execute(select(export.c.folder, export.c.at).order_by(export.c.id.desc())).all()
        noted = connection.execute(
            select(audit.c.detail, audit.c.at)
            .where(audit.c.kind.in_(("export", "privacy")))
            .order_by(audit.c.id.desc())
        ).all()
    found = [Copy("exported", row.folder, when(row.at)) for row in went]
    for row in noted:
        found += [
            Copy("exported", str(row.detail[name]), when(row.at)) for name in ("file", "folder") if name in row.detail
        ]
    dropped = _dropped(project)
    found += [Copy("imported", dropped.get(row.file_name, row.file_name), when(row.imported_at)) for row in came]
    found += [Copy("project", str(path), "") for path in _copies(project)]
    found = [one for one in found if not drafts.is_one(Path(one.path))]
    return list({(one.kind, one.path): one for one in reversed(found)}.values())[::-1]


def _dropped(project: Project) -> dict[str, str]:
    """The paths of the files that stand in the drop folders, by their names."""
    found: dict[str, str] = {}
    for folder in (Path(str(one["path"])) for one in project.setting(DROP_FOLDERS) or []):
        with contextlib.suppress(OSError):
            found |= {path.name: str(path) for path in folder.iterdir() if path.is_file()}
    return found


def _copies(project: Project) -> list[Path]:
    """Other files that this project was or is kept in, as far as anything tells of them."""
    beside = sorted(project.path.parent.glob(f"{glob.escape(project.path.stem)} before restore *.quill"))
    return [*beside, *(one for one in backups.places(project.uid) if one != project.path and one.exists())]
