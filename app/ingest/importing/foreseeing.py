"""Who some people would be if they were one: what survives of each field, and the address; nothing is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.ingest.identity.merged_traits import together
from app.project import Project


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The traits of the joined person as the project keeps them, and the address to write to."""

    traits: dict[str, Any]
    email: str | None


def foresee(project: Project, people: Sequence[int]) -> Foreseen:
    """Fold all that is said of these people (their numbers) in the order of effect, as a merge does."""
    with project.read() as connection:
        return Foreseen(*together(connection, np.array(sorted(people), dtype=np.int64)))
