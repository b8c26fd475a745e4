"""The words of a file with what they are taken for, and what was told of them before."""

from pathlib import Path

import pytest

from app import ingest
from app.domain.serialising import to_json
from app.ingest.importing.file_plan import FilePlan
from app.ingest.mapping.answer_words import NEVER
from app.ingest.vocabulary.map_file import Mapping, parse
from app.project import Project

HEAD = "email,Email consent,Answered\na@x.example,Yes,2025-01-01\n"
ROWS = f"{HEAD}b@x.example,jein,\nc@x.example,jein,\nd@x.example,Bounced,\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-03-01")


def planned(project: Project, path: Path, text: str, kind: str, mapping: Mapping | None = None) -> FilePlan:
    path.write_text(text, "utf-8")
    return ingest.plan(project, path, kind, mapping)


def test_words_in_doubt_come_first_and_what_ends_all_mailing_is_fixed(project: Project, tmp_path: Path) -> None:
    with project:
        found = planned(project, tmp_path / "a.csv", ROWS, "profiles")
    [column] = found.spoken
    assert (column.header, column.what, column.more) == ("Email consent", "consent", 0)
    told = [(one.text, one.count, one.meaning, one.sure, one.fixed) for one in column.words]
    assert told == [
        ("jein", 2, "denied", False, False), ("Bounced", 1, NEVER, True, True), ("Yes", 1, "granted", True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [
        ("profiles", "email,Email consent\na@x.example,yes\nb@x.example,\n", 1),
        ("profiles", "email,Email consent,Consent date\na@x.example,yes,2025-01-01\nb@x.example,no,\n", 1),
        ("consents", "email,status,date\na@x.example,yes,2025-01-01\nb@x.example,no,2025-01-01\n", 0),
        ("consents", "email,status\na@x.example,yes\nb@x.example,no\n", 2),
        ("orders", "order_id,email,sku,amount,date,Accepts Marketing\n1,a@x.example,s,5,2025-01-01,yes\n", 0),
        ("suppressions", "email\na@x.example\n", 0),
    ],
)
def test_answers_without_a_time_are_counted(project: Project, tmp_path: Path, kind: str, text: str, count: int) -> None:
    with project:
        assert planned(project, tmp_path / "a.csv", text, kind).undated == count


def test_what_words_mean_is_kept_for_the_next_file_and_the_day_of_answers_is_not(
    project: Project, tmp_path: Path
) -> None:
    consent = {"to": "consent:email", "values": {"jein": "granted"}}
    given = parse({"kind": "profiles", "answered_at": "2025-06-01", "columns": {"Email consent": consent}})
    with project:
        (tmp_path / "a.csv").write_text(ROWS, "utf-8")
        first = ingest.run_import(project, tmp_path / "a.csv", "profiles", given)
        after = planned(project, tmp_path / "b.csv", ROWS.replace("b@", "e@"), "profiles")
        assert after.mapping.columns["Email consent"].values == {"jein": "granted"}
        assert after.mapping.answered_at is None
        # What is told of a file itself counts, and what was taken back is forgotten.
        told = parse({"kind": "profiles", "columns": {"Email consent": {"to": "consent:email"}}})
        assert (
            planned(project, tmp_path / "b.csv", ROWS, "profiles", told).mapping.columns["Email consent"].values is None
        )
        ingest.undo(project, int(first.batch or 0))
        assert planned(project, tmp_path / "b.csv", ROWS, "profiles").mapping.columns["Email consent"].values is None


def test_a_yes_that_is_given_a_day_undoes_the_older_no(project: Project, tmp_path: Path) -> None:
    before = "email,Email consent,Consent date\na@x.example,no,2024-05-01\n"
    with project:
        (tmp_path / "before.csv").write_text(before, "utf-8")
        ingest.run_import(project, tmp_path / "before.csv", "profiles")
        (tmp_path / "after.csv").write_text("email,Email consent\na@x.example,yes\n", "utf-8")
        kept = ingest.run_import(project, tmp_path / "after.csv", "profiles")
        assert kept.kept_noes == to_json(kept)["kept_noes"] == 1
        assert "“When were these answers given?”" in kept.warnings[0].text
        dated = parse({"kind": "profiles", "answered_at": "2024-06-10", "columns": {}})
        assert ingest.run_import(project, tmp_path / "after.csv", "profiles", dated).kept_noes == 0


def test_a_blocked_mail_is_taken_for_a_refusal(project: Project, tmp_path: Path) -> None:
    with project:
        text = "email,event,time\na@x.example,Blocked mail,2025-01-01\nb@x.example,kauf,2025-01-01\n"
        [column] = planned(project, tmp_path / "e.csv", text, "events").spoken
    assert [(one.text, one.meaning, one.sure) for one in column.words] == [
        ("Blocked mail", "bounced_email", False), ("kauf", "kauf", True),
    ]  # fmt: skip
