"""Lists of answers inside an object of JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.ingest.readers.json_answers import spread
from app.project import Project


def _one(channel: str, status: str, at: str | None = None) -> dict[str, Any]:
    return {"channel": channel, "status": status} | ({"at": at} if at else {})


def test_each_answer_is_a_column_by_what_it_is_about() -> None:
    row = {"id": 1, "consents": [_one("Email", "granted", "2026-01-02T03:04:05Z"), _one("sms", "denied")]}
    assert spread(row) == {
        "id": 1, "consents.email.consent": "granted", "consents.email.at": "2026-01-02T03:04:05Z",
        "consents.sms.consent": "denied",
    }  # fmt: skip


def test_of_two_answers_about_one_thing_the_later_counts() -> None:
    answers = [_one("email", "granted", "2026-01-02T00:00:00Z"), _one("email", "denied", "2026-03-02T00:00:00+01:00")]
    for told in (answers, answers[::-1]):
        assert spread({"consents": told})["consents.email.consent"] == "denied"


@pytest.mark.parametrize(
    "told",
    [
        [_one("email", "granted"), _one("email", "denied")],
        [{"channel": "email"}],
        [{"status": "granted"}],
        ["email", "sms"],
        [_one("email", "granted"), 5],
        [{"channel": "email", "status": {"a": 1}}],
        [],
    ],
)
def test_what_cannot_be_told_stays_as_it_is(told: list[Any]) -> None:
    assert spread({"consents": told}) == {"consents": told}
    assert spread({"orders": [_one("email", "granted")]}) == {"orders": [_one("email", "granted")]}


def test_an_answer_about_a_topic_is_none_about_all() -> None:
    told = [{"channel": "email", "topic": "offers", "status": "granted"}]
    assert spread({"consents": told}) == {"consents.email.offers.consent": "granted"}


def test_such_a_list_says_who_may_be_mailed(project: Project, tmp_path: Path) -> None:
    people = [
        {"email": f"{status}@x.de", "consents": [_one("email", status, "2026-01-02T03:04:05Z"), _one("sms", "denied")]}
        for status in ("granted", "denied")
    ]
    (tmp_path / "p.json").write_text(json.dumps(people))
    columns = ingest.dry_run(project, tmp_path / "p.json", "profiles").mapping.columns
    assert columns["consents.email.consent"].to == "consent:email"
    assert columns["consents.email.at"].to == "consent:email:at"
    assert columns["consents.sms.consent"].to == "consent:sms"
