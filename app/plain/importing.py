"""From the folder back to the project: everything is read and checked, and then written in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app import audience
from app.audience import lists, segments
from app.campaign import store as campaigns
from app.domain.counts import counted
from app.domain.progress import SILENT, Progress
from app.plain import problems
from app.plain.checking import Ready, checked, sentences
from app.plain.layout import NOTED, Thing, unit_of
from app.plain.reading import read
from app.project import Change, Project
from app.template import store as templates

_CHANGES = {"segment": Change.SEGMENTS, "template": Change.TEMPLATES, "campaign": Change.CAMPAIGNS}


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of the files of a folder: the things that are new, changed or as they were, nothing kept in a dry run.

    `passed_over` are paths in the folder that are no files of ours; `warnings` tell what is switched off, but wrong.
    """

    folder: Path
    dry_run: bool
    new: list[Thing]
    changed: list[Thing]
    same: list[Thing]
    passed_over: list[str]
    warnings: list[str]


def bring_in(project: Project, folder: Path, *, dry_run: bool = False, progress: Progress = SILENT) -> Brought:
    """Keep what the files of a folder say, each in the place of what has its name; what no file names stays.

    Raises PlainProblem that names all that is wrong, each with its file, FileProblem where the folder cannot be read,
    ProjectProblem where the project cannot be written; nothing is kept then.
    """
    token = project.token()
    reading = read(folder)
    ready = checked(project, reading, progress)
    if ready.wrong:
        each = "\n".join(sentences(ready.wrong))
        raise problems.WRONG(things=counted(len(ready.wrong), "thing"), each=each)
    if not dry_run and (ready.new or ready.changed):
        _keep(project, ready, token)
    return Brought(folder, dry_run, ready.new, ready.changed, ready.same, reading.passed_over, ready.warnings)


def _keep(project: Project, ready: Ready, token: str) -> None:
    targets = _targets(project, ready)
    written = [*ready.new, *ready.changed]
    changes = {_CHANGES[one.kind] for one in written} | ({Change.MEMBERSHIPS} if targets else set())
    what = f"Brought in {counted(len(written), 'thing')} from plain files"
    units, now = [unit_of(one.file) for one in written], project.moment().iso()
    said = {"new": _names(ready.new), "changed": _names(ready.changed), NOTED: units}
    with project.write(what, changes, said, kind="import") as connection:
        # Nobody else writes from here on; what was checked against is still what is there.
        if project.token() != token:
            raise problems.CHANGED()
        numbers = segments.put_together(connection, ready.rules)
        for number, target in targets.items():
            lists.record(connection, numbers[number], ready.rules[number].name, target)
        for template in ready.templates:
            templates.put(connection, template)
        for name, plan in ready.campaigns:
            campaigns.put(connection, name, plan, now)


def _targets(project: Project, ready: Ready) -> dict[int, lists.Target]:
    """Who is to be on the lists of static segments."""
    if not ready.lists:
        return {}
    with audience.asking(project) as question:
        return {
            number: lists.target_of(project, question, np.array(sorted(ids), dtype=np.int64))
            for number, ids in ready.lists.items()
        }


def _names(things: Iterable[Thing]) -> dict[str, Any]:
    """Names by kind, as the audit log tells them."""
    found: dict[str, Any] = {}
    for one in things:
        found.setdefault(f"{one.kind}s", []).append(one.name)
    return found
