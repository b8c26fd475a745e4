"""How drop folders look."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.watching import DropFolder, Happening
from tests.ui.panes.data.looked_at import texts
from ui.panes.data.drop_folders_page import DropFoldersPage

KINDS = [("before", "As the last file with its columns"), ("", ""), ("orders", "Always as orders")]


def test_folders_what_waits_and_what_came_stand_in_words(shown: Callable[[QWidget], QWidget]) -> None:
    page = DropFoldersPage()
    shown(page)
    page.show_folders([], KINDS)
    page.show_waiting([])
    page.show_lately([], watched=False)
    assert "No folder is watched" in texts(page)
    assert not page._wait_card.isVisible()
    page.show_lately([], watched=True)
    assert "Nothing has arrived yet" in texts(page)
    page.show_folders([DropFolder("/home/ann/exports"), DropFolder("/srv/orders", "orders")], KINDS)
    waits = Happening("waiting", "b.csv waits: its columns are new.", "/srv/orders", "b.csv")
    page.show_waiting([waits])
    page.show_lately([(0, Happening("imported", "a.csv came in as import 2: 3 rows."))], watched=True)
    found = texts(page)
    assert {"exports", "/home/ann/exports", "orders", "a.csv came in as import 2: 3 rows."} <= set(found)
    assert [row.kind.text() for row in page.rows] == ["As the last file with its columns", "Always as orders"]
    assert page.waiting[0].accessibleDescription() == "Its columns are new."


def test_what_is_pressed_is_told(shown: Callable[[QWidget], QWidget]) -> None:
    page = DropFoldersPage()
    shown(page)
    heard: list[object] = []
    page.removed.connect(heard.append)
    page.look_wanted.connect(heard.append)
    page.read_as.connect(lambda path, kind: heard.append((path, kind)))
    waits = Happening("refused", "b.xlsx is damaged.", "/srv", "b.xlsx")
    page.show_folders([DropFolder("/srv")], KINDS)
    page.show_waiting([waits])
    page.rows[0].remove.click()
    page.rows[0].kind.chosen.emit("orders")
    page.waiting[0].click()
    assert heard == ["/srv", ("/srv", "orders"), waits]
