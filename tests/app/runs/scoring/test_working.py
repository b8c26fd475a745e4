"""Scores that are worked out and kept: asked for in rules, and previewed."""

import pytest
from jsonschema import Draft202012Validator

from app import audience, conditions
from app.domain.problems import Problem
from app.project import Project
from app.rules import rule_form
from app.runs import scoring
from tests.app.runs.scoring.shopping import INDEX, SHOPPING, scores


def test_a_score_is_usable_in_rules(project: Project) -> None:
    scoring.save(project, "Shopping", SHOPPING)
    rule = {"trait": "score:Shopping", "op": ">=", "value": 20}
    # Known as soon as it is defined, and missing until it is worked out.
    assert audience.count(project, rule).count == 0
    (ran,) = scoring.run(project, ["Shopping"])
    values = scores(project, "score:Shopping")
    assert ran.scored == len(values) == 12
    assert audience.count(project, rule).count == sum(value >= 20 for value in values.values()) > 0
    key = max(values, key=lambda one: values[one])
    found = audience.explain(project, rule, key)
    assert found.member
    assert "by the run of 10 Dec 2011" in found.conditions[0].because
    assert audience.sentence(rule, audience.names(project)).startswith("Everyone whose score “Shopping” is")
    assert audience.count(project, rule, "2011-12-09").count == 0, "a run holds from its moment on"
    scoring.take_back(project, [ran])
    assert audience.count(project, rule).count == 0


def test_an_index_is_worked_out_after_what_it_is_made_of(project: Project) -> None:
    scoring.save(project, "Shopping", SHOPPING)
    scoring.save(project, "Worth", INDEX)
    ran = scoring.run(project, ["Worth", "Shopping"])
    assert [one.name for one in ran] == ["Shopping", "Worth"]
    values = scores(project, "score:Worth")
    assert max(values.values()) <= 100
    key = max(values, key=lambda one: values[one])
    told = scoring.explain(project, "worth", key)
    assert told.value == told.kept == values[key] == pytest.approx(sum(part.adds for part in told.parts), abs=1e-3)
    assert told.parts[0].said.startswith("The score “Shopping” is ")
    with pytest.raises(Problem, match="made of itself"):
        scoring.save(project, "Shopping", {"version": 1, "index": [{"trait": "score:Worth"}]})
    with pytest.raises(Problem, match="“Worth” ask for it"):
        scoring.delete(project, "Shopping")


def test_a_preview_keeps_nothing(project: Project) -> None:
    found = scoring.preview(project, SHOPPING)
    assert found.sentence.startswith("10 points for each order and 1 point for each product view.")
    assert found.spread.known == 12
    values = [one.value for one in found.examples]
    assert values == sorted(values, reverse=True)
    assert 2 <= len(values) <= 5
    assert [one.name for one in scoring.every(project)] == [scoring.READY]
    scoring.save(project, "Shopping", SHOPPING)
    scoring.run(project, ["Shopping"])
    everyone = scores(project, "score:Shopping")
    assert all(everyone[one.key] == one.value for one in found.examples)
    assert max(everyone.values()) == values[0]


def test_the_builder_offers_scores_under_their_heading(project: Project) -> None:
    scoring.save(project, "Shopping", SHOPPING)
    offered = {one.key: one for one in conditions.subjects(audience.names(project))}
    for name in ("score:Shopping", "engagement_score", "lifetime_value", "rfm_engagement"):
        assert offered[f"trait:{name}"].section == "Scores and groups", name
        assert offered[f"trait:{name}"].type == "number"


def test_a_score_between_two_numbers_is_found_and_its_form_allowed(project: Project) -> None:
    scoring.save(project, "Shopping", SHOPPING)
    scoring.run(project, ["Shopping"])
    rule = {"all": [{"trait": "score:Shopping", "op": "between", "value": [1, 40]}]}
    Draft202012Validator(rule_form().document()).validate(rule)
    expected = {key for key, value in scores(project, "score:Shopping").items() if 1 <= value <= 40}
    found = audience.members(project, rule, ["key"]).column("key").to_pylist()
    assert set(found) == expected != set()
