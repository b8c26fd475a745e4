"""Whether a file makes an identifier that somebody has another's; then only all links together tell who is who."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from app.domain.identifier_rules import Rank
from app.ingest.facts.collected import FileLinks
from app.ingest.identity import link_store
from app.ingest.identity.profile_changes import distinct
from app.ingest.identity.resolution import NOBODY, Conflict, hung_on
from storage.file.models import conflict, link

Ints = NDArray[np.int64]


def happen(
    connection: Connection, found: Sequence[Conflict], first: int, owners: Mapping[str, Ints], links: FileLinks
) -> bool:
    """Whether one of these conflicts of a file, whose links are those from `first` on, changes whose an identifier is.

    The identifiers of the file belong to `owners` so far. One of them changes hands where its owner lost it outright,
    or where it was seen under somebody who comes before whom it hangs on: which is told by its owner's links.
    """
    # A link before `first` stands for what is known: in conflict, its owner has lost the identifier outright.
    if any(one.link_id < first for one in found) or _of_old(connection):
        return True
    whose = _owners(found, owners, links)
    if not len(people := distinct(whose[whose != NOBODY])):
        return False
    with link_store.among(connection, people) as chosen:
        theirs = link_store.read(connection, chosen(link.c.profile_id)).links
    # What nobody had before hangs where the file says, and nothing of anybody's changes hands.
    doubted = [one for one, owner in zip(found, whose.tolist(), strict=True) if owner != NOBODY]
    above = hung_on(theirs, {(one.kind, one.value) for one in doubted})
    return any(
        (held := above.get((one.kind, one.value))) is not None
        and _place(theirs.rank, one.seen_with) < _place(theirs.rank, ":".join(held))
        for one in doubted
    )


def _of_old(connection: Connection) -> bool:
    """Whether the people of the project were told apart when the order of files still decided."""
    first = connection.scalar(select(conflict.c.detail).order_by(conflict.c.id).limit(1))
    return first is not None and "seen_with" not in first


def _owners(found: Sequence[Conflict], owners: Mapping[str, Ints], links: FileLinks) -> Ints:
    """Whose the identifier of each conflict was before the file came, NOBODY for one that was not known."""
    whose = np.full(len(found), NOBODY, dtype=np.int64)
    for kind, before in owners.items():
        places = np.array([place for place, one in enumerate(found) if one.kind == kind], dtype=np.int64)
        values = pa.array([found[place].value for place in places], pa.string())
        at = pc.index_in(values, value_set=links.values[kind]).fill_null(len(before)).cast(pa.int64())
        # One place more, of nobody: there are found the values that the file itself does not hold.
        whose[places] = np.append(before, NOBODY)[np.asarray(at, dtype=np.int64)]
    return whose


def _place(rank: Rank, key: str) -> tuple[tuple[int, str], str]:
    """What sorts identifiers: the highest kind first, and of a kind the least by code point."""
    kind, _, value = key.partition(":")
    return rank(kind), value
