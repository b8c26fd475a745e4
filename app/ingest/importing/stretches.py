"""The stretches of topics that imports brought in: where to go on is derived from them, and from nothing else.

A stretch is written with its import in one transaction, so no record comes in twice or is left out, whenever the
program ends. What was taken back was read all the same: it does not come again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app.project import Project
from storage.file.models import batch


@dataclass(frozen=True, slots=True)
class Stretch:
    """The records of a topic that a file holds: by partition the offset of the first and that after the last."""

    topic: str
    offsets: Mapping[int, tuple[int, int]]

    def document(self) -> dict[str, list[int]]:
        """As the report of the import keeps it."""
        return {str(partition): list(span) for partition, span in sorted(self.offsets.items())}


def next_offsets(project: Project, topic: str) -> dict[int, int]:
    """By partition the offset at which the topic is to be read on; nothing for one that no import read."""
    kept = func.json_extract(batch.c.report, "$.stretch")
    with project.read() as connection:
        asked = select(batch.c.report["stretch"]).where(batch.c.source == topic, kept.is_not(None))
        # The newest holds: a topic that was made anew begins again.
        spans = list(connection.scalars(asked.order_by(batch.c.id)))
    return {int(partition): end for one in spans for partition, (_, end) in one.items()}
