"""Addresses that may never be mailed again: by what their owners did, and by lists that say so."""

from collections.abc import Callable
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, Text, and_, func, insert, or_, select, type_coerce

from app.ingest import linkstore
from app.ingest.folding import addresses_of
from app.ingest.gather import Gathered
from app.ingest.identity import NOBODY
from app.ingest.linkstore import among
from app.ingest.outcome import Outcome, distinct, none
from app.ingest.report import ImportReport
from app.ingest.words import SUPPRESSING
from storage.models import event, event_name, link, suppression

Ints = NDArray[np.int64]
Addresses = Callable[[int], str | None]
_REASONS = {"unsubscribed": "unsubscribed", "marked_as_spam": "marked_as_spam", "bounced_email": "hard_bounce"}
_BY_CHANNEL = {"email": "email", "sms": "phone", "phone": "phone"}
_ROWS = 10_000

Row = dict[str, Any]


def suppressing(events: pa.Table) -> pa.Table:
    """The events after which an address may not be mailed: link_id, name, at and, if anybody's, profile_id."""
    names = events.column("name")
    ending = pc.is_in(names, value_set=pa.array([name for name in SUPPRESSING if name != "bounced_email"]))
    if "kind" in events.column_names:
        hard = pc.and_(pc.equal(names, "bounced_email"), pc.fill_null(pc.equal(events.column("kind"), "hard"), False))
        ending = pc.or_(ending, hard)
    names_of = [name for name in ("link_id", "name", "at", "profile_id") if name in events.column_names]
    return events.select(names_of).filter(ending)


def by_events(
    connection: Connection, batch: int, found: pa.Table | None, stated: Addresses, outcome: Outcome, known: Ints
) -> list[Row]:
    """Rows for the addresses of those who said no, and those that people who said no have got since.

    `stated` tells the addresses that a link of the file names, `known` are the people whom the file touched and the
    project knew.
    """
    rows: list[Row] = []
    if found is not None and found.num_rows:
        addresses = _addresses_of_rows(connection, found, stated, outcome)
        for one, theirs in zip(found.to_pylist(), addresses, strict=True):
            rows += [_row("email", address, _REASONS[one["name"]], one["at"], batch, None) for address in theirs]
        rows.sort(key=lambda row: row["at"])
    return rows + _without_address(connection, batch, outcome, known)


def _row(channel: str, address: str, reason: str, at: int | None, batch: int, source: str | None) -> Row:
    return {
        "channel": channel, "address": address, "reason": reason, "at": at, "batch_id": batch, "source": source,
    }  # fmt: skip


def listed(connection: Connection, rows: list[Row]) -> list[Row]:
    """Those of the rows whose address is not on the list yet, each address once."""
    if not rows:
        return []
    known = {(channel, address) for channel, address in connection.execute(_LISTED)}
    fresh: dict[tuple[str, str], Row] = {}
    for row in rows:
        if (pair := (row["channel"], row["address"])) not in known:
            fresh.setdefault(pair, row)
    return list(fresh.values())


def write(connection: Connection, rows: list[Row]) -> None:
    """Put rows on the list."""
    for start in range(0, len(rows), _ROWS):
        connection.execute(insert(suppression), rows[start : start + _ROWS])


def _addresses_of_rows(connection: Connection, found: pa.Table, stated: Addresses, outcome: Outcome) -> list[list[str]]:
    """The address that each row's link states, else all that its person has."""
    named = [stated(number) for number in found.column("link_id").to_pylist()]
    people = found.column("profile_id").to_pylist() if "profile_id" in found.column_names else [None] * len(named)
    silent = {person for address, person in zip(named, people, strict=True) if address is None and person}
    owned = addresses_of(connection, outcome, np.array(sorted(silent), dtype=np.int64)) if silent else {}
    return [
        [address] if address is not None else [value for value, _ in owned.get(person, [])]
        for address, person in zip(named, people, strict=True)
    ]


def _without_address(connection: Connection, batch: int, outcome: Outcome, known: Ints) -> list[Row]:
    """Of the people whom this import touched and the project knew: who once said no in a row without an address."""
    ever = select(func.count()).select_from(event_name).where(event_name.c.name.in_(SUPPRESSING))
    if not len(known) or not connection.scalar(ever):
        return []
    no = or_(
        event.c.name.in_([name for name in SUPPRESSING if name != "bounced_email"]),
        and_(event.c.name == "bounced_email", event.c.kind == "hard"),
    )
    columns = (event.c.link_id, event.c.profile_id, event.c.name, event.c.at, type_coerce(link.c.identifiers, Text))
    question = select(*columns).join(link, link.c.id == event.c.link_id).where(no)
    moved = outcome.moved
    told: list[Any] = []
    # By link too, for what waited for somebody is in nobody's name yet.
    for numbers, column in ((known, event.c.profile_id), (moved.links, event.c.link_id)):
        with among(connection, numbers) as chosen:
            told += connection.execute(question.where(chosen(column))).all() if len(numbers) else []
    people = moved.now(
        np.array([row[0] for row in told], dtype=np.int64), np.array([row[1] or NOBODY for row in told], dtype=np.int64)
    )
    silent = [
        (person, row[2], row[3])
        for person, row in zip(people.tolist(), told, strict=True)
        if not any(kind == "email" for kind, _, _ in orjson.loads(row[4]))
    ]
    mine = np.intersect1d(np.array([person for person, _, _ in silent], dtype=np.int64), known)
    owned = addresses_of(connection, outcome, mine) if len(mine) else {}
    return [
        _row("email", address, _REASONS[name], at, batch, None)
        for person, name, at in silent
        for address, _ in owned.get(person, [])
    ]


def by_list(connection: Connection, batch: int, found: Gathered, report: ImportReport) -> list[Row]:
    """Rows for the addresses of a list; a row that names somebody otherwise stands for all the addresses they have."""
    facts = found.facts.to_pylist()
    people = _people_named(connection, found)
    rows, wanted = [], []
    stated = {kind: _stated(found, kind) for kind in ("email", "phone")}
    for place, fact in enumerate(facts):
        address = stated[_BY_CHANNEL.get(fact["channel"], "email")][place]
        addresses = people.get(place, []) if address is None else [address]
        rows += [_row(fact["channel"], one, fact["reason"], fact["at"], batch, fact["source"]) for one in addresses]
        wanted.append([(fact["channel"], one) for one in addresses])
    known = {(channel, address) for channel, address in connection.execute(_LISTED)}
    report.duplicates = sum(bool(pairs) and all(pair in known for pair in pairs) for pairs in wanted)
    return rows


_LISTED = select(suppression.c.channel, suppression.c.address)


def _stated(found: Gathered, kind: str) -> list[str | None]:
    """What each row says of one kind."""
    links = found.links
    if kind not in links.codes:
        return [None] * len(found.lines)
    codes = links.codes[kind][links.of_row]
    return list(links.values[kind].take(pa.array(codes, mask=codes < 0)).to_pylist())


def _people_named(connection: Connection, found: Gathered) -> dict[int, list[str]]:
    """For rows without an address: the addresses of the person whom their highest identifier names."""
    silent = np.array([place for place, said in enumerate(_stated(found, "email")) if said is None], dtype=np.int64)
    links = found.links
    if not len(silent):
        return {}
    owners = linkstore.owners(connection, links.values)
    named = np.full(len(silent), NOBODY, dtype=np.int64)
    for kind in links.kinds:
        codes = links.codes[kind][links.of_row[silent]]
        here = np.where(codes >= 0, np.append(owners[kind], NOBODY)[codes], NOBODY)
        named = np.where(named == NOBODY, here, named)
    people = distinct(named[named != NOBODY])
    owned = addresses_of(connection, Outcome(none(), pa.table({}), 0), people)
    return {
        place: [value for value, _ in owned.get(person, [])]
        for place, person in zip(silent.tolist(), named.tolist(), strict=True)
        if person != NOBODY
    }
