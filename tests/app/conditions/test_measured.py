"""A measure and its property: what goes together, and what is meant where little is said."""

from typing import Any

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from tests.app.conditions.asking import NAMES, row

ORDERS = {"event": "placed_order"}


def test_at_least_once_is_meant_where_nothing_is_said() -> None:
    plain, told = (conditions.parse(rule, NAMES).root for rule in (ORDERS, ORDERS | {"op": ">=", "value": 1}))
    assert plain.what == told.what


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ({"measure": "summ", "op": ">", "value": 1}, "there is no measure called “summ”"),
        ({"measure": "sum", "op": ">", "value": 1}, "sum needs a property"),
        ({"measure": "sum", "of": "order_id", "op": ">", "value": 1}, "sum cannot be of order_id"),
        ({"measure": "last", "of": "time", "op": "is_set"}, "last cannot be of time"),
        ({"of": "amount", "op": ">", "value": 1}, "count is of the events themselves"),
        ({"measure": "sum", "of": "amount", "op": "is_set"}, "is_set cannot be asked of a sum"),
    ],
)
def test_what_cannot_be_measured_is_refused(rule: dict[str, Any], what: str) -> None:
    with pytest.raises(RuleProblem, match=what):
        conditions.parse(ORDERS | rule, NAMES)


def test_the_row_shows_a_measure_that_nobody_knows_as_missing() -> None:
    assert row(ORDERS | {"measure": "summ"})[1].missing
