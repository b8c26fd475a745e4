"""The latest of each person's events, found in two steps: to sort everybody's takes twice as long."""

from collections.abc import Mapping

import ibis.expr.types as ir


def latest(events: ir.Table, columns: Mapping[str, str]) -> ir.Table:
    """profile_id and, under new names, these columns of the latest of each person's events, none of them null.

    Ids follow the order of import and row: of two events at one time the later row is the latest.
    """
    newest = events.group_by(person="profile_id").agg(newest=events["at"].max())
    last = events.join(newest, (events.profile_id == newest.person) & (events["at"] == newest.newest))
    return last.group_by("profile_id").agg(
        **{name: last[column].argmax(last["id"]) for name, column in columns.items()}
    )
