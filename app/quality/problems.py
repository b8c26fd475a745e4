"""What can be wrong with a question about the quality of data."""

from typing import Final

from app.domain.problems import NotFound, Problem, declared

NO_ORDER: Final = declared(
    "quality.no-order",
    "There is no order {order}",
    remedy="quality PROJECT --outliers lists those that stand out.",
    kind=NotFound,
)
SEVERAL_ORDERS: Final = declared(
    "quality.several-orders",
    "{people} have an order {order}",
    remedy="Say whose with --person KEY.",
    kind=Problem,
)
NOT_DECIDED: Final = declared(
    "quality.not-decided",
    "Nothing was decided about order {order}",
    remedy="quality PROJECT --decisions lists what was.",
    kind=NotFound,
)
