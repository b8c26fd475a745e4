"""What a transaction touched of what the mirror shows, noted by triggers of its own connection.

So no writer can forget to say it, and a mirror can be caught up by a few people or the new events alone.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from storage.file.permissions import IDLE, OF_IDLE, SHARED, owner_join, said_of_idle

MOST_PEOPLE = 20_000
"""More people than this are not listed: making them all again costs about as little."""

_MOST_RANGES = 20_000
"""Events in more pieces than this are not listed: the log of commits would grow by them."""

_PERSON_OF = {
    "profile": "id", "identifier": "profile_id", "profile_row": "profile_id", "consent": "profile_id",
    "tag": "profile_id",
}  # fmt: skip
"""Tables of what the mirror says of people, each with the column that tells whom."""

_NUMBERED = ("event", *_PERSON_OF)
"""Tables whose new rows are told by their numbers."""


MOST_EVENTS = 500_000
"""More events than this are not noted one by one when they are changed or deleted: all are read again."""

REWRITES = {
    "events": ("event",),
    "scores": ("score_value", "score_row"),
    "tags": ("tag",),
    "memberships": ("membership",),
}
"""Kinds of change that may follow from another (people who are joined bring their events along), and their tables."""

_OTHERWISE = {
    ("membership", "UPDATE"): "WHEN old.left_at IS NOT NULL OR "
    "(old.id, old.segment_id, old.profile_id, old.entered_at) IS NOT "
    "(new.id, new.segment_id, new.profile_id, new.entered_at) OR "
    "NOT EXISTS (SELECT 1 FROM segment_refresh r WHERE r.segment_id = new.segment_id AND r.as_of = new.left_at "
    "AND r.id > (SELECT mark FROM footprint_marks WHERE name = 'segment_refresh'))"
}
"""Which changes of a table are no mere addition: that somebody left a segment is told by its refresh, which
is written first."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """Whom commits touched, None for too many to list; and of `REWRITES`, what they did more to than adding to it.

    `events` are the events that are other than before, gone or new, as ranges of their numbers (first and last), each
    after the other; where `rewritten` names them, any may be.
    """

    people: frozenset[int] | None = frozenset()
    rewritten: frozenset[str] = frozenset()
    events: tuple[tuple[int, int], ...] = ()

    def __or__(self, other: "Footprint") -> "Footprint":
        """That of both together."""
        known = self.people is not None and other.people is not None
        people = frozenset((*(self.people or ()), *(other.people or ()))) if known else None
        rewritten, events = self.rewritten | other.rewritten, _together((*self.events, *other.events))
        if len(events) > _MOST_RANGES:
            rewritten |= {"events"}
        return Footprint(
            people if people is None or len(people) <= MOST_PEOPLE else None,
            rewritten,
            () if "events" in rewritten else events,
        )

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of change that may have followed from what was stated, as in `REWRITES`."""
        return self.rewritten | ({"events"} if self.events else frozenset())

    def as_json(self) -> dict[str, Any]:
        """As the log of commits keeps it."""
        people = None if self.people is None else sorted(self.people)
        return {"people": people, "rewritten": sorted(self.rewritten), "events": [list(one) for one in self.events]}


def _together(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Ranges in order, those that meet or overlap as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


EVERYTHING = Footprint(None, frozenset(REWRITES))


def from_json(kept: dict[str, Any] | None) -> Footprint:
    """A footprint out of the log; of a commit that kept none, that of everything."""
    if not kept:
        return EVERYTHING
    rewritten = frozenset(kept["rewritten"])
    if "events" not in kept:
        # Of an older version, which did not tell which events.
        rewritten |= {"events"}
    people = None if kept["people"] is None else frozenset(kept["people"])
    return Footprint(people, rewritten, tuple((first, last) for first, last in kept.get("events", ())))


def watch(connection: Connection) -> None:
    """Begin to note what this transaction touches; the notes go with the connection."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
    for table in _NUMBERED:
        _watch_insertions(connection, table)


def _watch_insertions(connection: Connection, table: str) -> None:
    """Note the rows that come under numbers of earlier ones.

    Rows behind the mark are known by their numbers; where the last ones went, SQLite gives their numbers again. The
    mark is written out: to look it up for each of a million new rows takes as long as to write them.
    """
    if table == "event":
        note = "INSERT INTO footprint_events (number) VALUES (new.id);"
    else:
        note = _note("new", _PERSON_OF[table])
    connection.exec_driver_sql(
        f"CREATE TEMP TRIGGER {_insertions_of(table)} AFTER INSERT ON main.{table} "
        f"WHEN new.rowid <= {_mark(connection, table)} BEGIN {note} END"
    )


def _insertions_of(table: str) -> str:
    return f"footprint_{table}_insert"


def _mark(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT mark FROM footprint_marks WHERE name = '{table}'").scalar_one())


@contextlib.contextmanager
def appending(connection: Connection, table: str, first: int) -> Iterator[None]:
    """While rows come whose lowest number is `first`: behind the mark no trigger need look at each of them."""
    asked = f"SELECT count(*) FROM sqlite_temp_master WHERE name = '{_insertions_of(table)}'"
    watched = bool(connection.exec_driver_sql(asked).scalar_one()) and first > _mark(connection, table)
    if watched:
        connection.exec_driver_sql(f"DROP TRIGGER temp.{_insertions_of(table)}")
    yield
    if watched:
        _watch_insertions(connection, table)


def rewrote(connection: Connection, kind: str) -> None:
    """Note what adds rows of one of `REWRITES` to those of before, and is not what such a kind of change stands for."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO footprint_rewritten VALUES (?)", (kind,))


def of(connection: Connection, known: tuple[int, int] | None = None) -> Footprint:
    """What the transaction touched since it is watched.

    `known` are the first and last of new events that are left out as they came: those of them alone are told that were
    changed or deleted since.
    """
    run = connection.exec_driver_sql
    # Whose an address is is asked at the end: while rows come, its owner may not be there yet.
    run(f"INSERT OR IGNORE INTO footprint_people SELECT i.profile_id FROM footprint_addresses a JOIN {owner_join('a')}")
    # What was said of an address is its owner's, whoever's row said it.
    run(
        "INSERT OR IGNORE INTO footprint_people SELECT DISTINCT i.profile_id FROM consent c "
        f"JOIN {owner_join('c')} WHERE c.id > (SELECT mark FROM footprint_marks WHERE name = 'consent') "
        f"LIMIT {MOST_PEOPLE + 1}"
    )
    said = run(
        "SELECT EXISTS (SELECT 1 FROM footprint_addresses) OR EXISTS (SELECT 1 FROM consent WHERE id > "
        "(SELECT mark FROM footprint_marks WHERE name = 'consent'))"
    ).scalar_one()
    for table in ("consent", "suppression") if said else ():
        # They are few whom such a refusal concerns; which of them are news is not asked.
        run(
            f"INSERT OR IGNORE INTO footprint_people SELECT q.id FROM {IDLE} "
            f"JOIN {table} c ON {said_of_idle('c')} WHERE {OF_IDLE} LIMIT {MOST_PEOPLE + 1}"
        )
    for table, person in _PERSON_OF.items():
        # New rows are a range of numbers: a trigger for each of a million would cost more than this. The plus keeps the
        # index of people out, which would lead through everybody's rows.
        run(
            f"INSERT OR IGNORE INTO footprint_people SELECT DISTINCT +{person} FROM {table} "
            f"WHERE rowid > (SELECT mark FROM footprint_marks WHERE name = '{table}') LIMIT {MOST_PEOPLE + 1}"
        )
    if run("SELECT count(*) FROM footprint_people").scalar_one() <= MOST_PEOPLE:
        # A refusal of theirs counts too for an address that they share with its owner.
        run(
            f"INSERT OR IGNORE INTO footprint_people SELECT e.profile_id FROM {SHARED} "
            "JOIN footprint_people f ON f.person = q.id"
        )
    # One more than are listed tells that there are too many.
    people = [int(row[0]) for row in run(f"SELECT person FROM footprint_people LIMIT {MOST_PEOPLE + 1}")]
    rewritten = frozenset(row[0] for row in run("SELECT kind FROM footprint_rewritten"))
    told = frozenset(people) if len(people) <= MOST_PEOPLE else None
    return Footprint(told, rewritten) | _events_of(connection, known)


def _events_of(connection: Connection, known: tuple[int, int] | None) -> Footprint:
    """The events that were changed, deleted or written, but for those `known` that are as they came."""
    run = connection.exec_driver_sql
    if run("SELECT coalesce(max(place), 0) FROM footprint_events").scalar_one() > MOST_EVENTS:
        return Footprint(rewritten=frozenset({"events"}))
    # Numbers that follow one another lie as far apart as their places do.
    ranges = run(
        "SELECT min(number), max(number) FROM (SELECT number, number - row_number() OVER (ORDER BY number) AS stretch "
        "FROM (SELECT DISTINCT number FROM footprint_events)) GROUP BY stretch"
    )
    # The highest number by itself is read in one step; beside the mark all events would be gone through.
    new = run(
        "SELECT m.mark + 1, e.last FROM footprint_marks m, (SELECT max(id) AS last FROM event) e "
        "WHERE m.name = 'event' AND e.last > m.mark"
    )
    written = [part for first, last in new for part in _without(int(first), int(last), known)]
    return Footprint(events=_together((*((int(first), int(last)) for first, last in ranges), *written)))


def _without(first: int, last: int, known: tuple[int, int] | None) -> list[tuple[int, int]]:
    """What is left of a range of numbers without those `known`."""
    if known is None:
        return [(first, last)]
    parts = ((first, min(last, known[0] - 1)), (max(first, known[1] + 1), last))
    return [(start, end) for start, end in parts if start <= end]


def _statements() -> list[str]:
    # Temporary, as the triggers are: the file itself holds none, and one that it holds is a stranger's.
    made = [
        "CREATE TEMP TABLE footprint_people (person INTEGER PRIMARY KEY)",
        "CREATE TEMP TABLE footprint_addresses (channel TEXT, address TEXT)",
        "CREATE TEMP TABLE footprint_rewritten (kind TEXT PRIMARY KEY)",
        "CREATE TEMP TABLE footprint_marks (name TEXT PRIMARY KEY, mark INTEGER)",
        "CREATE TEMP TABLE footprint_events (place INTEGER PRIMARY KEY, number INTEGER)",
    ]
    for table in (*_NUMBERED, "segment_refresh"):
        # The number of a row that SQLite itself gives, of a tag too, which has none of its own.
        made.append(f"INSERT INTO footprint_marks SELECT '{table}', coalesce(max(rowid), 0) FROM {table}")
    for table, person in _PERSON_OF.items():
        made += _both(table, person)
    for event in ("UPDATE", "DELETE"):
        made.append(_trigger("event", event, "INSERT INTO footprint_events (number) VALUES (old.id);", "events", _FEW))
    for kind, tables in REWRITES.items():
        if kind == "events":
            continue
        note = f"INSERT OR IGNORE INTO footprint_rewritten VALUES ('{kind}');"
        made += [
            _trigger(table, event, note, "rewritten", _OTHERWISE.get((table, event), ""))
            for table in tables
            for event in ("UPDATE", "DELETE")
        ]
    for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        made.append(
            _trigger("suppression", event, f"INSERT INTO footprint_addresses VALUES ({row}.channel, {row}.address);")
        )
    for event, rows in (("UPDATE", ("old", "new")), ("DELETE", ("old",))):
        noted = "".join(f"INSERT INTO footprint_addresses VALUES ({row}.channel, {row}.address);" for row in rows)
        made.append(_trigger("consent", event, noted, "addresses"))
    for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        shared = f"substr(json_extract({row}.detail, '$.identifier'), 7)"
        made.append(_trigger("conflict", event, f"INSERT INTO footprint_addresses VALUES ('email', {shared});"))
    # Whoever was seen with an identifier that joined nobody hears no refusals of it any more.
    gone = (
        "INSERT OR IGNORE INTO footprint_people SELECT p.id FROM profile p "
        "WHERE p.key = json_extract(old.detail, '$.went_to');"
    )
    made.append(_trigger("conflict", "DELETE", gone, "idle", "WHEN json_extract(old.detail, '$.stayed_with') = ''"))
    return made


# The highest place is found in one step, however many there are.
_FEW = f"WHEN (SELECT coalesce(max(place), 0) FROM footprint_events) <= {MOST_EVENTS}"


def _note(row: str, person: str) -> str:
    return f"INSERT OR IGNORE INTO footprint_people VALUES ({row}.{person});"


def _both(table: str, person: str) -> list[str]:
    return [
        _trigger(table, "UPDATE", _note("old", person) + _note("new", person)),
        _trigger(table, "DELETE", _note("old", person)),
    ]


def _trigger(table: str, event: str, does: str, name: str = "people", when: str = "") -> str:
    return (
        f"CREATE TEMP TRIGGER footprint_{name}_{table}_{event.lower()} AFTER {event} ON main.{table} {when} "
        f"BEGIN {does} END"
    )


_STATEMENTS = _statements()
