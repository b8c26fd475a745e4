"""Which of several values of a field is shown: by hand before any file, by a priority of sources, else the newest.

What somebody sets by hand is kept beside what files say and loses nothing of it: it can be taken back, and so can the
priority of a field. Permission is no field, and none of this touches it.
"""

from app.ingest.master_data.field_history import FieldHistory, FieldValue, history
from app.ingest.master_data.file_sources import Source, sources, sources_of
from app.ingest.master_data.hand_values import Edited, by_hand, do_again, restore, set_value, take_back, why_not
from app.ingest.master_data.priorities import Reordered, set_priority

__all__ = [
    "Edited",
    "FieldHistory",
    "FieldValue",
    "Reordered",
    "Source",
    "by_hand",
    "do_again",
    "history",
    "restore",
    "set_priority",
    "set_value",
    "sources",
    "sources_of",
    "take_back",
    "why_not",
]
