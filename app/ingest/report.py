"""What an import says of itself."""

from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from typing import Any, Literal

from app.domain.serialising import as_document
from app.ingest.readers.table import Alternative
from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.map_file import Mapping
from app.recipe import StepReport

Level = Literal["red", "yellow"]
"""How much a note weighs: what can cost money or a complaint stops the eye, the rest is worth a look."""
_LINES = 20


KEPT_CELLS = 10_000
"""Of so many unread cells of a column the rows are kept: of one that is read wrongly there are as many as rows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of whoever imports; `told` is the note's text for somebody who can answer at once, `fact` what of
    it stays true afterwards.

    Of the words of a column that nobody knows, the commonest first, `what` they mean: `consent` (granted, denied),
    `channel` (email, sms) or `event` (a name), which goes into that column's `values`. Or `who` rows
    are about, `when` answers without a time were given, or which column gives `permission` to email.
    """

    what: str
    header: str
    words: tuple[str, ...]
    told: str
    fact: str


@as_document("level", "text", "count", "lines")
@dataclass(frozen=True, slots=True)
class Note:
    """Something that whoever imports a file must be told: what, what follows of it, and what mends it.

    `count` is of how many rows, cells or people it is said, `lines` are the first lines of the file that show it.
    `asked` is there for words that whoever imports can explain, `unread` is the column whose unread cells it tells of.
    """

    level: Level
    text: str
    count: int = 0
    lines: tuple[int, ...] = ()
    asked: Asked | None = None
    unread: str = ""


@as_document("line", "column", "value", "why", "row", if_told=("row",))
@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A cell that could not be read, whose row came in without it; `row` is that row as the file has it."""

    line: int
    column: str
    value: str
    why: str
    row: Dictionary[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Mends:
    """Which import's rows come back mended, and how many; `lines` are pairs of a file's own and those they stand for.

    It is kept with the import, and read again where its rows are mended once more.
    """

    batch: int
    file: str
    rows: int
    lines: list[list[int]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another way to read the file, and the trouble that it spares."""

    problem: str
    mapping: Mapping


@as_document(
    "batch", "kind", "rows", "accepted", "rejected", "profiles_created", "profiles_updated", "events_added",
    "events_by_name", "adjustments", "duplicates", "anonymous", "conflicts", "suppressed", "products", "consents",
    "kept_noes", "renewed", "stores", "codes", "malformed", "malformed_examples", "reasons", "unreadable", "unread",
    "unread_cells", "warnings", "encoding_alternatives", "mapping", "seconds", "currencies_of_sales", "preview",
    "mends", "restated", "problem", "proposal", "left_empty", "ready_made", "stretch", "kept_by_hand",
    "kept_by_priority", "recipe",
    called={"events_by_name": "events", "currencies_of_sales": "currencies"},
    if_told=(
        "stores", "codes", "currencies_of_sales", "preview", "mends", "restated", "problem", "proposal", "left_empty",
        "ready_made", "stretch", "kept_by_hand", "kept_by_priority", "recipe",
        "renewed",
    ),
)  # fmt: skip
@dataclass(slots=True)
class ImportReport:
    """The numbers of an import, a dry run's too; `rows` are `accepted` and `rejected` together.

    `adjustments` and `duplicates` (rows that were in the project already) are among the accepted; `events_added` is
    the sum of `events`; `anonymous` counts rows whose events wait for somebody; `suppressed` the addresses that are
    on the list since; `malformed` the addresses that are kept but cannot be mailed; `unreadable` cells by header;
    `unread` counts those of rows that came in, `unread_cells` are the first of them; `warnings` are what must be told
    before anything else, `mends` says which import's rows come back mended, `restated` counts the lines of orders
    that came in before and that others now stand in for, `kept_noes` counts people whose no stands though the file
    says yes without a time, `renewed` those whose later yes undoes a no, `encoding_alternatives` are the encodings by
    which the file reads as well, `currencies`
    those of the amounts of a file of orders, the commonest first, `left_empty` the columns that were left out with
    nothing in them, `ready_made` what export of which tool the file was recognised as, `stretch` the records of a
    topic that it holds, by partition, `kept_by_hand` and `kept_by_priority` count filled cells that are not shown, for
    a value was set by hand or came from a source that is believed first, `recipe` what each step of the cleaning recipe
    changed (left out where nobody asked for one and nothing was to be trimmed).
    """

    kind: str
    mapping: Mapping
    batch: int | None = None
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    profiles_created: int = 0
    profiles_updated: int = 0
    events: dict[str, int] = field(default_factory=dict)
    adjustments: int = 0
    duplicates: int = 0
    anonymous: int = 0
    conflicts: int = 0
    suppressed: int = 0
    products: int = 0
    stores: int = 0
    codes: int = 0
    consents: int = 0
    malformed: int = 0
    kept_noes: int = 0
    renewed: int = 0
    mends: Mends | None = None
    restated: int = 0
    malformed_examples: list[str] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    unread_cells: list[UnreadCell] = field(default_factory=list)
    seconds: float = 0.0
    preview: list[dict[str, Any]] | None = None
    problem: str = ""
    proposal: Proposal | None = None
    warnings: list[Note] = field(default_factory=list)
    encoding_alternatives: tuple[Alternative, ...] = ()
    currencies: list[str] = field(default_factory=list)
    left_empty: list[str] = field(default_factory=list)
    ready_made: str = ""
    stretch: dict[str, list[int]] | None = None
    kept_by_hand: int = 0
    kept_by_priority: int = 0
    recipe: list[StepReport] = field(default_factory=list)

    def warn(
        self, level: Level, text: str, count: int = 0, lines: Iterable[int] = (), asked: Asked | None = None
    ) -> None:
        """Add a note; of its lines the first twenty are kept. Red ones stand before yellow ones."""
        note = Note(level, text, count, tuple(sorted(lines)[:_LINES]), asked)
        if note not in self.warnings:
            self.warnings = sorted([*self.warnings, note], key=lambda one: one.level)

    @property
    def events_added(self) -> int:
        """How many events the project has more."""
        return sum(self.events.values())

    @property
    def events_by_name(self) -> dict[str, int]:
        """The events in the order of their names."""
        return dict(sorted(self.events.items()))

    @property
    def currencies_of_sales(self) -> list[str] | None:
        """The currencies of a file of orders; None for any other file, which has none to tell."""
        return self.currencies if file_kind.of(self.kind).of_sales else None
