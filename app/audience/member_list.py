"""The members of a rule as a list for people: what is known of each, in the form in which it is read and exported."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain import csv_columns
from app.domain.progress import SILENT, Progress
from app.project import of_file
from app.query import Question, answers, shown_columns, traits
from app.rules import Node
from storage.disk.drafts import byte_file

_AT_ONCE = 16_384
"""Rows between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Members:
    """Everyone for whom a rule holds, in key order: `columns` are `key` and the wanted traits, a row holds one person.

    A value is a text, a number (amounts in whole money), yes or no, a list of texts, or None where nothing is known.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def document(self) -> list[dict[str, Any]]:
        """One object a person: which names it has was asked for, so no class could say them."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def cells(self) -> list[list[Any]]:
        """The rows as a table shows them, lists in one cell."""
        return [[", ".join(value) if isinstance(value, list) else value for value in row] for row in self.rows]


def listed(root: Node, question: Question, columns: list[str]) -> Members:
    """The members of a rule with the wanted columns."""
    found = answers.members(root, question, columns)
    kinds = _kinds(question, found.column_names)
    shown = [
        tuple(traits.shown(kind, value, question.moment) for kind, value in zip(kinds, row.values(), strict=True))
        for row in found.to_pylist()
    ]
    return Members(tuple(found.column_names), tuple(shown))


def write(
    root: Node,
    question: Question,
    columns: list[str],
    path: Path,
    before: Callable[[int], None],
    progress: Progress = SILENT,
) -> int:
    """The same as CSV that a spreadsheet can open without running what a customer wrote; says how many people it has.

    It is in its place only when it is whole and `before` was called with that number, and never in memory as a whole.
    Raises FileProblem, and what `before` raises.
    """
    of, done = question.mirror.people, 0
    batches = answers.member_batches(root, question, columns, _AT_ONCE)
    names = ["key", *(name for name in dict.fromkeys(columns) if name != "key")]
    kinds = _kinds(question, names)
    try:
        with byte_file(path, lambda: before(done)) as file:
            file.write(csv_columns.content(csv_columns.lines([csv_columns.few_texts([name]) for name in names])))
            for batch in batches:
                progress.step(done, of, "Writing the list")
                shown = map(shown_columns.cells, kinds, batch.columns, [question.moment] * len(kinds))
                file.write(csv_columns.content(csv_columns.lines(list(shown))))
                done += batch.num_rows
    except OSError as error:
        raise of_file(error, f"{path} cannot be written", "Choose another place") from None
    return done


def _kinds(question: Question, names: list[str]) -> list[str]:
    known = question.names.traits
    standing = [question.names.merged.get(name, name) for name in names]
    return [known[name].type if name in known else "text" for name in standing]
