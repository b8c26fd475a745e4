"""A `within`, and what is refused of it with its place."""

import datetime as dt

import pytest

from app.conditions.time_frames import window_of
from app.domain.problems import RuleProblem
from app.rules import Between, Duration, FromTo, Last


def test_each_form_is_read() -> None:
    assert window_of({"last": {"days": 3}}, "w") == Last(Duration("days", 3))
    read = window_of({"between": [{"days": 9}, {"hours": 3}]}, "w")
    assert read == Between(Duration("days", 9), Duration("hours", 3))
    assert window_of({"to": "2011-12-09"}, "w") == FromTo(None, dt.date(2011, 12, 9))


@pytest.mark.parametrize(
    ("value", "where"),
    [({}, "w"), (3, "w"), ({"between": [{"days": 3}]}, "w.between"), ({"last": {"days": 3}, "to": 1}, "w.to"),
     ({"from": "soon"}, "w.from"), ({"form": "2011-01-01"}, "w.form")],
)  # fmt: skip
def test_anything_else_is_refused_at_its_place(value: object, where: str) -> None:
    with pytest.raises(RuleProblem) as caught:
        window_of(value, "w")
    assert caught.value.where == where
