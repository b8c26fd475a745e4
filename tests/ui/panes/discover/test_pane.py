"""Finding groups in the real window: chosen, found as scikit-learn finds them, brushed, named and kept."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from sqlalchemy import insert

from app import audience, discover
from app.audience import segments
from app.people import tags
from app.project import Change, Project
from app.runs import rfm
from storage.file import models
from ui.core import theme
from ui.panes.discover.pane import Discover
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.value_popups import TextPopup

DAY = 86_400_000_000
NOW = 15_317 * DAY  # 2011-12-10
MANY = 60


@pytest.fixture(scope="module")
def town_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two kinds of people: thirty who order often and lately, thirty who ordered once, long ago."""
    path = tmp_path_factory.mktemp("town") / "Town.quill"
    with Project.create(path, clock="2011-12-10") as project, project.write("Made a town", set(Change)) as connection:
        people = [
            {
                "id": at,
                "key": f"customer_id:{at:02}",
                "email": None,
                "mailable": False,
                "traits": {},
                "created_batch": 1,
            }
            for at in range(1, MANY + 1)
        ]
        connection.execute(insert(models.profile), people)
        orders = [(at, NOW - (again * 9 + at) * DAY, 400_000) for at in range(1, 31) for again in range(8)]
        orders += [(at, NOW - (270 + at) * DAY, 100_000) for at in range(31, MANY + 1)]
        connection.execute(
            insert(models.event),
            [
                {
                    "link_id": who,
                    "profile_id": who,
                    "name": "placed_order",
                    "at": when,
                    "batch_id": 1,
                    "row": row,
                    "digest": row,
                    "amount": amount,
                }
                for row, (who, when, amount) in enumerate(orders)
            ],
        )
    return path


@pytest.fixture
def pane(window: MainWindow, town_once: Path, tmp_path: Path) -> Discover:
    town = Path(shutil.copy(town_once, tmp_path / "Town.quill"))
    window.projects.open(town, lambda: window.go_to("discover"))
    assert settle(window, lambda: bool(window.findChildren(Discover)))
    (found,) = window.findChildren(Discover)
    assert settle(window, lambda: bool(found.features_page.features.chosen()))
    return found


def _find(pane: Discover, window: MainWindow, *names: str) -> None:
    for name, (check, log) in pane.features_page.features._rows.items():
        check.setChecked(name in names)
        if log is not None:
            log.setChecked(False)
    QTest.mouseClick(pane.find_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: pane.grouping is not None)


def _brush_left_half(pane: Discover) -> None:
    scatter = pane.scatter
    half = QPoint(scatter.width() // 2, scatter.height() - 2)
    QTest.mousePress(scatter, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    QTest.mouseMove(scatter, half)
    QTest.mouseRelease(scatter, Qt.MouseButton.LeftButton, pos=half)


def _open_popup(kind: type) -> Any:
    from PySide6.QtWidgets import QApplication

    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def test_the_groups_are_those_of_the_command_line(pane: Discover, window: MainWindow) -> None:
    _find(pane, window, "orders", "days_since_last_order")
    grouping = pane.grouping
    assert grouping is not None
    same = discover.find_groups(pane.project, grouping.choice)
    assert (grouping.k, grouping.labels.tolist()) == (2, same.labels.tolist())
    sizes = sorted(portrait.size for portrait in grouping.portraits)
    assert sizes == [30, 30]
    assert [card.name.text() for card in pane.cards.cards] == [one.name for one in same.portraits]
    assert "2" in pane.numbers.rows[2].accessibleName()
    assert pane.numbers.rows[2].accessibleName().endswith("chosen")


def test_another_number_of_groups_is_shown(pane: Discover, window: MainWindow) -> None:
    _find(pane, window, "orders", "days_since_last_order")
    QTest.mouseClick(pane.numbers.rows[3], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: len(pane.cards.cards) == 3)
    assert pane.numbers.rows[3].accessibleName().endswith("chosen")


def test_brushed_people_become_a_segment(pane: Discover, window: MainWindow) -> None:
    _find(pane, window, "orders", "days_since_last_order")
    _brush_left_half(pane)
    chosen = pane.grouping.ids[pane._brushed].tolist()
    assert 0 < len(chosen) < MANY
    assert f"{len(chosen)} people" in pane.brush_label.text()
    QTest.mouseClick(pane.segment_button, Qt.MouseButton.LeftButton)
    popup = _open_popup(TextPopup)
    given: list[str] = []
    popup.given.connect(given.append)
    QTest.keyClicks(popup.first_focus(), "Left of the picture")
    QTest.keyClick(popup.first_focus(), Qt.Key.Key_Return)
    assert given == ["Left of the picture"]  # Qt tells of Enter twice
    assert settle(window, lambda: bool(segments.every(pane.project)))
    kept = segments.get(pane.project, "Left of the picture").rule
    assert sorted(audience.member_ids(pane.project, kept).tolist()) == sorted(chosen)
    assert tags.known(pane.project) == {"Left of the picture": len(chosen)}


def test_the_brush_takes_everybody_there_also_whom_the_picture_does_not_draw(
    pane: Discover, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.discover import picture

    monkeypatch.setattr(picture, "DRAWN", 20)
    _find(pane, window, "orders", "days_since_last_order")
    assert pane.drawn_label.text().startswith(f"20 of {MANY} are drawn")
    QTest.mouseClick(pane.cards.cards[0], Qt.MouseButton.LeftButton)
    assert sorted(pane.grouping.ids[pane._brushed]) == sorted(pane.grouping.ids[pane.grouping.labels == 0])
    assert "30 people" in pane.brush_label.text()


def test_the_people_in_the_brush_are_shown(pane: Discover, window: MainWindow) -> None:
    _find(pane, window, "orders", "days_since_last_order")
    _brush_left_half(pane)
    chosen = pane.grouping.ids[pane._brushed].tolist()
    QTest.mouseClick(pane.show_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: bool(window.findChildren(People)))
    (people,) = window.findChildren(People)
    assert settle(window, lambda: people.model.rowCount() == len(chosen))
    assert sorted(people.model.id_at(row) for row in range(len(chosen))) == sorted(chosen)
    assert people.header.quiet.text() == f"{len(chosen)} of {MANY} people"


def test_keeping_again_can_be_taken_back(pane: Discover, window: MainWindow) -> None:
    _find(pane, window, "orders", "days_since_last_order")
    pane.save("Habits")
    assert settle(window, lambda: len(segments.every(pane.project)) == 2)
    before = [(one.id, one.name) for one in segments.every(pane.project)]
    for card in pane.cards.cards:
        card.name.setText(f"New {card.label}")
    pane.save("Habits")
    assert settle(
        window, lambda: {one.name for one in segments.every(pane.project)} == {"Habits: New 0", "Habits: New 1"}
    )
    assert "in place of 2 segments of groups that are no more" in pane.strip.text()
    window.toast.act()
    assert settle(window, lambda: [(one.id, one.name) for one in segments.every(pane.project)] == before)


def test_escape_takes_the_brush_away(pane: Discover, window: MainWindow) -> None:
    _find(pane, window, "orders", "days_since_last_order")
    _brush_left_half(pane)
    assert pane.segment_button.isEnabled()
    QTest.keyClick(pane.scatter, Qt.Key.Key_Escape)
    assert len(pane._brushed) == 0
    assert not pane.segment_button.isEnabled()


def test_groups_are_kept_under_the_names_that_were_given(pane: Discover, window: MainWindow) -> None:
    _find(pane, window, "orders", "days_since_last_order")
    first = pane.cards.cards[0]
    first.name.setText("Our darlings")
    first.action.setText("A card by post")
    QTest.mouseClick(pane.save_button, Qt.MouseButton.LeftButton)
    popup = _open_popup(TextPopup)
    popup.first_focus().setText("Habits")
    QTest.keyClick(popup.first_focus(), Qt.Key.Key_Return)
    assert settle(window, lambda: len(segments.every(pane.project)) == 2)
    kept = segments.get(pane.project, "Habits: Our darlings")
    assert kept.rule == {"trait": "cluster:Habits", "op": "is", "value": "Our darlings"}
    assert kept.note == "A card by post"
    labels, ids = pane.grouping.labels, pane.grouping.ids
    theirs = np.sort(ids[labels == first.label])
    assert np.array_equal(np.sort(audience.member_ids(pane.project, kept.rule)), theirs)


def test_the_table_says_what_the_picture_shows(pane: Discover, window: MainWindow) -> None:
    _find(pane, window, "orders", "days_since_last_order")
    QTest.mouseClick(pane.table_button, Qt.MouseButton.LeftButton)
    assert pane.views.currentIndex() == 1
    assert pane.table_model.rowCount() == 2
    assert [column.key for column in pane.table_model.columns][:2] == ["name", "size"]


def test_nothing_chosen_finds_nothing(pane: Discover, window: MainWindow) -> None:
    for box in pane.features_page.features.findChildren(QCheckBox):
        box.setChecked(False)
    assert not pane.find_button.isEnabled()


def test_an_empty_project_says_what_to_do(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "Empty.quill"
    Project.create(path).close()
    window.projects.open(path, lambda: window.go_to("discover"))
    assert settle(window, lambda: bool(window.findChildren(Discover)))
    (pane,) = window.findChildren(Discover)
    assert settle(window, lambda: pane.pages.currentIndex() == 2)


def test_rfm_is_made_in_the_window_with_the_numbers_of_the_command_line(
    window: MainWindow, pane: Discover, capsys: pytest.CaptureFixture[str]
) -> None:
    pane.rfm.button.click()
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


def test_a_name_in_a_square_of_rfm_is_written_whole_or_not_at_all(qapp: QApplication) -> None:
    from ui.panes.discover.rfm_grid import name_rect, narrowed

    font = theme.active().font("tiny")
    for width in (20.0, 40.0, 52.0, 60.0, 120.0):
        for name in ("Champions", "Potential loyalists", "Cannot lose", "New"):
            metrics = QFontMetricsF(narrowed(font, name, width))
            rect = name_rect(metrics, name, QRectF(0, 0, width, 60))
            assert rect is None or rect.width() <= width + 0.5
            assert rect is not None or any(metrics.horizontalAdvance(word) > width for word in name.split())
    assert name_rect(QFontMetricsF(font), "Potential loyalists", QRectF(0, 0, 60, 60)).height() > font.pointSizeF() * 2
