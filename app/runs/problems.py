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
