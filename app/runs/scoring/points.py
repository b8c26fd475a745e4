"""Points for what people do, as expressions that the engine works out for everybody at once.

Each event counts points x 0.5 ^ (time since / half-life). It is rounded to a millionth and added up in whole numbers:
in whatever order an engine adds, the sum is the same. Source: shared reference on formulas, time decay.
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from app.conditions import meant
from app.query import Question, two_valued
from app.rules import Duration, bounds, windows
from app.runs.scoring.definition import Line, Points

UNIT = 1_000_000
"""A point in millionths, in which sums are kept."""
_HOURS = {"hours": 1, "days": 24, "weeks": 168}


def everybody(wanted: Points, question: Question) -> ir.Table:
    """`profile_id` and `worth` (millionths of a point) of everyone; who did nothing that counts has 0."""
    lines = [of_line(line, wanted, question) for line in wanted.lines]
    given = ibis.union(*lines) if len(lines) > 1 else lines[0]
    sums = given.group_by(whose="profile_id").agg(total=given.worth.sum().cast("int64"))
    people = question.people
    joined = people.select(profile_id=people.id).left_join(sums, people.id == sums.whose)
    total = ibis.coalesce(joined.total, 0).cast("int64")
    return joined.select("profile_id", worth=limited(total, wanted))


def limited(total: ir.IntegerValue, wanted: Points) -> ir.IntegerValue:
    """A sum between the limits of the score."""
    if not wanted.below_zero:
        total = ibis.greatest(total, 0)
    return total if wanted.most is None else ibis.least(total, _units(wanted.most))


def of_line(line: Line, wanted: Points, question: Question) -> ir.Table:
    """`profile_id`, `times` (events that count) and `worth` (millionths) of everyone with an event of a line."""
    events = counted(line, wanted, question)
    each = _units(line.points)
    half = wanted.half_life
    worth = (events.count() * each) if half is None else _faded(each, half, events, question).sum()
    per = events.group_by("profile_id").agg(times=events.count(), worth=worth.cast("int64"))
    if line.most is None:
        return per
    most = _units(line.most)
    held = ibis.least(per.worth, most) if line.points > 0 else ibis.greatest(per.worth, -most)
    return per.mutate(worth=held)


def counted(line: Line, wanted: Points, question: Question) -> ir.Table:
    """The events of a line that count: those in the window, the first so many of each local day."""
    span = bounds(wanted.within, question.moment.us, question.moment.timezone)
    events = meant(question, span, line.deed)
    if not line.own_machines and "p_machine" in events.columns:
        # An open by a mail client's proxy is not theirs.
        events = events.filter(~two_valued(events.p_machine, otherwise=False))
    if line.per_day is None:
        return events
    of_day = events.select("profile_id", "at", "id", "day")
    nth = ibis.row_number().over(group_by=[of_day.profile_id, of_day.day], order_by=[of_day["at"], of_day.id])
    ranked = of_day.mutate(nth=nth)
    return ranked.filter(ranked.nth < line.per_day)


def _faded(each: int, half_life: Duration, events: ir.Table, question: Question) -> ir.IntegerColumn:
    """What each event is worth by now, in millionths."""
    length = half_life.n * _HOURS[half_life.unit] * windows.HOUR
    age = (question.moment.us - events["at"]).cast("float64") / float(length)
    left = ibis.literal(0.5, "float64") ** age
    return (left * float(each)).round().cast("int64")


def _units(points: float) -> int:
    return round(points * UNIT)


def parts(wanted: Points, question: Question) -> Sequence[tuple[int, int]]:
    """Of the one person whom the question is about, for each line how many events count and what they are worth."""
    found = []
    for line in wanted.lines:
        rows = question.mirror.to_pyarrow(of_line(line, wanted, question).select("times", "worth")).to_pylist()
        found.append((rows[0]["times"], rows[0]["worth"]) if rows else (0, 0))
    return found
