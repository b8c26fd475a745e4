"""RFM in the window: the command line's numbers, what changed since, segments of its groups."""

import pytest
from PySide6.QtCore import QPoint

from app import audience
from app.audience import segments
from app.project import Project
from app.runs import rfm
from tests.ui.panes.discover.found import MANY
from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_rfm_is_made_in_the_window_with_the_numbers_of_the_command_line(
    window: MainWindow, pane: Discover, capsys: pytest.CaptureFixture[str]
) -> None:
    pane.rfm_button.click()
    assert settle(window, lambda: not pane.rfm.pages.currentIndex())
    pane.rfm.score_button.click()
    assert settle(window, lambda: pane.rfm.kept is not None)
    shown = {row.group.name: row.group.count for row in pane.rfm.rows}
    assert sum(shown.values()) == MANY == pane.rfm.kept.scored
    assert shown["Loyal"] > 0
    # The picture holds everybody once, and says who they are.
    grid = pane.rfm.grid
    assert sum(grid.people((r, f)) for r in range(1, 6) for f in range(1, 6)) == MANY
    assert "Loyal" in grid.accessibleDescription()
    assert "60 people scored as of 10 Dec 2011" in pane.rfm.note.text()
    # The same as the command line's, which is another run of the same.
    found = rfm.run(pane.project, None)
    assert shown == {one.name: one.count for one in found.groups}


def test_a_second_run_says_what_changed(window: MainWindow, pane: Discover) -> None:
    rfm.run(pane.project, "2011-06-01")
    pane.show_rfm()
    assert settle(window, lambda: pane.rfm.kept is not None)
    assert all(row.group.more is None for row in pane.rfm.rows)
    pane.rfm.when.changed.emit("now")
    pane.rfm.score_button.click()
    assert settle(window, lambda: pane.rfm.kept.before is not None)
    more = {row.group.name: row.group.more for row in pane.rfm.rows}
    assert sum(more.values()) == MANY - pane.rfm.kept.scored + MANY - _scored_in_june(pane.project)
    assert "Plus and minus are since 1 Jun 2011" in pane.rfm.note.text()


def test_a_group_becomes_a_segment_and_no_button_moves_from_under_the_mouse(window: MainWindow, pane: Discover) -> None:
    rfm.run(pane.project, None)
    pane.show_rfm()
    assert settle(window, lambda: pane.rfm.kept is not None)
    loyal = next(row for row in pane.rfm.rows if row.group.name == "Loyal")
    before = [row.make.mapTo(window, QPoint()) for row in pane.rfm.rows]
    loyal.make.click()
    assert settle(window, lambda: bool(window.toast.text()))
    assert window.toast.can_undo
    assert [row.make.mapTo(window, QPoint()) for row in pane.rfm.rows] == before
    (made,) = [one.name for one in segments.every(pane.project)]
    assert "Loyal" in made
    loyal.make.click()
    assert settle(window, lambda: window.toast._action.text() == "See it")
    assert len(segments.every(pane.project)) == 1


def _scored_in_june(project: Project) -> int:
    return len(rfm.evaluate(project, "2011-06-01")[0].ids)


def test_a_day_can_be_chosen_and_nobody_to_score_is_said(window: MainWindow, pane: Discover) -> None:
    import datetime as dt

    pane.show_rfm()
    assert settle(window)
    pane.rfm.when.set_value("day")
    pane.rfm.day.set_value(dt.date(2001, 1, 1))
    pane.rfm.score_button.click()
    assert settle(window, lambda: bool(pane.strip.text()))
    assert "Nobody has an order yet" in pane.strip.text()
    assert pane.rfm.score_button.isEnabled()


def test_segments_come_from_groups_in_one_press_and_only_once(window: MainWindow, pane: Discover) -> None:
    segments.save(pane.project, "Lost", {"all": []})
    pane.show_rfm()
    assert settle(window)
    pane.rfm.score_button.click()
    assert settle(window, lambda: pane.rfm.kept is not None)
    for _ in range(2):
        pane.rfm.all_button.click()
        assert settle(window)
    names = [one.name for one in segments.every(pane.project)]
    assert len(names) == len(pane.rfm.rows) + 1
    assert "Lost (RFM)" in names
    loyal = next(row for row in pane.rfm.rows if row.group.name == "Loyal")
    assert audience.count(pane.project, {"segment": "Loyal"}).count == loyal.group.count > 0


def test_scores_and_the_segments_made_of_them_can_be_taken_back(window: MainWindow, pane: Discover) -> None:
    pane.show_rfm()
    assert settle(window)
    pane.rfm.score_button.click()
    assert settle(window, lambda: pane.rfm.kept is not None)
    first = pane.rfm.kept.run
    loyal = {"trait": "rfm_segment", "op": "is", "value": "Loyal"}
    before = audience.count(pane.project, loyal).count
    rfm.run(pane.project, "2011-06-01")
    assert window.toast.can_undo
    pane.rfm.all_button.click()
    assert settle(window)
    assert len(segments.every(pane.project)) == len(pane.rfm.rows)
    window.toast.act()
    assert settle(window)
    assert segments.every(pane.project) == []
    pane.rfm.score_button.click()
    assert settle(window)
    pane.rfm.undo_button.click()
    assert settle(window, lambda: pane.rfm.kept.run == first)
    assert audience.count(pane.project, loyal).count == before > 0
    assert "count again" in window.toast.text()


def test_the_only_scores_stay_while_a_segment_asks_for_them(window: MainWindow, pane: Discover) -> None:
    rfm.run(pane.project, None)
    rule = {"any": [{"trait": "rfm_recency", "op": ">=", "value": 4}]}
    segments.save(pane.project, "Lately", rule)
    pane.show_rfm()
    assert settle(window, lambda: pane.rfm.kept is not None)
    pane.rfm.undo_button.click()
    assert settle(window, lambda: bool(pane.strip.text()))
    assert "“Lately”" in pane.strip.text()
    segments.delete(pane.project, "Lately")
    pane.rfm.undo_button.click()
    assert settle(window, lambda: pane.rfm.kept is None)
    assert not pane.rfm.picture.isVisible()
    assert pane.rfm.pages.currentIndex() == 0
