"""How sure a file's columns are: understood, a field of the user's own, in doubt, empty, or left out."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from typing import Final

from app.domain.names import PRODUCT, PROPERTIES, TRAITS
from app.ingest.importing import unheard_answers, unheard_refusals
from app.ingest.importing.column_notes import doubted
from app.ingest.importing.mended_rows import LINE, REASON
from app.ingest.mapping.answer_words import SpokenColumn
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.map_file import IDENTIFIER, Column, Mapping
from app.ingest.vocabulary.target_types import type_of

STATES: Final = ("understood", "new", "doubtful", "empty", "skipped")
"""What a column can be: of a standard meaning, an own field, one to look at, one without a cell, one left out."""


def state_of(column: Column, *, standard: bool, filled: int, doubtful: bool) -> str:
    """One of `STATES`; what has no cell is empty, taken in or not."""
    if not filled:
        return "empty"
    if column.skip:
        return "skipped"
    if doubtful:
        return "doubtful"
    return "understood" if standard else "new"


def doubts(
    raw: RawTable, mapping: Mapping, said: Sequence[SpokenColumn], unheard: Dictionary[str, tuple[str, ...]] | None
) -> dict[str, str]:
    """Why a column deserves a look, by header: its dates may be others, or nobody knows its words.

    Of those `unheard` (`unheard_answers.found`), too, what their answers are answers to, and of those that may refuse
    beside one that is heard; with None that was decided of the file before.
    """
    found = {
        column.header: f"“{unsure[0]}” is not understood: say beside what it means."
        for column in said
        if (unsure := [word.text for word in column.words if not word.sure])
    }
    if unheard is None:
        return found | doubted(raw, mapping)
    refusals = unheard_refusals.found(raw, mapping)
    asked = {name: unheard_answers.why(words) for name, words in unheard.items()}
    asked |= {name: unheard_refusals.why(name, words) for name, words in refusals.items()}
    return asked | found | doubted(raw, mapping)


def without_empty(raw: RawTable, mapping: Mapping, stated: Mapping | None, filled: Dictionary[str, int]) -> Mapping:
    """The mapping with the columns left out in which nothing stands; `filled` counts the cells of each.

    What was stated stays, and so does what the file cannot do without, what is blank for a reason (a state, an answer,
    a time), and all of a file that clears what it leaves blank. A header without rows, and rows that come back mended,
    tell nothing of what is empty.
    """
    if not raw.rows or mapping.on_conflict == "replace" or tuple(raw.headers[:2]) == (LINE, REASON):
        return mapping
    # What was refused has cells of its own.
    elsewhere = {header for row in raw.refused for header, cell in row.cells.items() if cell.strip()}
    for header, column in mapping.columns.items():
        told = stated is not None and header in stated.columns
        if not filled.get(header, 1) and header not in elsewhere and not told and _can_go(column, mapping):
            mapping = mapping.with_column(header, Column(skip=True))
    return mapping


def _can_go(column: Column, mapping: Mapping) -> bool:
    """Whether a column that is blank says nothing by that."""
    target = column.to or ""
    own = type_of(target, mapping.kind) is None
    return not column.skip and column.type != IDENTIFIER and (own or (target in _PLAIN and not mapping.of.of_sales))


_SAYING: Final = frozenset((*file_kind.WHO, "status", "channel", "order_id", "sku", "name"))
"""Standard names of which a blank cell may say something, or by which rows are known."""
_PLAIN: Final = frozenset((*TRAITS, *PROPERTIES, *PRODUCT)) - _SAYING
"""Those of which it says nothing: 561 empty columns of real exports were left out one by one, and nothing of what is
kept of anybody was another."""


def who_column(mapping: Mapping, headers: Sequence[str]) -> str:
    """The column that says best who a row is about: the address before a number; else the first one."""
    said = mapping.targets()
    for target in ("email", "customer_id", "phone", *file_kind.WHO, "order_id", "sku"):
        if said.get(target) in headers:
            return said[target]
    own = (name for name, column in mapping.columns.items() if column.type == IDENTIFIER and not column.skip)
    return next((name for name in own if name in headers), headers[0] if headers else "")
