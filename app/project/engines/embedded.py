"""The engine that comes with the program: DuckDB, in this very process, over the project's mirror in a file."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self

from app.domain.merged_fields import Value

if TYPE_CHECKING:
    from app.project.engine import Mirrors


def _read(value: Value) -> Any:
    """A value of one field as one of the field into which it was merged."""
    # Not before there is such a value: the cleaning of dates loads pandas.
    from app.cleaning import refitted

    return refitted.read(value)


class Embedded:
    """DuckDB over mirror files of our own; it has no address, and is meant by its name."""

    name: Final = "duckdb"
    parts: Mapping[str, str] = MappingProxyType({"DuckDB": "duckdb"})

    def at(self, address: str) -> Self | None:
        """Itself, for its name."""
        return self if address == self.name else None

    def mirrors(self, project: Path, uid: str) -> "Mirrors":
        """The mirrors of the project in the user's cache folder."""
        # Not above: the command line and the window start without it.
        from storage.mirror.mirror import MirrorHome

        return MirrorHome(project, uid, _read)


ENGINE: Final = Embedded()
