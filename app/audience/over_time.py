"""A rule at many moments, past or to come: for how many people it holds at each, from one reading of the audience."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import audience
from app.audience import problems
from app.domain import clock
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.project import Project
    from app.query import Question

MOST = 400
"""Moments in one answer: more than a year of days."""
FRAMES = {"month": (30, 10), "quarter": (90, 30), "year": (365, 90), "all": (None, 90)}
"""How many days before and after now are looked at; None begins with the first event."""
_BEFORE, _AFTER = 13, 4
"""So many moments of a frame are counted: now is the last of the first."""


@dataclass(frozen=True, slots=True)
class Point:
    """For how many people a rule holds at a moment (`as_of`: ISO, local). Of a moment that is `to_come` it is told what
    time alone does: nobody has done anything by then that is not recorded yet."""

    as_of: str
    count: int
    to_come: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of time around now: from the start of a local day to that of another."""

    begin: Moment
    now: Moment
    end: Moment

    def moments(self) -> list[Moment]:
        """Those at which a rule is counted: evenly before now, now itself, and evenly after it."""
        before = spread(self.begin, self.now, _BEFORE)
        return before + spread(self.now, self.end, _AFTER + 1)[1:]


def frame(project: "Project", name: str) -> Frame:
    """One of FRAMES around the project's now."""
    now = project.moment()
    today, (days, later) = now.local().date(), FRAMES[name]
    first = first_event(project) if days is None else None
    begin = start_of(today - dt.timedelta(days=days or 30), now) if first is None else day_of(first)
    # Everything began today: there is no stretch of time before it.
    begin = min(begin, start_of(today - dt.timedelta(days=1), now), key=lambda one: one.us)
    return Frame(begin, now, start_of(today + dt.timedelta(days=later), now))


def counts(
    project: "Project",
    rule: Any,
    moments: Sequence[Moment],
    progress: Progress = SILENT,
    landed: Callable[[Point], None] = lambda point: None,
) -> list[Point]:
    """The points at these moments, in their order; `landed` is told each as soon as it is known.

    Raises RuleProblem.
    """
    from app.query import compile as compiling

    found = []
    with audience.asking(project, None, progress) as question:
        now = question.moment.us
        for number, moment in enumerate(moments):
            progress.step(number, len(moments), "Counting over time")
            then = at(question, moment)
            root = audience.parse(rule, then.names).root
            people = question.mirror.scalar(compiling.members(root, then).count())
            found.append(Point(moment.iso(), people, moment.us > now))
            landed(found[-1])
    return found


def at(question: "Question", moment: Moment) -> "Question":
    """The same reading at another moment; nothing that was found for the one is taken for the other."""
    from app.query import Question

    return Question(question.mirror, moment, question.names)


def first_event(project: "Project") -> Moment | None:
    """When the earliest event was that lies in the past; None without one."""
    with audience.asking(project) as question:
        found = question.mirror.to_pyarrow(question.events.aggregate(first=question.events["at"].min()))
        first = found.column("first")[0].as_py()
        return None if first is None else Moment(int(first), question.moment.timezone)


def spread(begin: Moment, end: Moment, points: int) -> list[Moment]:
    """So many moments from one to another, evenly: the ends as they are, between them each at the start of a local day.

    Fewer where there are not so many days; raises Problem where `end` is not later.
    """
    if end.us <= begin.us:
        raise problems.NO_TIME_BETWEEN(begin=begin.iso(), end=end.iso())
    step = (end.us - begin.us) / (max(points, 2) - 1)
    between = (day_of(Moment(round(begin.us + step * number), begin.timezone)) for number in range(1, points - 1))
    inner = [moment for moment in dict.fromkeys(between) if begin.us < moment.us < end.us]
    return [begin, *inner, end]


def day_of(moment: Moment) -> Moment:
    """The start of a moment's local day."""
    return start_of(moment.local().date(), moment)


def start_of(day: dt.date, zone_of: Moment) -> Moment:
    """The start of a day in the time zone of a moment."""
    return clock.parse_moment(day.isoformat(), zone_of.timezone)


def span(project: "Project", begin: str | None, end: str | None) -> tuple[Moment, Moment]:
    """Two moments as they are typed; without `begin` a year before the end, or the first event where that is later.

    Without `end` it is the project's clock. Raises Problem.
    """
    last = project.moment(end)
    if begin is not None:
        return project.moment(begin), last
    year = start_of(_a_year_before(last.local().date()), last)
    first = first_event(project)
    return (year if first is None or not year.us < first.us < last.us else day_of(first)), last


def _a_year_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        # The 29th of February, or a year that no calendar has.
        return day - dt.timedelta(days=365)
