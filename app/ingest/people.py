"""The people of a project brought to what its links and rows say: who there is, and each one's traits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
from numpy.typing import NDArray
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
    added: set[int] = field(default_factory=set)


def sync(
    connection: Connection,
    book: Book,
    found: Resolution,
    touched: Iterable[int] = (),
    batch: int | None = None,
    fresh: "Fresh | None" = None,
) -> Change:
    """Bring the stored people to the resolution; `touched` are profiles whose rows changed besides.

    For an import, `batch` is its number and `fresh` what it says of people.
    """
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
    change.added = added
    _fold(connection, book, found, change, added, batch, fresh)
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
    if not heirs:
        return
    gone = temporary.numbers_table(connection, heirs)
    numbers = select(gone.c.number)
    for table, names in _NOTED:
        theirs = table.c.profile_id.in_(numbers)
        for old in connection.scalars(select(table.c.profile_id).where(theirs).distinct()).all():
            if (new := heirs[old]) is not None:
                _hand_on(connection, table, names, old, new)
        connection.execute(delete(table).where(theirs))


_NOTED = ((score_value, ("run_id", "name")), (tag, ("tag", "batch_id")), (membership, ("segment_id",)))
"""What hangs on a profile itself, and what makes two of the same for one person."""


def _hand_on(connection: Connection, table: Table, names: tuple[str, ...], old: int, new: int) -> None:
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
class Fresh:
    """The rows of a file about people: whose, when they take effect, and what they say (JSON), in the file's order."""

    people: NDArray[np.int64]
    effective: NDArray[np.int64]
    traits: list[str]
    mode: str


def _fold(
    connection: Connection,
    book: Book,
    found: Resolution,
    change: Change,
    added: set[int],
    batch: int | None,
    fresh: Fresh | None,
) -> None:
    if not change.affected:
        return
    # Whose first link is new has no older rows: what the file says of them need not be read back.
    in_memory = added if batch is not None else set()
    stored = sorted(change.affected - in_memory)
    table = temporary.numbers_table(connection, stored)
    numbers = select(table.c.number)
    chosen = select(profile.c.id, type_coerce(profile.c.traits, Text), profile.c.email)
    old = {row[0]: row for row in connection.execute(chosen.where(profile.c.id.in_(numbers)))}
    folded = dict(_folded(connection, numbers, old, change, batch)) if stored else {}
    if fresh is not None and in_memory:
        folded |= _folded_fresh(fresh, in_memory)
    affected = sorted(change.affected)
    addresses = linkstore.emails_of(book, found, np.array(affected, dtype=np.int64))
    traits = [folded.get(number, "{}") for number in affected]
    emails_of = [_primary(text, addresses.get(number)) for number, text in zip(affected, traits, strict=True)]
    people = People(affected, [found.keys[number] for number in affected], traits, emails_of)
    _write_new(connection, book, people, added)
    _write_old(connection, people, old, change)
    _write_tags(connection, book, numbers, people)


@dataclass(slots=True)
class People:
    """People as columns: their numbers, keys, traits (JSON) and the address of each that can be mailed."""

    numbers: list[int]
    keys: list[str]
    traits: list[str]
    emails: list[str | None]


def _folded_fresh(fresh: Fresh, wanted: set[int]) -> dict[int, str]:
    """The traits of people who are new, from the file's own rows."""
    order = np.lexsort((fresh.effective, fresh.people))
    people = fresh.people[order].tolist()
    found: dict[int, str] = {}
    several: dict[int, list[str]] = {}
    for place, number in zip(order.tolist(), people, strict=True):
        text = fresh.traits[place]
        if number not in found:
            found[number] = text
        else:
            several.setdefault(number, [found[number]]).append(text)
    if fresh.mode == "replace":
        several = {number: several.get(number, [text]) for number, text in found.items()}
    found |= {number: _merged([(text, fresh.mode) for text in texts]) for number, texts in several.items()}
    return {number: text for number, text in found.items() if number in wanted}


def _merged(rows: Iterable[tuple[str, str]]) -> str:
    current: dict[str, object] = {}
    for text, mode in rows:
        current = folded_traits(current, orjson.loads(text), mode)
    return orjson.dumps(current).decode()


def _folded(
    connection: Connection, numbers: Any, old: dict[int, Any], change: Change, batch: int | None
) -> Iterator[tuple[int, str]]:
    """Each person's traits as JSON, from their stored rows in the order of effect."""
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
        else:
            yield number, _merged((row[3], row[2]) for row in rows)


def _idle(known: dict[str, object], row: Any) -> bool:
    return folded_traits(known, orjson.loads(row[3]), row[2]) == known


def _primary(traits: str, addresses: list[tuple[str, str]] | None) -> str | None:
    """The address to write to: the one that the newest row gives where it is sound, else the first seen."""
    if not addresses:
        return None
    if len(addresses) > 1 or addresses[0][1] not in traits:
        said = orjson.loads(traits).get("email")
        if said and emails.match_form(said) in {matched for matched, _ in addresses}:
            return str(said)
    return addresses[0][1]


def _write_new(connection: Connection, book: Book, people: People, added: set[int]) -> None:
    if not added:
        return
    numbers = np.array(people.numbers, dtype=np.int64)
    new = np.flatnonzero(np.isin(numbers, np.fromiter(added, dtype=np.int64)))
    ids = np.array(book.ids, dtype=np.int64)
    batches = np.array(book.batches, dtype=np.int64)[np.searchsorted(ids, numbers[new])]
    chosen = pa.array(new)
    mails = pa.array(people.emails, pa.string()).take(chosen)
    columns = {
        "id": pa.array(numbers[new]),
        "key": pa.array(people.keys, pa.string()).take(chosen),
        "email": mails,
        "mailable": mails.is_valid(),
        "traits": pa.array(people.traits, pa.string()).take(chosen),
        "created_batch": pa.array(batches),
    }
    bulk.copy_in(connection, {"profile": pa.table(columns)})


def _write_old(connection: Connection, people: People, old: dict[int, Any], change: Change) -> None:
    rows = [
        {"number": number, "said": text, "address": mail, "reached": mail is not None}
        for number, text, mail in zip(people.numbers, people.traits, people.emails, strict=True)
        if number in old and _differs(old[number], text, mail)
    ]
    change.updated = len(rows)
    if rows:
        statement = update(profile).where(profile.c.id == bindparam("number"))
        statement = statement.values(
            traits=bindparam("said", type_=Text), email=bindparam("address"), mailable=bindparam("reached")
        )
        connection.execute(statement, rows)


def _differs(old: Any, traits: str, email: str | None) -> bool:
    same = old[1] == traits or orjson.loads(old[1]) == orjson.loads(traits)
    return not same or old[2] != email


def _write_tags(connection: Connection, book: Book, numbers: Any, people: People) -> None:
    connection.execute(delete(tag).where(tag.c.batch_id != BY_HAND, tag.c.profile_id.in_(numbers)))
    tagged = [(one, text) for one, text in zip(people.numbers, people.traits, strict=True) if '"tags"' in text]
    batch_of = dict(zip(book.ids, book.batches, strict=True)) if tagged else {}
    rows = [
        {"profile_id": one, "tag": label, "batch_id": batch_of[one], "link_id": one}
        for one, text in tagged
        for label in orjson.loads(text).get("tags") or ()
    ]
    if rows:
        connection.execute(insert(tag), rows)
