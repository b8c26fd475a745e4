"""At 1024 × 700 nothing has to be scrolled sideways, with the text as designed and a size larger."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit

from ui import theme
from ui.panes import PANES
from ui.preview_pane import settle
from ui.tips import mark_all_shown
from ui.window import MainWindow


@pytest.fixture
def narrow(window: MainWindow, shop: Path) -> Iterator[MainWindow]:
    mark_all_shown()
    window.resize(1024, 700)
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    yield window
    theme.active().choose_text_size(100)


def sideways(window: MainWindow) -> list[str]:
    """What has more beside it than it shows; source code may be as wide as it is."""
    assert window.size().toTuple() == (1024, 700)
    return [
        f"{type(area).__name__} {area.accessibleName()} in {type(area.parentWidget()).__name__}"
        for area in window.findChildren(QAbstractScrollArea)
        if area.isVisible()
        and not isinstance(area, QPlainTextEdit)
        and area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and area.horizontalScrollBar().maximum() > 0
    ]


@pytest.mark.parametrize("size", [100, 125])
def test_no_pane_scrolls_sideways(narrow: MainWindow, size: int) -> None:
    narrow.choose_text_size(size)
    found = {}
    for entry in PANES:
        narrow.go_to(entry.key)
        assert settle(narrow)
        found[entry.key] = sideways(narrow)
    narrow.go_to("people", key="p1@example.com")
    assert settle(narrow)
    found["person"] = sideways(narrow)
    for pane, make in (("segments", "new"), ("templates", "new"), ("campaigns", "new")):
        narrow.go_to(pane)
        shown: Any = narrow.host.current()
        getattr(shown, make)()
        assert settle(narrow)
        found[f"a {pane}"] = sideways(narrow)
    narrow.go_to("discover", rfm=True)
    assert settle(narrow)
    found["rfm"] = sideways(narrow)
    assert {place: said for place, said in found.items() if said} == {}


def test_columns_stand_below_each_other_where_there_is_no_room_and_come_back(narrow: MainWindow) -> None:
    narrow.go_to("people", key="p1@example.com")
    assert settle(narrow)
    narrow.resize(1500, 800)
    assert settle(narrow)
    assert sideways_of(narrow) == []


def sideways_of(window: MainWindow) -> list[int]:
    bars = [
        area.horizontalScrollBar().maximum() for area in window.findChildren(QAbstractScrollArea) if area.isVisible()
    ]
    return [most for most in bars if most]
