"""Spark at an address, which answers from the tables that `quillwork push` put into a folder that it reads."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from app.domain.problems import Declared, EngineProblem
from app.domain.progress import Progress
from app.project import problems

if TYPE_CHECKING:
    from app.project.engine import Mirror, Mirrors
    from storage.spark.faults import Fault

_SCHEME: Final = "spark://"
_BY_KIND: Final[Mapping[str, Declared[EngineProblem]]] = MappingProxyType(
    {
        "address": problems.SPARK_ADDRESS,
        "extra": problems.NO_SPARK,
        "java": problems.NO_JAVA,
        "no answer": problems.SPARK_NO_ANSWER,
        "no workers": problems.SPARK_NO_WORKERS,
        "folder": problems.SPARK_FOLDER,
        "missing": problems.NOT_PUSHED,
        "stale": problems.PUSHED_EARLIER,
        "gone": problems.ENGINE_GONE,
        "stopped": problems.SPARK_STOPPED,
        "failed": problems.ENGINE_FAILED,
    }
)


class Spark:
    """Spark; without an address it is only the kind."""

    name: Final = "spark"
    parts: Mapping[str, str] = MappingProxyType({"pyspark": "pyspark"})
    form: Final = "spark://host:7077/folder"

    def __init__(self, address: str = "", project: str = "PROJECT") -> None:
        self._address = address
        self._project = project

    def at(self, address: str) -> "Spark | None":
        """The one at that address, if it is of this kind."""
        return Spark(address) if address.startswith(_SCHEME) else None

    def place(self) -> str:
        """Host and folder."""
        # Not above: the command line and the window start without it.
        from storage.spark import address, faults

        with faults.told(self._told):
            return address.address_of(self._address).shown()

    def mirrors(self, project: Path, uid: str) -> "Mirrors":
        """What was put there of the project."""
        from storage.spark.address import address_of
        from storage.spark.reading import PushedMirrors

        told = Spark(self._address, project.name)._told
        return PushedMirrors(lambda: address_of(self._address), project, uid, told)

    def fill(self, mirror: "Mirror", uid: str, name: str, timezone: str, progress: Progress) -> dict[str, int]:
        """Put the tables there."""
        from storage.spark import address, faults, pushing

        with faults.told(self._told):
            into = address.address_of(self._address).folder
            return pushing.push(into, mirror, uid, timezone, progress)

    def _told(self, fault: "Fault") -> EngineProblem:
        problem = _BY_KIND[fault.kind]
        values = {"why": fault.said, "project": self._project}
        if "place" in problem.values:
            values["place"] = self.place()
        return problem(**{name: value for name, value in values.items() if name in problem.values})


ENGINE: Final = Spark()
"""The audience's tables in a folder of somebody's own, put there on purpose, and asked by their Spark."""
