"""Kept runs of scores: recency, frequency and monetary value, and the one place that writes any run."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.runs.lifecycle import Lifecycle
    from app.runs.rfm import Scores
    from app.runs.rfm_runs import Cell, Group, Kept, Made

HOMES: Final = {
    "lifecycle": "Lifecycle",
    "rfm": "Scores",
    "rfm_runs": "Cell Group Kept Made",
}

__all__ = [
    "Cell",
    "Group",
    "Kept",
    "Lifecycle",
    "Made",
    "Scores",
    "lifecycle",
    "rfm",
    "rfm_basis",
    "rfm_groups",
    "rfm_runs",
    "score_runs",
    "scoring",
]


__getattr__ = lazy(__name__, HOMES)
