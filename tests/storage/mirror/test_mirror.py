"""The mirror shows exactly what is committed, and is built anew whenever it might not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from app.project import Change, Project
from storage.file.models import (
    event,
    event_property,
    identifier,
    product,
    profile,
    profile_row,
    score_run,
    score_value,
    suppression,
    tag,
    trait,
)

NOON = 1_309_521_600_000_000  # 2011-07-01T12:00:00Z, 13:00 in London


MIDNIGHT = 1_309_561_200_000_000  # 2011-07-01T23:00:00Z, the next day in London


def _fill(project: Project) -> None:
    with project.write("fill", set(Change)) as connection:
        connection.execute(
            insert(trait),
            [
                {"name": name, "label": name, "type": kind, "own": False}
                for name, kind in {
                    "city": "text",
                    "email": "text",
                    "shoe size": "number",
                    "birth_date": "date",
                    "signed_up_at": "datetime",
                    "vip": "boolean",
                    "interests": "list",
                    "odd \"name'": "text",
                }.items()
            ],
        )
        first = {
            "city": "STRASSE",
            "shoe size": 41.5,
            "birth_date": 100,
            "signed_up_at": MIDNIGHT,
            "vip": True,
            "interests": ["Bags", "Tëa"],
            "odd \"name'": "x",
        }
        people = [
            {"id": 7, "key": "customer_id:2", "email": "A@b.example", "mailable": True, "traits": first},
            {"id": 8, "key": "email:z", "email": None, "mailable": False, "traits": {"email": "n/a", "city": "Straße"}},
            {"id": 9, "key": "customer_id:10", "email": None, "mailable": False, "traits": {"city": "  "}},
        ]
        connection.execute(insert(profile), [person | {"created_batch": 1} for person in people])
        connection.execute(
            insert(identifier).values(
                profile_id=7, kind="email", value="a@b.example", original="A@b.example", link_id=7
            )
        )
        connection.execute(insert(suppression).values(channel="email", address="a@b.example", reason="asked"))
        connection.execute(insert(tag).values(profile_id=7, tag="Outdoor", batch_id=1))
        connection.execute(insert(event_property).values(event="rated", name="stars", type="number"))
        connection.execute(insert(event_property).values(event="rated", name="mood", type="text"))
        rows = [
            {"name": "viewed_product", "at": NOON, "sku": "É1", "more": None, "profile_id": 7},
            {"name": "rated", "at": MIDNIGHT, "sku": None, "more": {"stars": 4, "mood": "Süß"}, "profile_id": 7},
            {"name": "viewed_product", "at": NOON, "sku": "waits", "more": None, "profile_id": None},
        ]
        connection.execute(insert(event), [row | {"link_id": 1, "batch_id": 1, "row": 1, "digest": 1} for row in rows])
        connection.execute(
            insert(product).values(sku="É1", name="Tëapot", price=29_500, in_stock=True, batch_id=1, more={"size": "L"})
        )
        connection.execute(
            insert(score_run).values(id=1, name="rfm", kind="rfm", as_of=NOON, made_at=NOON, parameters={}, summary={})
        )
        connection.execute(insert(score_value).values(run_id=1, profile_id=7, name="rfm_segment", text="Champions"))
        history = [("a", 1, {"city": "Oslo"}), ("b", 2, {"city": "STRASSE"})]
        connection.execute(
            insert(profile_row),
            [
                {
                    "link_id": 1,
                    "profile_id": 7,
                    "batch_id": 1,
                    "row": 1,
                    "effective_at": at,
                    "mode": "update",
                    "traits": t,
                }
                for _, at, t in history
            ],
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill", timezone="Europe/London")
    _fill(made)
    return made


def _rows(project: Project, table: str) -> list[dict[str, object]]:
    with project.audience() as mirror:
        found: list[dict[str, object]] = mirror.to_pyarrow(mirror.table(table)).to_pylist()
        return found


def test_each_kind_of_change_shows_at_once(project: Project) -> None:
    with project:
        assert len(_rows(project, "events")) == 2
        with project.write("more", {Change.EVENTS}) as connection:
            connection.execute(update(event).values(profile_id=8))
        assert {row["profile_id"] for row in _rows(project, "events")} == {8}
        with project.write("tag", {Change.TAGS}) as connection:
            connection.execute(insert(tag).values(profile_id=9, tag="New", batch_id=1))
        assert {row["tag"] for row in _rows(project, "tags")} == {"Outdoor", "New"}
        tags = {row["id"]: row["t_tags"] for row in _rows(project, "profiles")}
        assert tags == {7: ["Outdoor"], 8: None, 9: ["New"]}
        with project.write("lift", {Change.SUPPRESSIONS}) as connection:
            connection.execute(delete(suppression))
        assert not any(row["suppressed"] for row in _rows(project, "profiles"))
        with project.write("people", {Change.PROFILES}) as connection:
            connection.execute(delete(profile).where(profile.c.id == 9))
        assert len(_rows(project, "profiles")) == 2
        project.change_settings({"timezone": "Asia/Tokyo"})
        assert {row["day"] for row in _rows(project, "events")} == {15_156, 15_157}
        assert {row["hour"] for row in _rows(project, "events")} == {21, 8}


def test_what_a_mirror_says_of_itself_is_asked_once_for_each_file(project: Project) -> None:
    with project:
        with project.audience() as mirror, project.audience() as another:
            assert mirror.table("events") is another.table("events")
            assert mirror.types is another.types
            assert mirror.types["traits"]["shoe size"] == "number"
            assert mirror.table("profiles").schema()["t_interests"].is_array()
            assert mirror.changes == {"city": 2}
        with project.write("tag", {Change.TAGS}) as connection:
            connection.execute(insert(tag).values(profile_id=9, tag="New", batch_id=1))
        with project.audience() as later:
            assert later.types is not mirror.types
            assert later.types == mirror.types


def test_what_does_not_concern_the_audience_builds_nothing(project: Project) -> None:
    with project:
        with project.audience() as mirror:
            before = mirror.token
        project.change_settings({"currency": "EUR"})
        with project.audience() as mirror:
            assert mirror.token == before


def test_a_copy_with_other_data_never_shows_the_originals(project: Project, tmp_path: Path) -> None:
    with project:
        copy = tmp_path / "copy.quill"
        _ = _rows(project, "tags")
        project.close()
        shutil.copy(project.path, copy)
    with Project.open(tmp_path / "a.quill") as first, Project.open(copy) as second:
        for one, name in ((first, "First"), (second, "Second")):
            with one.write("tag", {Change.TAGS}) as connection:
                connection.execute(insert(tag).values(profile_id=9, tag=name, batch_id=1))
        assert {row["tag"] for row in _rows(first, "tags")} == {"Outdoor", "First"}
        assert {row["tag"] for row in _rows(second, "tags")} == {"Outdoor", "Second"}


def test_deleting_the_mirror_loses_nothing(project: Project) -> None:
    from storage.bulk.rows import cache_home

    with project:
        before = _rows(project, "profiles")
        path = project.path
        project.close()
        shutil.rmtree(cache_home() / "mirrors")
    with Project.open(path) as again:
        assert _rows(again, "profiles") == before


def test_an_empty_project_has_a_mirror(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.quill") as project:
        assert _rows(project, "profiles") == []
        assert _rows(project, "events") == []
        assert _rows(project, "scores") == []


_ASK = """
import sys
from app.project import Project
with Project.open(sys.argv[1]) as project, project.audience() as mirror:
    print(mirror.scalar(mirror.table("profiles").count()))
"""


def test_another_process_reads_beside_an_open_project(project: Project, checkout: Path) -> None:
    with project, project.audience():
        assert project.hold_writer() == ""
        done = subprocess.run(
            [sys.executable, "-c", _ASK, str(project.path)], capture_output=True, text=True, cwd=checkout, check=True
        )
        assert done.stdout == "3\n"


def test_what_an_answer_needs_beyond_the_memory_goes_with_its_process(project: Project) -> None:
    with project, project.audience() as mirror:
        (folder,) = mirror._connection.execute("SELECT current_setting('temp_directory')").fetchone() or ("",)
    place = Path(folder)
    token = place.name.removeprefix(".quillwork-").removesuffix(".part")
    assert (place.parent.parent / "unfinished" / f"{token}.json").exists()
