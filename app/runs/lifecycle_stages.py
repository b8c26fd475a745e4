"""The stages of the lifecycle as they are kept: their names and rules, the project's own or those of a family."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from app.domain.names import fold
from app.project import Json, Project
from app.runs import problems

TRAIT = "lifecycle_stage"
SETTING = "lifecycle"
"""The project's own stages; without them the family `DEFAULT` counts."""
FAMILIES = ("activity", "customer")
"""The stages that come with the workbench, each a file of `resources/lifecycle`."""
DEFAULT = "activity"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, what it is about, the rules for coming into it and for staying.

    Nobody falls through a stage that is a `floor`.
    """

    name: str
    about: str
    enter: Json
    stay: Json
    floor: bool = False

    def document(self) -> dict[str, Json]:
        """As the setting and the resources have it."""
        said = {"name": self.name, "about": self.about, "enter": self.enter, "stay": self.stay}
        return said | ({"floor": True} if self.floor else {})


def stages(project: Project) -> list[Stage]:
    """The project's stages, else those that come with the workbench."""
    return read(project.setting(SETTING) or family(DEFAULT))


def family(name: str) -> Json:
    """The stages of a family, as JSON."""
    text = resources.files("resources").joinpath("lifecycle", f"{name}.json").read_text("utf-8")
    found: Json = json.loads(text)
    return found


def read(rows: Json) -> list[Stage]:
    """Stages from JSON; raises Problem with the stage where one is incomplete."""
    if not isinstance(rows, list) or not rows:
        raise problems.NO_STAGES()
    found = []
    for row in rows:
        if not isinstance(row, Mapping) or not str(row.get("name", "")).strip() or "enter" not in row:
            raise problems.INCOMPLETE_STAGE(given=str(row)[:60])
        name = str(row["name"]).strip()
        floor = row.get("floor", False) is True
        found.append(Stage(name, str(row.get("about", "")), row["enter"], row.get("stay", row["enter"]), floor))
    if len({fold(one.name) for one in found}) < len(found):
        raise problems.STAGE_TWICE()
    return found
