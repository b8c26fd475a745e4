"""Finding groups in the real window: chosen, found as scikit-learn finds them, brushed, named and kept."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from app import discover
from app.project import Project
from tests.ui.panes.discover.found import MANY, brush_left_half, find
from ui.panes.discover.pane import Discover
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_the_groups_are_those_of_the_command_line(pane: Discover, window: MainWindow) -> None:
    find(pane, window, "orders", "days_since_last_order")
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
    find(pane, window, "orders", "days_since_last_order")
    QTest.mouseClick(pane.numbers.rows[3], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: len(pane.cards.cards) == 3)
    assert pane.numbers.rows[3].accessibleName().endswith("chosen")


def test_the_people_in_the_brush_are_shown(pane: Discover, window: MainWindow) -> None:
    find(pane, window, "orders", "days_since_last_order")
    brush_left_half(pane)
    chosen = pane.grouping.ids[pane.brushed].tolist()
    QTest.mouseClick(pane.show_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: bool(window.findChildren(People)))
    (people,) = window.findChildren(People)
    assert settle(window, lambda: people.model.rowCount() == len(chosen))
    assert sorted(people.model.ids(0, len(chosen) - 1)) == sorted(chosen)
    assert people.header.quiet.text() == f"{len(chosen)} of {MANY} people"


def test_the_table_says_what_the_picture_shows(pane: Discover, window: MainWindow) -> None:
    find(pane, window, "orders", "days_since_last_order")
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
