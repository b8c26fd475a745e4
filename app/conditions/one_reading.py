"""Many conditions that rest on the same rows, gathered in one reading of these.

Asked one by one, each would read the events of its window anew, or make a trait of them anew; here they are counted,
summed and compared side by side.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, cast

from app.conditions.event import EventTest
from app.conditions.measured import Measured
from app.conditions.measures.measure import MEASURES
from app.conditions.trait import OfEach, TraitTest
from app.rules import Condition

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question

_NEVER_REFUSED = ("number", "amount", "text", "boolean")
"""Types of which every comparison can be asked of any property; one of times may be refused where it is built."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a condition reads: those of one `key` can be gathered together.

    Whom it names is in, or, with `others`, out; then whoever has no row is in.
    """

    key: Hashable
    others: bool
    condition: Condition
    each: OfEach | None = None


def reading(what: Condition, question: "Question") -> Reading | None:
    """What a condition reads; None where it is one that is asked by itself. Raises RuleProblem as `predicate` does."""
    if isinstance(what, EventTest):
        return _of_events(what, question)
    return _of_trait(what, question) if isinstance(what, TraitTest) else None


def _of_events(test: EventTest, question: "Question") -> Reading | None:
    deed, measured = test.deed, test.question
    if not isinstance(measured, Measured) or deed.names is None:
        return None
    asked, measure = measured.asked, MEASURES[measured.asked.measure]
    # What looks at products reads a second table.
    plain = not any(line.property.startswith("product.") or line.type not in _NEVER_REFUSED for line in deed.where)
    own = not str(asked.of).startswith("product.") and asked.type in _NEVER_REFUSED
    if not (plain and own and measure.is_total):
        return None
    return Reading(("events", *sorted(set(deed.names))), measure.without(asked, question.moment), test)


def _of_trait(test: TraitTest, question: "Question") -> Reading | None:
    if test.lasting is not None or test.was or (each := test.of_each(question)) is None:
        return None
    return Reading(("trait", each.table.op()), each.others, test, each)


def gathered(readings: Sequence[Reading], question: "Question") -> "ir.Table":
    """A row for each person (`profile_id`) of whom there is any, and `c0`, `c1`, …: whether each condition names them.

    The readings are of one key.
    """
    tests = [one.condition for one in readings]
    if isinstance(tests[0], EventTest):
        table, columns = _gathered_events(cast("list[EventTest]", tests), question)
    else:
        found = [one.each for one in readings if one.each is not None]
        table, columns = found[0].table, [one.named for one in found]
    named = {f"c{number}": one.fill_null(False) for number, one in enumerate(columns)}
    return table.select("profile_id", **named)


def _gathered_events(tests: list[EventTest], question: "Question") -> "tuple[ir.Table, list[ir.BooleanValue]]":
    rows = _read(tests, question)
    totals: dict[str, Any] = {}
    parts = [_part(f"c{number}", test, rows, totals, question) for number, test in enumerate(tests)]
    per = rows.group_by("profile_id").agg(**(totals or {"events": rows.count()}))
    return per, [part(per) for part in parts]


def _read(tests: list[EventTest], question: "Question") -> "ir.Table":
    """The events that any of the conditions looks at."""
    spans = [test.span(question) for test in tests]
    events = question.mirror.table("events")
    after, until = min(span.after for span in spans), max(span.until for span in spans)
    named = events["name"].isin(sorted(set(tests[0].deed.names or ())))
    return question.theirs(events.filter(events["at"] > after, events["at"] <= until, named))


def _part(
    name: str, test: EventTest, rows: "ir.Table", totals: dict[str, Any], question: "Question"
) -> "Callable[[ir.Table], ir.BooleanValue]":
    """What a condition gathers, put to `totals`; given the gathered rows, whom it names."""
    import ibis

    asked = cast("Measured", test.question).asked
    measure, span = MEASURES[asked.measure], test.span(question)
    looked, faces = measure.looked_at(rows, asked, question)
    if faces is None:
        return lambda per: ibis.literal(False)
    lines = [line.predicate(rows, question) for line in test.deed.where]
    held = reduce(and_, [rows["at"] <= span.until, *lines])
    if measure.one_is_enough(asked, question.moment):
        # Of windows that end together the latest event tells for all of them.
        latest = rows["at"].max(where=held)
        column = next((key for key, total in totals.items() if total.equals(latest)), f"{name}_latest")
        totals[column] = latest
        return lambda per: per[column] > span.after
    own = measure.totals(looked, faces, asked, question.moment, held & (rows["at"] > span.after))
    totals |= {f"{name}_{key}": value for key, value in own.items()}
    return lambda per: measure.named({key: per[f"{name}_{key}"] for key in own}, asked, question)
