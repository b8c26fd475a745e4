"""The words in which a file answers or names events, and what each is taken for: for whoever can say it better."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import texts
from app.ingest.mapping import consent_columns
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary import event_words, permission_words
from app.ingest.vocabulary.map_file import OPT_OUT, Column, Mapping

NEVER = "never"
"""What a word means that ends all mailing to an address (bounced, complained, …): nothing that is said undoes it."""

MOST = 40
"""Words of a column that are told one by one."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a file, in how many cells it stands, and what it is taken for; `sure` where it is known or was told.

    One that is `fixed` cannot be told to mean something else.
    """

    text: str
    count: int
    meaning: str
    sure: bool
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class SpokenColumn:
    """A column of answers (`what` is consent) or of names of events (event); the words in doubt come first.

    `more` counts the further words, which are not told one by one.
    """

    header: str
    what: str
    words: tuple[Word, ...]
    more: int


def spoken(raw: RawTable, mapping: Mapping) -> list[SpokenColumn]:
    """The columns whose words somebody may want to explain."""
    return [
        _column(raw, header, column, what)
        for header, column in mapping.columns.items()
        if (what := _what(header, column, mapping)) and header in raw.headers
    ]


def undated(raw: RawTable, mapping: Mapping) -> int:
    """How many answers about email state no time of their own."""
    status, at = mapping.of.answer
    header, times = mapping.header_of(status), mapping.header_of(at)
    if header is None or mapping.columns[header].skip or mapping.columns[header].format == OPT_OUT:
        return 0
    if mapping.of.dates_answers:
        return 0  # Those are dated by what they stand beside.
    told = _filled(raw, header)
    if times is not None and not mapping.columns[times].skip:
        told &= ~_filled(raw, times)
    return int(told.sum())


def _filled(raw: RawTable, header: str) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    said = texts.trim(raw.text(header))
    return np.asarray(pc.not_equal(said, pa.scalar("")).combine_chunks(), np.bool_)


def _what(header: str, column: Column, mapping: Mapping) -> str:
    if column.skip or column.format == OPT_OUT:
        return ""
    if consent_columns.only_noes(column):
        return "consent"
    named = (mapping.event or {}).get("name_from") == header or (not mapping.event and column.to == "event")
    return mapping.of.explained(column.to, names_events=named)


def _column(raw: RawTable, header: str, column: Column, what: str) -> SpokenColumn:
    own = {permission_words.bare(word): meant for word, meant in (column.values or {}).items()}
    read: Callable[[str, int, str | None], Word] = _answer if what == "consent" else _event
    told = pc.value_counts(texts.compose(texts.trim(raw.text(header))).combine_chunks()).to_pylist()
    found = [
        read(one["values"], one["counts"], own.get(permission_words.bare(one["values"])))
        for one in told
        if one["values"]
    ]
    found.sort(key=lambda word: (word.sure, -word.count, word.text))
    return SpokenColumn(header, what, tuple(found[:MOST]), max(0, len(found) - MOST))


def _answer(text: str, count: int, own: str | None) -> Word:
    if permission_words.ending(text):
        return Word(text, count, NEVER, sure=True, fixed=True)
    status = own or permission_words.consent_status(text)
    # What is not understood closes.
    return Word(text, count, status or "denied", sure=status is not None)


def _event(text: str, count: int, own: str | None) -> Word:
    # An unknown name is an event of its own and harms nobody; one that is taken for a refusal is doubted.
    sure = own is not None or event_words.is_known_event(text) or not event_words.refusal_of(text)
    return Word(text, count, own or event_words.event_name(text), sure)
