"""What happened while a project was watched: one thing, in a sentence, and as a line of JSON."""

from dataclasses import dataclass, field
from typing import Any, Final

IMPORTED: Final = "imported"
KNOWN: Final = "known"
WAITING: Final = "waiting"
REFUSED: Final = "refused"
LATER: Final = "later"
GONE: Final = "gone"
SEGMENT: Final = "segment"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: `event` is its name, `message` says it, `detail` are its figures.

    `imported`: a file came in. `known`: it came in before, and nothing was changed. `waiting`: somebody has to look at
    it once. `refused`: it cannot be read. `later`: it is tried again. `gone`: a folder is not there now. `segment`: a
    segment has another count. `watching` and `stopped` are the command's first and last line.
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
