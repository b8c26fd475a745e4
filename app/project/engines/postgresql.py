"""PostgreSQL at an address, which answers from the tables that `quillwork push` put there."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from app.domain.problems import Declared, EngineProblem
from app.domain.progress import Progress
from app.project import problems

if TYPE_CHECKING:
    from app.domain.own_tables import OwnTables
    from app.project.engine import Mirror, Mirrors
    from storage.postgresql.faults import Fault

_SCHEMES: Final = ("postgresql://", "postgres://")
_BY_KIND: Final[Mapping[str, Declared[EngineProblem]]] = MappingProxyType(
    {
        "no answer": problems.ENGINE_NO_ANSWER,
        "password": problems.ENGINE_PASSWORD,
        "not let in": problems.ENGINE_NOT_LET_IN,
        "missing": problems.NOT_PUSHED,
        "stale": problems.PUSHED_EARLIER,
        "gone": problems.ENGINE_GONE,
        "encoding": problems.ENGINE_ENCODING,
        "failed": problems.ENGINE_FAILED,
        "table": problems.TABLE_MISSING,
        "column": problems.COLUMN_MISSING,
        "type": problems.COLUMN_TYPE,
        "twice": problems.KEY_TWICE,
    }
)


class Postgresql:
    """PostgreSQL; without an address it is only the kind."""

    name: Final = "postgresql"
    parts: Mapping[str, str] = MappingProxyType({"psycopg": "psycopg"})
    form: Final = "postgresql://user@host/database"

    def __init__(self, address: str = "", project: str = "PROJECT", tables: "OwnTables | None" = None) -> None:
        self._address = address
        self._project = project
        self._tables = tables

    def at(self, address: str) -> "Postgresql | None":
        """The one at that address, if it is of this kind."""
        return Postgresql(address) if address.startswith(_SCHEMES) else None

    def place(self) -> str:
        """Host and database."""
        # Not above: the command line and the window start without it.
        from storage.postgresql import connecting, faults

        with faults.told(_no_address):
            return connecting.shown(self._address)

    def with_tables(self, tables: "OwnTables") -> "Postgresql":
        """The same, asked for tables that are there already."""
        return Postgresql(self._address, self._project, tables)

    def mirrors(self, project: Path, uid: str) -> "Mirrors":
        """What was put there of the project, or the tables that are there already."""
        told = Postgresql(self._address, project.name)._told
        if self._tables is not None:
            from storage.postgresql.own_reading import OwnMirrors

            return OwnMirrors(self._address, self._tables, told)
        from storage.postgresql.reading import PushedMirrors

        return PushedMirrors(self._address, project, uid, told)

    def fill(self, mirror: "Mirror", uid: str, name: str, timezone: str, progress: Progress) -> dict[str, int]:
        """Put the tables there."""
        from storage.postgresql import faults, pushing

        with faults.told(self._told):
            return pushing.push(self._address, mirror, pushing.Told(uid, name, timezone), progress)

    def _told(self, fault: "Fault") -> EngineProblem:
        if fault.kind == "address":
            return _no_address(fault)
        problem = _BY_KIND[fault.kind]
        values = {"place": self.place(), "why": fault.said, "project": self._project} | fault.values
        return problem(**{name: value for name, value in values.items() if name in problem.values})


def _no_address(_fault: "Fault") -> EngineProblem:
    return problems.ENGINE_ADDRESS()


ENGINE: Final = Postgresql()
