"""Values set by hand: typed, before all files, waiting for whoever is gone, and taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import ingest, privacy
from app.domain.problems import NotFound, Problem
from app.ingest import master_data
from app.project import Project, audit_log
from app.query import resolve_key
from storage.file import kept_traits, models

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]


def bring(
    project: Project, write: Write, text: str, source: str = "crm", at: str = "2011-12-01"
) -> ingest.ImportReport:
    columns = "customer_id,email,first_name,city,Points,birth_date,interests\n"
    name = f"{source}-{at}-{abs(hash(text))}.csv"
    return ingest.run_import(project, write(name, columns + text), "profiles", source=source, as_of=at)


def known(project: Project, key: str = "customer_id:1") -> dict[str, Any]:
    with project.read() as connection:
        traits = select(kept_traits.of_profile()).where(models.profile.c.key == key)
        return dict(connection.scalars(traits).one())


def test_a_value_set_by_hand_stands_before_every_file_until_it_is_taken_back(project: Project, write: Write) -> None:
    bring(project, write, "1,a@x.de,Ann,Rome,5,1980-05-23,tea\n")
    one = resolve_key(project, "customer_id:1")
    edited = master_data.set_value(project, one, "city", "  New   York ")
    assert known(project)["city"] == "New York"
    report = bring(project, write, "1,a@x.de,Ann,Oslo,6,1980-05-23,tea\n", at="2011-12-05")
    assert (report.kept_by_hand, report.kept_by_priority) == (1, 0)
    assert any("1 cell is kept in the history" in note.text for note in report.warnings)
    assert (known(project)["city"], known(project)["points"]) == ("New York", 6)
    master_data.take_back(project, edited)
    assert known(project)["city"] == "Oslo"
    master_data.do_again(project, edited)
    assert known(project)["city"] == "New York"
    second = master_data.set_value(project, one, "city", "")
    assert "city" not in known(project)
    back = master_data.restore(project, one, "city")
    assert back.taken_back == (*edited.made, *second.made)
    assert known(project)["city"] == "Oslo"
    master_data.take_back(project, back)
    assert "city" not in known(project)


def test_a_value_is_read_in_the_type_of_its_field(project: Project, write: Write) -> None:
    bring(project, write, "1,a@x.de,Ann,Rome,5,1980-05-24,\n")
    values = [
        ("Points", "12.5", 12.5),
        ("Birth date", "--05-23", "--05-23"),
        ("birth_date", "23.12.1980", "1980-12-23"),
        ("interests", "tea, coffee", ["tea", "coffee"]),
        ("gender", "F", "female"),
        ("country", "Germany", "DE"),
        ("signed_up_at", "2011-06-01 10:00", "2011-06-01T10:00:00+01:00"),
        ("loyalty_tier", "GOLD", "GOLD"),
    ]
    one = resolve_key(project, "customer_id:1")
    for name, typed, value in values:
        edited = master_data.set_value(project, one, name, typed)
        assert master_data.history(project, one, edited.trait).value == value
    # What the project had no value of before is a field now.
    assert known(project)["loyalty_tier"] == "GOLD"


def test_what_cannot_be_set_is_said(project: Project, write: Write) -> None:
    bring(project, write, "1,a@x.de,Ann,Rome,5,1980-05-24,\n")
    one, token = resolve_key(project, "customer_id:1"), project.token
    for name, typed, said in (
        ("points", "many", "“many” cannot be the points. Write a number, as 12.5."),
        ("birth_date", "yesterday", "Write a date, as 2011-12-10."),
        ("gender", "x7", "Write female, male or other."),
        ("email", "b@x.de", "Permission is of the address"),
        ("phone", "+442079460950", "A phone number tells who is who"),
        ("tags", "vip", "Tags are given and taken off one by one"),
        ("revenue", "5", "worked out from what the person did"),
        ("score:churn", "5", "worked out from what the person did"),
        ("citty", "Rome", "did you mean “City”?"),
    ):
        with pytest.raises(Problem) as raised:
            master_data.set_value(project, one, name, typed)
        assert said in str(raised.value)
        assert (name in ("points", "birth_date", "gender", "citty")) == (master_data.why_not(name) == "")
    assert project.token == token


def test_nothing_by_hand_is_nothing_to_take_back_and_nobody_is_nobody(project: Project, write: Write) -> None:
    bring(project, write, "1,a@x.de,Ann,Rome,5,1980-05-24,\n")
    with pytest.raises(Problem, match="City of this person was not set by hand"):
        master_data.restore(project, resolve_key(project, "customer_id:1"), "city")
    with pytest.raises(NotFound):
        master_data.set_value(project, 999, "city", "Rome")


def test_who_is_gone_leaves_what_was_set_waiting(project: Project, write: Write) -> None:
    report = bring(project, write, "1,a@x.de,Ann,Rome,5,1980-05-24,\n")
    master_data.set_value(project, resolve_key(project, "customer_id:1"), "city", "Bonn")
    undone = ingest.undo(project, int(report.batch or 0))
    assert undone.waiting == 1
    bring(project, write, "1,,Anna,Oslo,5,1980-05-24,\n2,,Bob,Oslo,,,\n")
    assert known(project)["city"] == "Bonn"
    assert known(project, "customer_id:2")["city"] == "Oslo"


def test_permission_stays_where_it_was_and_the_log_names_nobody(project: Project, write: Write, rows: Rows) -> None:
    bring(project, write, "1,a@x.de,Ann,Rome,5,1980-05-24,\n")
    ingest.run_import(project, write("c.csv", "email,consent\na@x.de,yes\n"), "consents")
    consents = rows(project, models.consent)
    master_data.set_value(project, resolve_key(project, "a@x.de"), "first_name", "Secret", by="Mia")
    assert rows(project, models.consent) == consents
    [line] = [one for one in audit_log.entries(project) if one.action.startswith("Set ")]
    assert (line.action, line.detail) == ("Set First name by hand", {"field": "first_name", "by": "Mia"})
    assert line in audit_log.entries(project, person="customer_id:1")


def test_an_erasure_and_a_persons_data_know_what_was_set(project: Project, write: Write, tmp_path: Path) -> None:
    bring(project, write, "1,a@x.de,Ann,Rome,5,1980-05-24,\n2,b@x.de,Bob,Rome,5,,\n")
    master_data.set_value(project, resolve_key(project, "customer_id:1"), "street", "Elm Road 9")
    master_data.set_value(project, resolve_key(project, "customer_id:2"), "street", "Oak Road 9")
    privacy.hand_out(project, "a@x.de", tmp_path / "out")
    assert "Elm Road 9" in (tmp_path / "out" / "person.html").read_text("utf-8")
    privacy.erase(project, "a@x.de")
    with project.read() as connection:
        assert connection.scalars(select(models.hand_value.c.said)).all() == ["Oak Road 9"]
    assert b"Elm Road" not in project.path.read_bytes()


def test_segments_count_what_was_set(project: Project, write: Write) -> None:
    from app import audience

    bring(project, write, "1,a@x.de,Ann,Rome,5,1980-05-24,\n2,b@x.de,Bob,Rome,5,,\n")
    rule = {"trait": "city", "op": "is", "value": "Bonn"}
    assert audience.count(project, rule).count == 0
    edited = master_data.set_value(project, resolve_key(project, "customer_id:1"), "city", "Bonn")
    assert audience.count(project, rule).count == 1
    # It holds at every moment: what was before it was set is what is known now.
    assert audience.count(project, rule, "2011-12-03").count == 1
    master_data.take_back(project, edited)
    assert audience.count(project, rule).count == 0
