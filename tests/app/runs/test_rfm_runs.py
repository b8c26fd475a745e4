"""What the runs of RFM came to: the newest, what it changed since the one before, and a run that is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import audience
from app.audience import segments
from app.domain.problems import Problem
from app.project import Project
from app.runs import rfm, rfm_runs
from tests.app.audience.shop_data import NOW, fill
from tests.copies import copy_of


@pytest.fixture(scope="module")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop, scored twice."""
    path = tmp_path_factory.mktemp("rfm") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        fill(project)
        assert rfm_runs.newest(project) is None
        rfm.run(project, "2011-10-01")
        rfm.run(project, "2011-12-01")
    return path


@pytest.fixture
def project(shop_file: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(copy_of(shop_file, tmp_path / "shop.quill")) as opened:
        yield opened


def test_the_newest_run_is_told_beside_the_one_before(project: Project) -> None:
    found = rfm_runs.newest(project)
    assert found is not None
    assert found.before is not None
    assert (found.as_of.iso()[:10], found.before.iso()[:10]) == ("2011-12-01", "2011-10-01")
    assert sum(one.count for one in found.groups) == found.scored > 0
    assert sum(one.share for one in found.groups) == pytest.approx(1)
    earlier = audience.count(project, {"trait": "rfm_frequency", "op": "is_set"}, "2011-10-02").count
    assert sum(one.more or 0 for one in found.groups) == found.scored - earlier
    assert sum(sum(inside.values()) for inside in found.cells.values()) == found.scored
    for one in found.groups:
        if one.count:
            rule = {"trait": "rfm_segment", "op": "is", "value": one.name}
            assert audience.count(project, rule).count == one.count
        assert one.about[0].isupper()


def test_a_run_that_is_taken_back_was_never_made(project: Project) -> None:
    found = rfm_runs.newest(project)
    assert found is not None
    rfm_runs.take_back(project, found.run)
    before = rfm_runs.newest(project)
    assert before is not None
    assert (before.as_of, before.before) == (found.before, None)
    assert {one.more for one in before.groups} == {None}


def test_the_last_run_stays_while_a_segment_asks_for_its_scores(project: Project) -> None:
    segments.save(project, "Best", {"all": [{"none": [{"trait": "rfm_recency", "op": "=", "value": 1}]}]})
    for number in range(2):
        found = rfm_runs.newest(project)
        assert found is not None
        if number == 0:
            rfm_runs.take_back(project, found.run)
        else:
            with pytest.raises(Problem, match="“Best”"):
                rfm_runs.take_back(project, found.run)
    segments.delete(project, "Best")
    rfm_runs.take_back(project, found.run)
    assert rfm_runs.newest(project) is None


@pytest.mark.parametrize(
    "some",
    [{(5, 5)}, {(4, 4), (4, 5), (5, 5)}, {(1, 1), (1, 3), (2, 5)}, {(r, f) for r in range(1, 6) for f in (1, 5)}],
)
def test_the_rule_of_squares_holds_for_who_is_in_them(retail: Project, some: set[rfm_runs.Cell]) -> None:
    rfm.run(retail, "2011-12-10")
    kept = rfm_runs.newest(retail)
    assert kept is not None
    found = audience.members(retail, rfm_runs.rule_of_cells(some), ["revenue"])
    assert found.num_rows == kept.people(some)
    spent = sum(found.column("revenue").to_pylist()) / 10_000
    assert kept.mean_money(some) == pytest.approx(spent / found.num_rows)
