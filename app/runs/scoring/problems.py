"""What can be wrong with a score of the marketer's own."""

from typing import Final

from app.domain.problems import NotFound, RuleProblem, declared

NO_OBJECT: Final = declared(
    "runs.score-no-object", "this is no definition, but {given}", remedy="Write an object in curly brackets"
)
NO_KEY: Final = declared("runs.score-no-key", "“{key}” has no meaning here", remedy="{remedy}")
VERSION: Final = declared("runs.score-version", "the version is {version}", remedy='Begin with "version": {version}')
ONE_WAY: Final = declared(
    "runs.score-one-way",
    "a score is made either of points or as an index",
    remedy='Give "points" for what people do, or "index" for figures that are known of them',
)
NOTHING: Final = declared("runs.score-nothing", "the list is empty", remedy="Give at least one {what}")
NO_LIST: Final = declared("runs.score-no-list", "this is no list, but {given}", remedy="Write it in square brackets")
LACKS: Final = declared("runs.score-lacks", "“{key}” is missing", remedy="{remedy}")
NO_NUMBER: Final = declared("runs.score-no-number", "{given} is not {wanted}", remedy="{remedy}")
NO_TEXT: Final = declared("runs.score-no-text", "a text stands here, not {given}", remedy="Write it in quotation marks")
NO_FLAG: Final = declared("runs.score-no-flag", "this is true or false, not {given}", remedy="Write true or false")
NO_CHOICE: Final = declared("runs.score-no-choice", "{given} is none of {known}", remedy="Choose one of them")
HALF_MONTHS: Final = declared(
    "runs.score-half-months",
    "points cannot halve in months, which are of unequal length",
    remedy="Give hours, days or weeks",
)
NO_TRAIT: Final = declared("runs.score-no-trait", "no field is called “{name}”", remedy="{remedy}")
NO_FIGURE: Final = declared(
    "runs.score-no-figure", "“{name}” is no figure, and cannot be part of an index", remedy="Choose a number or a date"
)
OF_ITSELF: Final = declared(
    "runs.score-of-itself", "the score “{name}” would be made of itself", remedy="Take it out of its own parts"
)
NO_NAME: Final = declared(
    "runs.score-no-name", "A score needs a name", remedy="Give it one of up to {most} letters, without a colon"
)
IMPORTED: Final = declared("runs.score-imported", "“{name}” is a score that a file gave", remedy="Choose another name")
TAKEN: Final = declared(
    "runs.score-taken", "There is a score called “{name}” already", remedy="Choose another name, or change that one"
)
UNKNOWN: Final = declared("runs.score-unknown", "There is no score called “{name}”", remedy="{remedy}", kind=NotFound)
IN_USE: Final = declared(
    "runs.score-in-use", "The score “{name}” is in use", "{users} ask for it", "Take it out there first"
)
WRONG: Final = declared("runs.score-wrong", "The score “{name}” is wrong: {problem}", kind=RuleProblem)
