"""Columns of orders' states that no header names: `Result`, `osname`, `stateMachineState.technicalName`.

What stands in them tells: a few words, each a known state of an order or of a payment, of which some say that there was
a purchase and some that there was none. A file whose states are not heard counts what was never paid as revenue.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.ingest.order_tables.money_columns import bare
from app.ingest.vocabulary import order_states

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

_MOST = 20
"""States are few, however many orders there are."""
_OF_SOMETHING_ELSE = re.compile(
    r"method|metod|karte|(^|_)cards?(_|$)|tender|ship|versand|fulfil|deliver|liefer|livr|entreg|envi|consegna|tags?(_|$)|"
    r"note|comment|bemerk|reason|grund|motiv|customer|kunde|client|sync|import|export|mail|sms|region|country|land|"
    r"categor|kategor|risk|review|subscri|address|previous|prior|(^|_)old(_|$)|line|item|product|artikel"
)
"""In headers of columns that have such words too, and do not say what became of an order."""
_NONE = (order_states.UNPAID, order_states.TAKEN_BACK, order_states.CREDIT)


def find(guesser: "Columns", known: dict[str, str], free: Iterable[str]) -> dict[str, str]:
    """The columns of states among the free ones where no header told one: one of payments, one of orders."""
    taken, found = set(known.values()), dict[str, str]()
    for header in free:
        target = _target(header, guesser.evidence(header).said)
        if target is not None and target not in taken:
            taken.add(target)
            found[header] = target
    return found


def _target(header: str, said: list[str]) -> str | None:
    """Whether these words are states of payments or of orders; None where they are neither, or tell nothing apart."""
    if not 1 < len(said) <= _MOST or _OF_SOMETHING_ELSE.search(bare(header)):
        return None
    if order_states.are_tenders(said):
        return None
    standings = {order_states.standing(one) for one in said}
    if None in standings or order_states.UNKNOWN in standings or order_states.NO_ORDER in standings:
        return None
    if order_states.PURCHASE not in standings or standings.isdisjoint(_NONE):
        return None
    return "paid" if all(map(order_states.is_of_paying, said)) else "state"
