"""Groups of alike values: the largest first, the commonest proposed, and work that can be stopped."""

import pytest

from app.domain.progress import Cancelled, Progress
from app.recipe import METHODS, alike

CITIES = [
    ("München", 60), ("munich", 30), ("MÜNCHEN", 9), ("Munchen", 7), ("Hamburg", 40), ("Hambrug", 2), ("Köln", 20),
    ("Koeln", 3), ("Berlin", 80), ("Saint Paul", 5), ("Paul, Saint", 6), ("Meyer", 4), ("Maier", 3), ("", 99), (" ", 9),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "groups"),
    [
        ("fingerprint", [["München", "Munchen", "MÜNCHEN"], ["Paul, Saint", "Saint Paul"]]),
        ("ngram", [["München", "Munchen", "MÜNCHEN"]]),
        (
            "phonetic",
            [["München", "Munchen", "MÜNCHEN"], ["Hamburg", "Hambrug"], ["Köln", "Koeln"],
             ["Paul, Saint", "Saint Paul"], ["Meyer", "Maier"]],
        ),
        ("edit", [["München", "Munchen", "MÜNCHEN"], ["Hamburg", "Hambrug"], ["Köln", "Koeln"]]),
    ],
)  # fmt: skip
def test_each_method_finds_its_groups(method: str, groups: list[list[str]]) -> None:
    found = alike(CITIES, method)
    assert [sorted(text for text, _ in one.values) for one in found] == [sorted(group) for group in groups]
    assert [one.into for one in found] == [group[0] for group in groups]
    assert [one.rows for one in found] == sorted((one.rows for one in found), reverse=True)


def test_of_values_as_common_as_each_other_the_one_written_with_most_care_is_proposed() -> None:
    assert [one.into for one in alike([("KOLN", 2), ("koln", 2), ("Koln", 2), ("Köln", 2)], "fingerprint")] == ["Köln"]


def test_a_method_that_there_is_not_finds_nothing_silently() -> None:
    with pytest.raises(KeyError):
        alike(CITIES, "magic")
    assert [one.name for one in METHODS] == ["fingerprint", "ngram", "phonetic", "edit"]


@pytest.mark.parametrize("method", [one.name for one in METHODS])
def test_it_stops_when_somebody_asks(method: str) -> None:
    values = [(f"Value {chr(97 + at % 26)}{at}", 1) for at in range(5_000)]
    with pytest.raises(Cancelled):
        alike(values, method, Progress(cancelled=lambda: True))
