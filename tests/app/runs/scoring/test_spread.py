"""Histograms: round borders, nobody lost, and a few far out in the last bar."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Problem
from app.project import Project
from app.runs import scoring
from app.runs.scoring import spread as spreads

NUMBERS = st.lists(st.floats(-1e6, 1e6).map(lambda one: round(one, 3)), max_size=60)


@given(NUMBERS)
def test_everybody_is_in_one_bar(values: list[float]) -> None:
    found = spreads.of(np.array([*values, np.nan]))
    assert (found.known, found.missing) == (len(values), 1)
    assert sum(bar.people for bar in found.bars) == len(values)
    if values:
        assert found.bars[0].low <= min(values) + 1e-6
        assert found.open_end or found.bars[-1].high >= max(values) - 1e-6
        assert 1 <= len(found.bars) <= 2 * spreads.BARS + 2


def test_a_few_far_out_do_not_press_the_rest_together() -> None:
    found = spreads.of(np.array([*range(1000), 1e6]))
    assert found.open_end
    assert found.bars[-1].high <= 1100
    assert found.most == 1e6


def test_the_spread_of_a_field(retail: Project) -> None:
    found = scoring.spread_of(retail, "revenue")
    assert (found.known, found.missing) == (4338, retail_people(retail) - 4338)
    assert found.mean == pytest.approx(2054.27, abs=0.01)
    with pytest.raises(Problem, match="no field"):
        scoring.spread_of(retail, "country")


def retail_people(project: Project) -> int:
    from app import audience

    return audience.count(project, {"all": []}).of
