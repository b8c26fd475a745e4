"""The mirror's permissions: what was allowed and refused, by the person whose address it is about."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.domain import consent_answers
from app.project import Project

FILES = {
    "profiles": "Customer ID,Email,Email consent,Consent date\nA,a@x.example,yes,2025-01-01\n"
    "B,b@x.example,,\nC,c@x.example,yes,\nD,d@x.example,,\nE,e@x.example,,\nE,e2@x.example,,\n",
    "consents": "Customer ID,Email,channel,topic,status,date\nB,,email,,no,\nA,,email,Straße,no,2025-02-01\n",
    "suppressions": "Email\ne@x.example\nd@x.example\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("permissions")
    with Project.create(folder / "shop.quill", timezone="UTC", clock="2026-03-01") as made:
        for kind, text in FILES.items():
            path = folder / f"{kind}.csv"
            path.write_text(text, "utf-8")
            ingest.run_import(made, path, kind)
        yield made


def _rows(project: Project, table: str) -> list[dict[str, Any]]:
    with project.audience() as mirror:
        keys = {row["id"]: row["key"] for row in mirror.to_pyarrow(mirror.table("profiles")).to_pylist()}
        rows = mirror.to_pyarrow(mirror.table(table)).to_pylist()
    return [row | {"who": keys[row["profile_id"]]} for row in rows]


def test_each_answer_is_its_persons_with_its_time_and_its_folded_topic(project: Project) -> None:
    said = {(row["who"], row["status"], row["topic"], row["f_topic"]) for row in _rows(project, "consents")}
    assert said == {
        ("customer_id:A", "granted", None, None), ("customer_id:A", "denied", "Straße", "strasse"),
        ("customer_id:B", "denied", None, None), ("customer_id:C", "granted", None, None),
        ("customer_id:E", "withdrawn", None, None),
    }  # fmt: skip


def test_a_no_without_a_time_counts_since_it_was_known_and_a_yes_without_one_has_none(project: Project) -> None:
    held = {(row["who"], row["status"]): (row["at"], row["held"]) for row in _rows(project, "consents")}
    assert held["customer_id:B", "denied"][0] is None
    assert held["customer_id:B", "denied"][1] is not None
    assert held["customer_id:C", "granted"] == (None, None)
    assert held["customer_id:A", "granted"][0] == held["customer_id:A", "granted"][1] is not None


def test_suppressed_is_who_is_written_to_at_a_listed_address(project: Project) -> None:
    listed = [(row["who"], row["address"]) for row in _rows(project, "suppressions")]
    assert listed == [("customer_id:D", "d@x.example")], "of E another address is listed, which is heard as a no"


def test_people_have_the_answer_that_counts_and_who_said_nothing_has_none(project: Project) -> None:
    with project.audience() as mirror:
        rows = mirror.to_pyarrow(mirror.table("profiles")).to_pylist()
    found = {row["key"].removeprefix("customer_id:"): row["consent"] for row in rows}
    severity = consent_answers.SEVERITY
    assert found == {
        "A": severity["denied"], "B": severity["denied"], "C": severity["granted"], "D": None,
        "E": severity["withdrawn"],
    }  # fmt: skip


def test_an_answer_that_comes_alone_moves_its_person_and_no_other(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    path.write_text("Customer ID,channel,status,date\nA,email,yes,2025-06-01\n", "utf-8")
    with project.audience() as mirror:
        before = {row["key"]: row for row in mirror.to_pyarrow(mirror.table("profiles")).to_pylist()}
    batch = ingest.run_import(project, path, "consents").batch
    with project.audience() as mirror:
        after = {row["key"]: row for row in mirror.to_pyarrow(mirror.table("profiles")).to_pylist()}
    assert after["customer_id:A"]["consent"] == consent_answers.SEVERITY["granted"]
    assert {key for key in before if before[key] != after[key]} == {"customer_id:A"}
    ingest.undo(project, batch or 0)
    with project.audience() as mirror:
        assert {row["key"]: row for row in mirror.to_pyarrow(mirror.table("profiles")).to_pylist()} == before
