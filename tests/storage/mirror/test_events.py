"""The mirror's events stand in the order in which questions skip blocks of them, with all that is theirs."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from app.project import Change, Project
from storage.file.models import event, event_property
from storage.mirror import events
from tests.storage.mirror.filled import NOON, fill, rows_of

_TEXTS = ["Straße", "plain", "  ", "\u3000", "É", "E\u0301", None, "PLAIN", "\x1f", " x"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill", timezone="Europe/London")
    fill(made)
    row = {"link_id": 1, "batch_id": 1, "row": 1, "digest": 1, "profile_id": 7}
    with made.write("more", {Change.EVENTS}) as connection:
        connection.execute(insert(event_property).values(event="a", name="odd \"name'", type="text"))
        rows = [
            {
                "name": ("b", "a", "É")[number % 3],
                "at": NOON - number % 4,
                "url": _TEXTS[number % len(_TEXTS)],
                "more": {"odd \"name'": _TEXTS[-number % len(_TEXTS)], "stars": (3, "many", None)[number % 3]},
            }
            for number in range(60)
        ]
        connection.execute(insert(event), [row | one for one in rows])
    return made


def test_events_stand_by_name_and_time(project: Project) -> None:
    with project:
        found = [(row["name"].encode(), row["at"], row["id"]) for row in rows_of(project, "event_rows")]
    assert len(found) == 62
    assert found == sorted(found)


def test_texts_have_their_folded_twins_and_blank_ones_are_missing(project: Project) -> None:
    with project:
        rows = rows_of(project, "events")
    pairs = {(row["p_url"], row["f_url"]) for row in rows}
    assert pairs == {("Straße", "strasse"), ("plain", "plain"), ("É", "é"), (None, None), ("PLAIN", "plain"),
                     (" x", " x")}  # fmt: skip
    assert {(row["p_odd \"name'"], row["f_odd \"name'"]) for row in rows} == pairs
    # What does not fit its type is missing, and what nobody has is a column all the same.
    assert {row["p_stars"] for row in rows} == {3.0, 4.0, None}
    assert {row["p_campaign"] for row in rows} == {None}


def test_more_events_than_are_held_at_once_are_all_there(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with project:
        whole = rows_of(project, "events")
        path = project.path
    monkeypatch.setattr(events, "_HELD", 1)
    monkeypatch.setattr("storage.mirror.source.BATCH", 7)
    monkeypatch.setenv("QUILLWORK_CACHE", str(path.parent / "another"))
    with Project.open(path) as again:
        runs = rows_of(again, "events")
    assert runs != whole
    assert sorted(map(repr, runs)) == sorted(map(repr, whole))
