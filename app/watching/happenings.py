"""What happened while a project was watched: one thing, in a sentence, and as a line of JSON."""

from dataclasses import dataclass, field
from typing import Any, Final

from app.domain.counts import counted, listed
from app.ingest import ImportReport

IMPORTED: Final = "imported"
KNOWN: Final = "known"
WAITING: Final = "waiting"
REFUSED: Final = "refused"
LATER: Final = "later"
GONE: Final = "gone"
SEGMENT: Final = "segment"
REFRESHED: Final = "refreshed"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: `event` is its name, `message` says it, `detail` are its figures.

    `imported`: a file came in. `known`: it came in before, and nothing was changed. `waiting`: somebody has to look at
    it once. `refused`: it cannot be read. `later`: it is tried again. `gone`: a folder is not there now. `segment`: a
    segment has another count. `refreshed`: segments were refreshed, as their timers say. `watching` and `stopped` are
    the command's first and last line.
    """

    event: str
    message: str
    folder: str = ""
    file: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """As the command prints it."""
        places = {"folder": self.folder, "file": self.file}
        return {
            "event": self.event,
            **{name: value for name, value in places.items() if value},
            **self.detail,
            "message": self.message,
        }


_FIGURES = (
    "rows", "accepted", "rejected", "duplicates", "profiles_created", "profiles_updated", "events_added",
    "suppressed", "kept_noes", "renewed",
)  # fmt: skip


def imported(folder: str, file: str, reports: list[ImportReport]) -> Happening:
    """What came in with a file: one import, or one of each of its parts."""
    sums = {name: sum(getattr(one, name) for one in reports) for name in _FIGURES}
    told = [counted(sums["accepted"], "row")]
    if sums["profiles_created"]:
        told.append(counted(sums["profiles_created"], "new person", "new people"))
    if sums["events_added"] > 0:
        told.append(counted(sums["events_added"], "event"))
    batches = [one.batch for one in reports]
    text = f"{file} came in as import {listed([str(one) for one in batches])}: {listed(told)}."
    if sums["rejected"]:
        text += f" {counted(sums['rejected'], 'row was', 'rows were')} put aside."
    notes = [note.text for one in reports for note in one.warnings]
    detail = {"batch": batches[0], "batches": batches, "kind": reports[0].kind, **sums, "notes": notes}
    return Happening(IMPORTED, " ".join([text, *notes]), folder, file, detail)
