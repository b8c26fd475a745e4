"""Scores that are kept: saved, worked out, asked for in rules, explained, deleted and put back."""

import pytest
from sqlalchemy import insert, select

from app import audience
from app.audience import segments
from app.domain.problems import NotFound, Problem
from app.project import Change, Project
from app.runs import scoring
from storage.file.models import audit, score_run
from tests.app.runs.scoring.shopping import SHOPPING, scores


def test_the_engagement_score_comes_with_the_workbench(project: Project) -> None:
    rule = {"trait": "engagement_score", "op": ">", "value": 0}
    assert audience.count(project, rule).count == 0
    assert audience.count(project, {"trait": "lifetime_value", "op": "is_set"}).count == 0
    (kept,) = scoring.every(project)
    assert (kept.name, kept.title, kept.ready, kept.adjusted) == (scoring.READY, "Engagement score", True, False)
    scoring.run(project)
    by_default = scores(project, "engagement_score")
    assert audience.count(project, rule).count == sum(value > 0 for value in by_default.values()) > 0
    # Adjusted by its title or its name, in any case.
    assert scoring.save(project, "engagement score", SHOPPING) == scoring.READY
    assert scoring.get(project, "Engagement score").adjusted
    scoring.run(project, ["ENGAGEMENT_SCORE"])
    assert scores(project, "engagement_score") != by_default
    scoring.delete(project, scoring.READY)
    assert not scoring.get(project, scoring.READY).adjusted


def test_what_is_deleted_can_be_put_back(project: Project) -> None:
    scoring.save(project, "Shopping", SHOPPING)
    scoring.run(project, ["Shopping"])
    before = scores(project, "score:Shopping")
    segments.save(project, "Shoppers", {"all": [{"trait": "score:Shopping", "op": ">", "value": 3}]})
    with pytest.raises(Problem, match="“Shoppers” ask for it"):
        scoring.delete(project, "Shopping")
    segments.delete(project, "Shoppers")
    gone = scoring.delete(project, "SHOPPING")
    with pytest.raises(NotFound, match="no score called"):
        scoring.get(project, "Shopping")
    with project.read() as connection:
        assert connection.execute(select(score_run)).all() == []
    scoring.restore(project, gone)
    assert scoring.get(project, "Shopping").definition == SHOPPING
    assert scores(project, "score:Shopping") == before
    with project.read() as connection:
        lines = list(connection.scalars(select(audit.c.action)))
    for line in ("Kept the score “Shopping”", "Worked out the score “Shopping”", "Deleted the score “Shopping”"):
        assert line in lines


def test_saving_is_taken_back(project: Project) -> None:
    scoring.save(project, "Shopping", SHOPPING)
    other = SHOPPING | {"most": 5}
    assert scoring.save(project, "shopping", other) == "Shopping"
    scoring.put_back(project, "Shopping", SHOPPING)
    assert scoring.get(project, "Shopping").definition == SHOPPING
    scoring.put_back(project, "Shopping", None)
    assert [one.name for one in scoring.every(project)] == [scoring.READY]


@pytest.mark.parametrize("name", ["", "  ", "a:b", "x" * 61, "a\nb"])
def test_names_that_are_none(project: Project, name: str) -> None:
    with pytest.raises(Problem, match="needs a name"):
        scoring.save(project, name, SHOPPING)


def test_a_score_of_a_file_keeps_its_name(project: Project) -> None:
    run = {"name": "score:Churn", "kind": "imported", "as_of": 0, "made_at": 0, "parameters": {}, "summary": {}}
    with project.write("Imported", {Change.SCORES}) as connection:
        connection.execute(insert(score_run), [run])
    with pytest.raises(Problem, match="a score that a file gave"):
        scoring.save(project, "churn", SHOPPING)


def test_a_definition_that_means_nothing_any_more_is_told(project: Project) -> None:
    project.change_settings({"scores": {"Odd": {"version": 1, "index": [{"trait": "gone"}]}}})
    (_, odd) = scoring.every(project)
    assert (odd.sentence, odd.kind) == ("", "index")
    assert "no field is called “gone”" in odd.problem
    with pytest.raises(Problem, match="The score “Odd” is wrong"):
        scoring.run(project, ["Odd"])
