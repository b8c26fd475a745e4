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
