"""Second records of people who are known: an import that would make them says so, and how to read the file instead."""

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection, select

from app.domain.counts import agreed, counted, people
from app.domain.names import IDENTIFIERS, snake
from app.ingest.facts.collected import FileLinks
from app.ingest.identity.profile_changes import Outcome
from app.ingest.report import ImportReport, Proposal
from app.ingest.vocabulary.map_file import IDENTIFIER, Column, Mapping
from storage.file.models import identifier

_MANY, _SHARE = 20, 10
"""So many, or one row in so many, is no family that shares a mailbox."""
_LOOKED, _AT_ONCE = 20_000, 500
"""So many people's addresses are looked at, and so many at once."""


def note(report: ImportReport, outcome: Outcome, named: int) -> None:
    """Tell of those new people whose address is somebody else's already; `named` is how many the file is about.

    A few are households that share a mailbox. Many are another tool's numbers read as customer ids: then the mapping
    that reads them as an own kind, below the address, is proposed.
    """
    told = [row for row in outcome.told if row["detail"]["identifier"].startswith("email:")]
    new = set(outcome.added.column("key").to_pylist()) if told else set()
    # Whose the address is now says nothing of who came second.
    seconds = [(row, one) for row in told if (one := _newcomer(row["detail"], new))]
    if not seconds:
        return
    lines = tuple(row["row"] for row, _ in seconds if row["batch_id"] == report.batch)[:20]
    count = len(seconds)
    if count < _MANY and count * _SHARE < named:
        who = f"{counted(count, 'row')} {agreed(count, 'has', 'have')} an address"
        report.warn("yellow", f"{who} that is another person's already: one mail goes there.", count, lines)
        return
    kind = seconds[0][1].partition(":")[0]
    would = f"{counted(count, 'row')} would be {agreed(count, 'a second record', 'second records')}"
    text = f"{would} of people you have: their addresses are known already, but under another {_said(kind)}."
    _propose(report, kind, named, count, lines, text)


def of_strangers(connection: Connection, report: ImportReport, outcome: Outcome, links: FileLinks) -> None:
    """Tell of rows whose numbers are those of people you have, but whose addresses are not.

    Some people change their address. Where every other one has, the numbers are another tool's: its number 1 is not
    the shop's.
    """
    kind = "customer_id"
    if not {kind, "email"} <= links.codes.keys():
        return
    known = (links.codes[kind] >= 0) & (links.codes["email"] >= 0) & (outcome.profiles >= 0)
    met = np.flatnonzero(known & ~np.isin(outcome.profiles, outcome.new_people))
    # Evenly through the file, which may be sorted.
    looked = met[:: max(1, len(met) // _LOOKED)]
    theirs = _addresses(connection, np.unique(outcome.profiles[looked]).tolist())
    emails = links.values["email"].take(pa.array(links.codes["email"][looked])).to_pylist()
    pairs = zip(looked.tolist(), outcome.profiles[looked].tolist(), emails, strict=True)
    compared = [(at, email in theirs[person]) for at, person, email in pairs if person in theirs]
    strange = [at for at, same in compared if not same]
    if len(strange) < 2 or len(strange) * 2 < len(compared):
        return
    lines = tuple(int(line) for line in np.sort(links.lines[strange])[:20])
    # Of a sample what it comes to in the whole.
    count = len(strange) if len(looked) == len(met) else len(strange) * len(met) // len(looked)
    have = f"{counted(count, 'row')} {agreed(count, 'has', 'have')}"
    text = f"{have} the {_said(kind)} of people you have, but other addresses: they would become one with them."
    _propose(report, kind, links.count, count, lines, text)


def _addresses(connection: Connection, profiles: list[int]) -> dict[int, set[str]]:
    """The addresses that are known of people, of those who have any."""
    found: dict[int, set[str]] = {}
    for first in range(0, len(profiles), _AT_ONCE):
        wanted = identifier.c.profile_id.in_(profiles[first : first + _AT_ONCE])
        asked = select(identifier.c.profile_id, identifier.c.value).where(identifier.c.kind == "email", wanted)
        for person, value in connection.execute(asked):
            found.setdefault(person, set()).add(value)
    return found


def _propose(report: ImportReport, kind: str, named: int, count: int, lines: tuple[int, ...], text: str) -> None:
    """Say it in red, with the mapping that reads the column as another tool's number."""
    proposal = _apart(report.mapping, kind)
    if proposal is not None:
        header, mapping = proposal
        own = mapping.columns[header].to
        text += f" If “{header}” is the number of another tool, read it as {own}: then the rows join by the address."
        report.proposal = Proposal(text, mapping)
    report.warn("red", f"Of {people(named)} in the file, {text}", count, lines)


def _newcomer(detail: dict[str, str], new: set[str]) -> str | None:
    """Which of the two people of a conflict is new."""
    return next((detail[role] for role in ("went_to", "stayed_with") if detail[role] in new), None)


def _said(kind: str) -> str:
    return kind.replace("_", " ").replace(" id", " ID")


def _apart(mapping: Mapping, kind: str) -> tuple[str, Mapping] | None:
    """The column of that kind, and the mapping that reads it as an own kind."""
    header = mapping.header_of(kind)
    if header is None or kind not in IDENTIFIERS or kind == "email":
        return None
    base = snake(header)
    own = f"{base}_2" if base in mapping.targets() or base in IDENTIFIERS else base
    return header, mapping.with_column(header, Column(to=own, type=IDENTIFIER))
