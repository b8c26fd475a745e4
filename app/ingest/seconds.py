"""Second records of people who are known: an import that would make them says so, and how to read the file instead."""

from app.counts import agreed, counted, people
from app.ingest.mapping import IDENTIFIER, Column, Mapping
from app.ingest.outcome import Outcome
from app.ingest.report import ImportReport
from app.names import IDENTIFIERS, snake

_MANY, _SHARE = 20, 10
"""So many, or one row in so many, is no family that shares a mailbox."""


def note(report: ImportReport, outcome: Outcome, named: int) -> None:
    """Tell of those new people whose address is somebody else's already; `named` is how many the file is about.

    A few are households that share a mailbox. Many are another tool's numbers read as customer ids: then the mapping
    that reads them as an own kind, below the address, is proposed.
    """
    new = set(outcome.added.column("key").to_pylist())
    told = [row for row in outcome.told if row["detail"]["identifier"].startswith("email:")]
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
    proposal = _apart(report.mapping, kind)
    would = f"{counted(count, 'row')} would be {agreed(count, 'a second record', 'second records')}"
    text = f"{would} of people you have: their addresses are known already, but under another {_said(kind)}."
    if proposal is not None:
        header, mapping = proposal
        own = mapping.columns[header].to
        text += f" If “{header}” is the number of another tool, read it as {own}: then the rows join by the address."
        report.proposal = {"problem": text, "mapping": mapping.as_json()}
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
