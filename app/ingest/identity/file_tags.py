"""The tags that files give: they follow from the trait `tags` of each person, and are written anew with it."""

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select

from app.ingest.identity.link_store import among
from app.ingest.identity.merged_traits import Folded
from app.ingest.identity.profile_changes import Outcome
from app.ingest.readers import json_columns
from storage import bulk
from storage.file.models import link, tag

BY_HAND = 0
"""The batch of a tag that no file gave; the others follow from the trait `tags`."""

# So many people's traits are some 60 MB of JSON.
_PARSED = 200_000
_TAGS = pa.schema([("tags", pa.list_(pa.string()))])


def clear(connection: Connection, outcome: Outcome, folded: Folded) -> None:
    """Take out what files gave to the people whose tags are written anew; what was given by hand stays."""
    # Who is new since something was taken back may have inherited what a file gave.
    people = np.concatenate([folded.affected, outcome.new_people]) if outcome.anew else folded.affected
    if len(people):
        with among(connection, people) as chosen:
            connection.execute(delete(tag).where(tag.c.batch_id != BY_HAND, chosen(tag.c.profile_id)))


def rows(connection: Connection, outcome: Outcome, folded: Folded) -> pa.Table:
    """The tags of files that these people have now, as the store keeps them."""
    told = folded.tagged
    people = np.asarray(told.column("id"), dtype=np.int64)
    parts = [_listed(told.column("traits").slice(start, _PARSED)) for start in range(0, len(told), _PARSED)]
    lengths = np.concatenate([np.zeros(0, dtype=np.int64), *(length for length, _ in parts)])
    owners = np.repeat(people, lengths)
    words = pa.chunked_array([words for _, words in parts], pa.string())
    batches = np.repeat(_batches(connection, outcome, people), lengths)
    return pa.table({"profile_id": owners, "tag": words, "batch_id": batches, "link_id": owners})


def _listed(traits: pa.ChunkedArray) -> tuple[NDArray[np.int64], pa.Array]:
    """How many tags each of some traits (JSON) tells, and all of them."""
    texts = traits.combine_chunks()
    try:
        lists = json_columns.read(texts, _TAGS).column("tags").combine_chunks()
    except pa.ArrowInvalid:
        # Something else than lists of words, which no file gives by itself.
        lists = pa.array([_words(orjson.loads(text).get("tags")) for text in texts.to_pylist()], _TAGS.types[0])
    return np.asarray(pc.fill_null(pc.list_value_length(lists), 0), dtype=np.int64), lists.flatten()


def _words(said: object) -> list[str]:
    return [str(word) for word in said] if isinstance(said, list) else []


def _batches(connection: Connection, outcome: Outcome, people: NDArray[np.int64]) -> NDArray[np.int64]:
    """The import with which each of these people came."""
    new = outcome.new_people
    found = np.zeros(len(people), dtype=np.int64)
    known = ~np.isin(people, new)
    if len(new):
        at = np.searchsorted(new, people[~known])
        found[~known] = np.asarray(outcome.added.column("batch"), dtype=np.int64)[at]
    if known.any():
        numbers = np.unique(people[known])
        with among(connection, numbers) as chosen:
            # A profile has the number of its first link.
            question = select(link.c.id, link.c.batch_id).where(chosen(link.c.id)).order_by(link.c.id)
            told = bulk.fetch(connection, question, (pa.int64(), pa.int64()))
        at = np.searchsorted(np.asarray(told.column("0")), people[known])
        found[known] = np.asarray(told.column("1"), dtype=np.int64)[at]
    return found
