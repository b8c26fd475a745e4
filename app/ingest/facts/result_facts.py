"""What a row of a campaign's results says: of one recipient, what the mail came to, in columns beside one another."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import dates, texts
from app.domain import clock
from app.domain.names import PROPERTIES
from app.ingest.evidence.values import HALF
from app.ingest.facts import permissions
from app.ingest.facts.facts import Facts, bounce_kinds, whom
from app.ingest.facts.typed_block import Cells
from app.ingest.readers import json_columns
from app.ingest.vocabulary.event_words import event_name, is_kind

TOLD = (
    "sent_email", "received_email", "opened_email", "clicked_email", "bounced_email", "hard_bounce", "soft_bounce",
    "unsubscribed", "marked_as_spam",
)  # fmt: skip
"""What columns can say of a mail, in the order in which it happens."""
_BOUNCES = {"hard_bounce": "hard", "soft_bounce": "soft"}
CLOSING = ("bounced_email", "hard_bounce", "unsubscribed", "marked_as_spam")
"""What ends mailing: a cell that is not understood says it."""
MOST = 999
"""No mail is opened or clicked more often by one person; a number above is no count."""
AT = ":at"
"""What stands behind an event's name in the facts for when it first happened; its name alone is how often."""

Counts = NDArray[np.int64]


def result_facts(cells: Cells, as_of: int) -> Facts:
    """Of each row how often and when each of `TOLD` happened, `sent` (when it was mailed), and what it was."""
    del as_of
    about = cells.mapping.about or {}
    base = cells.value("time", "datetime")
    if about.get("sent_at"):
        base = pc.fill_null(base, clock.parse_moment(about["sent_at"], cells.mapping.zone(cells.zone)).us)
    counts, times = {}, {}
    for name in TOLD:
        counts[name], times[name] = _column(cells, name)
    returned = _status(cells, counts)
    # The earliest that the row itself tells is later than its sending.
    for name in ("received_email", "sent_email"):
        base = pc.coalesce(base, times[name])
    _implied(cells, counts)
    columns: dict[str, pa.Array] = {"sent": base}
    for name in TOLD:
        columns[name] = pa.array(counts[name])
        first = pc.coalesce(times[name], base)
        columns[name + AT] = pc.if_else(pa.array(counts[name] > 0), first, pa.scalar(None, pa.int64()))
    for name in ("campaign", "variant"):
        columns[name] = pc.coalesce(cells.value(name, "text"), pa.scalar(about.get(name), pa.string()))
    columns["link"] = cells.value("link", "text")
    bounced = counts["bounced_email"] > 0
    columns["kind"] = _kinds(cells, bounced, returned)
    own = cells.own(frozenset({*PROPERTIES, *TOLD, *(name + AT for name in TOLD), "time", "event"}))
    if own:
        columns["more"] = json_columns.objects({name: values for name, _, values in own}, cells.rows)
    facts = Facts(columns, types={name: kind for name, kind, _ in own})
    facts.consents, facts.noes = permissions.beside(cells, whom(cells), base)
    for name in CLOSING:
        kind = columns["kind"] if name == "bounced_email" else pa.array(["hard"] * cells.rows, pa.string())
        happened = pa.array(counts[name] > 0)
        said = pc.if_else(happened, pa.scalar(event_of(name)), pa.scalar(None, pa.string()))
        facts.noes.append(permissions.refused_by_events(cells, said, kind, columns[name + AT]))
    nothing = np.logical_and.reduce([counts[name] == 0 for name in TOLD])
    undated = np.asarray(pc.is_null(base))
    facts.refusals = [(nothing, "Nothing came of the mail: it was not sent"), (undated, "No time that can be read")]
    return facts


def event_of(told: str) -> str:
    """The standard event that one of `TOLD` is."""
    return "bounced_email" if told in _BOUNCES else told


def kind_of(told: str) -> str | None:
    """`hard` or `soft` for a column of bounces of one kind."""
    return _BOUNCES.get(told)


def _column(cells: Cells, name: str) -> tuple[Counts, pa.Array]:
    """How often an event happened, and when first, by its column and the one of its times."""
    header, at = cells.header(name), cells.value(name + AT, "datetime")
    if header is None:
        return np.asarray(pc.is_valid(at)).astype(np.int64), at
    said = texts.trim(cells.raw(header)).combine_chunks()
    times = cells.moments(header) if holds_times(pc.unique(said).to_pylist()) else pa.nulls(cells.rows, pa.int64())
    found = texts.per_value(pa.chunked_array([said]), pa.int64(), lambda text: times_said(text, name))
    found = pc.if_else(pc.is_valid(times), pa.scalar(1, pa.int64()), found)
    odd = np.asarray(pc.is_null(found))
    if odd.any():
        cells.unread[header] = odd, "neither a number, nor yes or no, nor a time"
    # What is not understood ends mailing, and is counted as nothing else.
    counts = np.asarray(pc.fill_null(found, 1 if name in CLOSING else 0), dtype=np.int64)
    return counts, pc.coalesce(at, times)


def holds_times(values: list[str]) -> bool:
    """Whether the filled cells of a column are times, and no numbers."""
    filled = [value for value in values if value and times_said(value, "") is None][:400]
    return bool(filled) and bool(dates.find_format(filled, HALF)[0])


def tells_results(values: list[str]) -> bool:
    """Whether most of the filled cells of a column are counts, or a yes or no."""
    told = [times_said(value, "") is not None for value in values]
    return sum(told) * 2 >= len(told)


def times_said(text: str, name: str) -> int | None:
    """How often something happened, as a cell says it; None where it is not understood."""
    word = text.strip().casefold()
    if word in _NOTHING:
        return 0
    if re.fullmatch(r"\d{1,4}([.,]0+)?", word):
        number = int(float(word.replace(",", ".")))
        return number if number <= MOST else None
    said = texts.yes_or_no(word)
    if said is not None:
        return int(said)
    if re.match(r"(not|never|un|non)[ -]?", word) and event_name(re.sub(r"^(not|never|non)[ -]?", "", word)) == name:
        return 0
    if name and event_name(word) == event_of(name):
        return 1
    return 1 if name == "bounced_email" and (_KINDS.search(word) or is_kind(word)) else None


_NOTHING = frozenset({"", "-", "–", "none", "null", "n/a", "na", "never", "nein", "not opened", "not clicked"})
_KINDS = re.compile(r"hard|soft|perm|transient|temp|block|undetermined|full|invalid")


def _status(cells: Cells, counts: dict[str, Counts]) -> pa.Array:
    """Count what one column says of the whole mail; returns its words of the mails that came back, else null."""
    nothing = pa.nulls(cells.rows, pa.string())
    if not cells.has("event"):
        return nothing
    names, said = permissions.event_names(cells)
    for name in TOLD:
        here = np.asarray(pc.fill_null(pc.equal(names, name), False))
        counts[name] = np.maximum(counts[name], here)
    return pc.if_else(pc.fill_null(pc.equal(names, "bounced_email"), False), said, nothing)


def _implied(cells: Cells, counts: dict[str, Counts]) -> None:
    """What follows: whoever opened or clicked received it, and whoever stands in the list was sent it.

    A column that says who was sent it, or received it, has the last word for all to whom nothing else happened.
    """
    read = (counts["opened_email"] > 0) | (counts["clicked_email"] > 0)
    bounced = (counts["bounced_email"] > 0) | (counts["hard_bounce"] > 0) | (counts["soft_bounce"] > 0)
    told_of_bounces = any(map(cells.has, ("bounced_email", "hard_bounce", "soft_bounce")))
    if not (cells.has("received_email") or cells.has("received_email:at")):
        received = read | (counts["received_email"] > 0)
        if told_of_bounces and not cells.has("event"):
            received |= ~bounced & (counts["sent_email"] > 0 if cells.has("sent_email") else True)
        counts["received_email"] = received.astype(np.int64)
    counts["received_email"] = np.maximum(counts["received_email"], read)
    happened = np.logical_or.reduce([counts[name] > 0 for name in TOLD])
    everybody = not (cells.has("sent_email") or cells.has("sent_email:at"))
    counts["sent_email"] = np.maximum(counts["sent_email"], np.ones_like(happened) if everybody else happened)


def _kinds(cells: Cells, bounced: NDArray[np.bool_], returned: pa.Array) -> pa.Array:
    """Hard or soft of the bounces that one column tells: by the column of kinds, else by its own words.

    `returned` are the words by which a column of the whole mail's standing tells them.
    """
    name = pc.if_else(pa.array(bounced), pa.scalar("bounced_email"), pa.scalar(None, pa.string()))
    own = texts.trim(cells.said("bounced_email")).combine_chunks()
    spoken = texts.per_value(
        pa.chunked_array([own]), pa.bool_(), lambda text: bool(_KINDS.search(text.lower())) or is_kind(text)
    )
    stated = pc.coalesce(cells.value("kind", "text"), pc.if_else(spoken, own, pa.scalar(None, pa.string())))
    return bounce_kinds(cells, name, pc.coalesce(returned, own), stated)
