"""Results of campaigns as events: each row of a recipient becomes what happened, each as often as it did.

An event of results is known again by its person, its campaign, when that was sent, and its place among its like (the
first opening, the second), and not by its own time: a later file of the same mailing tells further ones, and perhaps
only the time of the last. So what is known stays, and what is new comes beside it.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, select

from app.ingest.facts.collected import CollectedFacts
from app.ingest.facts.event_digests import digest
from app.ingest.facts.result_facts import AT, TOLD, event_of, kind_of
from app.ingest.identity.profile_changes import none
from app.ingest.kinds import project_rows
from app.ingest.kinds.project_rows import IncomingFile, Ints
from storage import bulk
from storage.file.models import batch, event

_KNOWN_BY = ("name", "campaign", "sent", "kind", "link")


def to_events(incoming: IncomingFile) -> Ints:
    """The events of the rows that the project does not have yet."""
    project_rows.said_beside(incoming)
    whole, places = _events_of(incoming.found)
    of_row = replace(incoming.found.links, of_row=incoming.found.links.of_row[places])
    found = replace(incoming.found, facts=whole, lines=incoming.found.lines[places], links=of_row)
    told = replace(incoming, found=found, links=incoming.links[places], people=incoming.people[places])
    numbers = _digests(told)
    project_rows.add_events(told, numbers, np.ones(len(places), dtype=np.bool_), _held(incoming.connection))
    if not incoming.repeated:
        # A row is here already where everything that it tells is.
        fresh = incoming.tables["event"].column("row").to_pylist()
        incoming.report.duplicates = len(incoming.found.lines) - len(set(fresh))
    return none()


def _events_of(found: CollectedFacts) -> tuple[pa.Table, Ints]:
    """The events that rows tell, each with the place of its row, in the order of the file."""
    facts = found.facts
    rows: list[Ints] = []
    parts: list[pa.Table] = []
    for name in TOLD:
        places = np.repeat(np.arange(facts.num_rows), np.asarray(facts.column(name), dtype=np.int64))
        taken = facts.take(pa.array(places))
        kind = pa.nulls(len(places), pa.string())
        if event_of(name) == "bounced_email":
            stated = kind_of(name)
            kind = taken.column("kind") if stated is None else pa.array([stated] * len(places), pa.string())
        nothing = pa.nulls(len(places), pa.string())
        parts.append(
            pa.table(
                {
                    "name": pa.array([event_of(name)] * len(places), pa.string()),
                    "at": taken.column(name + AT),
                    "sent": taken.column("sent"),
                    **{one: taken.column(one) for one in ("campaign", "variant", "link")},
                    "kind": kind,
                    # What else a row says stands once, with the sending.
                    "more": taken.column("more") if name == "sent_email" and "more" in facts.column_names else nothing,
                }
            )
        )
        rows.append(places)
    whole, places = pa.concat_tables(parts), np.concatenate(rows)
    order = np.argsort(places, kind="stable")
    return whole.take(pa.array(order)), places[order]


def _digests(told: IncomingFile) -> Ints:
    links = told.found.links
    columns = {name: pc.cast(told.facts(name), pa.int64() if name == "sent" else pa.string()) for name in _KNOWN_BY}
    for kind in links.kinds:
        codes = links.codes[kind][links.of_row]
        who = pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), links.values[kind])
        columns[f"who:{kind}"] = pa.chunked_array([who])
    return digest(columns)


def _held(connection: Connection) -> Ints:
    """The digests of all events that files of results brought."""
    question = select(event.c.digest).join(batch, batch.c.id == event.c.batch_id).where(batch.c.kind == "results")
    return np.asarray(bulk.fetch(connection, question, [pa.int64()]).column("0"), dtype=np.int64)
