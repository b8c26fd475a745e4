"""People who said no and of whom a file now says yes without a time: they stay out, and whoever imports is told."""

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
    """Tell of the rows of consent about to come that say yes without a time for email, where a no stands."""
    yes = pc.and_(pc.equal(said.column("status"), "granted"), pc.is_null(said.column("at")))
    yes = pc.and_(yes, pc.equal(said.column("channel"), "email"))
    rows = said.filter(yes)
    if not rows.num_rows:
        return
    stay = _standing(connection, rows.column("address"))
    if not stay:
        return
    lines: dict[str, int] = {}
    for address, line in zip(rows.column("address").to_pylist(), rows.column("row").to_pylist(), strict=True):
        if address in stay:
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


def _standing(connection: Connection, addresses: pa.ChunkedArray) -> set[str]:
    """Of these addresses those of which a no stands: the latest answer, or the list of the suppressed."""
    refused = _among(
        connection, select(consent.c.address).where(consent.c.status.in_(REFUSALS)), consent.c.address, addresses
    )
    listed = select(suppression.c.address).where(suppression.c.channel == "email")
    found = set(_among(connection, listed, suppression.c.address, addresses))
    told: dict[str, tuple[int, bool]] = {}
    for start in range(0, len(refused), _ASKED_BY_NAME):
        columns = (consent.c.address, consent.c.status, consent.c.at, func.max(batch.c.as_of, batch.c.imported_at))
        question = select(*columns).outerjoin(batch, batch.c.id == consent.c.batch_id)
        some = question.where(
            consent.c.address.in_(refused[start : start + _ASKED_BY_NAME]), consent.c.channel == "email"
        )
        for address, status, at, known in connection.execute(some.where(consent.c.topic.is_(None))):
            refuses = status in REFUSALS
            # As permission has it: an undated no counts since it was known, an undated yes never goes before a no.
            held = at if at is not None else (known or _LAST) if refuses else -_LAST
            # Of one moment the no holds, which sorts behind the yes.
            told[address] = max(told.get(address, (-_LAST, False)), (held, refuses))
    return found | {address for address, (_, refuses) in told.items() if refuses}


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
