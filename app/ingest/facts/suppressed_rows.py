"""Who must never be mailed again, as rows of a file say it: the addresses that they state, or whom else they name.

A refused row counts too, as far as it says who it is about: its time may not be readable, its no is.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import emails
from app.domain.counts import agreed, counted
from app.domain.names import identifier_rank
from app.ingest.facts.permissions import Doubts, Said, notes_of
from app.ingest.facts.typed_block import Cells
from app.ingest.readers import json_columns
from app.ingest.report import Note
from app.ingest.vocabulary import file_kind, permission_words
from app.ingest.vocabulary.map_file import further
from app.ingest.vocabulary.unsubscribe_words import folded

Who = Mapping[str, tuple[pa.Array, pa.Array]]
KIND_OF = {"email": "email", "sms": "phone", "phone": "phone"}
"""What an address of each channel is; to the others nothing is written."""

SCHEMA = pa.schema(
    [
        ("line", pa.int64()),
        ("channel", pa.string()),
        ("address", pa.string()),
        ("identifiers", pa.string()),
        ("reason", pa.string()),
        ("at", pa.int64()),
        ("source", pa.string()),
    ]
)
"""A no for good: of an address, or of whoever has these identifiers (JSON, as links have them); else of nobody."""


def of_block(lines: NDArray[np.int64], cells: Cells, who: Who, said: Sequence[Said]) -> pa.Table:
    """The noes of a block of rows, by the lines of the file; each address of a cell that holds several counts."""
    parts = [_of_rows(lines, cells, who, one, channel) for one in said for channel in _channels(one)]
    return pa.concat_tables([SCHEMA.empty_table(), *parts])


def _channels(said: Said) -> list[str]:
    named = pc.unique(said.columns["channel"]).to_pylist()
    return sorted({channel for word in named for channel in permission_words.channels_of(word) if channel in KIND_OF})


def _of_rows(lines: NDArray[np.int64], cells: Cells, who: Who, said: Said, channel: str) -> pa.Table:
    words = said.columns["channel"]
    mine = {word for word in pc.unique(words).to_pylist() if channel in permission_words.channels_of(word)}
    chosen = np.flatnonzero(np.asarray(pc.is_in(words, value_set=pa.array(sorted(mine), pa.string()))))
    rows, at = said.rows[chosen], pa.array(chosen)
    kind = KIND_OF[channel]
    address = who[kind][0].take(pa.array(rows)) if kind in who else pa.nulls(len(rows), pa.string())
    # A row that names an address bars that alone; only one without bars whoever it names otherwise, with all they have.
    identifiers = pc.if_else(pc.is_null(address), _identifiers(who, rows), pa.scalar(None, pa.string()))
    if channel != "email":
        # What is said of every channel bars the number where there is one; it names nobody's other numbers.
        every = pc.and_(pc.is_null(address), pc.not_equal(words.take(at), channel))
        identifiers = pc.if_else(every, pa.scalar(None, pa.string()), identifiers)
    columns = {
        "line": pa.array(lines[rows]),
        "channel": pa.array([channel] * len(rows), pa.string()),
        "address": address,
        "identifiers": identifiers,
    }
    columns |= {name: said.columns[name].take(at) for name in ("reason", "at", "source")}
    found = pa.table(columns, schema=SCHEMA)
    if channel != "email":
        return found.filter(pc.or_(pc.is_valid(found.column("address")), pc.is_valid(found.column("identifiers"))))
    return _with_others(found, cells, rows)


def _identifiers(who: Who, rows: NDArray[np.int64]) -> pa.Array:
    """Whom rows name, the highest kind first; null where they name nobody."""
    at = pa.array(rows)
    pieces = []
    for kind in sorted(who, key=identifier_rank):
        value, given = (column.take(at) for column in who[kind])
        pieces.append(json_columns.triples(kind, value, pc.coalesce(given, value)))
    if not pieces:
        return pa.nulls(len(rows), pa.string())
    told = json_columns.lists(pieces)
    return pc.if_else(pc.equal(told, "[]"), pa.scalar(None, pa.string()), told)


def _with_others(found: pa.Table, cells: Cells, rows: NDArray[np.int64]) -> pa.Table:
    """With a row for each further address of a cell or a row; in a list of such people any of its cells."""
    header = cells.header("email")
    if not len(rows):
        return found
    # Nobody knows which of the addresses of a cell was meant: each of them is barred.
    several = emails.all_addresses(cells.raw(header).take(pa.array(rows))) if header is not None else {}
    more = [(place, one) for place, told in several.items() for one in told]
    if cells.mapping.of.of_refused:
        more += _elsewhere(cells, rows, header)
    more += [(place, one) for place, one in further_addresses(cells, rows) if place not in several]
    if not more:
        return found
    at = pa.array([place for place, _ in more])
    others = found.take(at)
    others = others.set_column(2, "address", pa.array([one for _, one in more], pa.string()))
    others = others.set_column(3, "identifiers", pa.nulls(len(more), pa.string()))
    # A cell whose first address is in doubt names them all.
    kept = np.ones(found.num_rows, dtype=np.bool_)
    kept[sorted(several)] = False
    return pa.concat_tables([found.filter(pa.array(kept)), others])


def further_addresses(cells: Cells, rows: NDArray[np.int64]) -> list[tuple[int, str]]:
    """The addresses that rows give beside their first, each with the place of its row among `rows`."""
    columns = [name for name, one in cells.mapping.columns.items() if not one.skip and further(one.to) is not None]
    told = [
        emails.addresses(cells.raw(name).take(pa.array(rows)))[0].to_pylist()
        for name in columns
        if str(cells.mapping.columns[name].to).startswith("email:")
    ]
    return [(place, one) for column in told for place, one in enumerate(column) if one is not None]


def of_further(cells: Cells, told: Sequence[Said]) -> list[Said]:
    """The answers that close a row's first address, said of its further ones too: their `address` is a column more."""
    found = []
    for said in told:
        # A yes is not: it was given for one address.
        closing = pc.is_in(said.columns["status"], value_set=pa.array(["denied", "withdrawn", "pending"]))
        closing = pc.and_(closing, pc.equal(said.columns["channel"], "email"))
        rows = np.flatnonzero(np.asarray(pc.fill_null(closing, False)))
        more = further_addresses(cells, said.rows[rows]) if len(rows) else []
        if more:
            at = rows[[place for place, _ in more]]
            columns = {name: column.take(pa.array(at)) for name, column in said.columns.items()}
            found.append(Said(said.rows[at], {**columns, "address": pa.array([one for _, one in more], pa.string())}))
    return found


_STAFF = re.compile(
    r"\b(added|created|entered|imported|updated|modified|changed|reported|handled|approved|processed|uploaded|edited|"
    r"requested|submitted|suppressed|removed|last modified) by\b|"
    r"\b(agent|admin|operator|employee|staff|moderator|owner|sender|reply to|assignee|bearbeiter(in)?|"
    r"mitarbeiter(in)?|benutzer|absender|erfasst (von|durch)|angelegt (von|durch)|ajoute par|cree par|modifie par|"
    r"expediteur|anadido por|creado por|agregado por|remitente|aggiunto da|creato da|mittente|toegevoegd door|"
    r"afzender|dodane przez|utworzone przez|nadawca)\b"
)
"""Headers of those who keep a list, who do not stand on it."""


def _elsewhere(cells: Cells, rows: NDArray[np.int64], header: str | None) -> list[tuple[int, str]]:
    """The addresses in the other columns of rows, each with the place of its row."""
    # The address that refused may stand in a column of another name ("recipient", "contact").
    used = [name for name, column in cells.mapping.columns.items() if name != header and not column.skip]
    names = [name for name in used if not _STAFF.search(folded(name))]
    told = [emails.all_addresses(cells.raw(name).take(pa.array(rows)), least=1) for name in names]
    return [(place, one) for each in told for place, those in each.items() for one in those]


def notes(found: pa.Table, doubts: Doubts, kind: str) -> list[Note]:
    """What must be told of a file's noes, and of the words in it that were not understood."""
    return [*notes_of(doubts), *_of_nobody(found, kind)]


def _of_nobody(found: pa.Table, kind: str) -> list[Note]:
    """The note on rows that say no and do not say who: a list of such people has its own."""
    nobody = pc.and_(pc.is_null(found.column("address")), pc.is_null(found.column("identifiers")))
    lines = found.filter(nobody).column("line").to_pylist()
    if not lines or file_kind.of(kind).of_refused:
        return []
    rows = f"{counted(len(lines), 'row')} {agreed(len(lines), 'says', 'say')}"
    person = "this person" if len(lines) == 1 else "these people"
    text = f"{rows} that somebody must not be mailed, but not who: {person} can still be mailed. Mend who is meant."
    return [Note("red", text, len(lines), tuple(sorted(lines)[:20]))]
