"""What exports that were cut off left behind: finished where the new folder stands, else taken back."""

import contextlib
import json
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from app.domain.clock import system_now
from app.domain.problems import Problem
from app.project import folder_swap, trigger_mails
from app.project.commit import Change
from app.project.kept_overrules import add, change_kept
from app.project.project import Project
from storage.file.models import export

_EMAIL = '    {"path": "html/'
"""How the line of an email's file begins in a manifest."""


def recover(project: Project) -> None:
    """Bring every cut-off export of the project to its end; one that another process still writes is left alone.

    Raises Problem where the project cannot be written now; the next call takes it up again.
    """
    with folder_swap.world_faults():
        for journal, pending in folder_swap.left(project.path):
            if folder_swap.stands(pending):
                if not _noted(project, pending):
                    note(project, pending)
                folder_swap.tidy_after(journal, pending)
            else:
                folder_swap.take_back(journal, pending)


def recover_quietly(project: Project) -> None:
    """`recover`, where it is no reason to stop that the project or the folder cannot be written now."""
    with contextlib.suppress(Problem):
        recover(project)


def _noted(project: Project, pending: folder_swap.Pending) -> bool:
    # An earlier export may have gone to the same folder.
    same = (export.c.campaign_id == pending.campaign_id) & (export.c.folder == pending.out)
    with project.read() as connection:
        return connection.scalar(select(export.c.id).where(same & (export.c.at >= pending.started))) is not None


def note(project: Project, pending: folder_swap.Pending, stands_at: Path | None = None) -> int:
    """Write the export, which stands in its place, into the project and its audit log; returns its number.

    `stands_at` is another place, to which its maker is about to move it.
    """
    folder = str(stands_at or pending.out)
    manifest = _without_emails(Path(pending.out))
    detail = {
        "folder": folder,
        "recipients": pending.recipients,
        "as_of": manifest["as_of"],
        "overrules": manifest["overrules"],
    }
    with project.write(pending.what, {Change.CAMPAIGNS}, detail, kind="export") as connection:
        row = {"campaign_id": pending.campaign_id, "folder": folder, "manifest": manifest, "at": system_now()}
        # What the marketer accepted for this export is accepted for the next one too, in the same commit.
        change_kept(connection, pending.campaign_id, add(pending.overrules))
        trigger_mails.keep(connection, pending.campaign_id, Path(pending.out), manifest)
        return int(connection.execute(insert(export).values(**row).returning(export.c.id)).scalar_one())


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an export folder."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def _without_emails(folder: Path) -> dict[str, Any]:
    """The manifest without the emails' files: the project keeps no line for each of a million."""
    with (folder / "manifest.json").open(encoding="utf-8") as lines:
        # One line for each file, and the last is no email's: what is left is a whole document.
        found: dict[str, Any] = json.loads("".join(line for line in lines if not line.startswith(_EMAIL)))
    return found
