"""The report: each check with how much it found, of how much, some examples, and the rule that opens the people."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app import audience, people
from app.domain import clock
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Json, Project
from app.quality import alike_people, order_checks, people_checks, source_checks, suspected
from app.quality.checks import SHOWN, Check, Kind
from storage.disk.drafts import text_file
from storage.disk.own_files import cache_home

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.query import Question

_KEPT = 50


@as_document(
    *("check", "found", "of", "examples", "group", "title", "remedy", "before", "kinds"),
    if_told=("remedy", "before", "kinds"),
)
@dataclass(frozen=True, slots=True)
class Finding:
    """One check: it found so many `things` of so many; `examples` are keys of people, SKUs or names of sources.

    `rule` holds for the people concerned, None where no rule can say it. `before` is what was found before the last
    import, None where nobody looked then. `kinds` are the parts of it, where it has some.
    """

    check: str
    group: str
    title: str
    things: str
    found: int
    of: int
    examples: tuple[str, ...]
    remedy: str
    rule: Json
    before: int | None = None
    kinds: tuple[Kind, ...] | None = None

    @property
    def share(self) -> float:
        """The share that was found, 0 to 1."""
        return self.found / self.of if self.of else 0.0


@as_document("profiles", "checks", "as_of", "before", if_told=("before",))
@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and found; `before` is the day of the report that it is compared with, or empty."""

    profiles: int
    checks: tuple[Finding, ...]
    as_of: str
    imports: int
    before: str = ""


def report(project: Project, progress: Progress = SILENT) -> Report:
    """Look at everything once; nothing is kept."""
    newest = source_checks.newest_import(project)
    earlier = [one for one in _history(project) if one["imports"] < newest]
    before: dict[str, Any] = earlier[-1] if earlier else {}
    with audience.asking(project, progress=progress.part(0, 0.3)) as question:
        found, checks = [], _checks(project, question)
        for at, check in enumerate(checks):
            progress.step(3 + 7 * at / len(checks), 10, f"Looking at your data: {check.title}")
            found.append(_told(question, check, before.get("found", {})))
        many, moment = question.mirror.people, question.moment
    return Report(many, tuple(found), moment.iso(), newest, str(before.get("at", "")))


def _checks(project: Project, question: "Question") -> Sequence[Check]:
    def every() -> Iterator[Check]:
        """All checks, those of people first; each is asked when it is its turn."""
        yield from people_checks.of(question)
        # What a whole look found, decisions taken into account, says more than a glance at equal letters.
        yield from list(suspected.of(project, question.mirror.people)) or alike_people.of(question)
        yield from order_checks.of(project, question)
        yield from source_checks.of(project, question.moment)

    return list(every())


def _told(question: "Question", check: Check, before: dict[str, int]) -> Finding:
    found, of, examples = check.found, check.of, check.examples
    if found is None:
        found = _count(question, check.rule)
        of = question.mirror.people
    if check.rule is not None and not examples and found:
        examples = _keys(question, check.rule)
    return Finding(
        *(check.name, check.group, check.title, check.things, found, of, tuple(examples[:SHOWN])),
        check.remedy,
        check.rule,
        before.get(check.name),
        check.kinds or None,
    )


def _count(question: "Question", rule: Json) -> int:
    from app.query import compile as compiling

    members = compiling.members(audience.parse(rule, question.names).root, question)
    return int(question.mirror.scalar(members.count()))


def _keys(question: "Question", rule: Json) -> list[str]:
    from app.query import answers

    table = answers.members(audience.parse(rule, question.names).root, question, [], SHOWN, 0)
    return [str(key) for key in table.column("key").to_pylist()]


def concerned(project: Project, finding: Finding, progress: Progress = SILENT) -> "NDArray[np.int64]":
    """The numbers of the people whom a finding is about, in key order; none where it is about no people."""
    if finding.check == people_checks.MALFORMED:
        with audience.asking(project, progress=progress) as question:
            found = question.mirror.to_pyarrow(people_checks.malformed(question).order_by("key"))
            return np.asarray(found.column("id"), dtype=np.int64)
    if finding.check == alike_people.ALIKE:
        with audience.asking(project, progress=progress) as question:
            rows = question.mirror.to_pyarrow(alike_people.alike(question).order_by("key"))
            return np.asarray(rows.column("id"), dtype=np.int64)
    if finding.check == order_checks.OUTLIERS:
        # Those alone that wait for a decision, which no rule knows.
        from app.quality import outliers

        return np.array(sorted({one.person for one in outliers.standing_out(project, progress).queue}), dtype=np.int64)
    if finding.rule is None:
        return np.empty(0, dtype=np.int64)
    return people.ids(project, rule=finding.rule, progress=progress)


def keep(project: Project, found: Report) -> None:
    """Remember what a report found, so that the one after the next import can tell what changed.

    Beside the mirrors and not in the project, for to look at something changes nothing of it.
    """
    told = {one.check: one.found for one in found.checks}
    now = {"imports": found.imports, "at": Moment(clock.system_now(), project.timezone).iso(), "found": told}
    history = [*(one for one in _history(project) if one["imports"] != found.imports), now]
    path = _place(project)
    # The report is right without: where there is no room it is remembered another time.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with text_file(path) as file:
            file.write(json.dumps(history[-_KEPT:]))


def _place(project: Project) -> Path:
    return cache_home() / "quality" / f"{project.uid or project.path.stem}.json"


def _history(project: Project) -> list[dict[str, Any]]:
    """What the reports of before found, one for each state of the imports, the newest last."""
    try:
        return [one for one in json.loads(_place(project).read_text("utf-8")) if {"imports", "at", "found"} <= set(one)]
    except (OSError, ValueError, TypeError):
        # Nobody looked yet, or it was cleared away: nothing is lost but what changed since.
        return []
