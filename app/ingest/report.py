"""What an import says of itself."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from app.ingest.readers.table import Alternative
from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.map_file import Mapping

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
    are about, or `when` answers without a time were given.
    """

    what: str
    header: str
    words: tuple[str, ...]
    told: str
    fact: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that whoever imports a file must be told: what, what follows of it, and what mends it.

    `count` is of how many rows, cells or people it is said, `lines` are the first lines of the file that show it.
    `asked` is there for words that whoever imports can explain.
    """

    level: Level
    text: str
    count: int = 0
    lines: tuple[int, ...] = ()
    asked: Asked | None = None

    def as_json(self) -> dict[str, Any]:
        """The note as documents have it."""
        return {"level": self.level, "text": self.text, "count": self.count, "lines": list(self.lines)}


@dataclass(slots=True)
class ImportReport:
    """The numbers of an import, a dry run's too; `rows` are `accepted` and `rejected` together.

    `adjustments` and `duplicates` (rows that were in the project already) are among the accepted; `events_added` is
    the sum of `events`; `anonymous` counts rows whose events wait for somebody; `suppressed` the addresses that are
    on the list since; `malformed` the addresses that are kept but cannot be mailed; `unreadable` cells by header;
    `unread` counts those of rows that came in, `unread_cells` are the first of them; `warnings` are what must be told
    before anything else, `mends` says of which import (`batch`, `file`) how many `rows` come back mended, `restated`
    counts the lines of orders that came in before and that others now stand in for, `kept_noes`
    counts people whose no stands though the file says yes without a time, `encoding_alternatives` are the encodings by
    which the file reads as well, `currencies` those of the amounts of a file of orders, the commonest first.
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
    consents: int = 0
    malformed: int = 0
    kept_noes: int = 0
    mends: dict[str, Any] | None = None
    restated: int = 0
    malformed_examples: list[str] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    unread_cells: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    preview: list[dict[str, Any]] | None = None
    problem: str = ""
    proposal: dict[str, Any] | None = None
    warnings: list[Note] = field(default_factory=list)
    encoding_alternatives: tuple[Alternative, ...] = ()
    currencies: list[str] = field(default_factory=list)

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

    def as_json(self) -> dict[str, Any]:
        """The document of `import --json`."""
        found: dict[str, Any] = {
            "batch": self.batch,
            "kind": self.kind,
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "profiles_created": self.profiles_created,
            "profiles_updated": self.profiles_updated,
            "events_added": self.events_added,
            "events": dict(sorted(self.events.items())),
            "adjustments": self.adjustments,
            "duplicates": self.duplicates,
            "anonymous": self.anonymous,
            "conflicts": self.conflicts,
            "suppressed": self.suppressed,
            "products": self.products,
            "consents": self.consents,
            "kept_noes": self.kept_noes,
            "malformed": self.malformed,
            "malformed_examples": self.malformed_examples,
            "reasons": self.reasons,
            "unreadable": self.unreadable,
            "unread": self.unread,
            "unread_cells": self.unread_cells,
            "warnings": [note.as_json() for note in self.warnings],
            "encoding_alternatives": [asdict(one) for one in self.encoding_alternatives],
            "mapping": self.mapping.as_json(),
            "seconds": round(self.seconds, 3),
        }
        if file_kind.of(self.kind).of_sales:
            found["currencies"] = self.currencies
        if self.preview is not None:
            found["preview"] = self.preview
        if self.mends is not None:
            found["mends"] = self.mends
        if self.restated:
            found["restated"] = self.restated
        if self.problem:
            found["problem"] = self.problem
        if self.proposal is not None:
            found["proposal"] = self.proposal
        return found
