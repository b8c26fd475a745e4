"""Scores of models that were trained elsewhere: asked for as our own are, and going where their people go."""

import pytest

from app import audience, ingest
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import Project
from storage.file.models import profile
from tests.app.ingest.conftest import Rows, Write

PEOPLE = "customer_id,email,first_name\n1,ann@x.example,Ann\n2,bob@x.example,Bob\n3,,Cat\n"
SCORES = """Email,Churn probability,Predicted CLV,Risk band,Scored on
ann@x.example,0.91,"1.234,50",high,2011-05-01
bob@x.example,0.12,"20,00",low,2011-05-01
new@x.example,0.5,"7,25",,2011-05-02
ann@x.example,0.93,,,2011-05-02
zed@x.example,,,,2011-05-02
"""


def _who(project: Project, trait: str, op: str, value: object, as_of: str | None = None) -> list[str]:
    rule = {"trait": trait, "op": op, "value": value}
    return list(audience.members(project, rule, [], as_of).column("key").to_pylist())


def _likely(project: Project, as_of: str | None = None) -> list[str]:
    return _who(project, "score:churn_probability", ">=", 0.5, as_of)


@pytest.fixture
def scored(project: Project, write: Write) -> Project:
    """A project whose people have scores out of a file."""
    ingest.run_import(project, write("people.csv", PEOPLE), "profiles")
    ingest.run_import(project, write("scores.csv", SCORES))
    return project


def test_a_file_of_scores_is_known_and_its_columns_are_scores_and_groups(project: Project, write: Write) -> None:
    tried = ingest.dry_run(project, write("scores.csv", SCORES))
    assert (tried.kind, tried.accepted, tried.reasons) == ("scores", 4, {"No score that can be read": 1})
    assert {header: column.to for header, column in tried.mapping.columns.items()} == {
        "Email": "email", "Churn probability": "score:churn_probability", "Predicted CLV": "score:predicted_clv",
        "Risk band": "cluster:risk_band", "Scored on": "time",
    }  # fmt: skip
    assert ingest.dry_run(project, write("c.csv", PEOPLE)).kind == "profiles"
    named = "email,first_name,lead_score\nann@x.example,Ann,7\n"
    assert ingest.dry_run(project, write("d.csv", named)).kind == "profiles"


def test_a_name_that_somebody_chose_is_a_score_too(project: Project, write: Write) -> None:
    columns = {"Churn probability": Column("leaving", "number"), "Risk band": Column("band")}
    ingest.run_import(project, write("scores.csv", SCORES), "scores", Mapping("scores", columns))
    assert _who(project, "score:leaving", ">", 0.9) == ["email:ann@x.example"]
    assert _who(project, "cluster:band", "is", "low") == ["email:bob@x.example"]


def test_rules_ask_for_them_as_of_when_they_were_made(scored: Project) -> None:
    assert _likely(scored) == ["customer_id:1", "email:new@x.example"]
    assert _who(scored, "score:predicted_clv", ">", 1234) == ["customer_id:1"], "a blank cell says nothing new"
    assert _who(scored, "cluster:risk_band", "is", "LOW") == ["customer_id:2"]
    assert _likely(scored, "2011-04-30") == []


def test_a_newer_file_holds_from_its_day_on(scored: Project, write: Write) -> None:
    newer = "email,churn probability,scored on\nann@x.example,0.1,2011-06-01\nbob@x.example,0.8,2011-06-01\n"
    ingest.run_import(scored, write("june.csv", newer), "scores")
    assert _likely(scored) == ["customer_id:2"]
    assert _likely(scored, "2011-05-20") == ["customer_id:1", "email:new@x.example"]


def test_they_come_once_and_go_with_their_file(scored: Project, write: Write, rows: Rows) -> None:
    again = ingest.run_import(scored, write("scores.csv", SCORES))
    assert (again.duplicates, again.accepted) == (4, 4)
    ingest.undo(scored, 2)
    assert _likely(scored) == ["customer_id:1", "email:new@x.example"], "the same file says it still"
    ingest.undo(scored, 3)
    assert _likely(scored) == []
    assert {row["key"] for row in rows(scored, profile)} == {"customer_id:1", "customer_id:2", "customer_id:3"}


def test_they_go_where_their_people_go_and_come_back(scored: Project, write: Write) -> None:
    ingest.run_import(scored, write("joined.csv", "customer_id,email\n3,new@x.example\n"), "profiles")
    assert _likely(scored) == ["customer_id:1", "customer_id:3"]
    ingest.undo(scored, 3)
    assert _likely(scored) == ["customer_id:1", "email:new@x.example"]
