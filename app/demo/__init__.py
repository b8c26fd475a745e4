"""The demo: a made-up shop as ordinary files, imported like any others, with everything in it that one would make.

The same seed and number of people give the same files. The whole folder appears at once or not at all.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.project import Project

__all__ = [
    "FOLDER",
    "PEOPLE",
    "PROJECT",
    "Built",
    "Counted",
    "build",
    "default_folder",
    "describe",
]


PEOPLE = 20_000
PROJECT = "Demo shop.quill"
FOLDER = "Quillwork demo"


@dataclass(frozen=True, slots=True)
class Counted:
    """A segment of the demo, and how many are in it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Built:
    """The demo that was made: its project, what is in it, its export with that folder's files, and the data files."""

    project: Path
    profiles: int
    events: int
    segments: list[Counted]
    export: Path
    files: list[dict[str, Any]]
    data: list[Path]


def default_folder() -> Path:
    """Where the demo goes when nobody says where: in the user's documents."""
    import platformdirs

    return platformdirs.user_documents_path() / FOLDER


def build(path: Path, people: int = PEOPLE, seed: int | None = None, progress: Progress = SILENT) -> Built:
    """Make the demo around a project file of that name, in a folder that is missing or empty; raises Problem."""
    from app.demo import building
    from app.demo.shop import SEED

    return building.build(path, people, SEED if seed is None else seed, progress)


def describe(project: "Project", path: Path) -> Built:
    """What is in a demo that was made before."""
    from app.demo import building

    return building.describe(project, path)
