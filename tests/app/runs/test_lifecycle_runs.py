"""The newest run of the lifecycle, and when one cannot be taken back."""

import pytest

from app.audience import segments
from app.domain.problems import Problem
from app.project import Project
from app.runs import lifecycle, lifecycle_runs
from tests.app.runs.test_lifecycle import project  # noqa: F401


def test_the_newest_is_that_of_the_latest_moment(project: Project) -> None:  # noqa: F811
    assert lifecycle_runs.newest(project) is None
    late = lifecycle.run(project, "2026-08-10")
    lifecycle.run(project, "2026-06-01")
    kept = lifecycle_runs.newest(project)
    assert kept is not None
    assert kept.found == late
    assert list(kept.stages) == lifecycle.stages(project)


def test_the_last_run_stays_while_a_segment_asks_for_it(project: Project) -> None:  # noqa: F811
    lifecycle.run(project)
    segments.save(project, "Fading", {"all": [{"trait": "lifecycle_stage", "op": "is", "value": "At risk"}]})
    kept = lifecycle_runs.newest(project)
    assert kept is not None
    with pytest.raises(Problem, match="Fading"):
        lifecycle_runs.take_back(project, kept.run)
    lifecycle.run(project, "2026-08-10")
    lifecycle_runs.take_back(project, kept.run)
    assert lifecycle_runs.newest(project) is not None


def test_keeping_other_stages_can_be_undone(project: Project) -> None:  # noqa: F811
    before = lifecycle.stages(project)
    done = lifecycle_runs.keep(project, lifecycle.read(lifecycle.family("customer")))
    assert lifecycle.stages(project) != before
    lifecycle_runs.undo(project, done)
    assert lifecycle.stages(project) == before
    assert lifecycle_runs.newest(project) is None
