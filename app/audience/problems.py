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
EARLIER: Final = declared(
    "audience.earlier",
    "“{name}” was refreshed at {latest} already, which is later than {as_of}",
    "What is recorded never changes afterwards",
    "Give a later moment, or leave this segment out",
)
BUSY: Final = declared(
    "audience.busy",
    "The project was changed while its segments were being refreshed",
    "Nothing is recorded",
    "Try again",
)
TOO_FEW: Final = declared(
    "audience.too-few", "Only two segments or more overlap", remedy="Name another one, or save one"
)
NO_REFRESH: Final = declared(
    "audience.no-refresh",
    "“{name}” was not refreshed at {as_of}",
    "",
    "{remedy}",
    kind=NotFound,
)
IN_USE: Final = declared(
    "audience.in-use", "The segment “{name}” is in use", "It is used by {users}", "Take it out there first"
)
NO_TIME_BETWEEN: Final = declared(
    "audience.no-time-between",
    "From {begin} to {end} there is no time between",
    remedy="Give a later moment to compare with",
)
LIST_ALONE: Final = declared(
    "audience.list-alone",
    "to be on the list “{name}” is the whole rule of that segment, and of no other",
    remedy='Ask for the people on it with {{"segment": "{name}"}}',
    kind=RuleProblem,
)
NO_TIMER: Final = declared(
    "audience.no-timer", "There is no timer called “{timer}”", remedy="Use one of {timers}", kind=NotFound
)
NOT_STATIC: Final = declared(
    "audience.not-static",
    "“{name}” is a dynamic segment: its rule says who is in it",
    remedy="Change its rule, or make it static first",
)
NOBODY_KNOWN: Final = declared(
    "audience.nobody-known",
    "Nobody in the project goes by any of the {count} keys",
    "The first is “{first}”",
    "Give emails, or kinds and values as customer_id:17850",
    kind=NotFound,
)
NO_KEYS: Final = declared(
    "audience.no-keys",
    "{name} has no column that tells who is meant",
    remedy="Name one of its columns email, customer_id or phone, or give a key a line below the header “key”",
)
