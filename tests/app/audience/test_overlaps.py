"""Overlaps of segments are those of the sets of their members."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from app import audience
from app.audience import overlaps, segments
from app.domain.problems import NotFound, Problem
from app.domain.serialising import to_json
from app.project import Project
from tests.app.audience.shop_data import NOW, fill

RULES = {
    "Buyers": {"event": "placed_order", "op": ">=", "value": 3},
    "Parisians": {"trait": "city", "op": "contains", "value": "paris"},
    "Outdoor": {"tag": "outdoor"},
    "Nobody": {"any": []},
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path: Path = tmp_path_factory.mktemp("overlaps") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as made:
        fill(made)
        for name, rule in RULES.items():
            segments.save(made, name, rule)
        yield made


def members(project: Project, as_of: str = NOW) -> dict[str, set[int]]:
    return {name: set(audience.member_ids(project, rule, as_of).tolist()) for name, rule in RULES.items()}


@pytest.mark.parametrize("as_of", [NOW, "2011-10-01"])
def test_counts_shares_and_combinations(project: Project, as_of: str) -> None:
    found, inside = overlaps.overlap(project, as_of=as_of), members(project, as_of)
    assert found.segments == tuple(RULES)
    for row, one in enumerate(RULES):
        for column, other in enumerate(RULES):
            mine, both = inside[one], inside[one] & inside[other]
            assert found.counts[row][column] == len(both)
            assert found.shares[row][column] == (round(len(both) / len(mine), 6) if mine else None)
            either = mine | inside[other]
            assert found.jaccard[row][column] == (round(len(both) / len(either), 6) if either else None)
    exactly = {}
    for size in range(1, len(RULES) + 1):
        for some in combinations(RULES, size):
            others = set().union(*(inside[name] for name in RULES if name not in some))
            if number := len(set.intersection(*(inside[name] for name in some)) - others):
                exactly[some] = number
    assert {one.segments: one.count for one in found.combinations} == exactly
    assert [one.count for one in found.combinations] == sorted(exactly.values(), reverse=True)
    assert (found.of, to_json(found).keys()) == (
        12, {"as_of", "of", "segments", "counts", "shares", "jaccard", "combinations"},
    )  # fmt: skip


def test_in_the_order_in_which_they_are_named(project: Project) -> None:
    found = overlaps.overlap(project, ["outdoor", "Buyers", "OUTDOOR"])
    assert found.segments == ("Outdoor", "Buyers")
    with pytest.raises(Problem, match="two segments or more"):
        overlaps.overlap(project, ["Outdoor", "outdoor"])
    with pytest.raises(NotFound, match="Did you mean “Outdoor”"):
        overlaps.overlap(project, ["Outdor", "Buyers"])


def test_of_many_combinations_the_largest_are_given(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = overlaps.overlap(project)
    assert (whole.smaller, whole.outside) == (0, 12 - len(set().union(*members(project).values())))
    monkeypatch.setattr(overlaps, "MOST_COMBINATIONS", 2)
    some = overlaps.overlap(project)
    assert some.combinations == whole.combinations[:2]
    assert some.smaller == len(whole.combinations) - 2


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_however_many_there_are_the_combinations_are_the_same(
    project: Project, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    whole = overlaps.overlap(project)
    monkeypatch.setattr(overlaps, "_AT_ONCE", at_once)
    assert overlaps.overlap(project) == whole
