"""Columns of people that may say who may be mailed, which nobody takes for it: asked about before a file comes in.

A header in a language that is not known, or an own one, asks something that its cells answer in two or three words.
Where no other column says who may be emailed, one of these may, and a no in it would be heard by nobody.
"""

import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import texts
from app.domain.counts import listed
from app.domain.names import IDENTIFIERS
from app.ingest.mapping.consent_columns import ASKED, BARRED
from app.ingest.readers.table import RawTable
from app.ingest.report import Asked, Note
from app.ingest.vocabulary import suppression_columns
from app.ingest.vocabulary.map_file import IDENTIFIER, Column, Mapping
from app.ingest.vocabulary.permission_words import consent_status
from app.ingest.vocabulary.target_types import type_of

_MEANING = "Consent to email"
"""What the menu of the wizard calls `consent:email`."""
WORDS = 3
"""An answer is one of so few words: yes, no, and one for those who were not asked."""
_SIGNS = 24
"""A longer text is no answer."""
ROWS = 4
"""Below so few rows any column holds few different words."""
_NAMED = 3
_LOOKED_AT = 100_000


def found(raw: RawTable, mapping: Mapping) -> dict[str, tuple[str, ...]]:
    """The columns in question with their words; none where the file says elsewhere who may be emailed.

    There `unheard_refusals` asks of those that may speak against it.
    """
    if not mapping.of.of_people or is_heard(raw, mapping):
        return {}
    used = _used(raw, mapping)
    if not any(column.to in IDENTIFIERS or column.type == IDENTIFIER for column in used.values()):
        # Who the rows are about is asked first: until it is known nobody comes in.
        return {}
    told = {name: _answers(raw, name) for name, column in used.items() if _may_ask(name, column, mapping.kind)}
    return {name: words for name, words in told.items() if words}


def is_heard(raw: RawTable, mapping: Mapping) -> bool:
    """Whether a column of the file is known to say who may be emailed, or who must not be."""
    return any(_says_who(column) for column in _used(raw, mapping).values())


def why(words: tuple[str, ...]) -> str:
    """What is asked of one such column with its words, for somebody who has it before them."""
    return f"Answered with {_said(words)}. If it says who may be emailed, choose {_MEANING}."


def notes(raw: RawTable, mapping: Mapping, *, unknown_is_consent: bool) -> list[Note]:
    """What is told of them before a file is imported: in red where whoever has said nothing is mailed."""
    told = found(raw, mapping)
    if not told:
        return []
    first = [f"“{header}” is answered with {_said(words)}" for header, words in list(told.items())[:_NAMED]]
    more = f", and {len(told) - _NAMED} more columns are answered in few words" if len(told) > _NAMED else ""
    mends = "If one of them does" if len(told) > 1 else "If it does"
    follows = " Until then a no in it stops nobody from being emailed." if unknown_is_consent else ""
    fact = f"No column of this file is known to say who may be emailed. {listed(first)}{more}."
    asked = Asked("permission", "", (), f"{fact} {mends}, say so beside.{follows}", fact)
    text = f"{fact} {mends}, choose {_MEANING} for it (map it to consent:email) before you import.{follows}"
    return [Note("red" if unknown_is_consent else "yellow", text, asked=asked)]


def _said(words: tuple[str, ...]) -> str:
    return listed([f"“{word}”" for word in words])


def _used(raw: RawTable, mapping: Mapping) -> dict[str, Column]:
    return {name: column for name, column in mapping.columns.items() if not column.skip and name in raw.headers}


def _says_who(column: Column) -> bool:
    return str(column.to).startswith((ASKED, BARRED)) and not str(column.to).endswith(":at")


def _may_ask(header: str, column: Column, kind: str) -> bool:
    target = column.to or ""
    own = type_of(target, kind) is None and column.type in ("text", "boolean")
    return own and column.type != IDENTIFIER and not suppression_columns.is_elsewhere(header)


def _answers(raw: RawTable, header: str) -> tuple[str, ...]:
    """The words of a column that answers something, in the order in which they stand; else none."""
    column = raw.text(header)
    said = [word for word in few_words(column) if not texts.is_placeholder(word)]
    if not 1 <= len(said) <= WORDS or raw.rows < ROWS:
        return ()
    # One word that answers is enough: the other may be a yes in a language that is not known.
    return tuple(said) if any(map(_is_answer, said)) or _is_foreign(header, said) else ()


def few_words(column: pa.ChunkedArray) -> list[str]:
    """The different words of a column; too many of them are cut."""
    words = [word for word in pc.unique(texts.trim(column.slice(0, _LOOKED_AT))).to_pylist() if word]
    return words[: WORDS + 3]


def _is_answer(word: str) -> bool:
    return texts.yes_or_no(word) is not None or consent_status(word) not in (None, "unknown")


def is_short(word: str) -> bool:
    """Whether a word is short enough for an answer, and holds no figure and no sign of an address."""
    return len(word) <= _SIGNS and not any(sign.isdigit() or sign in "@/" for sign in word)


def _is_foreign(header: str, words: list[str]) -> bool:
    """Whether a header and its two or three words are in letters beyond English ones, and none holds a figure."""
    several = len(words) > 1 and all(map(is_short, words))
    return several and any(not sign.isascii() and unicodedata.category(sign)[0] == "L" for sign in header)
