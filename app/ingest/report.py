"""What an import says of itself."""

from dataclasses import dataclass, field
from typing import Any

from app.ingest.mapping import Mapping


@dataclass(slots=True)
class ImportReport:
    """The numbers of an import, a dry run's too; `rows` are `accepted` and `rejected` together.

    `adjustments` and `duplicates` (rows that were in the project already) are among the accepted; `events_added` is
    the sum of `events`; `anonymous` counts rows whose events wait for somebody; `suppressed` the addresses that are
    on the list since; `malformed` the addresses that are kept but cannot be mailed; `unreadable` cells by header.
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
    malformed_examples: list[str] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    preview: list[dict[str, Any]] | None = None

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
            "malformed": self.malformed,
            "malformed_examples": self.malformed_examples,
            "reasons": self.reasons,
            "unreadable": self.unreadable,
            "mapping": self.mapping.as_json(),
            "seconds": round(self.seconds, 3),
        }
        if self.preview is not None:
            found["preview"] = self.preview
        return found
