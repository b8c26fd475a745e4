"""Addresses that may never be mailed again.

Facts are kept for good: an address that a row said no of stands on the list, and whoever was named without one is a
refusal. What follows from refusals (every address of that person, whichever row gave it) is worked out anew from all
that is known whenever any of it changes, so that the order of imports decides nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import orjson
import pyarrow.compute as pc
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, or_, select, update

from app.ingest.facts.collected import CollectedFacts
from app.ingest.facts.suppressed_rows import KIND_OF
from app.ingest.identity import owners
from app.ingest.identity.idle import standing
from app.ingest.identity.profile_changes import Outcome
from app.ingest.kinds import erased_addresses
from storage.file.models import refusal, suppression

BOUNCED = "hard_bounce"
"""The reason of an address that takes no mail; every other reason is somebody's wish."""

Row = dict[str, Any]
Place = tuple[str, str]
"""A channel and an address."""
_ASKED_BY_NAME = 5_000
_ROWS = 10_000


@dataclass(slots=True)
class Barred:
    """What changes of the list: rows that are new, those that a file states now, those of bounces that somebody wished
    too, those that no longer follow, and the refusals that are new; `added` counts the addresses on it since."""

    rows: list[Row] = field(default_factory=list)
    stated: list[Place] = field(default_factory=list)
    wished: list[Row] = field(default_factory=list)
    gone: list[Place] = field(default_factory=list)
    again: list[tuple[str, str]] = field(default_factory=list)
    """Addresses of people who were erased, as kind and matched form."""
    refusals: list[Row] = field(default_factory=list)
    added: int = 0


def find(connection: Connection, batch: int, found: CollectedFacts | None, outcome: Outcome, first: int) -> Barred:
    """What a file (its links numbered from `first`), or its being taken back, changes of the list, unwritten."""
    barred = Barred()
    wanted = _stated(found, batch) if found else {}
    if found:
        barred.again = erased_addresses.found_again(connection, found)
        wanted = erased_addresses.rows(barred.again, batch) | wanted
    known = _known(connection, wanted)
    for place, row in wanted.items():
        if place not in known:
            barred.rows.append(row)
            continue
        # What only followed from a refusal is stated now, and stays when the refusal goes.
        if known[place].derived:
            barred.stated.append(place)
        if known[place].by_hand or known[place].reason == BOUNCED != row["reason"]:
            # What a file states too is the file's: whoever lifts what was set by hand does not lift that.
            barred.wished.append(row)
    barred.refusals = _silent(connection, found, batch) if found else []
    kept = [dict(row._mapping) for row in connection.execute(select(refusal).order_by(refusal.c.id))]
    derived = _known(connection, None)
    if kept or barred.refusals or derived:
        follows = _follows(connection, [*kept, *barred.refusals], outcome, found, first)
        standing = _known(connection, follows)
        fresh = {(row["channel"], row["address"]) for row in barred.rows}
        barred.rows += [row for place, row in follows.items() if place not in standing and place not in fresh]
        barred.gone = [place for place in derived if place not in follows and place not in barred.stated]
    barred.added = len(barred.rows)
    return barred


def write(connection: Connection, barred: Barred) -> None:
    """Bring the list to what was found."""
    for table, rows in ((refusal, barred.refusals), (suppression, barred.rows)):
        for start in range(0, len(rows), _ROWS):
            connection.execute(insert(table), rows[start : start + _ROWS])
    for places, change in (
        (barred.gone, delete(suppression)),
        (barred.stated, update(suppression).values(derived=False)),
    ):
        for start in range(0, len(places), _ASKED_BY_NAME):
            connection.execute(change.where(_among(places[start : start + _ASKED_BY_NAME])))
    erased_addresses.settle(connection)
    if barred.wished:
        # Whoever refuses at one address refuses at all; an address that bounced says nothing of others.
        there = and_(suppression.c.channel == bindparam("of"), suppression.c.address == bindparam("whose"))
        told: Row = {name: bindparam(f"new_{name}") for name in ("reason", "at", "source", "batch_id")}
        rows = [
            {"of": row["channel"], "whose": row["address"]} | {f"new_{name}": row[name] for name in told}
            for row in barred.wished
        ]
        connection.execute(update(suppression).where(there).values(**told), rows)


def _among(places: list[Place]) -> ColumnElement[bool]:
    by_channel: dict[str, list[str]] = {}
    for channel, address in places:
        by_channel.setdefault(channel, []).append(address)
    return or_(
        *(
            and_(suppression.c.channel == channel, suppression.c.address.in_(addresses))
            for channel, addresses in by_channel.items()
        )
    )


class _Listed(NamedTuple):
    """Why an address is on the list, whether that only follows from something else, and whether somebody set it."""

    reason: str
    derived: bool
    by_hand: bool


def _known(connection: Connection, wanted: Iterable[Place] | None) -> dict[Place, _Listed]:
    """Of the wanted addresses those that are on the list; without any, all that only follow."""
    question = select(suppression)
    if wanted is None:
        told = connection.execute(question.where(suppression.c.derived))
    else:
        places = list(wanted)
        if not places:
            return {}
        # Above so many the whole list is read, rather than asked for by name.
        told = connection.execute(question.where(_among(places)) if len(places) < _ASKED_BY_NAME else question)
    return {(row.channel, row.address): _Listed(row.reason, bool(row.derived), row.batch_id is None) for row in told}


def _stated(found: CollectedFacts, batch: int) -> dict[Place, Row]:
    """The addresses that rows say no of, each with the first that says so, a bounce only where nobody else does."""
    noes = found.noes
    # The earliest first, so that the list tells since when; undated ones come last.
    noes = noes.filter(pc.is_valid(noes.column("address"))).sort_by([("at", "ascending"), ("line", "ascending")])
    places: dict[Place, Row] = {}
    columns = (noes.column(name).to_pylist() for name in ("channel", "address", "reason", "at", "source"))
    for channel, address, reason, at, source in zip(*columns, strict=True):
        before = places.get((channel, address))
        if before is None or before["reason"] == BOUNCED != reason:
            places[channel, address] = {
                "channel": channel, "address": address, "reason": reason, "at": at, "batch_id": batch, "source": source,
                "derived": False,
            }  # fmt: skip
    return places


def _silent(connection: Connection, found: CollectedFacts, batch: int) -> list[Row]:
    """The rows that say no of somebody whom they name without an address, as far as that is news."""
    noes = found.noes
    noes = noes.filter(pc.is_valid(noes.column("identifiers"))).sort_by([("at", "ascending"), ("line", "ascending")])
    if not noes.num_rows:
        return []
    kept = {
        (row.channel, row.identifiers) for row in connection.execute(select(refusal.c.channel, refusal.c.identifiers))
    }
    rows: dict[Place, Row] = {}
    columns = (noes.column(name).to_pylist() for name in ("channel", "identifiers", "reason", "at", "source"))
    for channel, identifiers, reason, at, source in zip(*columns, strict=True):
        if (channel, identifiers) not in kept:
            rows.setdefault((channel, identifiers), {
                "channel": channel, "identifiers": identifiers, "reason": reason, "at": at, "batch_id": batch,
                "source": source,
            })  # fmt: skip
    return list(rows.values())


def _follows(
    connection: Connection, refusals: list[Row], outcome: Outcome, found: CollectedFacts | None, first: int
) -> dict[Place, Row]:
    """Every address of those who refused, with the first of the refusals that it follows from."""
    idle, rank = owners.idle_pairs(connection, outcome), standing(connection).rank
    # Whom a row names by what is one person's counts before whom it names by what many share.
    named = [
        sorted(
            ((kind, value) for kind, value, *_ in orjson.loads(row["identifiers"])),
            key=lambda pair: (pair in idle, rank(pair[0])),
        )
        for row in refusals
    ]
    links = found.links if found else None
    people = owners.people_of(connection, {pair for pairs in named for pair in pairs}, outcome, links, first)
    # Of a row that names several the highest that is known counts: it is this person's.
    whose = [next((people[pair] for pair in pairs if people.get(pair)), frozenset()) for pairs in named]
    everyone = np.array(sorted({person for one in whose for person in one}), dtype=np.int64)
    kinds = {KIND_OF[row["channel"]] for row in refusals if row["channel"] in KIND_OF}
    addresses = {kind: owners.held_by(connection, everyone, kind, outcome) for kind in kinds}
    places: dict[Place, Row] = {}
    for row, those in zip(refusals, whose, strict=True):
        for person in those:
            for address in addresses[KIND_OF[row["channel"]]].get(person, ()):
                places.setdefault((row["channel"], address), {
                    "channel": row["channel"], "address": address, "reason": row["reason"], "at": row["at"],
                    "batch_id": row["batch_id"], "source": row["source"], "derived": True,
                })  # fmt: skip
    return places


def listed_already(connection: Connection, found: CollectedFacts) -> int:
    """How many rows of a list say nothing new: their addresses stand on it, or they were refused so before."""
    noes = found.noes
    stated = _known(connection, _stated(found, 0))
    refused = {
        (row.channel, row.identifiers) for row in connection.execute(select(refusal.c.channel, refusal.c.identifiers))
    }
    news: dict[int, bool] = {}
    columns = (noes.column(name).to_pylist() for name in ("line", "channel", "address", "identifiers"))
    for line, channel, address, identifiers in zip(*columns, strict=True):
        standing = stated.get((channel, address))
        old = (
            standing is not None and not standing.derived if address is not None else (channel, identifiers) in refused
        )
        news[line] = news.get(line, False) or not old
    return sum(not fresh for fresh in news.values())
