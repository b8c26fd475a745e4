"""What a whole file says: its accepted rows as facts, the links that they name people by, and what was refused."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from app.domain.names import identifier_rank
from app.ingest.facts.unread_cells import Unread
from app.ingest.report import Note
from app.recipe import Tally

Ints = NDArray[np.int64]

COMPANIONS = pa.schema([("line", pa.int64()), ("row", pa.string())])


@dataclass(slots=True)
class FileLinks:
    """The distinct sets of identifiers in a file, in the order in which they first stand in it.

    `codes[kind]` is a number per link into `values[kind]`, -1 for none; `given[kind]` is the text of each link as it
    was written.
    """

    codes: dict[str, Ints]
    values: dict[str, pa.Array]
    given: dict[str, pa.Array]
    lines: Ints
    of_row: Ints

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.lines)

    @property
    def kinds(self) -> list[str]:
        """The kinds that occur, the highest first."""
        return sorted(self.codes, key=identifier_rank)

    @property
    def nameless(self) -> bool:
        """Whether the rows name nobody, but orders alone: there is a link for each order."""
        return not self.codes and self.count > 0


@dataclass(slots=True)
class CollectedFacts:
    """What a file says: its accepted rows as facts, whom they are about, its consents, and what was refused."""

    rows: int
    lines: Ints
    facts: pa.Table
    links: FileLinks
    consents: pa.Table
    noes: pa.Table
    refused: pa.Table
    malformed: list[tuple[int, str]] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)
    unread: Unread = field(default_factory=Unread)
    notes: list[Note] = field(default_factory=list)
    currencies: list[str] = field(default_factory=list)
    """Those of the amounts of a file of orders, the commonest first."""
    lined: bool = False
    """Whether a file of orders says something of their lines."""
    tally: Tally = field(default_factory=Tally)
    """What the steps of the recipe changed."""
    companions: pa.Table = field(default_factory=COMPANIONS.empty_table)
    """The other rows of orders of which some rows were put aside."""
