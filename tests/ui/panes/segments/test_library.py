"""The kept segments as a list: named at once, counted after, copied, deleted and put back."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.audience import Counted, Refreshed, history, segments
from app.project import Project
from ui.core.jobs import Jobs
from ui.panes.base import Pane
from ui.panes.segments.library import Kept, item, recorded
from ui.widgets.library import Library


@pytest.fixture
def project(readers) -> Iterator[Project]:
    with Project.open(readers) as made:
        made.hold_writer()
        yield made


def test_it_is_listed_copied_deleted_and_put_back(
    qtbot: QtBot, shown, context, heard, jobs: Jobs, project: Project
) -> None:
    opened: list[str] = []
    pane = shown(Pane(context("segments", project)))
    kept = Kept(pane, opened.append, lambda: opened.append("new"))
    pane.body.addWidget(kept.library)

    def names() -> list[str]:
        qtbot.waitUntil(lambda: not jobs.running())
        return [card.name for card in kept.library.cards]

    kept.refresh()
    assert names() == ["Gold", "Leeds"]
    assert "6" in kept.library.cards[0].accessibleName()
    kept.do("duplicate", "Gold")
    qtbot.waitUntil(lambda: bool(opened))
    (copy,) = opened
    assert segments.get(project, copy).rule == segments.get(project, "Gold").rule
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
    assert isinstance(kept.library, Library)


def test_who_is_in_is_recorded_and_told(qtbot: QtBot, shown, context, heard, jobs: Jobs, project: Project) -> None:
    pane = shown(Pane(context("segments", project)))
    kept = Kept(pane, lambda name: None, lambda: None)
    pane.body.addWidget(kept.library)
    kept.record_button.click()
    qtbot.waitUntil(lambda: not jobs.running() and bool(heard.toasts))
    assert heard.toasts[-1].startswith("Recorded 2 segments: ")
    assert [row.count for row in history.of(project, "Gold")] == [6]
    assert recorded([]) == "Recorded 0 segments: 0 entered, 0 left."
    wrong = Refreshed("Gold", "2011-12-10", None, None, None, None, "There is no trait “tier”.")
    assert recorded([wrong]).endswith("1 segment could not be asked.")


def test_one_that_cannot_be_asked_has_no_count_but_its_problem() -> None:
    assert item(Counted("Gold", "Loyalty tier is Gold", 1_204)).figure == "1,204"
    broken = item(Counted("Gold", "There is no trait “tier”.", None))
    assert (broken.figure, broken.line) == ("–", "There is no trait “tier”.")
