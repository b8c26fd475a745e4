"""PostgreSQL at an address, which answers from the tables that `quillwork push` put there."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from app.domain.problems import Declared, EngineProblem
from app.domain.progress import Progress
from app.project import problems

if TYPE_CHECKING:
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
    }
)


class Postgresql:
    """PostgreSQL; without an address it is only the kind."""

    name: Final = "postgresql"
    parts: Mapping[str, str] = MappingProxyType({"psycopg": "psycopg"})

    def __init__(self, address: str = "", project: str = "PROJECT") -> None:
        self._address = address
        self._project = project

    def at(self, address: str) -> "Postgresql | None":
        """The one at that address, if it is of this kind."""
        return Postgresql(address) if address.startswith(_SCHEMES) else None

    def place(self) -> str:
        """Host and database."""
        # Not above: the command line and the window start without it.
        from storage.postgresql import connecting, faults

        with faults.told(_no_address):
            return connecting.shown(self._address)

    def mirrors(self, project: Path, uid: str) -> "Mirrors":
        """What was put there of the project."""
        from storage.postgresql.reading import PushedMirrors

        return PushedMirrors(self._address, project, uid, Postgresql(self._address, project.name)._told)

    def fill(self, mirror: "Mirror", uid: str, name: str, timezone: str, progress: Progress) -> dict[str, int]:
        """Put the tables there."""
        from storage.postgresql import faults, pushing

        with faults.told(self._told):
            return pushing.push(self._address, mirror, pushing.Told(uid, name, timezone), progress)

    def _told(self, fault: "Fault") -> EngineProblem:
        if fault.kind == "address":
            return _no_address(fault)
        problem = _BY_KIND[fault.kind]
        values = {"place": self.place(), "why": fault.said, "project": self._project}
        return problem(**{name: value for name, value in values.items() if name in problem.values})


def _no_address(_fault: "Fault") -> EngineProblem:
    return problems.ENGINE_ADDRESS()


ENGINE: Final = Postgresql()
