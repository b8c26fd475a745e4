"""The links of a project: read back, added to by a file, resolved, and brought to what the store says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, Text, delete, func, insert, select, type_coerce

from app.ingest import jsontext
from app.ingest.gather import FileLinks
from app.ingest.identity import NOBODY, Links, Owned, Resolution, resolve
from app.ingest.temporary import numbers_table
from app.names import identifier_rank
from storage import bulk
from storage.models import identifier, link

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Book:
    """All links of a project while they are worked on, with each link's batch, line and stored profile (-1: new)."""

    ids: list[int] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    stored: list[int] = field(default_factory=list)
    codes: dict[str, list[int]] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)

    def code(self, kind: str, value: str, given: str) -> int:
        """The number of an identifier, a new one where it was not met before; the first writing of it stays."""
        known = self.numbers.setdefault(kind, {})
        found = known.setdefault(value, len(known))
        if found == len(self.values[kind]):
            self.values[kind].append(value)
            self.given[kind].append(given)
        return found

    def codes_of(self, kind: str, values: list[str], given: list[str | None]) -> list[int]:
        """The numbers of distinct identifiers."""
        if self.numbers.get(kind):
            return [self.code(kind, value, text or value) for value, text in zip(values, given, strict=True)]
        self.numbers[kind] = dict(zip(values, range(len(values)), strict=True))
        self.values[kind] = list(values)
        self.given[kind] = [text or value for value, text in zip(values, given, strict=True)]
        return list(range(len(values)))

    def column(self, kind: str) -> list[int]:
        """The numbers of one kind, as long as there are links."""
        column = self.codes.setdefault(kind, [])
        for book in (self.values, self.given):
            book.setdefault(kind, [])
        column.extend([-1] * (len(self.ids) - len(column)))
        return column

    def links(self) -> Links:
        """The links as identity takes them."""
        codes = {kind: np.array(self.column(kind), dtype=np.int64) for kind in self.codes}
        return Links(np.array(self.ids, dtype=np.int64), codes, self.values)

    def resolve(self) -> Resolution:
        """The people behind the links."""
        return resolve(self.links())


def read_book(connection: Connection) -> Book:
    """All links of the project, in their order."""
    book = Book()
    columns = (link.c.id, link.c.batch_id, link.c.row, link.c.profile_id, type_coerce(link.c.identifiers, Text))
    for number, batch, line, profile, text in connection.execute(select(*columns).order_by(link.c.id)):
        book.ids.append(number)
        book.batches.append(batch)
        book.lines.append(line)
        book.stored.append(profile or NOBODY)
        for kind, value, given in orjson.loads(text):
            column = book.column(kind)
            column[-1] = book.code(kind, value, given)
    return book


def next_link(connection: Connection, book: Book) -> int:
    """A number for a new link that is higher than any that was used and is still referred to."""
    highest = connection.scalar(select(func.max(link.c.id))) or 0
    return max(highest, book.ids[-1] if book.ids else 0) + 1


def add_links(connection: Connection, book: Book, found: FileLinks, batch: int) -> Ints:
    """Add a file's links to the book; returns their numbers."""
    first = next_link(connection, book)
    book.ids += range(first, first + found.count)
    book.batches += [batch] * found.count
    book.lines += found.lines.tolist()
    book.stored += [-1] * found.count
    for kind in found.kinds:
        codes = found.codes[kind]
        said = np.flatnonzero(codes >= 0)
        numbers = np.full(len(found.values[kind]) + 1, -1, dtype=np.int64)
        # Each identifier is looked up once, as its first link writes it.
        shown = np.zeros(len(found.values[kind]), dtype=np.int64)
        shown[codes[said][::-1]] = said[::-1]
        given = found.given[kind].take(pa.array(shown)).to_pylist()
        book.column(kind)
        numbers[:-1] = book.codes_of(kind, found.values[kind], given)
        book.codes[kind][-found.count :] = numbers[codes].tolist()
    return np.arange(first, first + found.count, dtype=np.int64)


def identifier_json(found: FileLinks) -> pa.Array:
    """Each link's identifiers as the store keeps them: [[kind, value, as given], …], the highest first."""
    pieces = []
    for kind in found.kinds:
        codes = pa.array(found.codes[kind], mask=found.codes[kind] < 0)
        value = pa.array(found.values[kind], pa.string()).take(codes)
        pieces.append(jsontext.triples(kind, value, pc.coalesce(found.given[kind], value)))
    return jsontext.lists(pieces)


def store_links(connection: Connection, found: FileLinks, numbers: Ints, batch: int, profiles: Ints) -> None:
    """Write a file's links."""
    if not found.count:
        return
    table = pa.table(
        {
            "id": pa.array(numbers),
            "batch_id": pa.array(np.full(found.count, batch, dtype=np.int64)),
            "row": pa.array(found.lines),
            "profile_id": nullable(profiles),
            "identifiers": identifier_json(found),
        }
    )
    bulk.copy_in(connection, {"link": table})


def nullable(profiles: Ints) -> pa.Array:
    """Profile numbers with null for nobody."""
    return pa.array(profiles, mask=profiles == NOBODY)


def sync_identifiers(connection: Connection, book: Book, found: Resolution) -> None:
    """Make the table of identifiers say what the resolution says, touching only what differs."""
    fresh_from = next((number for number, stored in zip(book.ids, book.stored, strict=True) if stored < 0), 1 << 62)
    wanted = _wanted(book, found, fresh_from)
    columns = (identifier.c.id, identifier.c.kind, identifier.c.value, identifier.c.profile_id, identifier.c.link_id)
    stale: list[int] = []
    for number, kind, value, profile, first in connection.execute(select(*columns)):
        if wanted.get(kind, {}).get(value) == (profile, first):
            del wanted[kind][value]
        else:
            stale.append(number)
    if stale:
        gone = numbers_table(connection, stale)
        connection.execute(delete(identifier).where(identifier.c.id.in_(select(gone.c.number))))
    for kind in sorted(wanted, key=identifier_rank):
        owned = found.owned[kind]
        codes = [book.numbers[kind][value] for value in wanted[kind]]
        _insert(connection, book, kind, owned, np.isin(owned.codes, np.array(codes, dtype=np.int64)))
    for kind in sorted(found.owned, key=identifier_rank):
        _insert(connection, book, kind, found.owned[kind], found.owned[kind].first_links >= fresh_from)


def _wanted(book: Book, found: Resolution, fresh_from: int) -> dict[str, dict[str, tuple[int, int]]]:
    """Who owns each identifier that was met before the new links, and the link that first showed it."""
    wanted: dict[str, dict[str, tuple[int, int]]] = {}
    for kind, owned in found.owned.items():
        values = book.values[kind]
        old = owned.first_links < fresh_from
        triples = zip(
            owned.codes[old].tolist(), owned.profiles[old].tolist(), owned.first_links[old].tolist(), strict=True
        )
        wanted[kind] = {values[code]: (profile, first) for code, profile, first in triples}
    return wanted


def _insert(connection: Connection, book: Book, kind: str, owned: Owned, which: NDArray[np.bool_]) -> None:
    codes = owned.codes[which]
    if not len(codes):
        return
    chosen = pa.array(codes)
    columns = {
        "kind": pa.array([kind] * len(codes), pa.string()),
        "value": pa.array(book.values[kind], pa.string()).take(chosen),
        "original": pa.array(book.given[kind], pa.string()).take(chosen),
        "profile_id": pa.array(owned.profiles[which]),
        "link_id": pa.array(owned.first_links[which]),
    }
    bulk.copy_in(connection, {"identifier": pa.table(columns)})


def conflicts(connection: Connection, book: Book, found: Resolution) -> int:
    """Write the list of conflicts anew, for it follows from all the links; returns how many there are."""
    from storage.models import conflict

    connection.execute(delete(conflict))
    place = {number: index for index, number in enumerate(book.ids)} if found.conflicts else {}
    rows = [
        {
            "batch_id": book.batches[place[one.link_id]],
            "row": book.lines[place[one.link_id]],
            "detail": {"identifier": f"{one.kind}:{one.value}", "went_to": one.went_to, "stayed_with": one.stayed_with},
        }
        for one in found.conflicts
    ]
    if rows:
        connection.execute(insert(conflict), rows)
    return len(rows)


def emails_of(book: Book, found: Resolution, people: Ints) -> Mapping[int, list[tuple[str, str]]]:
    """The addresses of these people as (matched, as given), the earliest first."""
    told: dict[int, list[tuple[str, str]]] = {}
    owned = found.owned.get("email")
    if owned is None:
        return told
    theirs = np.flatnonzero(np.isin(owned.profiles, people))
    theirs = theirs[np.argsort(owned.first_links[theirs], kind="stable")]
    values, given = book.values["email"], book.given["email"]
    for code, profile in zip(owned.codes[theirs].tolist(), owned.profiles[theirs].tolist(), strict=True):
        told.setdefault(profile, []).append((values[code], given[code]))
    return told
