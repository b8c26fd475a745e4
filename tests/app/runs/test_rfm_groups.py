"""The ordered table of groups: the first that fits counts, and each says what it means."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain.problems import Problem
from app.project import Project
from app.runs import rfm_groups


def test_the_first_group_that_fits_counts(tmp_path) -> None:
    with Project.create(tmp_path / "p.quill") as project:
        rows = [{"name": "All", "recency": [1, 5], "frequency": [1, 5], "monetary": [1, 5]}]
        project.change_settings({rfm_groups.SETTING: [rows[0] | {"name": "Best", "recency": [5, 5]}, *rows]})
        ranges = rfm_groups.table(project)
        scores = {name: np.array([5, 4]) for name in rfm_groups.SCORES}
        assert rfm_groups.first_match(scores, ranges).tolist() == [0, 1]
        project.change_settings({rfm_groups.SETTING: None})
        assert rfm_groups.table(project)[0].name == "Champions"
        project.change_settings({rfm_groups.SETTING: [rows[0] | {"recency": [0, 5]}]})
        with pytest.raises(Problem, match="wrong scores"):
            rfm_groups.table(project)


def test_every_combination_has_a_group(tmp_path) -> None:
    with Project.create(tmp_path / "p.quill") as project:
        cube = np.array(np.meshgrid(range(1, 6), range(1, 6), range(1, 6))).reshape(3, -1)
        scores = dict(zip(rfm_groups.SCORES, cube, strict=True))
        ranges = rfm_groups.table(project)
        assert rfm_groups.first_match(scores, ranges).max() < len(ranges)


ROW = {"name": "Best", "recency": [4, 5], "frequency": [1, 5], "monetary": [4, 5]}


def test_engagement_beside_or_instead_of_money() -> None:
    plain, own = rfm_groups.read_table([ROW, ROW | {"name": "Own", "engagement": [1, 2]}])
    three = {name: np.array([5, 5]) for name in ("recency", "frequency")} | {"engagement": np.array([5, 1])}
    # Instead of money its range is that for money, unless it has one of its own.
    assert rfm_groups.first_match(three, [plain]).tolist() == [0, 1]
    assert rfm_groups.first_match(three, [own]).tolist() == [1, 0]
    four = three | {"monetary": np.array([5, 5])}
    assert rfm_groups.first_match(four, [plain]).tolist() == [0, 0]
    assert rfm_groups.first_match(four, [own]).tolist() == [1, 0]


def test_what_a_group_means_in_words() -> None:
    assert rfm_groups.said(ROW) == "Bought lately, for much money"
    assert rfm_groups.said(ROW, instead=True) == "Bought lately, very engaged"
    assert rfm_groups.said(ROW | {"engagement": [1, 3]}) == "Bought lately, for much money, engagement 1 to 3"
    assert rfm_groups.said(ROW | {"about": "Ask them first"}) == "Ask them first"
    assert rfm_groups.said(ROW, bought=False) == "Active lately, for much money"
    assert rfm_groups.said(None) == "Everyone whom no other group takes"


def test_a_table_is_chosen_whole_or_not_at_all(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.quill") as project:
        assert rfm_groups.choose(project, [ROW | {"about": "Ask them"}])[0].about == "Ask them"
        wrong: list[tuple[Any, str]] = [
            ([], "no RFM groups"),
            ([ROW | {"recencey": [1, 2]}], r"\[0\].recencey: “recencey” has no meaning"),
            ([ROW, ROW | {"name": "best"}], "the same name"),
            ([ROW | {"name": "other"}], "“Other”"),
            ([ROW | {"engagement": [0, 5]}], "wrong scores"),
            ([{"name": "x"}], "incomplete"),
            (["x"], "incomplete"),
        ]
        for rows, said in wrong:
            with pytest.raises(Problem, match=said):
                rfm_groups.choose(project, rows)
        assert [one.name for one in rfm_groups.table(project)] == ["Best"]
        assert len(rfm_groups.choose(project, None)) == 11
