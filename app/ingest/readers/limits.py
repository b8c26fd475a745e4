"""How much a table may ask for, far above what any export of a shop's or of a tool's holds: what is more is refused.

Each limit is told with the place and with what to do, before memory or hours are spent on it.
"""

from typing import Final

from app.domain.counts import counted
from app.ingest.readers import problems

COLUMNS: Final = 5_000
"""So many columns may a table have."""
HEADER: Final = 10_000
"""So many signs may a header have: the questions of a survey are long, and no name is longer."""
LINE: Final = 1 << 24
"""So many bytes may a line have."""
CELL: Final = 1 << 22
"""So many signs may a cell have."""
DOCUMENT: Final = 1 << 28
"""So many bytes may a JSON file have that is one document and not one object per line."""
FILES: Final = 500
"""So many tables may a ZIP file hold."""
UNPACKED, TIMES = 1 << 28, 100
"""More bytes than this come only out of a file that is not so many times smaller: real tables shrink less."""
SWELLS: Final = f"It is packed so that more than the {TIMES}-fold of its size comes out of it"
"""What is said of such a file."""


def refuse_columns(columns: int, name: str, line: int = 0) -> None:
    """Raise ImportProblem for a table of too many columns; `line` is that of its headers."""
    if columns > COLUMNS:
        raise problems.TOO_WIDE(
            where=f"line {line:,}" if line else "", name=name, columns=counted(columns, "column"), most=COLUMNS
        )


def refuse_long_headers(headers: list[str], name: str, line: int = 0) -> None:
    """Raise ImportProblem for a header that is none; `line` is that of the headers."""
    for column, header in enumerate(headers, 1):
        if len(header) > HEADER:
            where = f"line {line:,}, column {column:,}" if line else f"column {column:,}"
            raise problems.HEADER_TOO_LONG(where=where, name=name, signs=counted(len(header), "sign"), most=HEADER)
