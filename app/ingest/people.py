"""The people of a project brought to what its links and rows say: who there is, and each one's traits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
from sqlalchemy import Connection, Table, Text, bindparam, delete, insert, literal, select, type_coerce, update

from app.ingest import linkstore, temporary
from app.ingest.clean import emails
from app.ingest.identity import NOBODY, Resolution
from app.ingest.linkstore import Book
from storage import bulk
from storage.mirror_profiles import folded_traits
from storage.models import consent, event, link, membership, profile, profile_row, score_value, tag

BY_HAND = 0
"""The batch of a tag that no file gave; the others follow from the trait `tags`."""


@dataclass(slots=True)
class Change:
    """What became of the people: how many there were before, who is new, other, gone; rows that changed nothing."""

    before: int = 0
    created: int = 0
    updated: int = 0
    vanished: int = 0
    idle_rows: int = 0
    moved: Table | None = None
    affected: set[int] = field(default_factory=set)


def sync(
    connection: Connection, book: Book, found: Resolution, touched: Iterable[int] = (), batch: int | None = None
) -> Change:
    """Bring the stored people to the resolution; `touched` are profiles whose rows changed besides, `batch` the new."""
    change = Change(affected=set(touched))
    _move(connection, book, found, change)
    rows = connection.execute(select(profile.c.id, profile.c.key)).all()
    before = {row.id: row.key for row in rows}
    change.before = len(before)
    gone = before.keys() - found.keys.keys()
    added = found.keys.keys() - before.keys()
    renamed = {number for number in before.keys() & found.keys.keys() if before[number] != found.keys[number]}
    change.created = len(found.keys.keys() - before.keys() - _heirs(found, before, gone))
    change.vanished = len(gone)
    heirs = {number: _owner(book, found, before[number]) for number in gone}
    _inherit(connection, heirs)
    _rename(connection, gone, {number: found.keys[number] for number in renamed})
    change.affected |= added | renamed
    change.affected &= found.keys.keys()
    linkstore.sync_identifiers(connection, book, found)
    _fold(connection, book, found, change, added, batch)
    return change


def _heirs(found: Resolution, before: dict[int, str], gone: set[int]) -> set[int]:
    """New numbers of people who were there already: their first link was taken back, or joined another's."""
    keys = {before[number] for number in gone}
    return {number for number, key in found.keys.items() if key in keys and number not in before} if keys else set()


def _move(connection: Connection, book: Book, found: Resolution, change: Change) -> None:
    """Send what hangs on links to the people whom the links belong to now."""
    stored, now = np.array(book.stored, dtype=np.int64), found.profiles
    moved = np.flatnonzero((stored >= 0) & (stored != now))
    if not len(moved):
        return
    ids = [book.ids[place] for place in moved.tolist()]
    owners = [None if owner == NOBODY else owner for owner in now[moved].tolist()]
    columns = [("link_id", int), ("profile_id", int), ("was", int)]
    table = temporary.make(connection, columns, zip(ids, owners, stored[moved].tolist(), strict=True))
    change.moved = table
    change.affected |= {int(number) for number in np.concatenate([stored[moved], now[moved]]) if number != NOBODY}
    for target, column in ((link, link.c.id), (event, event.c.link_id), (profile_row, profile_row.c.link_id),
                           (consent, consent.c.link_id)):  # fmt: skip
        owner = select(table.c.profile_id).where(table.c.link_id == column).scalar_subquery()
        connection.execute(update(target).where(column.in_(select(table.c.link_id))).values(profile_id=owner))


def _owner(book: Book, found: Resolution, key: str) -> int | None:
    """Who owns the identifier that a key names now."""
    kind, _, value = key.partition(":")
    code = book.numbers.get(kind, {}).get(value)
    owned = found.owned.get(kind)
    if code is None or owned is None:
        return None
    place = int(np.searchsorted(owned.codes, code))
    return int(owned.profiles[place]) if place < len(owned.codes) and owned.codes[place] == code else None


def _inherit(connection: Connection, heirs: dict[int, int | None]) -> None:
    """Hand on what programs and people noted of profiles that are gone; the heir's own stands."""
    for old, new in heirs.items() if len(heirs) <= 10_000 else ():
        if new is not None:
            _hand_on(connection, old, new)
    if heirs:
        gone = temporary.numbers_table(connection, heirs)
        numbers = select(gone.c.number)
        for table in (score_value, membership, tag):
            connection.execute(delete(table).where(table.c.profile_id.in_(numbers)))


def _hand_on(connection: Connection, old: int, new: int) -> None:
    for table, names in ((score_value, ("run_id", "name")), (tag, ("tag", "batch_id")), (membership, ("segment_id",))):
        mine = table.alias()
        same = [mine.c[name] == table.c[name] for name in names]
        taken = select(literal(1)).where(mine.c.profile_id == new, *same).exists()
        connection.execute(update(table).where(table.c.profile_id == old, ~taken).values(profile_id=new))


def _rename(connection: Connection, gone: set[int], renamed: dict[int, str]) -> None:
    if gone:
        table = temporary.numbers_table(connection, gone)
        connection.execute(delete(profile).where(profile.c.id.in_(select(table.c.number))))
    if renamed:
        # In two steps, for one's new key may be another's old one.
        which = update(profile).where(profile.c.id == bindparam("number"))
        connection.execute(
            which.values(key=bindparam("text")), [{"number": one, "text": f"\x00{one}"} for one in renamed]
        )
        connection.execute(
            which.values(key=bindparam("text")), [{"number": one, "text": key} for one, key in renamed.items()]
        )


# What is known of each of them.


@dataclass(slots=True)
class _Person:
    number: int
    key: str
    traits: str
    email: str | None


def _fold(
    connection: Connection, book: Book, found: Resolution, change: Change, added: set[int], batch: int | None
) -> None:
    if not change.affected:
        return
    affected = temporary.numbers_table(connection, sorted(change.affected))
    numbers = select(affected.c.number)
    old = {
        row[0]: row
        for row in connection.execute(
            select(profile.c.id, type_coerce(profile.c.traits, Text), profile.c.email).where(profile.c.id.in_(numbers))
        )
    }
    folded = dict(_folded(connection, numbers, old, change, batch))
    addresses = linkstore.emails_of(book, found)
    people = []
    for number in sorted(change.affected):
        traits = folded.get(number, "{}")
        email = _primary(traits, addresses.get(number, []))
        people.append(_Person(number, found.keys[number], traits, email))
    _write(connection, book, people, added, old, change)
    _write_tags(connection, book, numbers, people)


def _folded(
    connection: Connection, numbers: Any, old: dict[int, Any], change: Change, batch: int | None
) -> Iterator[tuple[int, str]]:
    """Each person's traits as JSON, from their rows in the order of effect."""
    columns = (profile_row.c.profile_id, profile_row.c.batch_id, profile_row.c.mode)
    question = select(*columns, type_coerce(profile_row.c.traits, Text)).where(profile_row.c.profile_id.in_(numbers))
    ordered = question.order_by(profile_row.c.profile_id, profile_row.c.effective_at, profile_row.c.id)
    for number, group in groupby(connection.execute(ordered), key=lambda row: int(row[0])):
        rows = list(group)
        before = old.get(number)
        if before is not None and batch is not None:
            known = orjson.loads(before[1])
            change.idle_rows += sum(row[1] == batch and _idle(known, row) for row in rows)
        if len(rows) == 1 and rows[0][2] != "replace":
            yield number, rows[0][3]
            continue
        current: dict[str, object] = {}
        for row in rows:
            current = folded_traits(current, orjson.loads(row[3]), row[2])
        yield number, orjson.dumps(current).decode()


def _idle(known: dict[str, object], row: Any) -> bool:
    return folded_traits(known, orjson.loads(row[3]), row[2]) == known


def _primary(traits: str, addresses: list[tuple[int, str, str]]) -> str | None:
    """The address to write to: the one that the newest row gives where it is sound, else the first seen."""
    if not addresses:
        return None
    if len(addresses) > 1 or addresses[0][2] not in traits:
        said = orjson.loads(traits).get("email")
        if said and emails.match_form(said) in {matched for _, matched, _ in addresses}:
            return str(said)
    return addresses[0][2]


def _write(
    connection: Connection, book: Book, people: list[_Person], added: set[int], old: dict[int, Any], change: Change
) -> None:
    batch_of = dict(zip(book.ids, book.batches, strict=True)) if added else {}
    new = [one for one in people if one.number in added]
    columns = {
        "id": pa.array([one.number for one in new], pa.int64()),
        "key": pa.array([one.key for one in new], pa.string()),
        "email": pa.array([one.email for one in new], pa.string()),
        "mailable": pa.array([one.email is not None for one in new], pa.bool_()),
        "traits": pa.array([one.traits for one in new], pa.string()),
        "created_batch": pa.array([batch_of[one.number] for one in new], pa.int64()),
    }
    bulk.copy_in(connection, {"profile": pa.table(columns)})
    other = [one for one in people if one.number in old and _differs(old[one.number], one)]
    change.updated = len(other)
    if other:
        statement = update(profile).where(profile.c.id == bindparam("number"))
        statement = statement.values(
            traits=bindparam("said", type_=Text), email=bindparam("address"), mailable=bindparam("reached")
        )
        connection.execute(
            statement,
            [
                {"number": one.number, "said": one.traits, "address": one.email, "reached": one.email is not None}
                for one in other
            ],
        )


def _differs(old: Any, one: _Person) -> bool:
    same = old[1] == one.traits or orjson.loads(old[1]) == orjson.loads(one.traits)
    return not same or old[2] != one.email


def _write_tags(connection: Connection, book: Book, numbers: Any, people: list[_Person]) -> None:
    connection.execute(delete(tag).where(tag.c.batch_id != BY_HAND, tag.c.profile_id.in_(numbers)))
    tagged = [one for one in people if '"tags"' in one.traits]
    batch_of = dict(zip(book.ids, book.batches, strict=True)) if tagged else {}
    rows = [
        {"profile_id": one.number, "tag": label, "batch_id": batch_of[one.number], "link_id": one.number}
        for one in tagged
        for label in orjson.loads(one.traits).get("tags") or ()
    ]
    if rows:
        connection.execute(insert(tag), rows)
