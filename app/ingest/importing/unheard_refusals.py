"""Columns that may tell who must not be mailed beside one that says who may be, and that nobody takes for it.

A yes that was heard must not drown a no that was not: what a column asks in words of refusing or of mails is asked
about before the file comes in, in red where somebody who is said to agree may have refused there.
"""

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import texts
from app.domain.counts import counted, listed
from app.ingest.importing import unheard_answers
from app.ingest.mapping.consent_columns import ASKED, is_of_letters
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary import faint_roots
from app.ingest.vocabulary.map_file import IDENTIFIER, Column, Mapping
from app.ingest.vocabulary.permission_words import consent_status
from app.ingest.vocabulary.target_types import type_of

_CLOSED = ("denied", "withdrawn", "pending", "unknown")
_SHOWN = 3


def found(raw: RawTable, mapping: Mapping) -> dict[str, tuple[str, ...]]:
    """The columns in question with their words; none where nothing in the file says who may be emailed.

    There `unheard_answers` asks of more.
    """
    if not mapping.of.of_people or not unheard_answers.is_heard(raw, mapping):
        return {}
    free = [name for name, column in mapping.columns.items() if name in raw.headers and _is_own(column, mapping.kind)]
    told = {name: _answers(raw, name) for name in free if _may_refuse(name, raw)}
    return {name: words for name, words in told.items() if words}


def why(header: str, words: tuple[str, ...]) -> str:
    """What is asked of one such column."""
    said = listed([f"“{word}”" for word in words])
    return f"“{header}” ({said}) may say who must not be emailed; nothing is taken from it. {_remedy(header)}"


def notes(raw: RawTable, mapping: Mapping) -> list[Note]:
    """What is told of each before a file is imported: in red where somebody who agreed may have refused there."""
    return [_note(raw, mapping, header, words) for header, words in found(raw, mapping).items()]


def _note(raw: RawTable, mapping: Mapping, header: str, words: tuple[str, ...]) -> Note:
    against = pc.and_(_granted(raw, mapping), _refused(raw, header))
    count = pc.sum(against).as_py() or 0
    if not count:
        return Note("yellow", why(header, words))
    rows = pc.indices_nonzero(against).to_pylist()[:_SHOWN]
    stands = f" It may speak against the consent of {counted(count, 'row')}."
    return Note("red", why(header, words) + stands, count, tuple(int(raw.lines[row]) for row in rows))


def _remedy(header: str) -> str:
    if faint_roots.is_unread(header):
        return "Map it to suppressed:email if a yes in it is a refusal, with the format states if a no is one."
    if faint_roots.denies(header):
        return "If a yes in it is a refusal, choose Do not email for it (map it to suppressed:email)."
    return (
        "If a no in it is a refusal, call it Email opt-in in the file, or map it to suppressed:email with the format "
        "states: its noes count then."
    )


def _may_refuse(header: str, raw: RawTable) -> bool:
    return faint_roots.may_refuse(header) and not is_of_letters(header, raw.headers)


def _is_own(column: Column, kind: str) -> bool:
    own = type_of(column.to or "", kind) is None and column.type in ("text", "boolean", "number")
    return own and not column.skip and column.type != IDENTIFIER


def _answers(raw: RawTable, header: str) -> tuple[str, ...]:
    """The words of a column that answers yes or no, or in two words that nobody knows; else none."""
    words = [word for word in unheard_answers.few_words(raw.text(header)) if not texts.is_placeholder(word)]
    if not words or len(words) > unheard_answers.WORDS:
        return ()
    if all(map(_is_answer, words)):
        return tuple(words)
    strange = [word for word in words if not _is_answer(word)]
    # The other may be a yes in a language that is not known.
    enough = raw.rows >= unheard_answers.ROWS or faint_roots.denies(header)
    two = len(words) == 2 and all(map(unheard_answers.is_short, strange))
    return tuple(words) if two and enough else ()


def _is_answer(word: str) -> bool:
    return _yes(word) is not None or consent_status(word) not in (None, "unknown")


def _yes(word: str) -> bool | None:
    return texts.yes_or_no(word.removesuffix(".0"))


def _granted(raw: RawTable, mapping: Mapping) -> pa.Array:
    """The rows whose consent is no plain no; none where the file has no column of consents."""
    header = mapping.header_of(ASKED)
    if header not in raw.headers or mapping.columns[header].skip:
        return pa.array([False] * raw.rows, pa.bool_())
    told = mapping.columns[header].values or {}

    def agreed(word: str) -> bool:
        """Whether one cell of the consent agrees."""
        return told.get(word, consent_status(word)) not in _CLOSED and _yes(word) is not False

    return texts.per_value(texts.trim(raw.text(header)), pa.bool_(), agreed)


def _refused(raw: RawTable, header: str) -> pa.Array:
    """The rows in which a column may refuse: by a yes where its header denies, by a no elsewhere."""
    turned = faint_roots.denies(header)

    def refused(word: str) -> bool:
        """Whether one cell may refuse."""
        if not word or texts.is_placeholder(word):
            return False
        if not _is_answer(word) or consent_status(word) == "withdrawn":
            # Of a word that nobody knows it cannot be said that it is none.
            return True
        no = _yes(word) is False or consent_status(word) in _CLOSED
        return no is not turned

    return texts.per_value(texts.trim(raw.text(header)), pa.bool_(), refused)
