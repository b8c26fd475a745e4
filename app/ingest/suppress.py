"""Addresses that may never be mailed again: by what their owners did, and by lists that say so."""

from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, Text, and_, func, or_, select, type_coerce
from sqlalchemy.dialects.sqlite import insert as upsert

from app.ingest import temporary
from app.ingest.gather import Gathered
from app.ingest.people import Change
from app.ingest.report import ImportReport
from app.ingest.words import SUPPRESSING
from storage.models import event, identifier, link, suppression

_REASONS = {"unsubscribed": "unsubscribed", "marked_as_spam": "marked_as_spam", "bounced_email": "hard_bounce"}
_BY_CHANNEL = {"email": "email", "sms": "phone", "phone": "phone"}
_ROWS = 10_000

Row = dict[str, Any]


def suppressing(events: pa.Table) -> pa.Table:
    """The events after which an address may not be mailed: link_id, name and at."""
    names = events.column("name")
    ending = pc.is_in(names, value_set=pa.array([name for name in SUPPRESSING if name != "bounced_email"]))
    if "kind" in events.column_names:
        hard = pc.and_(pc.equal(names, "bounced_email"), pc.fill_null(pc.equal(events.column("kind"), "hard"), False))
        ending = pc.or_(ending, hard)
    return events.select(["link_id", "name", "at"]).filter(ending)


def by_events(connection: Connection, batch: int, found: pa.Table | None, change: Change) -> int:
    """Suppress the addresses of those who said no, and those that people who said no have got since."""
    rows: list[Row] = []
    if found is not None and found.num_rows:
        addresses = _addresses_of_links(connection, set(found.column("link_id").to_pylist()))
        for one in found.sort_by("at").to_pylist():
            reason = _REASONS[one["name"]]
            rows += [_row("email", address, reason, one["at"], batch, None) for address in addresses[one["link_id"]]]
    rows += _without_address(connection, batch, change)
    return _add(connection, rows)


def _row(channel: str, address: str, reason: str, at: int | None, batch: int, source: str | None) -> Row:
    return {
        "channel": channel, "address": address, "reason": reason, "at": at, "batch_id": batch, "source": source,
    }  # fmt: skip


def _add(connection: Connection, rows: list[Row]) -> int:
    """Put rows on the list; what stands there already stays as it is. Returns how many are new."""
    before = connection.scalar(select(func.count()).select_from(suppression)) or 0
    for start in range(0, len(rows), _ROWS):
        connection.execute(upsert(suppression).on_conflict_do_nothing(), rows[start : start + _ROWS])
    return int((connection.scalar(select(func.count()).select_from(suppression)) or 0) - before)


def _addresses_of_links(connection: Connection, links: set[int]) -> dict[int, list[str]]:
    """The address that each link states, else all that its person has."""
    table = temporary.numbers_table(connection, links)
    told: dict[int, list[str]] = {}
    silent: dict[int, int] = {}
    columns = (link.c.id, link.c.profile_id, type_coerce(link.c.identifiers, Text))
    for number, person, text in connection.execute(select(*columns).join(table, table.c.number == link.c.id)):
        stated = [value for kind, value, _ in orjson.loads(text) if kind == "email"]
        told[number] = stated
        if not stated and person:
            silent[number] = person
    if silent:
        owned = _emails_of(connection, set(silent.values()))
        told |= {number: owned.get(person, []) for number, person in silent.items()}
    return told


def _emails_of(connection: Connection, people: set[int]) -> dict[int, list[str]]:
    table = temporary.numbers_table(connection, people)
    question = select(identifier.c.profile_id, identifier.c.value).where(
        identifier.c.kind == "email", identifier.c.profile_id.in_(select(table.c.number))
    )
    found: dict[int, list[str]] = {}
    for person, address in connection.execute(question):
        found.setdefault(person, []).append(address)
    return found


def _without_address(connection: Connection, batch: int, change: Change) -> list[Row]:
    """Of the people whom this import touched and the project knew: who once said no in a row without an address."""
    known = change.affected - change.added
    if not known:
        return []
    table = temporary.numbers_table(connection, known)
    no = or_(
        event.c.name.in_([name for name in SUPPRESSING if name != "bounced_email"]),
        and_(event.c.name == "bounced_email", event.c.kind == "hard"),
    )
    question = (
        select(event.c.profile_id, event.c.name, event.c.at, type_coerce(link.c.identifiers, Text))
        .join(link, link.c.id == event.c.link_id)
        .where(event.c.profile_id.in_(select(table.c.number)), no)
    )
    silent = [
        (person, name, at)
        for person, name, at, text in connection.execute(question)
        if not any(kind == "email" for kind, _, _ in orjson.loads(text))
    ]
    owned = _emails_of(connection, {person for person, _, _ in silent}) if silent else {}
    return [
        _row("email", address, _REASONS[name], at, batch, None)
        for person, name, at in silent
        for address in owned.get(person, [])
    ]


def by_list(connection: Connection, batch: int, found: Gathered, report: ImportReport) -> None:
    """Suppress the addresses of a list; rows that name somebody otherwise stand for all the addresses they have."""
    facts = found.facts.to_pylist()
    people = _people_named(connection, found)
    rows, wanted = [], []
    for place, fact in enumerate(facts):
        kind = _BY_CHANNEL.get(fact["channel"], "email")
        addresses = _stated(found, place, kind) or people.get(place, [])
        rows += [
            _row(fact["channel"], address, fact["reason"], fact["at"], batch, fact["source"]) for address in addresses
        ]
        wanted.append([(fact["channel"], address) for address in addresses])
    known = {(channel, address) for channel, address in connection.execute(_LISTED)}
    report.duplicates = sum(bool(pairs) and all(pair in known for pair in pairs) for pairs in wanted)
    report.suppressed = _add(connection, rows)


_LISTED = select(suppression.c.channel, suppression.c.address)


def _stated(found: Gathered, place: int, kind: str) -> list[str]:
    links = found.links
    if kind not in links.codes:
        return []
    code = int(links.codes[kind][links.of_row[place]])
    return [links.values[kind][code]] if code >= 0 else []


def _people_named(connection: Connection, found: Gathered) -> dict[int, list[str]]:
    """For rows without an address: the addresses of the person whom their highest identifier names."""
    silent = [place for place in range(len(found.lines)) if not _stated(found, place, "email")]
    if not silent:
        return {}
    owners = {
        (str(kind), str(value)): int(person)
        for kind, value, person in connection.execute(
            select(identifier.c.kind, identifier.c.value, identifier.c.profile_id)
        )
    }
    named = {place: _named(found, place, owners) for place in silent}
    emails = _emails_of(connection, {person for person in named.values() if person})
    return {place: emails.get(person, []) for place, person in named.items() if person}


def _named(found: Gathered, place: int, owners: dict[tuple[str, str], int]) -> int | None:
    for kind in found.links.kinds:
        for value in _stated(found, place, kind):
            if (kind, value) in owners:
                return owners[kind, value]
    return None
