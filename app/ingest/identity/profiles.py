"""The people of a project brought to what was found out about them: who there is, and each one's traits."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    update,
)

from app.ingest.identity import file_tags, stays
from app.ingest.identity.link_store import among
from app.ingest.identity.merged_traits import Folded
from app.ingest.identity.profile_changes import Outcome
from app.ingest.identity.resolution import NOBODY
from storage.bulk import Staged, temporary_tables
from storage.file.models import (
    conflict,
    consent,
    event,
    identifier,
    link,
    membership,
    profile,
    profile_row,
    score_row,
    score_value,
    tag,
    telling,
)

_NOTED = ((score_value, ("run_id", "name")), (tag, ("tag", "batch_id")), (membership, ()))
"""What hangs on a profile itself, and what makes two of the same for one person; of stays in segments see `stays`."""


def staged(connection: Connection, outcome: Outcome, folded: Folded) -> Staged:
    """The rows of new people and identifiers and everybody's tags, on their way into the project."""
    tags = file_tags.rows(connection, outcome, folded)
    return Staged({"identifier": outcome.identifiers, "profile": folded.new, "tag": tags})


def settle(connection: Connection, outcome: Outcome, folded: Folded) -> Table | None:
    """Take out or rename what is another's now, before new rows come; returns the links that moved, if any did."""
    # In this order: numbers that change hands are parked before anybody inherits, or two people's notes would mix.
    moved = _move(connection, outcome)
    _set_apart(connection, outcome.passed)
    _inherit(connection, outcome.heirs)
    _hand_back(connection, outcome.passed)
    stays.part(connection, outcome)
    _rename(connection, outcome)
    if len(outcome.stale):
        with among(connection, outcome.stale) as chosen:
            connection.execute(delete(identifier).where(chosen(identifier.c.id)))
    _conflicts(connection, outcome)
    file_tags.clear(connection, outcome, folded)
    return moved


def write(connection: Connection, folded: Folded) -> None:
    """Write what is known of those who were there before."""
    rows = [
        {"number": number, "said": text, "address": mail, "reached": mail is not None}
        for number, text, mail in folded.changed
    ]
    if rows:
        statement = update(profile).where(profile.c.id == bindparam("number"))
        statement = statement.values(
            traits=bindparam("said", type_=Text), email=bindparam("address"), mailable=bindparam("reached")
        )
        connection.execute(statement, rows)


def _move(connection: Connection, outcome: Outcome) -> Table | None:
    """Send what hangs on links to the people whom the links belong to now."""
    moved = outcome.moved
    if not len(moved.links):
        return None
    owners = [None if owner == NOBODY else owner for owner in moved.people.tolist()]
    columns = [("link_id", int), ("profile_id", int), ("was", int)]
    table = temporary_tables.make(
        connection, columns, zip(moved.links.tolist(), owners, moved.was.tolist(), strict=True)
    )
    for target, column in ((link, link.c.id), (event, event.c.link_id), (profile_row, profile_row.c.link_id),
                           (consent, consent.c.link_id), (telling, telling.c.link_id),
                           (score_row, score_row.c.link_id)):  # fmt: skip
        owner = select(table.c.profile_id).where(table.c.link_id == column).scalar_subquery()
        # What always names somebody names NOBODY where a cookie turns out to be two people's.
        whose = owner if target.c.profile_id.nullable else func.coalesce(owner, NOBODY)
        theirs = column.in_(select(table.c.link_id))
        # Rows of people have no index by link; by whom they were they are found at once, NOBODY's too.
        mine = target.c.profile_id.in_(select(table.c.was)) if target in (profile_row, consent) else true()
        for held in events_of(table.c.was) if target is event else (mine,):
            connection.execute(update(target).where(held, theirs).values(profile_id=whose))
    return table


def events_of(people: ColumnElement[int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions by which to look for the events of links that are or were these people's: an index knows those of
    people by their people, and only nobody's by their links."""
    known = select(people).where(people.is_not(None), people != NOBODY)
    return event.c.profile_id.in_(known), event.c.profile_id.is_(None)


def _set_apart(connection: Connection, passed: dict[int, int]) -> None:
    """Put what was noted of people whose numbers are others' now under the negative of their own new numbers."""
    for table, _ in _NOTED:
        for old, new in passed.items():
            # No profile has a negative number, so nothing of anybody else's can stand there.
            connection.execute(update(table).where(table.c.profile_id == old).values(profile_id=-new))


def _hand_back(connection: Connection, passed: dict[int, int]) -> None:
    """Give them what was set apart; what they have already stands."""
    for table, names in _NOTED if passed else ():
        for new in passed.values():
            _hand_on(connection, table, names, -new, new)
        connection.execute(delete(table).where(table.c.profile_id < 0))


def _inherit(connection: Connection, heirs: dict[int, int | None]) -> None:
    """Hand on what programs and people noted of profiles that are gone; the heir's own stands."""
    if not heirs:
        return
    gone = temporary_tables.numbers_table(connection, heirs)
    numbers = select(gone.c.number)
    for table, names in _NOTED:
        theirs = table.c.profile_id.in_(numbers)
        for old in connection.scalars(select(table.c.profile_id).where(theirs).distinct()).all():
            # Nobody owns the key any more: what was noted of it goes with it.
            if (new := heirs[old]) is not None:
                _hand_on(connection, table, names, old, new)
        connection.execute(delete(table).where(theirs))
    connection.execute(delete(profile).where(profile.c.id.in_(numbers)))


def _hand_on(connection: Connection, table: Table, names: Sequence[str], old: int, new: int) -> None:
    if table is membership:
        stays.hand_on(connection, old, new)
        return
    mine = table.alias()
    same = [mine.c[name] == table.c[name] for name in names]
    # What the heir has already may not be there twice; what stays behind is deleted by the caller.
    taken = select(literal(1)).where(mine.c.profile_id == new, *same).exists()
    connection.execute(update(table).where(table.c.profile_id == old, ~taken).values(profile_id=new))


def _rename(connection: Connection, outcome: Outcome) -> None:
    renamed = outcome.renamed
    if renamed:
        # In two steps, for one's new key may be another's old one.
        which = update(profile).where(profile.c.id == bindparam("number"))
        connection.execute(
            which.values(key=bindparam("text")), [{"number": one, "text": f"\x00{one}"} for one in renamed]
        )
        connection.execute(
            which.values(key=bindparam("text")), [{"number": one, "text": key} for one, key in renamed.items()]
        )


def _conflicts(connection: Connection, outcome: Outcome) -> None:
    """Bring the list of conflicts to what all the links say."""
    if outcome.anew and not _differ(connection, outcome.conflicts):
        return
    if outcome.anew:
        connection.execute(delete(conflict))
    elif outcome.aliases:
        _call_anew(connection, outcome.aliases)
    if outcome.conflicts:
        connection.execute(insert(conflict), outcome.conflicts)


def _differ(connection: Connection, wanted: list[dict[str, Any]]) -> bool:
    """Whether other conflicts are listed than these, or in another order."""
    listed = connection.execute(select(conflict.c.batch_id, conflict.c.row, conflict.c.detail).order_by(conflict.c.id))
    return [dict(row._mapping) for row in listed] != wanted


def _call_anew(connection: Connection, aliases: dict[str, str]) -> None:
    """Name the people of listed conflicts by their keys of now; two that are one by now are in conflict no more."""
    changed: list[dict[str, Any]] = []
    settled: list[int] = []
    for number, detail in connection.execute(select(conflict.c.id, conflict.c.detail)):
        named = {role: aliases.get(detail[role], detail[role]) for role in ("went_to", "stayed_with")}
        if named["went_to"] == named["stayed_with"]:
            settled.append(number)
        elif detail | named != detail:
            changed.append({"number": number, "said": detail | named})
    if settled:
        with among(connection, np.array(settled, dtype=np.int64)) as chosen:
            connection.execute(delete(conflict).where(chosen(conflict.c.id)))
    if changed:
        statement = update(conflict).where(conflict.c.id == bindparam("number")).values(detail=bindparam("said"))
        connection.execute(statement, changed)
