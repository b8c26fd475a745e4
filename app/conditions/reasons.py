"""Values of one person in words, as the reason of a condition says them."""

from typing import TYPE_CHECKING, Any

from app.domain import names as registry
from app.domain.clock import Moment
from app.rules import phrases

if TYPE_CHECKING:
    from app.conditions.evaluation import Evaluation


def shown(kind: str, value: Any, asked: "Evaluation") -> str:
    """A value as people read it."""
    if kind == "amount":
        return amount(value)
    if kind == "date":
        return phrases.day(registry.date_of_days(value))
    if kind == "datetime":
        return phrases.time(Moment(value, asked.moment.timezone).local().replace(tzinfo=None))
    if kind == "boolean":
        return "yes" if value else "no"
    if kind == "list":
        return ", ".join(phrases.quoted(one) for one in value)
    return phrases.quoted(value) if isinstance(value, str) else f"{value:,.4f}".rstrip("0").rstrip(".")


def amount(value: int) -> str:
    """An integer of 1/10,000 with two places, or four where it needs them."""
    return f"{value / 10_000:,.2f}" if value % 100 == 0 else f"{value / 10_000:,.4f}"
