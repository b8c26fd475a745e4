"""When events happened, where no header is a known word for it: told by the cells, and by what else a header says.

Tools call it by names of their own (`statusChange`, `Check-in time`), and a record of JSON often has it in another
field than one of another kind (`BouncedAt`, `DeliveredAt`): each stands in where those before it are blank.
"""

import re
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from app.cleaning import dates
from app.ingest.vocabulary.unsubscribe_words import folded

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

_OF_ELSE = re.compile(
    r"birth|\bborn|expir|\buntil|\bend(s|ed)?\b|\bvalid|\bsign ?up|signed up|registr|\bjoin|\bsince\b|\bfirst\b|"
    r"\blast\b|"
    r"updat|modif|\betl\b|\bload|upload|\bsync|\bimport|\bexport|\bout\b|schedul|\bdue\b|\bprevious|\bnext\b|\bsession|"
    r"\bdelivery date|\bship|geburt|naiss|nacim|nascit|publi|archiv|user properties|\btraits\b"
)
"""Headers of times at which something else was."""
_RATHER = re.compile(r"\b(event|action|activity|occur\w*|happen\w*|server|collector|click|open|visit|status)\b")
_COUNTS = re.compile(r"time|stamp|date|\bts\b|\bat\b|epoch|when|zeit|heure|hora|ora\b|tid|время|時|时|일시")
"""Of numbers a header has to say that they count seconds."""
_FIRST = 2


def of_events(guesser: "Columns", known: dict[str, str], free: list[str]) -> dict[str, str]:
    """The column of the times where none is `known`, and those that stand in where it is blank (`time:2`, …)."""
    found: dict[str, str] = {}
    first = next((header for header, target in known.items() if target == "time"), None)
    left = [header for header in free if header not in known]
    timed = [header for header in left if _holds_times(guesser, header)]
    if first is None:
        if not timed:
            return {}
        if parts := _of_parts(guesser, timed):
            return parts
        first = max(timed, key=lambda header: _likelihood(guesser, header))
        found[first] = "time"
    if guesser.evidence(first).filled < guesser.raw.rows:
        found |= _standing_in(guesser, first, [header for header in timed if header != first])
    return found


def _holds_times(guesser: "Columns", header: str) -> bool:
    evidence = guesser.evidence(header)
    if not evidence.said or _OF_ELSE.search(folded(header)):
        return False
    if evidence.are_days:
        return True
    dated, style = evidence.time_format()
    # Eight figures are as often a number of something.
    if dated and style != "%Y%m%d":
        return True
    counted = dates.find_count(evidence.said) in dates.UNIX_COUNTS
    return counted and bool(_COUNTS.search(folded(header)))


def _likelihood(guesser: "Columns", header: str) -> tuple[bool, bool, bool, int]:
    """How likely a column is that of the times: in every row, with a clock, by its words, and the earliest."""
    evidence = guesser.evidence(header)
    dated, style = evidence.time_format()
    clock = not dated or dates.has_time(style, evidence.said)
    whole = evidence.filled >= guesser.raw.rows * dates.NEARLY_ALL
    return whole, clock, bool(_RATHER.search(folded(header))), -guesser.raw.headers.index(header)


def _of_parts(guesser: "Columns", timed: list[str]) -> dict[str, str]:
    """The times of the parts of records of JSON, and last that of the mail, which was sent before: SES's."""
    leaf = next((header.rpartition(".")[2] for header in timed if _OF_THE_MAIL.search(header)), None)
    alike = [header for header in timed if "." in header and header.rpartition(".")[2] == leaf]
    parts = [header for header in alike if not _OF_THE_MAIL.search(header)]
    if not parts:
        return {}
    found = {parts[0]: "time", **_standing_in(guesser, parts[0], parts[1:])}
    sent = next(header for header in alike if _OF_THE_MAIL.search(header))
    return found | {sent: f"time:{1 + len(found)}"}


_OF_THE_MAIL = re.compile(r"(^|[.])(e?mail|message)[.][^.]+$", re.IGNORECASE)
"""A part of a record that says of the mail what it was, whatever came of it."""


def _standing_in(guesser: "Columns", first: str, others: list[str]) -> dict[str, str]:
    """The columns of times of records of other shapes: filled where those before are blank, and nowhere else."""
    found: dict[str, str] = {}
    filled = pc.not_equal(guesser.raw.text(first), "")
    for header in others:
        mine = pc.not_equal(guesser.raw.text(header), "")
        # A record has one shape: where both are filled, the second is the time of something else.
        if not pc.any(pc.and_(filled, mine)).as_py():
            found[header] = f"time:{_FIRST + len(found)}"
            filled = pc.or_(filled, mine)
    return found
