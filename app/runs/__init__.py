"""Kept runs of scores: RFM, the lifecycle with its thresholds and flow, and the one place that writes any run."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.runs.lifecycle import Lifecycle, Placed, StageCount
    from app.runs.lifecycle_flow import Flow, Move
    from app.runs.lifecycle_runs import Done, KeptStages
    from app.runs.lifecycle_stages import Stage
    from app.runs.lifecycle_thresholds import Threshold
    from app.runs.rfm import Scores
    from app.runs.rfm_runs import Cell, Group, Kept, Made

HOMES: Final = {
    "lifecycle": "Lifecycle Placed StageCount",
    "lifecycle_flow": "Flow Move",
    "lifecycle_runs": "Done KeptStages",
    "lifecycle_stages": "Stage",
    "lifecycle_thresholds": "Threshold",
    "rfm": "Scores",
    "rfm_runs": "Cell Group Kept Made",
}

__all__ = [
    "Cell",
    "Done",
    "Flow",
    "Group",
    "Kept",
    "KeptStages",
    "Lifecycle",
    "Made",
    "Move",
    "Placed",
    "Scores",
    "Stage",
    "StageCount",
    "Threshold",
    "lifecycle",
    "lifecycle_flow",
    "lifecycle_runs",
    "lifecycle_stages",
    "lifecycle_thresholds",
    "rfm",
    "rfm_basis",
    "rfm_groups",
    "rfm_runs",
    "score_runs",
    "scoring",
]


__getattr__ = lazy(__name__, HOMES)
