"""The people of a project brought to what was found out about them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from app import ingest
from app.people import tags
from app.project import Change, Project
from storage.file.models import conflict, event, profile, score_run, score_value, tag

Write = Callable[[str, str], Path]
Rows = Callable[..., list[dict[str, Any]]]


def _number(project: Project, key: str) -> int:
    with project.read() as connection:
        return int(connection.scalar(select(profile.c.id).where(profile.c.key == key)) or 0)


def test_what_was_noted_of_somebody_goes_to_whom_they_turn_out_to_be(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,email\n1,\n,a@x.example\n"), "profiles")
    one, other = _number(project, "customer_id:1"), _number(project, "email:a@x.example")
    tags.add(project, [one, other], "VIP")
    tags.add(project, [other], "Met in Leeds")
    with project.write("score", {Change.SCORES}) as connection:
        run = {"id": 1, "kind": "own", "name": "score:x", "made_at": 0, "as_of": 0, "parameters": {}, "summary": {}}
        connection.execute(insert(score_run), [run])
        connection.execute(insert(score_value), [{"run_id": 1, "profile_id": other, "name": "score:x", "number": 0.5}])
    ingest.run_import(project, write("b.csv", "customer_id,email\n1,a@x.example\n"), "profiles")
    assert sorted(row["tag"] for row in rows(project, tag) if row["profile_id"] == one) == ["Met in Leeds", "VIP"]
    assert [row["profile_id"] for row in rows(project, score_value)] == [one]
    assert {row["profile_id"] for row in rows(project, tag)} == {one}


def test_events_follow_their_links(project: Project, write: Write, rows: Rows) -> None:
    events = "email,event,time\na@x.example,opened_email,2011-05-01\n"
    ingest.run_import(project, write("events.csv", events), "events")
    waiting = _number(project, "email:a@x.example")
    assert [row["profile_id"] for row in rows(project, event)] == [waiting]
    ingest.run_import(project, write("b.csv", "customer_id,email\n1,a@x.example\n"), "profiles")
    assert [row["profile_id"] for row in rows(project, event)] == [_number(project, "customer_id:1")]


def test_a_cookie_that_turns_out_to_be_two_people_s_leaves_its_events_to_nobody(
    project: Project, write: Write, rows: Rows
) -> None:
    views = "cookie_id,customer_id,event,time\nk,1,viewed_page,2011-05-01\nk,,viewed_page,2011-05-02\n"
    ingest.run_import(project, write("views.csv", views), "events")
    one = _number(project, "customer_id:1")
    assert [row["profile_id"] for row in rows(project, event)] == [one, one]
    more = "cookie_id,customer_id,event,time\nk,2,viewed_page,2011-05-03\n"
    ingest.run_import(project, write("more.csv", more), "events")
    people = [row["profile_id"] for row in sorted(rows(project, event), key=lambda row: row["at"])]
    assert people == [one, None, _number(project, "customer_id:2")]


def test_conflicts_name_people_as_they_are_called_now(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(
        project, write("a.csv", "email,phone\na@x.example,+442079460950\nb@x.example,+442079460950\n"), "profiles"
    )
    before = [row["detail"] for row in rows(project, conflict)]
    ingest.run_import(project, write("b.csv", "customer_id,email\n7,b@x.example\n"), "profiles")
    after = [row["detail"] for row in rows(project, conflict)]
    named = {role: [one.get(role) for one in after] for role in ("went_to", "stayed_with")}
    assert len(before) == len(after)
    assert "email:b@x.example" not in named["went_to"] + named["stayed_with"]
