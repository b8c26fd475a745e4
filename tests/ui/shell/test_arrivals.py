"""What came in by itself is said in the window."""

from pathlib import Path

from app.watching import Happening
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def told(window: MainWindow, *found: Happening) -> str:
    window.projects.watcher.happened.emit(list(found))
    return window.toast.text()


def test_what_came_in_is_told_and_leads_to_its_import(window: MainWindow, shop: Path) -> None:
    window.projects.open(shop, lambda: window.go_to("home"))
    assert settle(window, lambda: window.projects.current is not None)
    one = Happening("imported", "a.csv came in.", "/in", "a.csv", {"batch": 1})
    assert told(window, one) == "a.csv came in."
    window.toast.act()
    assert settle(window, lambda: window.host.current().key == "data")
    assert told(window, one, one) == "2 files came in by themselves"


def test_what_waits_is_told_first_and_leads_to_the_wizard(window: MainWindow, shop: Path, tmp_path: Path) -> None:
    window.projects.open(shop, lambda: window.go_to("home"))
    assert settle(window, lambda: window.projects.current is not None)
    (tmp_path / "b.csv").write_text("Email,Colour\nann@example.com,red\n", encoding="utf-8")
    came = Happening("imported", "a.csv came in.", "/in", "a.csv", {"batch": 1})
    waits = Happening("waiting", "b.csv waits: its columns are new.", str(tmp_path), "b.csv")
    assert told(window, came, waits) == "b.csv waits: its columns are new."
    window.toast.act()
    assert settle(window, lambda: window.host.current().key == "data" and window.host.current().showing_wizard())


def test_what_stands_in_the_way_is_told(window: MainWindow) -> None:
    assert told(window, Happening("gone", "/in cannot be read now.", "/in")) == "/in cannot be read now."
    assert told(window, Happening("known", "a.csv came in before.", "/in")) == "/in cannot be read now."
