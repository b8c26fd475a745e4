"""What follows from links and decisions, written anew after some of them came, went or were taken back."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.domain.progress import SILENT, Progress
from app.ingest.identity import profiles
from app.ingest.identity.full_resolution import recount
from app.ingest.identity.merged_traits import fold
from app.ingest.identity.neighbours import Concerned
from app.ingest.identity.profile_changes import Outcome, none, unchanged
from app.ingest.importing import lent_people
from app.ingest.kinds import pending_refusals, suppressions
from app.ingest.orders import latest_version, left_out, placed_orders

Ints = NDArray[np.int64]
Orders = set[tuple[int, str]]


def derive(
    connection: Connection,
    concerned: Concerned | None,
    touched: Ints,
    orders: Callable[[], Orders],
    progress: Progress,
) -> lent_people.Turned:
    """Bring people, the suppressed and orders to what all links and decisions say.

    Only those `concerned` are found anew, everybody where they are not told; `touched` are people whose traits are
    folded anew whoever they are, and `orders`, asked once people are who they are, those that are to be looked at.
    Returns how many rows that name an order alone changed hands.
    """
    progress.step(1, 4, "Looking who is who")
    people, waiting = concerned if concerned is not None else (None, None)
    outcome = recount(connection, people=people, waiting=waiting)
    turned = lent_people.follow(connection, outcome)
    lent_people.keep_noes(connection, turned)
    _bring(connection, outcome, touched, orders, progress)
    return turned


def after_erasure(connection: Connection) -> None:
    """Bring what names an order alone to whoever placed that order among those who are left."""
    outcome = unchanged()
    lent_people.keep_noes(connection, lent_people.follow(connection, outcome))
    if len(outcome.moved.links):
        _bring(connection, outcome, none(), set, SILENT)


def _bring(
    connection: Connection, outcome: Outcome, touched: Ints, orders: Callable[[], Orders], progress: Progress
) -> None:
    barred = suppressions.find(connection, 0, None, outcome, 0)
    folded = fold(connection, outcome, touched, None, progress.part(0.5, 0.7))
    with profiles.staged(connection, outcome, folded) as newcomers:
        moved = profiles.settle(connection, outcome, folded)
        left_out.let_wait(connection, moved)
        newcomers.pour(connection, progress.part(0.7, 0.8).step)
    profiles.write(connection, folded)
    suppressions.write(connection, barred)
    progress.step(3, 4, "Bringing orders up to date")
    changed = placed_orders.touched_by(connection, moved) | orders()
    placed_orders.rebuild(connection, changed)
    latest_version.write(connection, latest_version.stand(connection, changed, None, {}))
    left_out.bring_to_bear(connection)
    pending_refusals.settle(connection)
