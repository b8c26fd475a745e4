"""Short ways to ask about one condition: its row in the builder, and one person of the shop."""

import datetime as dt
from typing import Any

from app import conditions
from app.audience import asking
from app.conditions import Evaluation, all_leaves, load
from app.rules import Condition, builder
from app.rules.vocabulary import KnownSegment, Names, standard

NAMES = standard()


class Plainly:
    """Numbers and dates as a test reads them."""

    @staticmethod
    def number(value: float, decimals: int = 0) -> str:
        return f"{value:,.{decimals}f}"

    @staticmethod
    def day(date: dt.date) -> str:
        return date.isoformat()


def row(rule: dict[str, Any], names: Names = NAMES) -> list[builder.Field]:
    """The fields of a condition."""
    return conditions.fields(rule, names, Plainly)


def texts(rule: dict[str, Any], names: Names = NAMES) -> list[str]:
    """What the fields say, without the buttons that add some."""
    return [field.text for field in row(rule, names) if not field.adds]


def about(shop: Any, person: int, rule: dict[str, Any]) -> tuple[bool, str, str]:
    """Whether a condition holds for a person of the shop, because of what, and its smallest step."""
    with asking(shop.project) as question:
        root = conditions.parse(rule, question.names).root
        assert isinstance(root.what, Condition)
        asked = Evaluation(load(person, all_leaves(root, question), question), question)
        return root.what.holds(asked), root.what.because(asked), str(root.what.step(asked))


def with_segment(rule: Any) -> Names:
    """The standard names and the segment VIP."""
    from dataclasses import replace

    return replace(NAMES, segments={1: KnownSegment(1, "VIP", rule)})
