"""The latest of each person's events: what it says, and whose says something.

Ids follow the order of import and row: of two events at one time the later row is the latest.
"""

from collections.abc import Callable, Mapping
from typing import Any

import ibis.expr.types as ir


def latest(events: ir.Table, columns: Mapping[str, str]) -> ir.Table:
    """profile_id and, under new names, these columns of the latest of each person's events, none of them null."""
    # In two steps: to sort everybody's takes twice as long.
    newest = events.group_by(person="profile_id").agg(newest=events["at"].max())
    last = events.join(newest, (events.profile_id == newest.person) & (events["at"] == newest.newest))
    return last.group_by("profile_id").agg(
        **{name: last[column].argmax(last["id"]) for name, column in columns.items()}
    )


def whose_latest(
    events: ir.Table, said: Callable[[ir.Table], ir.BooleanValue], some: ir.IntegerColumn | None = None
) -> ir.IntegerColumn:
    """The ids of those the latest of whose events satisfies a condition, in which null means no.

    `some` are people among whom all of them are, where these are found faster than by the condition.
    """
    # Nobody else's need be put in order; where most people have such an event, to ask for them costs little.
    some = events.filter(said(events)).profile_id if some is None else some
    theirs = events.filter(events.profile_id.isin(some))
    rows = theirs.select("profile_id", turn=_turn(theirs), said=said(theirs))
    per = rows.group_by("profile_id").agg(last=rows.turn.max(), last_so=rows.turn.max(where=rows.said))
    return per.filter(per["last"] == per.last_so).profile_id


def _turn(events: ir.Table) -> Any:
    """One number by time and then by row, which is kept faster than a pair: no id reaches 2^62, no time 2^64."""
    return events["at"].cast("decimal(38, 0)") * 2**62 + events["id"]
