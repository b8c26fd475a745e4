"""People who said no and of whom a file now says yes, which is never done without a word.

Without a time the yes undoes no no: they stay out. A later yes holds: they may be written to again.
"""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, func, select

from app.domain.counts import agreed, people
from app.ingest.report import Asked, ImportReport
from storage import bulk
from storage.file.models import batch, consent, suppression
from storage.file.permissions import REFUSALS

_ASKED_BY_NAME = 5_000
_LAST = 1 << 62


def tell(connection: Connection, said: pa.Table, report: ImportReport) -> None:
    """Tell of the rows of consent about to come that say yes where a no stands: for email those without a time, which
    are kept out, and on every channel those that are later."""
    _tell_kept(connection, said, report)
    for channel in pc.unique(said.column("channel")).to_pylist():
        _tell_loosened(connection, channel, said.filter(pc.equal(said.column("channel"), channel)), report)


def _tell_kept(connection: Connection, said: pa.Table, report: ImportReport) -> None:
    yes = pc.and_(pc.equal(said.column("status"), "granted"), pc.is_null(said.column("at")))
    yes = pc.and_(yes, pc.equal(said.column("channel"), "email"))
    rows = said.filter(yes)
    if not rows.num_rows:
        return
    told = _answers(connection, rows.column("address"), "email")
    stay = _listed(connection, rows.column("address"))
    stay |= {address for (address, topic), (_, refuses) in told.items() if refuses and topic is None}
    lines: dict[str, int] = {}
    of_mail = said.filter(pc.equal(said.column("channel"), "email"))
    # The row of somebody who says no in another column says no: its yes asks for nothing.
    noes = set(of_mail.filter(pc.is_in(of_mail.column("status"), pa.array(REFUSALS))).column("row").to_pylist())
    for address, line in zip(rows.column("address").to_pylist(), rows.column("row").to_pylist(), strict=True):
        if address in stay and line not in noes:
            lines.setdefault(address, line)
    if lines:
        who = f"{people(len(lines))} who had withdrawn, or said no, {agreed(len(lines), 'says', 'say')}"
        fact = f"{who} yes without a time: they stay out, for nobody knows whether the yes came later."
        by_hand = (
            "If it did, say when these answers were given: map the column with their times, or import the file again "
            'and answer “When were these answers given?” (in a mapping: "answered_at": "2024-06-10").'
        )
        answer = "If it did, map the column with their times, or answer “When were these answers given?” beside it."
        report.kept_noes = len(lines)
        asked = Asked("when", "", (), f"{fact} {answer}", fact)
        report.warn("red", f"{fact} {by_hand}", len(lines), lines.values(), asked)


Answer = tuple[int, bool]
"""When somebody answered, in microseconds, and whether with a no; of one moment the no holds, which sorts behind."""


def _tell_loosened(connection: Connection, channel: str, said: pa.Table, report: ImportReport) -> None:
    """Tell of those who are written to again on this channel, for their yes is later than the no that stands."""
    dated = said.filter(pc.is_valid(said.column("at")))
    yes = dated.filter(pc.equal(dated.column("status"), "granted"))
    known = _answers(connection, yes.column("address"), channel) if yes.num_rows else {}
    refused = {one for one, (_, refuses) in known.items() if refuses}
    if not refused:
        return
    columns = [dated.column(name).to_pylist() for name in ("address", "topic", "at", "status", "row")]
    last: dict[tuple[str, str | None], tuple[int, bool, int]] = {}
    for address, topic, at, status, line in zip(*columns, strict=True):
        if (address, topic) in refused:
            answer = (int(at), status in REFUSALS, line)
            last[address, topic] = max(last.get((address, topic), answer), answer)
    out = _listed(connection, yes.column("address")) if channel == "email" else set()
    lines = {
        address: line
        for (address, topic), (at, refuses, line) in last.items()
        if not refuses and at > known[address, topic][0] and address not in out
    }
    if lines:
        who = f"{people(len(lines))} who had withdrawn, or said no, {agreed(len(lines), 'says', 'say')}"
        text = f"{who} yes at a later time: with this file they may be written to again by {channel}."
        report.renewed += len(lines)
        remedy = "If that is not so, skip its column of consent, or take the import back."
        report.warn("red", f"{text} {remedy}", len(lines), lines.values())


def _listed(connection: Connection, addresses: pa.ChunkedArray) -> set[str]:
    """Of these addresses those on the list of the suppressed."""
    listed = select(suppression.c.address).where(suppression.c.channel == "email")
    return set(_among(connection, listed, suppression.c.address, addresses))


def _answers(connection: Connection, addresses: pa.ChunkedArray, channel: str) -> dict[tuple[str, str | None], Answer]:
    """By address and topic the answer that stands, of those of these addresses that ever said no on this channel."""
    said_no = select(consent.c.address).where(consent.c.status.in_(REFUSALS), consent.c.channel == channel)
    refused = _among(connection, said_no, consent.c.address, addresses)
    told: dict[tuple[str, str | None], Answer] = {}
    for start in range(0, len(refused), _ASKED_BY_NAME):
        known = func.max(batch.c.as_of, batch.c.imported_at)
        columns = (consent.c.address, consent.c.topic, consent.c.status, consent.c.at, known)
        question = select(*columns).outerjoin(batch, batch.c.id == consent.c.batch_id)
        some = consent.c.address.in_(refused[start : start + _ASKED_BY_NAME])
        for address, topic, status, at, since in connection.execute(question.where(some, consent.c.channel == channel)):
            refuses = status in REFUSALS
            # As permission has it: an undated no counts since it was known, an undated yes never goes before a no.
            held = at if at is not None else (since or _LAST) if refuses else -_LAST
            told[address, topic] = max(told.get((address, topic), (-_LAST, False)), (held, refuses))
    return told


def _among(connection: Connection, question: Any, column: Any, addresses: pa.ChunkedArray) -> list[str]:
    """Those of some addresses that a question gives."""
    if len(addresses) < _ASKED_BY_NAME:
        wanted = pc.unique(addresses).drop_null().to_pylist()
        return sorted(set(connection.scalars(question.where(column.in_(wanted)))))
    told = pc.unique(bulk.fetch(connection, question, [pa.string()]).column("0").combine_chunks()).drop_null()
    # Mostly nobody has said no, and a million addresses need not be looked through for that.
    found: list[str] = (
        told.filter(pc.is_in(told, value_set=addresses.combine_chunks())).to_pylist() if len(told) else []
    )
    return found
