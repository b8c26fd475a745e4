"""What a kind of file is from its first look to its being taken back: one object for each.

A kind is a class of one module here, from which everything that differs between files is asked: nothing else compares
names of kinds. What weighs (pandas, the tables) is imported by the methods, for the window lists kinds at its start.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from app.ingest.mapping.mapped_kind import MappedKind
from app.ingest.vocabulary import file_kind

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from app.ingest.facts.collected import CollectedFacts
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.project_rows import IncomingFile, Ints
    from app.ingest.kinds.suppressions import Barred
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.readers.table import RawTable
    from app.ingest.report import ImportReport, Note
    from app.ingest.vocabulary.map_file import Mapping
    from app.project import Change


class ImportKind(MappedKind):
    """One kind of import. What a new one has to say is `score`, `facts`, `changes` and `to_rows`."""

    sure: ClassVar[float] = float("inf")
    """The score from which nothing in a file speaks for another kind any more."""

    # What a file is.

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """How much a file looks like this kind; the highest counts: 1 is people's, 6 beyond doubt, 0 is none."""
        raise NotImplementedError

    def is_written(self, guesser: "Guesser") -> bool:
        """Whether the cells hold what no other kind has, whatever the headers say."""
        del guesser
        return False

    def leads_to(self, guesser: "Guesser") -> str:
        """The kind by which a file is read that somebody says is of this one: mostly this one."""
        del guesser
        return self.name

    # What its rows say.

    def currencies(self, raw: "RawTable", mapping: "Mapping") -> "tuple[list[str], list[Note]]":
        """The currencies of the amounts, the commonest first, and what to tell of several."""
        del raw, mapping
        return [], []

    def made_ready(self, raw: "RawTable", mapping: "Mapping", zone: ZoneInfo) -> "tuple[RawTable, Mapping, list[Note]]":
        """The rows with what their file says of them elsewhere, the mapping with it, and what to tell of that."""
        del zone
        return raw, mapping, []

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """What a block of rows says; `as_of` (microseconds UTC) dates what states no date."""
        raise NotImplementedError

    def told_of_refused(self, report: "ImportReport", lines: list[int]) -> None:
        """Tell what follows of rows that cannot be read."""
        del report, lines

    # How they come into the project, and go.

    def changes(self) -> "set[Change]":
        """The parts of the project that an import changes, for whatever shows them."""
        raise NotImplementedError

    def names_table(self) -> "Table | None":
        """The table that holds the types of own columns; None where each file says its own."""
        return None

    def to_rows(self, incoming: "IncomingFile") -> "Ints":
        """Put the rows of a file about people into `incoming.tables`; returns the people whose own rows changed."""
        raise NotImplementedError

    def count(
        self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool
    ) -> "Barred":
        """Count what a file brings that makes nobody a person; `again` says that this very file is in already."""
        raise NotImplementedError

    def write(self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool) -> None:
        """Write what `count` counted, beside the addresses that must not be mailed."""
        del connection, found, report, again

    def remember(self, connection: "Connection", report: "ImportReport", types: dict[str, str]) -> None:
        """Remember the names that the project has now held."""
        del connection, report, types

    def taking_back(self, connection: "Connection", number: int) -> Callable[[], str | None]:
        """Before the rows of an import go: what is done once they are gone, and says what is to be told of it."""
        del connection, number
        return lambda: None


def of(name: str) -> ImportKind:
    """The kind of that name. Raises ImportProblem."""
    found = file_kind.of(name)
    if not isinstance(found, ImportKind):
        raise TypeError(f"{name} cannot be imported")
    return found


def every() -> list[ImportKind]:
    """All kinds, in the order in which they are listed."""
    return [of(name) for name in file_kind.ALL]


def title_of(name: str) -> str:
    """What people read for a kind, of one that there is no more its name: a project may be of a later version."""
    return file_kind.ALL[name].title if name in file_kind.ALL else name


def add(kind: ImportKind) -> None:
    """Let files be of this kind, too."""
    file_kind.ALL[kind.name] = kind
