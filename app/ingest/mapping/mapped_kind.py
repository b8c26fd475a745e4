"""What a kind of file adds to finding out what columns mean, beyond what their headers say."""

from typing import TYPE_CHECKING

from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.file_kind import FileKind

if TYPE_CHECKING:
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.vocabulary.map_file import Column


class MappedKind(FileKind):
    """The steps of `Guesser.assign` that differ by kind, in their order; most kinds have none of their own."""

    def by_structure(self, guesser: "Guesser", taken: set[str], free: list[str]) -> "Assigned":
        """Columns that only several of them together tell, before any header is looked up."""
        del guesser, taken, free
        return {}

    def is_for_later(self, target: str) -> bool:
        """Whether a header alone never decides for this target, as a later step does."""
        del target
        return False

    def fits(self, guesser: "Guesser", header: str, target: str) -> bool | None:
        """Whether a column's values let it mean a target, where that is another question here; None where it is not."""
        del guesser, header, target
        return None

    def by_words(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """Columns that the words in their cells tell, before answers about mail are looked for."""
        del guesser, used, free
        return {}

    def answers(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """Columns that say whether somebody may be emailed."""
        del guesser, used, free
        return {}

    def at_last(self, guesser: "Guesser", known: "Assigned", used: set[str], free: list[str]) -> "Assigned":
        """What only the columns that nothing else explains can be; `known` are the meanings found or given."""
        del guesser, known, used, free
        return {}

    def own_target(self, guesser: "Guesser", header: str, name: str) -> str:
        """What a column of the user's own means, of that name."""
        del guesser, header
        return name

    def event_of(self, columns: "dict[str, Column]", file_name: str) -> dict[str, str] | None:
        """The `event` of a mapping that states none."""
        del columns, file_name
        return None

    def about(self, file_name: str) -> dict[str, str]:
        """What the name of a file says `about` all of it."""
        del file_name
        return {}


def of(name: str) -> MappedKind:
    """The kind of that name. Raises ImportProblem."""
    found = file_kind.of(name)
    if not isinstance(found, MappedKind):
        raise TypeError(f"{name} cannot be mapped")
    return found
