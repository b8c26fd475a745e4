"""What made-up people do in the made-up shop."""

import numpy as np

from app.demo.people import DAYS, HABITS
from app.demo.shop import Shop
from tests.app.demo.conftest import COUNT


def test_habits_tell_people_apart(made: Shop) -> None:
    spent = np.bincount(made.lines.person, made.lines.price * made.lines.quantity, COUNT)
    by_habit = {habit.name: spent[made.people.habit == at].mean() for at, habit in enumerate(HABITS)}
    assert by_habit["devoted"] > 2 * by_habit["regular"] > 4 * by_habit["occasional"]
    assert by_habit["looker"] == 0
    lapsed = np.isin(made.lines.person, np.flatnonzero(made.people.habit == 3)) & (made.lines.quantity > 0)
    assert made.lines.at[lapsed].max() < 0.82 * DAYS * 86_400


def test_everything_happens_within_the_two_years_in_order(made: Shop) -> None:
    for at in (made.lines.at, made.visits.at, made.mails.at):
        assert at.min() >= 0
        assert at.max() < DAYS * 86_400
        assert (np.diff(at) >= 0).all()
