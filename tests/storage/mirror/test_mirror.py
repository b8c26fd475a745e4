"""The mirror shows exactly what is committed, and is built anew whenever it might not."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from app.project import Change, Project
from storage.file.models import (
    event,
    profile,
    suppression,
    tag,
)
from tests.storage.mirror.filled import fill, rows_of


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill", timezone="Europe/London")
    fill(made)
    return made


def test_each_kind_of_change_shows_at_once(project: Project) -> None:
    with project:
        assert len(rows_of(project, "events")) == 2
        with project.write("more", {Change.EVENTS}) as connection:
            connection.execute(update(event).values(profile_id=8))
        assert {row["profile_id"] for row in rows_of(project, "events")} == {8}
        with project.write("tag", {Change.TAGS}) as connection:
            connection.execute(insert(tag).values(profile_id=9, tag="New", batch_id=1))
        assert {row["tag"] for row in rows_of(project, "tags")} == {"Outdoor", "New"}
        tags = {row["id"]: row["t_tags"] for row in rows_of(project, "profiles")}
        assert tags == {7: ["Outdoor"], 8: None, 9: ["New"]}
        with project.write("lift", {Change.SUPPRESSIONS}) as connection:
            connection.execute(delete(suppression))
        assert not any(row["suppressed"] for row in rows_of(project, "profiles"))
        with project.write("people", {Change.PROFILES}) as connection:
            connection.execute(delete(profile).where(profile.c.id == 9))
        assert len(rows_of(project, "profiles")) == 2
        project.change_settings({"timezone": "Asia/Tokyo"})
        assert {row["day"] for row in rows_of(project, "events")} == {15_156, 15_157}
        assert {row["hour"] for row in rows_of(project, "events")} == {21, 8}


def test_what_a_mirror_says_of_itself_is_asked_once_for_each_file(project: Project) -> None:
    with project:
        with project.audience() as mirror, project.audience() as another:
            assert mirror.table("events") is another.table("events")
            assert mirror.types is another.types
            assert mirror.types["traits"]["shoe size"] == "number"
            assert mirror.table("profiles").schema()["t_interests"].is_array()
            assert mirror.changes == {"city": 2}
            assert mirror.latest_suppression == mirror.scalar(mirror.table("suppressions")["at"].max())
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
        _ = rows_of(project, "tags")
        project.close()
        shutil.copy(project.path, copy)
    with Project.open(tmp_path / "a.quill") as first, Project.open(copy) as second:
        for one, name in ((first, "First"), (second, "Second")):
            with one.write("tag", {Change.TAGS}) as connection:
                connection.execute(insert(tag).values(profile_id=9, tag=name, batch_id=1))
        assert {row["tag"] for row in rows_of(first, "tags")} == {"Outdoor", "First"}
        assert {row["tag"] for row in rows_of(second, "tags")} == {"Outdoor", "Second"}


def test_deleting_the_mirror_loses_nothing(project: Project) -> None:
    from storage.bulk.rows import cache_home

    with project:
        before = rows_of(project, "profiles")
        path = project.path
        project.close()
        shutil.rmtree(cache_home() / "mirrors")
    with Project.open(path) as again:
        assert rows_of(again, "profiles") == before


def test_an_empty_project_has_a_mirror(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.quill") as project:
        assert rows_of(project, "profiles") == []
        assert rows_of(project, "events") == []
        assert rows_of(project, "scores") == []


_ASK = """
import sys
import threading
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


def test_a_question_that_is_being_answered_goes_on_when_the_next_mirror_is_opened(project: Project) -> None:
    begun, found = threading.Event(), list[object]()

    def ask() -> None:
        with project.audience() as mirror:
            many = mirror._connection.cursor()
            begun.set()
            try:
                found.append(many.execute("SELECT count(*) FROM range(400000000) r WHERE r.range % 7 = 3").fetchone())
            except Exception as error:
                found.append(error)

    with project:
        rows_of(project, "tags")
        asking = threading.Thread(target=ask)
        asking.start()
        begun.wait()
        for name in ("One", "Two"):
            with project.write("tag", {Change.TAGS}) as connection:
                connection.execute(insert(tag).values(profile_id=9, tag=name, batch_id=1))
            assert name in {row["tag"] for row in rows_of(project, "tags")}
    asking.join()
    assert found == [(57_142_857,)]
