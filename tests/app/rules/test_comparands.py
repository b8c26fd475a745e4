"""What a condition compares with, read from JSON, and what is said of a wrong one."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import RuleProblem
from app.rules import comparands
from app.rules.windows import Duration


@given(st.decimals(-(10**14), 10**14, places=2))
def test_a_number_is_exactly_what_was_written(value: Decimal) -> None:
    read = comparands.number(json.loads(f"{value}"), "value")
    assert read == Decimal(repr(float(value)))
    assert "E" not in f"{read}"


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("nothing", None, None), ("text", "Paris", "Paris"), ("texts", ["a", "b"], ("a", "b")),
        ("pattern", "a+b", "a+b"), ("numbers", [1, 2.50], (Decimal(1), Decimal("2.5"))),
        ("day", "2011-12-09", dt.date(2011, 12, 9)), ("day", "24.12.2025", dt.date(2025, 12, 24)),
        ("moment", "2011-12-09T12:50:00", dt.datetime(2011, 12, 9, 12, 50)),
        ("moment", "24 December 2025 10:15", dt.datetime(2025, 12, 24, 10, 15)),
        ("days", ["2011-12-09", "2011-12-10"], (dt.date(2011, 12, 9), dt.date(2011, 12, 10))),
        ("length", {"hours": 3}, Duration("hours", 3)), ("days_ahead", {"weeks": 2}, Duration("weeks", 2)),
        ("month", 12, 12),
    ],
)  # fmt: skip
def test_each_kind_is_read_as_python_keeps_it(kind: comparands.Kind, value: object, read: object) -> None:
    assert comparands.read(kind, value, "value") == read


@pytest.mark.parametrize(
    ("kind", "value", "where", "said"),
    [
        ("nothing", 0, "value", "takes no value"), ("text", None, "value", "not nothing"),
        ("texts", ["a", 5], "value[1]", "not 5"), ("numbers", [1, "2"], "value[1]", "not the text “2”"),
        ("number", True, "value", "not true"), ("number", 1e-13, "value", "12 decimals"),
        ("number", "12,50", "value", "as 12.50"), ("number", "1,250", "value", "as 12.5"),
        ("day", "2011-12-09T10:00", "value", "without a time"), ("day", "05/06/2001", "value",
        "2001-05-06 or 2001-06-05"),
        ("moment", [], "value", "not an empty list"), ("length", {"days": True}, "value.days",
        "true is no number of days"),
        ("days_ahead", {"hours": 3}, "value.hours", "no hours"), ("month", 0, "value", "from 1 to 12"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_refused_at_its_place(kind: comparands.Kind, value: object, where: str, said: str) -> None:
    with pytest.raises(RuleProblem) as refusal:
        comparands.read(kind, value, "value")
    assert refusal.value.where == where
    assert said in str(refusal.value)
