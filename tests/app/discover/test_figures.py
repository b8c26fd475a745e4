"""Numbers as a marketer would say them."""

import pytest

from app.discover import figures
from app.discover.catalogue import KNOWN, known


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "a day ago"),
        (9.4, "9 days ago"),
        (59, "59 days ago"),
        (91, "3 months ago"),
        (182, "half a year ago"),
        (300, "10 months ago"),
        (365, "a year ago"),
        (730, "2 years ago"),
        (913, "2.5 years ago"),
        (-3, "in 3 days"),
    ],
)
def test_ago(days: float, said: str) -> None:
    assert figures.ago(days) == said


@pytest.mark.parametrize(
    ("value", "said"), [(3726.4, "3,726"), (54, "54"), (4.25, "4.2"), (0.254, "0.25"), (0, "0"), (99.999, "100")]
)
def test_number(value: float, said: str) -> None:
    assert figures.number(value) == said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("orders", 10, "10 orders"),
        ("orders", 1, "1 order"),
        ("orders", 0, "no orders"),
        ("revenue", 3726.2, "spent 3,726"),
        ("revenue", 12.5, "spent 12.50"),
        ("revenue", 12, "spent 12"),
        ("days_since_last_order", 9, "last ordered 9 days ago"),
        ("engagement_rate", 0.345, "engages with 34 % of emails"),
        ("age", 41, "41 years old"),
        ("views_90_days", 1, "1 view in 90 days"),
    ],
)
def test_phrase(name: str, value: float, said: str) -> None:
    assert figures.phrase(KNOWN[name], value) == said


@pytest.mark.parametrize(
    ("value", "typical", "said"),
    [
        (10, 2, "five times the usual orders"),
        (4, 2, "twice the usual orders"),
        (40, 2, "20 times the usual orders"),
        (3, 2, "50 % more orders than usual"),
        (2, 2, "about the usual orders"),
        (3, 4, "25 % fewer orders than usual"),
        (1, 2, "half the usual orders"),
        (1, 3, "a third of the usual orders"),
        (1, 4, "a quarter of the usual orders"),
        (1, 5, "a fifth of the usual orders"),
        (1, 10, "a tenth of the usual orders"),
        (1, 40, "hardly any of the usual orders"),
        (0, 4, "no orders"),
        (0, 0, "no orders, like most"),
        (3, 0, "3 orders, where most have none"),
    ],
)
def test_compared_with_everybody(value: float, typical: float, said: str) -> None:
    assert figures.compared(KNOWN["orders"], value, typical) == said


def test_times_past_and_shares_are_set_beside_the_usual_ones() -> None:
    said = figures.compared(KNOWN["days_since_last_order"], 9, 51)
    assert said == "last ordered 9 days ago, usually 51 days ago"
    said = figures.compared(KNOWN["engagement_rate"], 0.6, 0.2)
    assert said == "engages with 60 % of emails, usually 20 %"
    assert figures.compared(KNOWN["age"], 30, 45) == "30 years old, usually 45"


def test_a_trait_of_the_projects_own_is_said_by_its_label() -> None:
    shoe = known("shoe_size", "Shoe size", "number", "shoe_size")
    assert figures.phrase(shoe, 42) == "shoe size 42"
    assert figures.compared(shoe, 42, 39) == "shoe size 42, usually 39"


def test_sentence_starts_with_a_capital() -> None:
    assert figures.sentence(["last ordered today", "1 order"]) == "Last ordered today, 1 order"


@pytest.mark.parametrize(("value", "typical"), [(9, 3), (3, 3), (1, 3), (4, 3), (2.2, 3), (0, 3), (3, 0)])
def test_what_is_said_by_times_is_known_without_its_words(value: float, typical: float) -> None:
    said = figures.compared(KNOWN["orders"], value, typical)
    assert figures.by_times(KNOWN["orders"], value, typical) == ("the usual" in said)
    assert not figures.by_times(KNOWN["days_since_last_order"], value, typical)
