"""The stages as they are kept: the families, what is left out of a document, and the project's own."""

import pytest

from app.domain.problems import Problem
from app.project import Project
from app.runs import lifecycle, lifecycle_stages
from tests.app.runs.test_lifecycle import project  # noqa: F401


@pytest.mark.parametrize("name", lifecycle_stages.FAMILIES)
def test_a_family_reads_as_it_was_written(name: str) -> None:
    rows = lifecycle_stages.family(name)
    assert [one.document() for one in lifecycle_stages.read(rows)] == rows


def test_without_a_rule_for_staying_that_for_coming_in_counts() -> None:
    everybody = {"all": []}
    (only,) = lifecycle_stages.read([{"name": " Here ", "enter": everybody, "floor": "yes"}])
    assert (only.name, only.about, only.stay, only.floor) == ("Here", "", everybody, False)
    with pytest.raises(Problem, match="no stages"):
        lifecycle_stages.read(None)


def test_the_projects_own_stages_stand_in_place_of_the_family(project: Project) -> None:  # noqa: F811
    assert lifecycle_stages.stages(project) == lifecycle_stages.read(lifecycle_stages.family(lifecycle_stages.DEFAULT))
    lifecycle.choose(project, [{"name": "All", "enter": {"all": []}}])
    assert [one.name for one in lifecycle_stages.stages(project)] == ["All"]
