"""What Ctrl+K finds in a project beside commands."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import ingest
from app.audience import segments
from app.project import Project
from ui.shell.things import Thing, look_up


class Jobs:
    """Does at once what the window does on another thread."""

    def start(self, key, work, done, failed, **how) -> None:
        done(work(None))


class Window:
    """As much of the window as is asked."""

    def __init__(self, project: Project | None) -> None:
        self.jobs = Jobs()
        self.projects = type("Projects", (), {"current": project})
        self.went: list[tuple[str, dict]] = []

    def go_to(self, key: str, /, **what: object) -> None:
        self.went.append((key, what))

    def open_help(self, key: str) -> None:
        self.went.append(("help", {"key": key}))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill") as made:
        path = tmp_path / "people.csv"
        path.write_text("email,first_name,last_name\nzoe@x.de,Zoë,Vipond\nbo@x.de,Bo,Berg\n", "utf-8")
        ingest.run_import(made, path, "profiles")
        segments.save(made, "VIPs", json.loads('{"all": []}'))
        segments.save(made, "Not so VIP", json.loads('{"all": []}'))
        yield made


def asked(window: Window, typed: str) -> list[Thing]:
    found: list[list[Thing]] = []
    look_up(window, typed, found.append)  # type: ignore[arg-type]  # as much of it as is asked
    return found[0]


def test_segments_people_fields_and_help_are_found_by_their_words(project: Project) -> None:
    window = Window(project)
    found = asked(window, "vip")
    assert [(one.title, one.sort) for one in found][:2] == [("VIPs", "Segment"), ("Not so VIP", "Segment")]
    (person,) = [one for one in found if one.sort == "Person · zoe@x.de"]
    assert person.title == "Zoë Vipond"
    assert ("Revenue", "Field") in [(one.title, one.sort) for one in asked(window, "spent")]
    assert "Help" in {one.sort for one in asked(window, "segment")}
    assert asked(window, "v") == []
    for one in (found[0], person):
        one.open(window)  # type: ignore[arg-type]  # as much of it as is asked
    assert window.went[0] == ("segments", {"name": "VIPs"})
    assert window.went[1][0] == "people"


def test_without_a_project_help_is_found(project: Project) -> None:
    window = Window(None)
    (first, *_) = asked(window, "segments")
    first.open(window)  # type: ignore[arg-type]  # as much of it as is asked
    assert window.went == [("help", {"key": "segments"})]
