"""The members of a rule as a list for people: what is known of each, in the form in which it is read and exported."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.csv_injection import guarded
from app.project import of_file
from app.query import Question, answers, traits
from app.rules import Node
from storage.disk.drafts import text_file


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
        return [[_cell(value) for value in row] for row in self.rows]

    def write(self, path: Path) -> None:
        """As CSV that a spreadsheet can open without running what a customer wrote; in its place only when it is whole.

        Raises FileProblem.
        """
        try:
            with text_file(path) as file:
                writer = csv.writer(file)
                writer.writerow(self.columns)
                for row in self.cells():
                    writer.writerow(["" if value is None else guarded(value) for value in row])
        except OSError as error:
            raise of_file(error, f"{path} cannot be written", "Choose another place") from None


def listed(root: Node, question: Question, columns: list[str]) -> Members:
    """The members of a rule with the wanted columns."""
    found = answers.members(root, question, columns)
    known = question.names.traits
    kinds = {name: known[name].type if name in known else "text" for name in found.column_names}
    rows = found.to_pylist()
    shown = [tuple(traits.shown(kinds[name], value, question.moment) for name, value in row.items()) for row in rows]
    return Members(tuple(found.column_names), tuple(shown))


def _cell(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
