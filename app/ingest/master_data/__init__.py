"""Which of several values of a field is shown: by hand before any file, by a priority of sources, else the newest.

A field may be part of another (`merging`): what files say under both names is read as one field's.

What somebody sets by hand is kept beside what files say and loses nothing of it: it can be taken back, and so can the
priority of a field and a merge. Permission is no field, and none of this touches it.
"""

from app.ingest.master_data.field_history import FieldHistory, FieldValue, history
from app.ingest.master_data.file_sources import Source, sources, sources_of
from app.ingest.master_data.file_sources import of as sources_within
from app.ingest.master_data.hand_values import Edited, by_hand, do_again, restore, set_value, take_back, why_not
from app.ingest.master_data.known_fields import labels as labels_within
from app.ingest.master_data.merging import (
    Merged,
    MergeFigures,
    MergeSample,
    foresee,
    labels,
    merge,
    merges_of,
    take_apart,
)
from app.ingest.master_data.priorities import Reordered, set_priority

__all__ = [
    "Edited",
    "FieldHistory",
    "FieldValue",
    "MergeFigures",
    "MergeSample",
    "Merged",
    "Reordered",
    "Source",
    "by_hand",
    "do_again",
    "foresee",
    "history",
    "labels",
    "labels_within",
    "merge",
    "merges_of",
    "restore",
    "set_priority",
    "set_value",
    "sources",
    "sources_of",
    "sources_within",
    "take_apart",
    "take_back",
    "why_not",
]
