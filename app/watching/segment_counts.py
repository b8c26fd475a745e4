"""How many people are in each segment, look after look."""

from app.audience import segments
from app.domain.counts import people
from app.domain.progress import SILENT, Progress
from app.project import Project
from app.watching.happenings import SEGMENT, Happening


class SegmentCounts:
    """The counts of a project's segments when they were last taken."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._counts: dict[str, int | None] | None = None

    def take(self, progress: Progress = SILENT) -> list[Happening]:
        """Count all segments anew; what differs from the last time, nothing at the first."""
        found = {one.name: one.count for one in segments.overview(self._project, progress=progress)}
        before, self._counts = self._counts, found
        if before is None:
            return []
        return [_told(name, before.get(name), count) for name, count in found.items() if before.get(name) != count]


def _told(name: str, before: int | None, count: int | None) -> Happening:
    if count is None:
        message = f"“{name}” cannot be counted any more."
    elif before is None:
        message = f"“{name}” has {people(count)}."
    else:
        message = f"“{name}” has {people(count)}, {abs(count - before):,} {'more' if count > before else 'fewer'}."
    return Happening(SEGMENT, message, detail={"segment": name, "count": count, "before": before})
