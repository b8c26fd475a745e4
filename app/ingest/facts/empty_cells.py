"""Cells that were written as something and say nothing: shortened numbers, and what stands for a blank."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.domain.counts import agreed, counted
from app.ingest.facts.typed_block import Cells
from app.ingest.report import Note

_SHOWN = 20


@dataclass(slots=True)
class Hollow:
    """By column the lines of a file whose number a spreadsheet has shortened, and of those that were left blank."""

    shortened: dict[str, list[int]] = field(default_factory=dict)
    cut: dict[str, list[int]] = field(default_factory=dict)
    emptied: dict[str, list[int]] = field(default_factory=dict)

    def add(self, cells: Cells, lines: NDArray[np.int64]) -> None:
        """Take in a block that has been read."""
        for told, found in (
            (self.shortened, cells.shortened),
            # Kept apart from the identifiers: what follows from a shortened number is another thing for people than for
            # orders.
            (self.cut, cells.cut),
            (self.emptied, cells.emptied),
        ):
            for header, mask in found.items():
                told.setdefault(header, []).extend(lines[mask].tolist())

    def notes(self) -> list[Note]:
        """What whoever imports the file is told of them."""
        return [
            *(_of_shortened(header, lines) for header, lines in self.shortened.items()),
            *(_of_shortened(header, lines, _NOT_ONE) for header, lines in self.cut.items()),
            *(_of_emptied(header, lines) for header, lines in self.emptied.items()),
        ]


_NOBODY = "so nobody is known by it"
_NOT_ONE = (
    "so no order and no product is known by it alone: lines are one order only if person and time are the same too"
)


def _of_shortened(header: str, lines: list[int], follows: str = _NOBODY) -> Note:
    cells = f"{counted(len(lines), 'cell')} of “{header}” {agreed(len(lines), 'holds', 'hold')}"
    text = (
        f"{cells} a number that a spreadsheet has shortened (as 4.00012E+16): its last figures are "
        f"gone, {follows}. Format the column as text in the spreadsheet, and export the file again."
    )
    return Note("red", text, len(lines), tuple(lines[:_SHOWN]))


def _of_emptied(header: str, lines: list[int]) -> Note:
    cells = f"{counted(len(lines), 'cell')} of “{header}” {agreed(len(lines), 'says', 'say')}"
    text = f"{cells} only that there is nothing (as N/A or -): left blank."
    return Note("yellow", text, len(lines), tuple(lines[:_SHOWN]))
