"""RFM scores against the published counts, by rank, and the ordered table of groups."""

import numpy as np
import pytest

from app import audience
from app.domain.problems import Problem
from app.project import Project
from app.runs import rfm

GOLDEN = {
    "recency": [869, 889, 866, 888, 826],
    "frequency": [1493, 835, 508, 802, 700],
    "monetary": [868, 868, 867, 868, 867],
}


def test_golden_counts_and_means(retail: Project) -> None:
    found = rfm.run(retail, "2011-12-10")
    assert found.counts == GOLDEN
    assert found.scored == 4338
    assert found.mean == rfm.Means(93.06, 4.272, 2054.27)
    assert sum(group.count for group in found.groups) == 4338
    assert [group.name for group in found.groups][:2] == ["Champions", "Loyal"]
    # Kept as traits: the rules see them, from the moment of the run on.
    fives = {"trait": "rfm_recency", "op": "=", "value": 5}
    assert audience.count(retail, fives).count == 826
    assert audience.count(retail, fives, "2011-12-09").count == 0
    champions = {"trait": "rfm_segment", "op": "is", "value": "champions"}
    assert audience.count(retail, champions).count == found.groups[0].count


def test_the_age_of_the_run_is_shown(retail: Project) -> None:
    rfm.run(retail, "2011-12-10")
    found = audience.explain(
        retail, {"trait": "rfm_frequency", "op": ">=", "value": 1}, "customer_id:14646", "2012-01-01"
    )
    assert found.member
    assert found.conditions[0].because == "the RFM frequency is 5, by the run of 10 Dec 2011"


def test_equal_values_get_equal_scores() -> None:
    assert rfm.score(np.array([3, 3, 3, 3, 3])).tolist() == [1, 1, 1, 1, 1]
    assert rfm.score(np.array([1, 2, 3, 4, 5])).tolist() == [1, 2, 3, 4, 5]
    assert rfm.score(np.array([7, 7, 9, 1, 1])).tolist() == [3, 3, 5, 1, 1]
    assert rfm.score(np.array([], dtype=np.int64)).tolist() == []


def test_nobody_to_score(tmp_path) -> None:
    with Project.create(tmp_path / "p.quill") as project, pytest.raises(Problem, match="Nobody has an order"):
        rfm.run(project)
