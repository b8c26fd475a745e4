"""A very file that comes again read otherwise: where both readings would stand, what it says would count twice.

An order that both readings tell as a whole is told anew, and a row that both read alike is a repeat. Of what is left
neither replaces the other, so the earlier import is to be taken back first. A file of events may hold several kinds of
them, each told by a mapping of its own: there it is told only, and only of events of the same kinds.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import or_, select

from app.domain.counts import agreed, counted
from app.ingest.importing import problems
from app.ingest.kinds import already_imported
from app.ingest.kinds.project_rows import IncomingFile
from app.ingest.orders.latest_version import Standing
from app.ingest.orders.same_order import DERIVED
from app.ingest.vocabulary import file_kind
from storage import bulk
from storage.file.models import event, telling


def check(incoming: IncomingFile, standing: Standing, resting: pa.Table, sha256: str, *, dry: bool) -> None:
    """Tell, or where it is to be written refuse, that a file's events would stand beside those of another reading.

    The stored events in `resting` (their `id`) are those that the file's stand in for.
    """
    report = incoming.report
    of = file_kind.of(report.kind)
    if not of.reread or incoming.repeated:
        return
    earlier = already_imported.read_otherwise(incoming.connection, sha256, report.kind, incoming.batch)
    fresh = _standing(incoming) if earlier else 0
    twice = {number: _left(incoming, standing, resting, number) if fresh else 0 for number in earlier}
    still = [number for number in earlier if twice[number] or _totals_left(incoming, number)]
    if not still:
        return
    imports = " and ".join(f"import {number}" for number in still)
    count = sum(twice.values())
    what = f"This very file is in the project already, read otherwise ({imports})"
    why = f"{counted(count, 'event')} of that reading would stand beside {agreed(count, 'its', 'their')} new one"
    why = why if count else "The totals of that reading would hold beside the new one"
    remedy = f"Take {imports} back first, then import the file again."
    if not dry and of.reread == "refused":
        raise problems.READ_OTHERWISE(what=what, why=why, remedy=remedy)
    counts = ", and count twice" if count else ""
    report.warn("red", f"{what}. {why}{counts}. {remedy}", report.accepted)


def _standing(incoming: IncomingFile) -> int:
    """How many events a file brings that are to stand and were not there."""
    events = incoming.tables.get("event")
    if events is None or not events.num_rows:
        return 0
    aside = events.column("aside") if "aside" in events.column_names else pa.nulls(events.num_rows)
    own = pc.not_equal(events.column("digest"), DERIVED)
    return int(pc.sum(pc.and_(own, pc.is_null(aside))).as_py() or 0)


def _left(incoming: IncomingFile, standing: Standing, resting: pa.Table, number: int) -> int:
    """How many events of an earlier import stand that a file neither says again nor tells anew."""
    stands = select(event.c.id, event.c.digest).where(
        event.c.batch_id == number, event.c.digest != DERIVED, event.c.aside.is_(None)
    )
    if incoming.report.mapping.of.reread == "told":
        stands = stands.where(event.c.name.in_(pc.unique(incoming.tables["event"].column("name")).to_pylist()))
    found = bulk.fetch(incoming.connection, stands, [pa.int64(), pa.int64()])
    ids, digests = (np.asarray(column, dtype=np.int64) for column in found.columns)
    falls = np.array([one for one, reason in standing.aside if reason is not None], dtype=np.int64)
    # Those that the file sets aside, be it as orders told anew or as lines said again.
    falls = np.concatenate([falls, np.asarray(resting.column("id"), dtype=np.int64)])
    repeats = incoming.tables.get("repeat")
    again = np.asarray(repeats.column("digest"), dtype=np.int64) if repeats is not None else falls[:0]
    return int((~np.isin(ids, falls) & ~np.isin(digests, again)).sum())


def _totals_left(incoming: IncomingFile, number: int) -> bool:
    """Whether an earlier import said totals, or refunds, of orders of which a file says none: these hold."""
    # What the new reading says nothing of stays as the old one had it, and would be the newest word on it.
    unsaid = [telling.c[name] for name in ("total", "refunded") if incoming.report.mapping.header_of(name) is None]
    said = [column.is_not(None) for column in unsaid]
    if not said or incoming.report.mapping.of.reread != "refused":
        return False
    some = select(telling.c.id).where(telling.c.batch_id == number, or_(*said)).limit(1)
    return incoming.connection.scalar(some) is not None
