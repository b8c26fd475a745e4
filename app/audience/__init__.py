"""Who is meant: rules about people, what they come to, and why; segments, scores and traits at a moment.

A rule is JSON. Each question takes the project, the rule and the moment (`as_of`; without one, the project's
clock), and is answered by the same expression over the audience's mirror. What is heavy loads when it is asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from app.domain.clock import Moment
from app.domain.counts import people
from app.domain.lazy_front import lazy
from app.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import pyarrow as pa

    from app.audience.beside import TIMERS, Beside, Timer, expires_of, expiring, is_static
    from app.audience.explanation import Explanation
    from app.audience.history import Crossed, Refresh, Refreshed
    from app.audience.library import Shelved, known, shelves
    from app.audience.lists import Changed, OnList, Put
    from app.audience.live import Look, look
    from app.audience.member_list import Members
    from app.audience.memberships import segments_of
    from app.audience.moved import Moved, Reason, Turned
    from app.audience.over_time import Frame, Point
    from app.audience.overlaps import Combination, Overlap
    from app.audience.rule_figures import Figures, Funnel, funnel
    from app.audience.rule_sql import Statement, statement
    from app.audience.segment_audit import Audit, Finding
    from app.audience.segments import Counted, Gone, Segment
    from app.audience.shared_members import Shared
    from app.audience.timers import Timers
    from app.audience.trait_coverage import coverage
    from app.audience.where_used import Use
    from app.project import Project
    from app.query import Question
    from app.rules import Names, Rule

HOMES: Final = {
    "beside": "TIMERS Beside Timer expires_of expiring is_static",
    "explanation": "Explanation",
    "history": "Crossed Refresh Refreshed",
    "library": "Shelved known shelves",
    "lists": "Changed OnList Put",
    "live": "Look look",
    "member_list": "Members",
    "memberships": "segments_of",
    "rule_figures": "Figures Funnel funnel",
    "moved": "Moved Reason Turned",
    "over_time": "Frame Point",
    "overlaps": "Combination Overlap",
    "segment_audit": "Audit Finding",
    "segments": "Counted Gone Segment",
    "shared_members": "Shared",
    "rule_sql": "Statement statement",
    "timers": "Timers",
    "trait_coverage": "coverage",
    "where_used": "Use",
}

__all__ = [
    "TIMERS",
    "AsOf",
    "Audit",
    "Beside",
    "Changed",
    "Combination",
    "Count",
    "Counted",
    "Crossed",
    "Explanation",
    "Figures",
    "Finding",
    "Frame",
    "Funnel",
    "Gone",
    "Json",
    "Look",
    "Members",
    "Moved",
    "OnList",
    "Overlap",
    "Point",
    "Put",
    "Reach",
    "Reason",
    "Refresh",
    "Refreshed",
    "Segment",
    "Shared",
    "Shelved",
    "Statement",
    "Timer",
    "Timers",
    "Turned",
    "Use",
    "asking",
    "count",
    "coverage",
    "expires_of",
    "expiring",
    "explain",
    "funnel",
    "history",
    "is_static",
    "known",
    "listed",
    "lists",
    "look",
    "member_ids",
    "members",
    "moved",
    "names",
    "node_counts",
    "over_time",
    "overlaps",
    "parse",
    "reach",
    "rule_names",
    "segment_audit",
    "segments",
    "segments_of",
    "sentence",
    "shared_members",
    "shelves",
    "standing",
    "statement",
    "timers",
    "where_used",
    "write_members",
]

Json = Any
AsOf = str | Moment | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many: `count` of `of` people at `as_of` (ISO, local), in so many milliseconds, by that engine."""

    count: int
    of: int
    as_of: str
    milliseconds: float
    engine: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How many match, and how many of those an email may be sent to.

    Whoever cannot be emailed is counted once, under the first reason that holds of: suppressed, no consent, no
    valid address. Permissions are those of everything recorded, whatever the moment.
    """

    matched: int
    mailable: int
    suppressed: int
    no_consent: int
    no_address: int
    of: int
    milliseconds: float


def names(project: "Project") -> "Names":
    """All that a rule may name in this project, with types and labels."""
    from app.query import names_of

    with project.audience() as mirror:
        return names_of(project, mirror)


def parse(rule: Json, names: "Names") -> "Rule":
    """The rule as a tree; raises RuleProblem with `where` as `all[1].event` and what would be right."""
    from app import conditions

    return conditions.parse(rule, names)


def sentence(rule: Json, names: "Names") -> str:
    """The rule in English; raises RuleProblem."""
    from app.rules import english

    return english.sentence(parse(rule, names).root, names)


@contextmanager
def asking(project: "Project", as_of: AsOf = None, progress: Progress = SILENT) -> "Iterator[Question]":
    """A reading of the audience at a moment, for several questions of which the answers must agree.

    Whoever stops the work calls the question off that is being answered.
    """
    from app.query import Question, names_of

    moment = project.moment(as_of)
    with project.audience(progress) as mirror, progress.interrupting(mirror.interrupt):
        yield Question(mirror, moment, names_of(project, mirror))


def count(project: "Project", rule: Json, as_of: AsOf = None, progress: Progress = SILENT) -> Count:
    """How many people the rule holds for."""
    from app.query import compile as compiling

    with asking(project, as_of, progress) as question:
        # The time told is that of the question alone: a mirror that had first to be made is not counted in.
        started = perf_counter()
        found = compiling.members(parse(rule, question.names).root, question).count()
        number = question.mirror.scalar(found)
        taken = (perf_counter() - started) * 1000
        return Count(number, question.mirror.people, question.moment.iso(), round(taken, 1), question.mirror.engine)


def reach(project: "Project", rule: Json, as_of: AsOf = None, progress: Progress = SILENT) -> Reach:
    """How many people the rule holds for, and how many of them an export would keep."""
    from app.query import answers

    with asking(project, as_of, progress) as question:
        started = perf_counter()
        figures = answers.reach(parse(rule, question.names).root, question, project.setting("unknown_is_consent"))
        return Reach(**figures, milliseconds=round((perf_counter() - started) * 1000, 1))


def standing(project: "Project", person: int) -> str:
    """Whether somebody can be emailed (`mailable`), or why not: `suppressed`, `no_consent` or `no_address`.

    By everything that is recorded, as an export reckons for mail without a topic.
    """
    from app.query import answers

    with asking(project) as question:
        return answers.standing(person, question, bool(project.setting("unknown_is_consent")))


def node_counts(project: "Project", rule: Json, as_of: AsOf = None, progress: Progress = SILENT) -> dict[str, int]:
    """For each row of the builder, by its path, for how many people that row alone holds, muted or not."""
    from app.query import answers

    with asking(project, as_of, progress) as question:
        return answers.by_node(parse(rule, question.names).root, question)


def members(
    project: "Project",
    rule: Json,
    columns: list[str],
    as_of: AsOf = None,
    limit: int | None = None,
    offset: int = 0,
) -> "pa.Table":
    """`key` and the wanted traits of everyone for whom the rule holds, in key order; amounts in 1/10,000."""
    from app.query import answers

    with asking(project, as_of) as question:
        return answers.members(parse(rule, question.names).root, question, columns, limit, offset)


def write_members(
    project: "Project",
    rule: Json,
    columns: list[str],
    path: "Path",
    as_of: AsOf = None,
    progress: Progress = SILENT,
) -> int:
    """The same as a CSV file for people; says how many it has. Raises FileProblem.

    The audit log has its line before it is in its place; ProjectProblem where that cannot be written.
    """
    from app.audience import member_list

    def before(count: int) -> None:
        """Note the list of so many people, which is whole and not yet in its place."""
        said = {"file": str(path.absolute()), "columns": list(columns)}
        project.note(f"Made a list of {people(count)} for {path.name}", "export", said, first=True)

    with asking(project, as_of, progress) as question:
        return member_list.write(parse(rule, question.names).root, question, columns, path, before, progress)


def listed(project: "Project", rule: Json, columns: list[str], as_of: AsOf = None) -> "Members":
    """The same as people read it."""
    from app.audience import member_list

    with asking(project, as_of) as question:
        return member_list.listed(parse(rule, question.names).root, question, columns)


def member_ids(
    project: "Project", rule: Json, as_of: AsOf = None, progress: Progress = SILENT
) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """The numbers of the profiles for whom the rule holds, in key order."""
    from app.query import answers

    with asking(project, as_of, progress) as question:
        return answers.ids(parse(rule, question.names).root, question)


def explain(project: "Project", rule: Json, key: str, as_of: AsOf = None) -> "Explanation":
    """Why somebody is in or out: each condition, whether it holds and because of what; the nearest change."""
    from app.audience import explanation
    from app.query import whom

    with asking(project, as_of) as question:
        profile = whom(project, question, key)
        return explanation.explain(parse(rule, question.names).root, profile, question)


__getattr__ = lazy(__name__, HOMES)
