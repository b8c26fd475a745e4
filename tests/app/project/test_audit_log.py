"""The audit log: a chain that shows any later change, about people whom nobody can read out of it."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import delete, insert, select, update

from app.domain.problems import ProjectProblem
from app.project import Change, Project, audit_log, backups
from storage.file.models import audit, commit_log, event, identifier, profile


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "a.quill", timezone="Europe/London") as made:
        with made.write("Somebody came", {Change.PROFILES}) as connection:
            person = {"id": 1, "key": "customer_id:17", "mailable": True, "created_batch": 0, "traits": {}}
            connection.execute(insert(profile).values(person | {"email": "Eva@shop.example"}))
            for kind, value in (("customer_id", "17"), ("email", "eva@shop.example")):
                given = {"kind": kind, "value": value, "original": value, "profile_id": 1, "link_id": 1}
                connection.execute(insert(identifier).values(given))
        yield made


def _event(project: Project, at: str) -> None:
    moment = project.moment(at)
    with project.write("event", {Change.EVENTS}, about=[1]) as connection:
        connection.execute(
            insert(event).values(link_id=1, profile_id=1, name="x", at=moment.us, batch_id=1, row=1, digest=1)
        )


def _tampered(path: Path, statement: str) -> audit_log.Verified:
    """What is found after somebody changed the file with a tool that cares about no trigger."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for _, text in triggers:
        connection.execute(text)
    connection.commit()
    connection.close()
    with Project.open(path) as project:
        return audit_log.verify(project)


def test_the_log_says_what_was_done_and_of_which_kind(project: Project) -> None:
    project.change_settings({"currency": "EUR"})
    _event(project, "2011-01-01")
    said = [(line.kind, line.action) for line in audit_log.entries(project)]
    assert said[:2] == [("change", "event"), ("settings", "Changed settings: currency")]
    assert audit_log.verify(project) == audit_log.Verified(4, whole=True, first_broken=None)
    assert [line.action for line in audit_log.entries(project, kind="settings")] == [
        "Changed settings: currency",
        "Made the project",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET action = 'nothing happened' WHERE id = 3",
        "UPDATE audit SET people = '[]' WHERE id = 3",
        "UPDATE audit SET kind = 'opened' WHERE id = 3",
        "UPDATE audit SET actor = 'erased', action = 'erased', detail = '{}' WHERE id = 3",
        "DELETE FROM audit WHERE id = 2",
    ],
)
def test_a_later_change_is_found_at_its_line(project: Project, statement: str) -> None:
    for day in ("2011-01-01", "2011-01-02"):
        _event(project, day)
    project.close()
    assert _tampered(project.path, statement) == audit_log.Verified(2 - ("DELETE" in statement), False, 3) or (
        "erased" in statement and audit_log.verify(Project.open(project.path)).first_broken == 3
    )


@pytest.mark.parametrize("statement", [delete(audit), update(audit).values(action="nothing")])
def test_the_program_itself_can_change_no_line(project: Project, statement: sqlalchemy.Executable) -> None:
    with (
        pytest.raises(sqlalchemy.exc.IntegrityError, match="only added to"),
        project.write("tamper", {Change.SETTINGS}) as connection,
    ):
        connection.execute(statement)
    assert audit_log.verify(project).whole


def test_a_file_without_the_guard_of_its_log_is_not_opened(project: Project) -> None:
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("DROP TRIGGER audit_stays")
    connection.close()
    with pytest.raises(ProjectProblem, match="its table “audit” can be changed in ways that ours cannot"):
        Project.open(project.path)


def test_people_are_named_by_a_hash_and_found_by_any_of_their_identifiers(project: Project) -> None:
    project.note("Looked at a person's page", "opened", about=[1])
    line = audit_log.entries(project, 1)[0]
    assert "eva" not in json.dumps([line.people, line.detail, line.action])
    assert len(line.people) == 1
    for said in ("eva@shop.example", "EVA@shop.example", "customer_id:17"):
        assert audit_log.entries(project, person=said) == [line]
    assert audit_log.entries(project, person="customer_id:18") == []
    with Project.create(project.path.with_name("b.quill")) as other:
        other.note("x", "opened", about=[1])
        assert audit_log.entries(other, person="eva@shop.example") == []


def test_what_is_only_noted_is_no_commit_and_waits_for_a_transaction_that_is_open(project: Project) -> None:
    token = project.token()
    project.note("Wrote a list", "export", {"file": "/tmp/a.csv"})
    assert project.token() == token
    with Project.open(project.path) as beside:
        with project.write("A long import", {Change.IMPORTS}):
            beside.note("Looked at a person's page", "opened")
            project.note("Wrote another list", "export")
        assert [line.action for line in audit_log.entries(project, 2)] == ["A long import", "Wrote another list"]
    # What the other program could not write at once it wrote when it was closed.
    assert [line.kind for line in audit_log.entries(project, 4)] == ["opened", "import", "export", "export"]
    assert audit_log.verify(project).whole
    with project.read() as connection:
        assert connection.scalar(select(sqlalchemy.func.count()).select_from(commit_log)) == 3


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("DELETE FROM audit WHERE id > 3", 4),
        ("DELETE FROM audit", 1),
        ("DELETE FROM audit WHERE id = 4", 4),
        ("DELETE FROM setting WHERE name = 'audit_head'; DELETE FROM audit WHERE id > 2", 3),
    ],
)
def test_lines_that_are_cut_off_its_end_are_missed(project: Project, statement: str, missing: int) -> None:
    _event(project, "2011-01-01")
    project.note("Looked at a person's page", "opened", about=[1])
    project.close()
    for one in statement.split("; ")[:-1]:
        assert _tampered(project.path, one).whole
    found = _tampered(project.path, statement.split("; ")[-1])
    assert (found.whole, found.first_broken) == (False, missing)


def test_an_older_file_in_its_place_is_found_by_the_backups_and_a_restored_one_says_so(project: Project) -> None:
    project.close()
    older = project.path.read_bytes()
    first = backups.backup(project.path).backup
    with Project.open(project.path) as again:
        _event(again, "2011-01-01")
    newest = backups.backup(project.path).backup
    newer = project.path.read_bytes()
    project.path.write_bytes(older)
    with Project.open(project.path) as again:
        found = audit_log.verify(again)
        assert (found.whole, found.first_broken, found.behind) == (False, 3, newest.name)
    project.path.write_bytes(newer)
    backups.restore(project.path, first)
    with Project.open(project.path) as again:
        assert audit_log.verify(again).whole
        assert audit_log.entries(again, 1)[0].action == audit_log.RESTORED
        _event(again, "2011-01-02")
        assert audit_log.verify(again).whole


def test_a_copy_that_went_its_own_way_elsewhere_says_nothing_against_a_log(project: Project, tmp_path: Path) -> None:
    project.close()
    copy = tmp_path / "elsewhere" / "shop.quill"
    copy.parent.mkdir()
    copy.write_bytes(project.path.read_bytes())
    with Project.open(copy) as other:
        _event(other, "2011-01-01")
    made = backups.backup(copy).backup
    copy.unlink()
    with Project.open(project.path) as again:
        _event(again, "2011-01-02")
        assert audit_log.verify(again).whole
    with Project.open(made) as looked_into:
        assert audit_log.verify(looked_into).whole
