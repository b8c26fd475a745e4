"""How many people were suspected to be there twice when somebody looked last: a report cannot wait for a new look."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from app.domain import clock
from app.domain.clock import Moment
from app.project import Project
from app.quality import source_checks
from app.quality.checks import PEOPLE, Check
from storage.disk.drafts import text_file
from storage.disk.own_files import cache_home

SUSPECTED = "suspected_duplicates"


def keep_suspected(project: Project, found: int) -> None:
    """Remember how many wait for a decision now; beside the mirrors, for to look changes nothing of the project."""
    now = Moment(clock.system_now(), project.timezone).iso()
    told = {"found": found, "at": now, "imports": source_checks.newest_import(project)}
    path = _place(project)
    # The look was right without: where there is no room it is remembered another time.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with text_file(path) as file:
            file.write(json.dumps(told))


def of(project: Project, people: int) -> Iterator[Check]:
    """What the last look found among so many people; none where nobody looked yet."""
    try:
        told = json.loads(_place(project).read_text("utf-8"))
        found, day, imports = int(told["found"]), str(told["at"])[:10], int(told["imports"])
    except (OSError, ValueError, TypeError, KeyError):
        return
    stale = imports < source_checks.newest_import(project)
    remedy = "Look at two of them at a time, and say whether they are one: each answer can be taken back."
    yield Check(
        SUSPECTED, PEOPLE, "People who may be there twice", found=found, of=people, things="suspected",
        examples=[f"Looked for on {day}, before the last import"] if stale else (), remedy=remedy,
    )  # fmt: skip


def _place(project: Project) -> Path:
    return cache_home() / "quality" / f"{project.uid or project.path.stem}.suspected.json"
