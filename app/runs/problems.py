"""What can go wrong with runs of scores."""

from typing import Final

from app.domain.problems import declared

IN_USE: Final = declared(
    "runs.in-use", "The scores are in use", "They are asked for by {users}", "Take it out there, or delete them"
)
INCOMPLETE: Final = declared(
    "runs.incomplete-row", "A row of the RFM table is incomplete", remedy="Give a name and two scores for each"
)
WRONG_ROW: Final = declared(
    "runs.wrong-row", "The RFM group “{name}” has no name or wrong scores", remedy="Scores run from 1 to 5"
)
TWICE: Final = declared("runs.name-twice", "Two RFM groups have the same name", remedy="Give each its own")
NO_ORDERS: Final = declared(
    "runs.no-orders", "Nobody has an order yet", remedy="Import orders first, or choose a later moment"
)
NO_STAGES: Final = declared(
    "runs.no-stages", "The lifecycle has no stages", remedy="Give a list of stages, the highest first"
)
INCOMPLETE_STAGE: Final = declared(
    "runs.incomplete-stage",
    "A stage of the lifecycle is incomplete: {given}",
    remedy='Give it a "name" and an "enter" rule',
)
STAGE_TWICE: Final = declared(
    "runs.stage-twice", "Two stages of the lifecycle have the same name", remedy="Give each its own"
)
NO_TIME_BETWEEN: Final = declared(
    "runs.no-time-between", "There is no time between the two moments", remedy="Choose a later day for the second"
)
WRONG_STAGE: Final = declared("runs.wrong-stage", "The rules of the stage “{name}” are wrong: {problem}")
STAGE_BY_ITSELF: Final = declared(
    "runs.stage-by-itself",
    "The stage “{name}” asks for the lifecycle itself",
    remedy="Ask for what people did instead",
)
NO_GROUPS: Final = declared(
    "runs.no-groups", "There are no RFM groups in this", remedy="Give a list of groups, the first that fits counts"
)
GROUP_KEY: Final = declared("runs.group-key", "“{key}” has no meaning here", remedy="It can have {known}")
NAMED_OTHER: Final = declared(
    "runs.named-other",
    "No RFM group can be called “{name}”",
    "That is what those are called whom no group takes",
    "Choose another name",
)
NO_BASIS: Final = declared(
    "runs.no-basis", "What RFM is reckoned by is an object, not {given}", remedy="Write it in curly brackets"
)
NO_THIRD: Final = declared("runs.no-third", "Beside recency and frequency stands one of {known}")
NO_EVENTS: Final = declared("runs.no-events", "These are no events", remedy="Give the name of one, or a list of them")
NO_ENGAGEMENT: Final = declared(
    "runs.no-engagement",
    "Engagement cannot be measured by {given}",
    remedy="Give engagement_rate, engagement_score, or score:NAME",
)
NO_BORDERS: Final = declared(
    "runs.no-borders",
    "Fixed borders are four numbers for each score",
    remedy='As {{"recency": [30, 90, 180, 365], "frequency": [2, 3, 5, 10]}}',
)
BORDERS_ORDER: Final = declared(
    "runs.borders-order", "The borders do not rise", remedy="Write them from the least to the most, each once"
)
NO_WINDOW: Final = declared(
    "runs.no-window",
    "“{given}” is no span of time",
    remedy="Write all, 365 days, 12 months, or 2011-01-01..2011-06-30",
)
