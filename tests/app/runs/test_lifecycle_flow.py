"""The flow between two moments: from the data alone, everybody once, and the same as two runs would say."""

from collections import Counter

import pytest

from app import audience
from app.domain.problems import Problem
from app.project import Project
from app.runs import lifecycle, lifecycle_flow
from tests.app.runs.test_lifecycle import project, stage_of  # noqa: F401

SEEN = {"trait": "first_seen_at", "op": "is_set"}


def test_the_moves_are_those_of_two_runs(project: Project) -> None:  # noqa: F811
    found = lifecycle_flow.flow(project, "2026-06-01", "2026-08-10")
    lifecycle.run(project, "2026-06-01")
    before = stage_of(project, "2026-06-01")
    lifecycle.run(project, "2026-08-10")
    after = stage_of(project, "2026-08-10")
    # Who came only after the first day was in no stage then, whatever the rules say of people without a past.
    seen = audience.members(project, SEEN, ["email"], "2026-06-01").to_pylist()
    there = {one["email"].partition("@")[0] for one in seen}
    wanted = Counter((before[who] if who in there else "", after[who]) for who in before)
    assert {(one.origin, one.target): one.count for one in found.moves} == wanted
    assert sum(one.count for one in found.moves) == 7
    # Kept runs do not change it: it is worked out from the data at both moments.
    assert lifecycle_flow.flow(project, "2026-06-01", "2026-08-10").moves[0] == found.moves[0]


def test_who_came_only_later_was_in_no_stage(project: Project) -> None:  # noqa: F811
    # Ana's first order and the new lead's sign-up lie between the days; without a past they are not churned.
    found = lifecycle_flow.flow(project, "2026-05-01", "2026-06-01")
    assert {one.target: one.count for one in found.moves if not one.origin} == {"New lead": 1, "Active": 1}
    assert sum(one.count for one in found.moves if one.origin == "Churned") == 2


def test_a_move_gives_its_people(project: Project) -> None:  # noqa: F811
    found = lifecycle_flow.flow(project, "2026-06-01", "2026-08-10")
    for move in found.moves:
        assert len(found.people(move)) == move.count
        assert 0 < found.share(move) <= 1
    together = [number for move in found.moves for number in found.people(move).tolist()]
    assert len(set(together)) == len(together) == audience.count(project, {"all": []}).count


def test_two_moments_have_time_between_them(project: Project) -> None:  # noqa: F811
    with pytest.raises(Problem, match="no time between"):
        lifecycle_flow.flow(project, "2026-08-10", "2026-06-01")
