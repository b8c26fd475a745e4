"""Erasing a person, and what is to be said of it afterwards."""

from dataclasses import dataclass, field

from app import ingest
from app.domain.progress import SILENT, Progress
from app.privacy.copies import Copy, elsewhere
from app.project import Project, erasure
from app.query import resolve_key


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did: rows that went or were changed by table, and how many addresses stay suppressed by a hash.

    `backups` were written anew, `deleted` could not be read and went. `elsewhere` are files that may still tell of the
    person and are for their owner to delete; `templates` name them in words that somebody wrote. `waiting` says what
    keeps the file or a mirror from being freed of old bytes until the next opening; empty when all is done.
    """

    erased: dict[str, int]
    suppressed: int
    backups: int
    deleted: list[str] = field(default_factory=list)
    elsewhere: list[Copy] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    waiting: str = ""


def erase(project: Project, key: str, progress: Progress = SILENT) -> Erasure:
    """Erase whoever is meant by an email or `kind:value` from the project, its backups and its mirrors, for good.

    Their addresses stay suppressed by a hash: whoever comes again by one of them is not written to. Raises NotFound,
    and ProjectProblem where another program holds the project; then nothing was changed.
    """
    number = resolve_key(project, key)
    # Before, for the names of files may tell of them, too.
    copies = elsewhere(project)
    erased, swept = erasure.erase(project, [number], erasure.WHAT, progress, after=ingest.after_erasure)
    rows = dict(sorted(erased.rows.items()))
    return Erasure(rows, erased.hashes, swept.backups, swept.deleted, copies, sorted(set(erased.kept)), swept.waiting)
