"""What comes in by itself: the files that arrive in a project's drop folders, and the records of topics."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.watching.folders import DropFolder, add, change, drop_folders, remove
    from app.watching.followed import Topic, follow, is_topic, topics, unfollow
    from app.watching.happenings import Happening
    from app.watching.segment_counts import SegmentCounts
    from app.watching.segment_timers import SegmentTimers
    from app.watching.watch import QUIET, Watch

HOMES: Final = {
    "folders": "DropFolder add change drop_folders remove",
    "happenings": "Happening",
    "segment_counts": "SegmentCounts",
    "segment_timers": "SegmentTimers",
    "followed": "Topic follow is_topic topics unfollow",
    "watch": "QUIET Watch",
}

__all__ = [
    "QUIET",
    "DropFolder",
    "Happening",
    "SegmentCounts",
    "SegmentTimers",
    "Topic",
    "Watch",
    "add",
    "change",
    "drop_folders",
    "follow",
    "is_topic",
    "remove",
    "topics",
    "unfollow",
]


__getattr__ = lazy(__name__, HOMES)
