"""A trait over time: that it has been so for so long or was so before, and when that changes as time passes."""

from typing import TYPE_CHECKING

from app.conditions.evaluation import Evaluation, just_so_long_ago
from app.conditions.person import Values
from app.rules import Duration, moved, windows

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.conditions.trait import TraitTest
    from app.query import Question

_OLDEST = 140
"""So many birthdays are looked at."""


# For the engine.


def predicate(what: "TraitTest", question: "Question") -> "ir.BooleanValue":
    """A `for` or `was` condition on the table of profiles."""
    import ibis

    from app.query import negated, trait_history, traits, two_valued

    check, row = what.check(question.moment)
    # What no file ever gave has been so for nobody.
    if not traits.source(what.trait, question).columns and not question.mirror.types["traits"].get(what.trait):
        return ibis.literal(False)
    holds = what.predicate_now(question)
    steps = trait_history.course(what.trait, question)
    said = check.expression(steps[check.face])
    satisfied = two_valued(~said if row.negated else said, row.missing)
    if what.was:
        earlier = steps.filter(satisfied & (steps["at"] <= question.moment.us))
        return negated(holds) & question.people.id.isin(earlier.profile_id)
    assert what.lasting is not None
    cut = moved(question.moment.us, what.lasting, -1, question.moment.timezone)
    return holds & _unbroken(steps, satisfied, cut, question)


def _unbroken(steps: "ir.Table", satisfied: "ir.BooleanValue", cut: int, question: "Question") -> "ir.BooleanValue":
    """First recorded by the cut, satisfied then, and at every change since."""
    import ibis

    from app.query import two_valued

    rows = steps.select("profile_id", "at", satisfied=satisfied)
    reached = rows.filter(rows["at"] <= question.moment.us)
    before = reached.filter(reached["at"] <= cut)
    at_cut = before.group_by("profile_id").agg(satisfied=before.satisfied.cast("int8").argmax(before["at"]))
    broken = reached.filter((reached["at"] > cut) & ~reached.satisfied)
    people = question.people
    has_course = people.id.isin(steps.profile_id)
    lasted = people.id.isin(at_cut.filter(at_cut.satisfied == 1).profile_id) & ~people.id.isin(broken.profile_id)
    # Whoever has no course had one value from their first record on.
    since = two_valued(people.since <= cut, otherwise=False)
    return ibis.ifelse(has_course, lasted, since)


# For one person.


def course(trait: str, asked: Evaluation) -> list[tuple[int, Values]]:
    """The person's values of the trait by the time from which they held, oldest first."""
    return [step for step in asked.person.courses.get(trait, []) if step[0] <= asked.question.moment.us]


def lasted(what: "TraitTest", asked: Evaluation) -> bool:
    """Whether it was so without a break for as long as is asked."""
    assert what.lasting is not None
    cut = moved(asked.moment.us, what.lasting, -1, asked.moment.timezone)
    if not asked.person.courses.get(what.trait):
        return asked.person.since is not None and asked.person.since <= cut
    steps = course(what.trait, asked)
    before = [faces for at, faces in steps if at <= cut]
    since = [faces for at, faces in steps if at > cut]
    return bool(before) and all(what.said_of(faces, asked) for faces in [before[-1], *since])


def turns(what: "TraitTest", asked: Evaluation) -> set[int]:
    """Moments at which the condition may turn because time passes."""
    zone, today = asked.moment.timezone, asked.moment.day
    value = asked.person.traits[what.trait]["plain"]
    found: set[int] = set()
    if what.lasting is not None:
        steps = [at for at, _ in asked.person.courses.get(what.trait, [])] or [asked.person.since or 0]
        found |= {at for start in steps for at in just_so_long_ago(start, what.lasting, zone)}
    if what.op == "anniversary_in_next":
        return found | {asked.start_of(today + day) for day in range(1, 367)}
    if what.trait == "age":
        return found | _birthdays(asked)
    if value is None or not isinstance(what.value, Duration):
        return found
    # Months end unevenly, so that the way back from a moment is not the way there: the days beside are tried too.
    if what.type == "datetime":
        back = [windows.moved(value, what.value, -1, zone) + more * windows.DAY for more in range(4)]
        return found | {value, value + 1, *just_so_long_ago(value, what.value, zone), *back}
    ends = [value, windows.day_moved(value, what.value, 1), windows.day_moved(value, what.value, -1)]
    return found | {asked.start_of(end + more) for end in ends for more in range(-1, 5)}


def _birthdays(asked: Evaluation) -> set[int]:
    born = asked.person.traits["birth_date"]["plain"]
    if born is None:
        return set()
    days = (windows.day_moved(born, Duration("months", 12 * years), 1) for years in range(1, _OLDEST))
    return {asked.start_of(day) for day in days}
