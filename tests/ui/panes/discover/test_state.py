"""What was found, in words: how clear the groups are, of how many, and what was kept of them."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from app.discover import ALGORITHMS
from ui.panes.discover.state import advice, said_of


@dataclass
class Choice:
    algorithm: str


@dataclass
class Grouping:
    """As much of groups as is said of them."""

    choice: Choice
    k: int = 3
    ids: Any = field(default_factory=lambda: range(60))
    noise: int = 0
    silhouette: float | None = 0.61
    silhouette_of: int = 60
    advice: str = ""


TOLD = next(name for name, one in ALGORITHMS.items() if one.needs_k)
FINDS = next(one for one in ALGORITHMS.values() if not one.needs_k)


@pytest.mark.parametrize(
    ("grouping", "said"),
    [
        (Grouping(Choice(TOLD), advice="Three fits."), "Three fits. Silhouette on all 60 people."),
        (Grouping(Choice(TOLD), silhouette_of=20), " Silhouette on a sample of 20 people.".strip()),
        (Grouping(Choice(TOLD), advice="One group.", silhouette=None), "One group."),
        (
            Grouping(Choice(FINDS.name), noise=1, silhouette_of=59),
            f"{FINDS.label} finds their number by itself: 3 groups. 1 person belongs to no group. "
            "Silhouette 0.61 on all 59 people.",
        ),
        (
            Grouping(Choice(FINDS.name), silhouette=None),
            f"{FINDS.label} finds their number by itself: 3 groups. Everybody belongs to one.",
        ),
    ],
)
def test_how_clear_they_are_and_of_how_many_that_was_measured(grouping: Any, said: str) -> None:
    assert advice(grouping) == said


@dataclass
class Kept:
    segments: list[str]
    people: int
    left_out: int = 0
    replaced: list[str] = field(default_factory=list)
    in_use: list[str] = field(default_factory=list)


def test_what_was_kept_and_what_became_of_earlier_segments() -> None:
    assert said_of(Kept(["A"], 12), "Groups") == "Kept 1 segment and the trait “Groups” of 12 people."
    assert said_of(Kept(["A", "B"], 12, 2, ["C"], ["D"]), "Groups") == (
        "Kept 2 segments and the trait “Groups” of 12 people; 2 people who belong to no group have none, in place of "
        "1 segment of groups that are no more. Still used elsewhere, and so not taken away: “D”."
    )
