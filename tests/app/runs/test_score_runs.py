"""A run of scores is written with its values, and taken away with them; that of another name is left alone."""

from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import select

from app import audience
from app.project import Change, Project
from app.runs import score_runs
from storage.file.models import score_run, score_value
from tests.app.audience.shop_data import NOW, US, fill

VALUES = {"profile_id": [1, 2], "name": ["cluster:Toys"] * 2, "text": ["A", "B"], "number": [0.0, 1.0]}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW)
    fill(made)
    return made


def _keep(project: Project) -> int:
    run = score_runs.Run("cluster:Toys", "cluster", US, {"k": 2}, {"groups": []})
    with project.write("Kept", {Change.SCORES}) as connection:
        return score_runs.keep(connection, run, pa.table(VALUES))


def _take_away(project: Project, number: int, name: str) -> None:
    with project.write("Took away", {Change.SCORES}) as connection:
        score_runs.take_away(connection, number, name)


def _there(project: Project) -> tuple[list[int], list[tuple[int, int, str]]]:
    with project.read() as connection:
        runs = connection.scalars(select(score_run.c.id)).all()
        values = connection.execute(select(score_value.c.run_id, score_value.c.profile_id, score_value.c.text)).all()
        return list(runs), [tuple(row) for row in values]


def test_each_run_has_a_number_of_its_own_and_rules_ask_the_newest(project: Project) -> None:
    with project:
        first, second = _keep(project), _keep(project)
        assert first != second
        assert _there(project) == ([first, second], [(run, who, text) for run in (first, second)
                                                     for who, text in ((1, "A"), (2, "B"))])  # fmt: skip
        rule = {"trait": "cluster:Toys", "op": "is", "value": "A"}
        assert audience.member_ids(project, rule).tolist() == [1]


def test_a_run_goes_with_its_values_and_that_of_another_name_stays(project: Project) -> None:
    with project:
        first, second = _keep(project), _keep(project)
        _take_away(project, second, "rfm")
        assert _there(project)[0] == [first, second]
        assert len(_there(project)[1]) == 4
        _take_away(project, second, "cluster:Toys")
        assert _there(project) == ([first], [(first, 1, "A"), (first, 2, "B")])
