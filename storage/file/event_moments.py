"""When the events of each import happened: kept with every commit, so that the clock need not look at them all.

`event_moment` has a row for each import that has events: the moment of the latest that had happened when the row was
written, and of the first that still lay ahead then. What a transaction adds is a range of numbers; what it takes away
or dates otherwise is noted by triggers of its own connection. So no writer can forget to say it.
"""

from typing import NamedTuple

from sqlalchemy import Connection, text

_WATCH = (
    "CREATE TEMP TABLE moment_mark (mark INTEGER)",
    "INSERT INTO moment_mark SELECT coalesce(max(id), 0) FROM event",
    "CREATE TEMP TABLE moment_stale (batch_id INTEGER PRIMARY KEY)",
    # The highest number is given again once its event is gone: the mark falls with it, and all above it is new.
    "CREATE TEMP TRIGGER moment_mark_falls AFTER DELETE ON main.event "
    "WHEN old.id > (SELECT coalesce(max(id), 0) FROM main.event) "
    "BEGIN UPDATE moment_mark SET mark = min(mark, (SELECT coalesce(max(id), 0) FROM main.event)); END",
    # An import is looked through again only where one of the two moments that are told of it goes.
    "CREATE TEMP TRIGGER moment_gone AFTER DELETE ON main.event WHEN EXISTS "
    "(SELECT 1 FROM main.event_moment WHERE batch_id = old.batch_id AND old.at IN (latest, following)) "
    "BEGIN INSERT OR IGNORE INTO moment_stale VALUES (old.batch_id); END",
    "CREATE TEMP TRIGGER moment_moved AFTER UPDATE OF at, batch_id ON main.event "
    "BEGIN INSERT OR IGNORE INTO moment_stale VALUES (old.batch_id), (new.batch_id); END",
)
_BOTH = "max(CASE WHEN at <= :now THEN at END), min(CASE WHEN at > :now THEN at END)"
_NEW = "FROM event WHERE id > (SELECT mark FROM moment_mark)"


class Moments(NamedTuple):
    """The moment of the latest event that has happened, and of the first that lies ahead; None where there is none."""

    latest: int | None = None
    following: int | None = None

    def __or__(self, other: "Moments") -> "Moments":
        """Those of both together."""
        happened = [one for one in (self.latest, other.latest) if one is not None]
        ahead = [one for one in (self.following, other.following) if one is not None]
        return Moments(max(happened, default=None), min(ahead, default=None))

    def hold(self, now: int) -> bool:
        """Whether they are so at a moment too: nothing that lay ahead has happened, and no clock was set back."""
        return (self.latest is None or self.latest <= now) and (self.following is None or self.following > now)


def watch(connection: Connection) -> None:
    """Begin to note what this transaction does to events; the notes go with the connection."""
    for statement in _WATCH:
        connection.exec_driver_sql(statement)


def keep(connection: Connection, now: int) -> None:
    """Bring what is told of the imports to what the transaction did since it is watched."""
    told = _told(connection)
    stale = {int(row[0]) for row in connection.exec_driver_sql("SELECT batch_id FROM moment_stale")}
    stale |= {batch for batch, moments in told.items() if not moments.hold(now)}
    found = {batch: told.get(batch, Moments()) | moments for batch, moments in _new(connection, now).items()}
    found |= {batch: _of_batch(connection, batch, now) for batch in stale}
    for batch, moments in found.items():
        if moments != told.get(batch):
            connection.execute(text("DELETE FROM event_moment WHERE batch_id = :batch"), {"batch": batch})
            if moments != Moments():
                put = text("INSERT INTO event_moment VALUES (:batch, :latest, :following)")
                connection.execute(put, {"batch": batch, **moments._asdict()})


def of(connection: Connection, now: int) -> Moments:
    """Those of all events, as of a moment."""
    found = Moments()
    for batch, moments in _told(connection).items():
        found |= moments if moments.hold(now) else _of_batch(connection, batch, now)
    return found


def _told(connection: Connection) -> dict[int, Moments]:
    rows = connection.exec_driver_sql("SELECT batch_id, latest, following FROM event_moment")
    return {batch: Moments(latest, following) for batch, latest, following in rows}


def _of_batch(connection: Connection, batch: int, now: int) -> Moments:
    asked = text(f"SELECT {_BOTH} FROM event WHERE batch_id = :batch")
    return Moments(*connection.execute(asked, {"batch": batch, "now": now}).one())


def _new(connection: Connection, now: int) -> dict[int, Moments]:
    """The moments of the new events by import."""
    # In one pass in the order in which they lie: nearly always they are of one import, and none lies ahead.
    first, last, newest = connection.exec_driver_sql(f"SELECT min(batch_id), max(batch_id), max(at) {_NEW}").one()
    if first is None:
        return {}
    if first == last and newest <= now:
        return {first: Moments(newest)}
    # The plus keeps the index of imports out, which would lead through all of them.
    rows = connection.execute(text(f"SELECT batch_id, {_BOTH} {_NEW} GROUP BY +batch_id"), {"now": now})
    return {batch: Moments(*both) for batch, *both in rows}
