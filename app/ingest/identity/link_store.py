"""The links of a project: read back whole, and a file's own as the store keeps them."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Text, and_, func, or_, select, type_coerce

from app.domain.names import ANONYMOUS
from app.ingest.facts.collected import FileLinks
from app.ingest.identity import idle
from app.ingest.identity.forest import Links
from app.ingest.identity.idle import Idle
from app.ingest.identity.profile_changes import alike
from app.ingest.identity.resolution import NOBODY
from app.ingest.readers import json_columns
from storage import bulk
from storage.file.models import identifier, link, profile

Ints = NDArray[np.int64]
# Up to so many values stand in the statement itself, of which SQLite as it comes takes 32,766; more are lent as a
# table.
_ASKED_BY_NAME = 5_000
# So many links are some 20 MB of JSON: all at once would lie in memory twice, and Arrow's text has offsets of 32 bits.
_PARSED = 200_000
_NO_WHERE: ColumnElement[bool] = link.c.id > 0
NAMELESS = "[]"
"""The identifiers of a link of rows that name nobody, but an order."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Links as the store has them, in their order: what identity takes, and each one's batch, line and profile.

    `given[kind]` says how each of `links.values[kind]` was first written.
    """

    links: Links
    batches: Ints
    lines: Ints
    profiles: Ints
    given: Mapping[str, pa.Array]


def read(connection: Connection, where: ColumnElement[bool] = _NO_WHERE, *, whole: bool = False) -> Stored:
    """Links of the project, in their order; with `whole` they have the identifiers too that join nobody.

    Without those that show none at all, which say nothing of who is who.
    """
    shown = type_coerce(link.c.identifiers, Text)
    columns = (link.c.id, link.c.batch_id, link.c.row, link.c.profile_id, shown)
    question = select(*columns).where(where, shown != NAMELESS).order_by(link.c.id)
    found = bulk.fetch(connection, question, [*[pa.int64()] * 4, pa.string()])
    rows, kinds, values, given = _parsed(found.column("4"))
    codes: dict[str, Ints] = {}
    named: dict[str, pa.Array] = {}
    written: dict[str, pa.Array] = {}
    for kind in pc.unique(kinds).to_pylist():
        here = np.flatnonzero(np.asarray(pc.equal(kinds, kind)))
        # Each value once, and numbers for the rest: a million links name far fewer people.
        encoded = values.take(pa.array(here)).dictionary_encode()
        theirs = np.asarray(encoded.indices, dtype=np.int64)
        codes[kind] = np.full(found.num_rows, -1, dtype=np.int64)
        codes[kind][rows[here]] = theirs
        named[kind] = encoded.dictionary
        written[kind] = given.take(pa.array(here[firsts(theirs, len(encoded.dictionary))]))
    profiles = np.asarray(pc.fill_null(found.column("3"), NOBODY), dtype=np.int64)
    rules = idle.standing(connection)
    links = Links(np.asarray(found.column("0"), dtype=np.int64), codes, named, rules.rank)
    stored = Stored(links, np.asarray(found.column("1")), np.asarray(found.column("2")), profiles, written)
    return stored if whole else without(stored, idle.known(connection, links, rules))


def without(stored: Stored, what: Idle) -> Stored:
    """The links as if no row had shown what joins nobody."""
    if not what.any:
        return stored
    given = dict(stored.given)
    for kind, written in stored.given.items():
        if (flags := what.of(kind)).any():
            given[kind] = written.filter(pa.array(~flags))
    return replace(stored, links=idle.without(stored.links, what), given=given)


@dataclass(frozen=True, slots=True)
class Arriving:
    """The links of a file on its way into the project, numbered from `first`, all of which are of `batch`."""

    links: FileLinks
    batch: int
    first: int


def joined(stored: Stored, arriving: Arriving) -> Stored:
    """The stored links and behind them those of a file, whose are nobody's yet."""
    new, known = arriving.links, len(stored.profiles)
    codes: dict[str, Ints] = {}
    values: dict[str, pa.Array] = {}
    given: dict[str, pa.Array] = {}
    for kind in {*stored.links.codes, *new.codes}:
        old = stored.links.values.get(kind, pa.array([], pa.string()))
        theirs = new.values.get(kind, old.slice(0, 0))
        # Known values keep their numbers, so that the stored links' codes stay as they are.
        fresh = pa.array(np.asarray(pc.invert(pc.is_in(theirs, value_set=old))))
        values[kind] = pa.concat_arrays([old, theirs.filter(fresh)])
        before = stored.links.codes.get(kind, np.full(known, -1, dtype=np.int64))
        after = np.full(new.count, -1, dtype=np.int64)
        if kind in new.codes:
            # The place behind the last holds -1, so that a code of -1 (none) finds it there.
            at = np.append(np.asarray(pc.index_in(theirs, value_set=values[kind]), dtype=np.int64), -1)
            after = at[new.codes[kind]]
            said = pc.coalesce(new.given[kind].take(pa.array(firsts(new.codes[kind], len(theirs)))), theirs)
            given[kind] = pa.concat_arrays([stored.given.get(kind, old), said.filter(fresh)])
        else:
            given[kind] = stored.given[kind]
        codes[kind] = np.concatenate([before, after])
    ids = np.concatenate([stored.links.ids, np.arange(arriving.first, arriving.first + new.count, dtype=np.int64)])
    return Stored(
        Links(ids, codes, values, stored.links.rank),
        np.append(stored.batches, np.full(new.count, arriving.batch, dtype=np.int64)),
        np.append(stored.lines, new.lines),
        np.append(stored.profiles, np.full(new.count, NOBODY, dtype=np.int64)),
        given,
    )


def anonymous(connection: Connection) -> Stored:
    """The links that show a cookie or a device."""
    return read(connection, shows_anonymous())


def any_anonymous(connection: Connection, found: FileLinks) -> bool:
    """Whether a file or the project shows a cookie or a device."""
    if not ANONYMOUS.isdisjoint(found.codes):
        return True
    return connection.scalar(select(link.c.id).where(shows_anonymous()).limit(1)) is not None


def shows_anonymous() -> ColumnElement[bool]:
    """The condition that a link shows a cookie or a device."""
    # A quote inside a value is escaped in JSON, so that this can only be a kind.
    text = type_coerce(link.c.identifiers, Text)
    return or_(*(func.instr(text, f'["{kind}"') > 0 for kind in sorted(ANONYMOUS)))


def of(connection: Connection, people: Ints | None, waiting: Ints | None = None, *, whole: bool = False) -> Stored:
    """The links of these people, and those of nobody that have these numbers; all where no people are named.

    `whole` is as in `read`.
    """
    if people is None:
        return read(connection, whole=whole)
    with among(connection, people) as chosen:
        if waiting is None or not len(waiting):
            return read(connection, chosen(link.c.profile_id), whole=whole)
        with among(connection, waiting) as further:
            return read(connection, or_(chosen(link.c.profile_id), further(link.c.id)), whole=whole)


def _parsed(texts: pa.ChunkedArray) -> tuple[Ints, pa.Array, pa.Array, pa.Array]:
    """The identifiers of all links one after another: the place of the link, the kind, the value, the text as given."""
    rows, words = [np.zeros(0, dtype=np.int64)], [pa.array([], pa.string())]
    schema = pa.schema([("i", pa.list_(pa.list_(pa.string())))])
    for start in range(0, len(texts), _PARSED):
        # Arrow reads objects only: each list becomes one.
        lines = pc.binary_join_element_wise('{"i":', texts.slice(start, _PARSED).combine_chunks(), "}", "")
        found = json_columns.read(lines, schema).column("i").combine_chunks()
        rows.append(np.repeat(np.arange(start, start + len(found)), np.asarray(pc.list_value_length(found))))
        words.append(found.flatten().flatten())
    flat = pa.concat_arrays(words)
    # Flattened twice the lists are one row of words: kind, value, as given, and again.
    picks = [pa.array(np.arange(place, len(flat), 3)) for place in range(3)]
    kinds, values, given = (flat.take(pick) for pick in picks)
    return np.concatenate(rows).astype(np.int64), kinds, values, given


def firsts(codes: Ints, size: int) -> Ints:
    """For each code the place where it first stands (0 where it does not)."""
    found = np.zeros(size, dtype=np.int64)
    # Written from the last to the first, so that the first stays.
    said = np.flatnonzero(codes >= 0)[::-1]
    found[codes[said]] = said
    return found


def next_link(connection: Connection) -> int:
    """A number for a new link that is higher than any that was used and is still referred to, as a profile's too."""
    return max(int(connection.scalar(select(func.max(table.c.id))) or 0) for table in (link, profile)) + 1


def owners(connection: Connection, values: Mapping[str, pa.Array]) -> dict[str, Ints]:
    """Per kind whom each of these distinct identifiers belongs to, NOBODY where it is not known."""
    found: dict[str, Ints] = {}
    for kind, wanted in values.items():
        mine = identifier.c.kind == kind
        if len(wanted) < _ASKED_BY_NAME:
            question = select(identifier.c.value, identifier.c.profile_id)
            told = bulk.fetch(
                connection, question.where(mine, identifier.c.value.in_(wanted.to_pylist())), _VALUE_AND_OWNER
            )
        elif len(wanted) * 4 > (connection.scalar(select(func.count()).select_from(identifier).where(mine)) or 0):
            # Reading them all takes less time than looking up every fourth.
            told = bulk.fetch(
                connection, select(identifier.c.value, identifier.c.profile_id).where(mine), _VALUE_AND_OWNER
            )
        else:
            told = _looked_up(connection, kind, wanted)
        found[kind] = _aligned(wanted, told)
    return found


_VALUE_AND_OWNER = (pa.string(), pa.int64())


def _looked_up(connection: Connection, kind: str, wanted: pa.Array) -> pa.Table:
    with bulk.lent(connection, pa.table({"value": wanted})) as table:
        question = select(identifier.c.value, identifier.c.profile_id)
        same = and_(identifier.c.kind == kind, identifier.c.value == table.c.value)
        return bulk.fetch(connection, question.select_from(table.join(identifier, same)), _VALUE_AND_OWNER)


def _aligned(wanted: pa.Array, told: pa.Table) -> Ints:
    if not told.num_rows:
        return np.full(len(wanted), NOBODY, dtype=np.int64)
    at = pc.index_in(wanted, value_set=told.column("0").combine_chunks())
    return np.asarray(pc.fill_null(told.column("1").combine_chunks().take(at), NOBODY), dtype=np.int64)


def identifier_json(found: FileLinks) -> pa.Array:
    """Each link's identifiers as the store keeps them: [[kind, value, as given], …], the highest first."""
    if not found.codes:
        return pa.array([NAMELESS] * found.count, pa.string())
    pieces = []
    for kind in found.kinds:
        # A null for a place gives a null; -1 would be out of bounds.
        value = found.values[kind].take(pa.array(found.codes[kind], mask=found.codes[kind] < 0))
        pieces.append(json_columns.triples(kind, value, pc.coalesce(found.given[kind], value)))
    return json_columns.lists(pieces)


def table_of(found: FileLinks, first: int, batch: int, profiles: Ints) -> pa.Table:
    """A file's links as the store keeps them, numbered from `first`."""
    return pa.table(
        {
            "id": pa.array(np.arange(first, first + found.count, dtype=np.int64)),
            "batch_id": alike(batch, found.count),
            "row": pa.array(found.lines),
            "profile_id": nullable(profiles),
            "identifiers": identifier_json(found),
        }
    )


def nullable(profiles: Ints) -> pa.Array:
    """Profile numbers with null for nobody."""
    return pa.array(profiles, mask=profiles == NOBODY)


@contextlib.contextmanager
def among(connection: Connection, numbers: Ints) -> Iterator[Callable[[ColumnElement[int]], ColumnElement[bool]]]:
    """What makes the condition that a column holds one of these numbers, however many there are."""
    if len(numbers) < _ASKED_BY_NAME:
        some = numbers.tolist()
        yield lambda column: column.in_(some)
    else:
        with bulk.lent(connection, pa.table({"number": pa.array(numbers)})) as table:
            yield lambda column: column.in_(select(table.c.number))
