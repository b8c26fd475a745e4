"""The kept segments as a library: named at once, counted after, renamed, copied, frozen, deleted and put back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.audience import Refreshed, history, lists, segments
from app.project import Project
from ui.core.jobs import Jobs
from ui.panes.segments.library import Kept, recorded
from ui.panes.segments.pane import Segments


@pytest.fixture
def project(readers) -> Iterator[Project]:
    with Project.open(readers) as made:
        made.hold_writer()
        yield made


@pytest.fixture
def pane(shown, context, project: Project, jobs: Jobs, qtbot: QtBot) -> Iterator[Segments]:
    made = shown(Segments(context("segments", project)))
    qtbot.waitUntil(lambda: not jobs.running() and bool(made.library.names))
    yield made
    # The project closes after this: nobody may still be asking it.
    qtbot.waitUntil(lambda: not jobs.running())


@pytest.fixture
def names(pane: Segments, qtbot: QtBot, jobs: Jobs) -> Callable[[], list[str]]:
    def listed() -> list[str]:
        qtbot.waitUntil(lambda: not jobs.running())
        return pane.library.names

    return listed


def test_it_is_listed_copied_deleted_and_put_back(
    qtbot: QtBot, pane: Segments, names: Callable[[], list[str]], heard: Any, project: Project
) -> None:
    kept = pane.kept
    assert names() == ["Gold", "Leeds"]
    assert pane.header.quiet.text() == "2 kept · counted again after every import"
    assert kept.library.row("Gold")["count"] == 6
    before = segments.get(project, "Leeds")
    kept.do("delete", "Leeds")
    qtbot.waitUntil(lambda: bool(heard.undo))
    assert "Leeds" not in names()
    heard.undo[0]()
    assert "Leeds" in names()
    assert segments.get(project, "Leeds").rule == before.rule
    kept.do("people", "Gold")
    kept.do("campaign", "Gold")
    assert heard.went == [("people", {"segment": "Gold"}), ("campaigns", {"segment": "Gold"})]
    kept.do("duplicate", "Gold")
    qtbot.waitUntil(lambda: pane.name == "Gold copy")
    assert segments.get(project, "Gold copy").rule == segments.get(project, "Gold").rule


def test_it_is_renamed_and_frozen(pane: Segments, names: Callable[[], list[str]], heard: Any, project: Project) -> None:
    pane.kept.rename("Gold", "Best")
    names()
    pane.kept.refresh()
    assert names() == ["Best", "Leeds"]
    pane.kept.do("freeze", "Best")
    names()
    pane.kept.refresh()
    frozen = names()[-1]
    assert frozen.startswith("Best, ")
    assert segments.get(project, frozen).static
    assert pane.library.row(frozen)["count"] == 6
    assert "whatever becomes of them" in heard.toasts[-1]


def test_a_file_of_people_becomes_a_list_and_is_opened(
    qtbot: QtBot, pane: Segments, jobs: Jobs, heard: Any, project: Project, tmp_path: Path
) -> None:
    (tmp_path / "Fair.csv").write_text("email\nr02@example.com\nnobody@x.example\n")
    pane.kept.ask_file = lambda: str(tmp_path / "Fair.csv")
    (command,) = [one for one in pane.commands() if one.id == "segments.list"]
    command.run()
    qtbot.waitUntil(lambda: not jobs.running() and pane.name == "Fair")
    assert heard.toasts[-1] == "1 person added to “Fair”; 1 key in the file is nobody’s"
    assert lists.keys_of(project, segments.get(project, "Fair")) == ["r02@example.com"]
    pane.kept.ask_file = lambda: ""
    command.run()
    assert not jobs.running()


def test_one_in_use_says_where_it_is_used(pane: Segments, names: Callable[[], list[str]], project: Project) -> None:
    segments.save(project, "Others", {"none": [{"segment": "Gold"}]})
    names()
    pane.kept.do("delete", "Gold")
    names()
    assert "is used by the segment “Others”" in pane.strip.text()
    assert segments.get(project, "Gold")


def test_who_is_in_is_recorded_and_told(qtbot: QtBot, pane: Segments, heard: Any, jobs: Jobs, project: Project) -> None:
    pane.kept.record_button.click()
    qtbot.waitUntil(lambda: not jobs.running() and bool(heard.toasts))
    assert heard.toasts[-1].startswith("Recorded 2 segments: ")
    assert [row.count for row in history.of(project, "Gold")] == [6]
    assert recorded([]) == "Recorded 0 segments: 0 entered, 0 left."
    wrong = Refreshed("Gold", "2011-12-10", None, None, None, None, "There is no trait “tier”.")
    assert recorded([wrong]).endswith("1 segment could not be asked.")
    assert isinstance(pane.kept, Kept)
