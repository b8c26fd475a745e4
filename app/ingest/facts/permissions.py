"""What rows say of permission: answers for a channel, noes for good, and the words that are not understood.

An answer that states no time has none: it holds at every moment. What ends all mailing to somebody (a bounce, a
complaint, an unsubscribe, a suppression) is a no for good, of the address that its row states.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import texts
from app.domain import clock
from app.domain.names import snake
from app.ingest.facts import how_given
from app.ingest.facts.typed_block import Cells
from app.ingest.mapping import consent_columns
from app.ingest.report import Asked, Note
from app.ingest.vocabulary import event_words, permission_words, suppression_columns
from app.ingest.vocabulary.map_file import OPT_OUT, STATES

Ints = NDArray[np.int64]

SUPPRESSED = "suppressed:email"
"""What a column of bounces, complaints or suppressions is read as; several columns of a file may be."""

_WORDS_SHOWN = 8


@dataclass(slots=True)
class Said:
    """Some rows of a block, and what they say: columns of equal length."""

    rows: Ints
    columns: dict[str, pa.Array]


def _texts(values: list[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def _said(rows: Ints, **columns: pa.Array) -> Said:
    """The chosen rows of whole columns."""
    picked = pa.array(rows)
    return Said(rows, {name: column.take(picked) for name, column in columns.items()})


def _read(cells: Cells, target: str, what: str, rule: Callable[[str], str | None]) -> tuple[pa.Array, pa.Array]:
    """Each cell's word as `rule` or the mapping's own table has it (null: not understood), and the cell's text."""
    said = texts.compose(texts.trim(cells.said(target))).combine_chunks()
    header = cells.header(target)
    own = {permission_words.bare(word): meant for word, meant in cells.values_of(target).items()}
    found = texts.per_value(
        pa.chunked_array([said]), pa.string(), lambda text: own.get(permission_words.bare(text)) or rule(text)
    )
    if header is not None:
        cells.doubt(what, header, said, np.asarray(pc.and_(pc.is_null(found), pc.not_equal(said, ""))))
    return found, said


def _times(cells: Cells, target: str, beside: pa.Array | None = None) -> pa.Array:
    """When answers were given: as the file says, else as what stands beside them was, else as the mapping says of all.

    Null where nothing tells.
    """
    told = cells.value(target, "datetime")
    if beside is not None:
        told = pc.coalesce(told, beside)
    if cells.mapping.answered_at is None:
        return told
    at = clock.parse_moment(cells.mapping.answered_at, cells.zone).us
    return pc.fill_null(told, at)


def _happened(status: pa.Array, at: pa.Array) -> pa.Array:
    """The times of answers; nobody has agreed at a time that is still to come, so that such a yes has none."""
    to_come = pc.greater(at, clock.system_now() + _AHEAD)
    return pc.if_else(
        pc.fill_null(pc.and_(to_come, pc.equal(status, "granted")), False), pa.scalar(None, pa.int64()), at
    )


_AHEAD = 86_400_000_000
"""By so much a clock elsewhere may be ahead."""


def beside(cells: Cells, about: pa.Array, at: pa.Array) -> tuple[list[Said], list[Said]]:
    """What rows about orders or events answer beside, dated by them (`at`): once for each of what they are `about`."""
    told = [consent_of(cells, "email", at)] if cells.has("consent:email") else []
    if cells.has(SUPPRESSED):
        told.append(suppressed_of(cells, at))
    return [_once(one, about) for found, _ in told for one in found], [
        _once(one, about) for _, no in told for one in no
    ]


def _once(said: Said, about: pa.Array) -> Said:
    """Of the rows about one thing that say the same the latest, the first of several at one time."""
    what = "status" if "status" in said.columns else "reason"
    rows = pd.DataFrame(
        {
            "about": about.take(pa.array(said.rows)).to_pandas(),
            "said": said.columns[what].to_pandas(),
            "at": said.columns["at"].to_pandas(),
        }
    ).sort_values("at", ascending=False, kind="stable", na_position="last")
    mine = rows[~rows.duplicated(["about", "said"]) | rows["about"].isna()]
    kept = np.sort(mine.index.to_numpy())
    picked = pa.array(kept)
    return Said(said.rows[kept], {name: column.take(picked) for name, column in said.columns.items()})


def consent_of(cells: Cells, channel: str, beside: pa.Array | None = None) -> tuple[list[Said], list[Said]]:
    """What a file says of consent for a channel: answers, and noes for good; `beside` dates those without a time."""
    target = f"consent:{channel}"
    status, said = _read(cells, target, "consent", permission_words.consent_status)
    # A word that nobody knows closes: to leave somebody out is mended, to write to one who said no is not.
    status = pc.fill_null(status, "denied")
    at, source = _times(cells, f"{target}:at", beside), cells.value(f"{target}:source", "text")
    refusing = cells.format_of(target) == OPT_OUT
    if refusing:
        at = pc.coalesce(at, cells.moments(str(cells.header(target))))
    at = _happened(status, at)
    rows = np.flatnonzero(np.asarray(pc.not_equal(status, "unknown")))
    columns = {"channel": pa.array([channel] * cells.rows, pa.string()), "topic": pa.nulls(cells.rows, pa.string())}
    found = [_said(rows, **columns, status=status, at=at, source=source, **how_given.of(cells, f"{target}:"))]
    if channel != "email":
        return found, []
    why = (
        _unsubscribed(status)
        if refusing
        else texts.per_value(pa.chunked_array([said]), pa.string(), permission_words.ending)
    )
    return found, [_noes(cells, why, at, source)]


def _unsubscribed(status: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(status, "withdrawn"), "unsubscribed", pa.scalar(None, pa.string()))


def _noes(cells: Cells, why: pa.Array, at: pa.Array, source: pa.Array) -> Said:
    """The rows that have a reason never to be mailed."""
    email = pa.array(["email"] * cells.rows, pa.string())
    return _said(np.flatnonzero(np.asarray(pc.is_valid(why))), channel=email, reason=why, at=at, source=source)


def suppressed_of(cells: Cells, beside: pa.Array | None = None) -> tuple[list[Said], list[Said]]:
    """What a file's columns of bounces, complaints and suppressions say: answers (those who unsubscribed), and noes.

    What states no time is dated by `beside`.
    """
    found: list[Said] = []
    noes: list[Said] = []
    stated = cells.value(f"{SUPPRESSED}:at", "datetime")
    reason = texts.per_value(texts.trim(cells.said(f"{SUPPRESSED}:reason")), pa.string(), permission_words.reason_of)
    source = pa.nulls(cells.rows, pa.string())
    answered = _times(cells, "consent:email:at", beside)
    for header in cells.headers_of(SUPPRESSED):
        at = pc.coalesce(stated, cells.moments(header), *([] if beside is None else [beside]))
        if _is_of_states(cells, header):
            # A row's answers are given at one time, so that the strictest of them holds.
            why, status = _further_answers(cells, header)
            at = _happened(status, pc.max_element_wise(stated, answered))
        elif suppression_columns.rests_until(header):
            # Nobody knows when it was said, and a day to come is no time of an answer.
            at, (why, status) = stated, _resting(cells, header)
        else:
            why, status = _of_column(cells, header, reason)
        noes.append(_noes(cells, why, at, source))
        rows = np.flatnonzero(np.asarray(pc.is_valid(status)))
        columns = {"channel": pa.array(["email"] * cells.rows, pa.string()), "topic": source}
        found.append(_said(rows, **columns, status=status, at=at, source=source))
    return found, noes


def _of_column(cells: Cells, header: str, reason: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Why each cell of such a column bars its address for good, and what it answers; both null where it does not."""
    said = texts.trim(cells.raw(header))
    usual = suppression_columns.bars(header)
    rule = permission_words.unfit_of if suppression_columns.needs_yes(header) else permission_words.suppression_of
    why = texts.per_value(said, pa.string(), rule)
    usual = usual or "suppressed"
    named = reason if usual == "suppressed" else pa.array(["listed"] * cells.rows, pa.string())
    told = pc.if_else(pc.equal(named, "listed"), usual, named)
    why = pc.if_else(pc.equal(why, ""), told, why)
    if usual != "suppressed":
        # A bounce's own words are many; that it was one is what counts.
        why = pc.if_else(pc.is_valid(why), usual, why)
    unsubscribed = pc.fill_null(pc.equal(why, "unsubscribed"), False)
    return why, pc.if_else(unsubscribed, pa.scalar("withdrawn"), pa.scalar(None, pa.string()))


def _resting(cells: Cells, header: str) -> tuple[pa.Array, pa.Array]:
    """Those who are to be left alone until a day that is still to come: no until they say yes again."""
    ends = cells.moments(header)
    rests = pc.fill_null(pc.greater(ends, clock.system_now()), False)
    # What is no day is not known to be over.
    rests = pc.or_(rests, pc.and_(pc.is_null(ends), pc.not_equal(texts.trim(cells.raw(header)).combine_chunks(), "")))
    nothing = pa.nulls(cells.rows, pa.string())
    return nothing, pc.if_else(rests, pa.scalar("denied"), nothing)


def _has_states(said: pa.ChunkedArray) -> bool:
    """Whether cells are states of consent; a mere yes is none."""
    words = [word for word in pc.unique(said).to_pylist() if word]
    return bool(words) and all(
        permission_words.consent_status(word) and texts.yes_or_no(word) is None for word in words
    )


def _is_of_states(cells: Cells, header: str) -> bool:
    """Whether a column holds answers: as the mapping has it, or by its words where nothing else says what it is."""
    if cells.mapping.columns[header].format == STATES:
        return True
    told = suppression_columns.bars(header) is not None or suppression_columns.needs_yes(header)
    return not told and _has_states(texts.trim(cells.raw(header)))


def _further_answers(cells: Cells, header: str) -> tuple[pa.Array, pa.Array]:
    """What ends all mailing in a further column of answers, and its noes.

    A yes is one where the column asks for consent and the first leaves the row blank.
    """
    said = texts.compose(texts.trim(cells.raw(header))).combine_chunks()
    own = {permission_words.bare(word): meant for word, meant in (cells.mapping.columns[header].values or {}).items()}
    whole = pa.chunked_array([said])
    found = texts.per_value(whole, pa.string(), lambda text: own.get(permission_words.bare(text)) or _answer(text))
    cells.doubt("consent", header, said, np.asarray(pc.and_(pc.is_null(found), pc.not_equal(said, ""))))
    status = pc.fill_null(found, "denied")
    silent = pc.equal(status, "unknown")
    if consent_columns.asks(header) and cells.has("consent:email"):
        first = _read(cells, "consent:email", "consent", permission_words.consent_status)[0]
        silent = pc.or_(
            silent, pc.and_(pc.equal(status, "granted"), pc.not_equal(pc.fill_null(first, "denied"), "unknown"))
        )
    else:
        silent = pc.or_(silent, pc.equal(status, "granted"))
    return texts.per_value(whole, pa.string(), permission_words.ending), pc.if_else(
        silent, pa.scalar(None, pa.string()), status
    )


def _answer(text: str) -> str | None:
    """An answer; the channels that somebody chose are one where email is among them."""
    status = permission_words.consent_status(text)
    if status is not None:
        return status
    channel = permission_words.channel_of(text.strip("[]").replace('"', "").replace("'", ""))
    return "granted" if channel and "email" in permission_words.channels_of(channel) else None


def ledger_of(cells: Cells) -> tuple[dict[str, pa.Array], list[Said]]:
    """A ledger's rows: `channel`, `topic`, `status`, `at` and `source` of each, and the noes for good among them."""
    status, said = _read(cells, "status", "consent", permission_words.consent_status)
    status = pc.fill_null(status, "denied")
    at, source = _happened(status, _times(cells, "time")), cells.value("source", "text")
    channel = _channels(cells, pc.not_equal(status, "granted"))
    columns = {
        "channel": channel, "topic": cells.value("topic", "text"), "status": status, "at": at, "source": source,
        **how_given.of(cells, ""),
    }  # fmt: skip
    why = texts.per_value(pa.chunked_array([said]), pa.string(), permission_words.ending)
    by_email = texts.per_value(
        pa.chunked_array([channel]), pa.bool_(), lambda text: "email" in permission_words.channels_of(text)
    )
    why = pc.if_else(by_email, why, pa.scalar(None, pa.string()))
    return columns, [_noes(cells, why, at, source)]


def _channels(cells: Cells, closing: pa.Array) -> pa.Array:
    """Each row's channel. One that is not understood is every channel where the row closes, else none of ours."""
    found, said = _read(cells, "channel", "channel", permission_words.channel_of)
    own = texts.per_value(pa.chunked_array([said]), pa.string(), lambda text: snake(text) or "email")
    # The worse reading in both cases: a no too many costs a mail, a yes too many breaks the law.
    return pc.coalesce(found, pc.if_else(closing, permission_words.EVERY, own))


def listed_of(cells: Cells) -> Said:
    """The rows of a list of those who must not be mailed: all of them."""
    closing = pa.array([True] * cells.rows, pa.bool_())
    return Said(
        np.arange(cells.rows),
        {
            "channel": _channels(cells, closing),
            "reason": texts.per_value(texts.trim(cells.said("reason")), pa.string(), permission_words.reason_of),
            "at": _times(cells, "time"),
            "source": cells.value("source", "text"),
        },
    )


_REASONS = {"unsubscribed": "unsubscribed", "marked_as_spam": "marked_as_spam", "bounced_email": "hard_bounce"}


def event_names(cells: Cells) -> tuple[pa.Array, pa.Array]:
    """The names of events, and as they are written; those that are only taken for a refusal are doubted."""
    given = cells.mapping.event or {}
    if "name" in given:
        name = event_words.event_name(given["name"])
        return _texts([name] * cells.rows), _texts([given["name"]] * cells.rows)
    header = given.get("name_from") or str(cells.mapping.header_of("event"))
    said = texts.trim(cells.raw(header)).combine_chunks()
    own = {permission_words.bare(word): meant for word, meant in (cells.mapping.columns[header].values or {}).items()}
    name = texts.per_value(
        pa.chunked_array([said]),
        pa.string(),
        lambda text: own.get(permission_words.bare(text)) or event_words.event_name(text) or None,
    )
    guessed = texts.per_value(
        pa.chunked_array([said]),
        pa.bool_(),
        lambda text: (
            permission_words.bare(text) not in own
            and not event_words.is_known_event(text)
            and bool(event_words.refusal_of(text))
        ),
    )
    cells.doubt("event", header, said, np.asarray(guessed))
    return name, said


def refused_by_events(cells: Cells, name: pa.Array, kind: pa.Array, at: pa.Array) -> Said:
    """The events after which an address may not be mailed; of bounces only the hard ones."""
    why = texts.per_value(pa.chunked_array([name]), pa.string(), lambda text: _REASONS.get(text or ""))
    # A bounce that states no kind is soft.
    soft = pc.and_(pc.equal(why, "hard_bounce"), pc.not_equal(pc.fill_null(kind, "soft"), "hard"))
    why = pc.if_else(pc.fill_null(soft, False), pa.scalar(None, pa.string()), why)
    return _noes(cells, why, at, pa.nulls(cells.rows, pa.string()))


# What is to be told.

Doubts = dict[tuple[str, str, str], list[int]]
"""By what was asked of a word, its column and the word: the lines that hold it."""

_TOLD: dict[str, tuple[str, str]] = {
    "consent": (
        "{words} in “{header}” {is_are} no answer that is known and {counts} as no.",
        'If a word means something else, say so in the mapping of that column: "values": {{"{first}": "granted"}}.',
    ),
    "channel": (
        "{words} in “{header}” {is_are} no channel that is known: a no counts for all, a yes for none.",
        'Say in the mapping of that column what is meant: "values": {{"{first}": "email"}}.',
    ),
    "bounce": (
        "{words} in “{header}” {is_are} no kind of bounce that is known: these addresses are mailed no more.",
        "Where such a bounce is for now only, write soft in its place.",
    ),
    "label": (
        "{words} in “{header}” {is_are} taken for a refusal: these addresses are not mailed.",
        "Where such a label means something else, give it other words in the file.",
    ),
    "event": (
        "{words} in “{header}” {is_are} taken for a refusal: these addresses are mailed no more, but for soft bounces.",
        'If something else is meant, say so in the mapping of that column: "values": {{"{first}": "viewed_page"}}.',
    ),
}
"""What is told of words that nobody knows, and how whoever writes a mapping says what they mean."""


def notes_of(doubts: Doubts) -> list[Note]:
    """What must be told of words that were not understood, a note for each column."""
    by_column: dict[tuple[str, str], dict[str, list[int]]] = {}
    for (what, header, word), lines in doubts.items():
        by_column.setdefault((what, header), {})[word] = lines
    return [_note(what, header, told) for (what, header), told in by_column.items()]


def _note(what: str, header: str, told: dict[str, list[int]]) -> Note:
    ordered = sorted(told, key=lambda word: (-len(told[word]), word))
    shown = [f"“{word[:60]}” ({len(told[word]):,})" for word in ordered[:_WORDS_SHOWN]]
    if len(ordered) > _WORDS_SHOWN:
        shown.append(f"{len(ordered) - _WORDS_SHOWN:,} more")
    one = len(ordered) == 1
    parts = {
        "words": ", ".join(shown[:-1]) + " and " + shown[-1] if len(shown) > 1 else shown[0],
        "header": header,
        "is_are": "is" if one else "are",
        "counts": "counts" if one else "count",
        "first": ordered[0][:60],
    }
    fact, by_hand = (part.format(**parts) for part in _TOLD[what])
    text = f"{fact} {by_hand}"
    lines = sorted(line for found in told.values() for line in found)
    where = "in the head of that column" if what == "channel" else "below"
    answer = f"{fact} Choose what {'it means' if one else 'they mean'} {where}."
    asked = None if what in ("bounce", "label") else Asked(what, header, tuple(ordered), answer, fact)
    return Note("yellow", text, len(lines), tuple(lines[:20]), asked)


def added(doubts: Doubts, cells: Cells, lines: Any) -> None:
    """Add what a block doubted, at the lines of the file."""
    for key, places in cells.doubts.items():
        doubts.setdefault(key, []).extend(lines[places].tolist())
