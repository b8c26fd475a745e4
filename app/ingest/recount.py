"""The people of a project found anew from all of its links: for when links were taken away."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from app.ingest import linkstore
from app.ingest.identity import Resolution, resolve
from app.ingest.linkstore import Stored
from app.ingest.outcome import Moved, Outcome, differing, keys_of, none
from storage import bulk
from storage.models import identifier, profile

Ints = NDArray[np.int64]


def recount(connection: Connection) -> Outcome:
    """What the links that there are make of the people who are stored; nothing is written."""
    stored = linkstore.read(connection)
    found = resolve(stored.links)
    told = bulk.fetch(connection, select(profile.c.id, profile.c.key).order_by(profile.c.id), (pa.int64(), pa.string()))
    before, old_keys = np.asarray(told.column("0"), dtype=np.int64), told.column("1").combine_chunks()
    numbers, keys = keys_of(found.heads, stored.links.values)
    new = ~np.isin(numbers, before)
    batches = stored.batches[np.searchsorted(stored.links.ids, numbers[new])]
    names = keys.filter(pa.array(new))
    added = pa.table({"id": pa.array(numbers[new]), "key": names, "batch": pa.array(batches.astype(np.int64))})
    stay = np.isin(before, numbers)
    gone_keys = old_keys.filter(pa.array(~stay))
    outcome = Outcome(
        none(), added, len(added) - (pc.sum(pc.is_in(names, value_set=gone_keys)).as_py() or 0), anew=True
    )
    owners = (_owner(stored, found, key) for key in gone_keys.to_pylist())
    outcome.heirs = dict(zip(before[~stay].tolist(), owners, strict=True))
    now = keys.filter(pa.array(~new))
    other = np.flatnonzero(np.asarray(pc.not_equal(now, old_keys.filter(pa.array(stay)))))
    outcome.renamed = dict(zip(before[stay][other].tolist(), now.take(pa.array(other)).to_pylist(), strict=True))
    moved = np.flatnonzero(stored.profiles != found.profiles)
    outcome.moved = Moved(stored.links.ids[moved], found.profiles[moved], stored.profiles[moved])
    outcome.stale, outcome.identifiers = differing(connection, found.owned, dict(stored.links.values), stored.given)
    unseen = select(identifier.c.id).where(identifier.c.kind.not_in(found.owned))
    outcome.stale = np.append(outcome.stale, np.array(connection.scalars(unseen).all(), dtype=np.int64))
    outcome.conflicts = _conflicts(stored, found)
    return outcome


def _owner(stored: Stored, found: Resolution, key: str) -> int | None:
    """Who owns the identifier that a key names now."""
    kind, _, value = key.partition(":")
    if kind not in found.owned:
        return None
    code = pc.index(stored.links.values[kind], value).as_py()
    owned = found.owned[kind]
    place = int(np.searchsorted(owned.codes, code))
    return int(owned.profiles[place]) if place < len(owned.codes) and owned.codes[place] == code else None


def _conflicts(stored: Stored, found: Resolution) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for one in found.conflicts:
        place = int(np.searchsorted(stored.links.ids, one.link_id))
        said = {"identifier": f"{one.kind}:{one.value}", "went_to": one.went_to, "stayed_with": one.stayed_with}
        rows.append({"batch_id": int(stored.batches[place]), "row": int(stored.lines[place]), "detail": said})
    return rows
