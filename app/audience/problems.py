"""What can go wrong with kept segments."""

from typing import Final

from app.domain.problems import NotFound, RuleProblem, declared

NAMELESS: Final = declared("audience.nameless", "A segment needs a name", remedy="Write a word or two")
NO_SEGMENT: Final = declared("audience.no-segment", "There is no segment called “{name}”", "", "{near}", kind=NotFound)
TAKEN: Final = declared("audience.taken", "There is a segment called “{name}” already", remedy="Choose another name")
BY_ITSELF: Final = declared(
    "audience.by-itself",
    "the segment “{name}” would be defined by itself",
    remedy="Leave it out of its own rule and of those it names",
    kind=RuleProblem,
)
IN_USE: Final = declared(
    "audience.in-use", "The segment “{name}” is in use", "It is used by {users}", "Take it out there first"
)
