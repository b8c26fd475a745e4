"""The library of kept segments: each with how many it holds now, how that changed, and where it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import audience
from app.audience import inside, membership_record, segments, timers, where_used
from app.audience.membership_record import Row
from app.audience.segments import Segment
from app.audience.where_used import Use
from app.conditions import rule_of
from app.domain.clock import Moment
from app.domain.problems import RuleProblem
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Project

if TYPE_CHECKING:
    from app.query import Question

MOST_POINTS = 24
"""So many of the newest refreshes make the small line of a segment."""


@as_document(
    "name", "sentence", "count", "mailable", "change", "growth", "static", "expires", "timer", "refreshed", "folder",
    "owner", "strategy", "note", "content", "used_in", "created", "edited", "problem", if_told=("problem",),
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Shelved:
    """A segment in the library: what it means, how many are in it and can be emailed now.

    `change` is how many more there are than by the last refresh before the newest import; None where there was none.
    `growth` are the counts of its newest refreshes, the oldest first. One whose rule cannot be asked has no counts, and
    the problem in its sentence's place. Times are ISO and local.
    """

    name: str
    sentence: str
    count: int | None
    mailable: int | None
    change: int | None
    growth: tuple[int, ...]
    static: bool
    expires: dict[str, int] | None
    timer: str
    refreshed: str
    folder: str
    owner: str
    strategy: str
    note: str
    content: bool
    used_in: tuple[Use, ...]
    created: str
    edited: str
    problem: str = ""
    edited_at: int = 0

    @property
    def used(self) -> str:
        """How often it is used, in few words."""
        return where_used.in_few_words(self.used_in)


def shelves(project: Project, as_of: audience.AsOf = None, progress: Progress = SILENT) -> list[Shelved]:
    """Every kept segment in the project's order, counted in one pass."""
    with audience.asking(project, as_of, progress) as question:
        kept = segments.every(project)
        found = inside.find(question, kept, bool(project.setting("unknown_is_consent")), progress)
        said = {one.id: _said(one, question) for one in kept}
    with project.read() as connection:
        record = membership_record.series(connection, MOST_POINTS)
    uses, data = where_used.every(project), timers.newest_data(project)
    return [_shelved(project, one, found, said[one.id], record.get(one.id, []), uses, data) for one in kept]


def known(project: Project) -> list[Shelved]:
    """The same without what has to be asked of the engine: no counts, no sentences."""
    with project.read() as connection:
        record = membership_record.series(connection, MOST_POINTS)
    uses, data = where_used.every(project), timers.newest_data(project)
    return [_shelved(project, one, None, "", record.get(one.id, []), uses, data) for one in segments.every(project)]


def _said(one: Segment, question: "Question") -> str:
    from app.rules import english

    try:
        return english.sentence(rule_of(one.id, question), question.names)
    except RuleProblem as problem:
        return str(problem)


def _shelved(
    project: Project,
    one: Segment,
    found: inside.Inside | None,
    said: str,
    record: list[Row],
    uses: Mapping[int, list[Use]],
    data: int | None,
) -> Shelved:
    members = None if found is None else found.members.get(one.id)
    count = None if members is None else inside.count(members)
    zone = project.timezone
    return Shelved(
        one.name,
        said,
        count,
        None if members is None or found is None else inside.count(members & found.mailable),
        _change(count, record, data),
        tuple(row.count for row in record),
        one.static,
        one.expires,
        one.timer,
        Moment(record[-1].as_of, zone).iso() if record else "",
        one.folder,
        one.owner,
        one.strategy,
        one.note,
        one.content,
        tuple(uses.get(one.id, ())),
        Moment(one.created_at, zone).iso(),
        Moment(one.changed_at, zone).iso(),
        str(found.problems[one.id]) if found is not None and one.id in found.problems else "",
        one.changed_at,
    )


def _change(count: int | None, record: list[Row], data: int | None) -> int | None:
    before = [row.count for row in record if data is not None and row.at < data]
    return count - before[-1] if count is not None and before else None
