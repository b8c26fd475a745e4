"""At 1024 × 700 nothing has to be scrolled sideways or stands beyond an edge, with the text as designed and larger."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QPlainTextEdit

from app import campaign
from app import template as templates
from app.audience import segments
from app.people import tags
from app.template import Template
from ui.core import theme
from ui.panes import panes
from ui.panes.data.file_head import ColumnHead
from ui.panes.data.grid import PreviewGrid
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow

pytestmark = pytest.mark.early

LONG = "Wolfeschlegelsteinhausenbergerdorff & Söhne, of the house by the river, in spring and in summer, 2011 to 2012"


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
        and not (isinstance(area.parentWidget(), PreviewGrid))
    ]


def _in_the_end(window: MainWindow) -> list[str]:
    """What still is to be scrolled sideways when all has been laid out, which takes a busy machine a moment."""
    assert settle(window)
    settle(window, lambda: not sideways(window), seconds=5)
    return sideways(window)


def beyond(window: MainWindow) -> list[str]:
    """Buttons that stand beyond the edge of their pane."""
    pane: Any = window.host.current()
    return [
        f"{button.text() or button.accessibleName()} ends at {right} of {pane.width()}"
        for button in pane.findChildren(QAbstractButton)
        if button.isVisible()
        and not isinstance(button.parentWidget(), ColumnHead)
        and (right := button.mapTo(pane, QPoint(button.width(), 0)).x()) > pane.width()
    ]


@pytest.mark.parametrize("size", [100, 125])
def test_no_pane_scrolls_sideways(narrow: MainWindow, size: int) -> None:
    narrow.choose_text_size(size)
    found = {}
    for entry in panes():
        narrow.go_to(entry.key)
        found[entry.key] = _in_the_end(narrow)
    narrow.go_to("people", key="p1@example.com")
    found["person"] = _in_the_end(narrow)
    for pane, make in (("segments", "new"), ("templates", "new"), ("campaigns", "new")):
        narrow.go_to(pane)
        shown: Any = narrow.host.current()
        getattr(shown, make)()
        found[f"a {pane}"] = _in_the_end(narrow)
    narrow.go_to("discover", rfm=True)
    found["rfm"] = _in_the_end(narrow)
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


def _name_at_length(project: Any) -> None:
    """Give whatever people name a name that no row has room for."""
    segments.save(project, LONG, {"trait": "email", "op": "is_set"})
    segments.save(project, f"Not {LONG}", {"none": [{"segment": LONG}]})
    templates.save(project, Template(LONG, LONG, LONG, f"<p>{{{{ first_name }}}} {LONG}</p>"))
    plan = {"include": [LONG], "exclude": [f"Not {LONG}"], "version": 1, "template": LONG, "esp": "klaviyo"}
    campaign.save(project, LONG, plan)
    tags.add(project, [1], LONG)


def _wide_file(folder: Path) -> Path:
    """Forty columns with long headers, long values, and rows that are not taken."""
    path = folder / f"{LONG[:80]}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Email", "First name", *(f"{LONG} {at}" for at in range(38))])
        for at in range(8):
            writer.writerow([f"w{at}@example.com" if at else "nobody", LONG, *[LONG] * 38])
    return path


def _places(window: MainWindow, folder: Path) -> Iterator[str]:
    """Where long names stand."""
    data: Any
    for pane, what in (
        ("segments", {}),
        ("segments", {"name": LONG}),
        ("templates", {}),
        ("templates", {"name": LONG}),
        ("campaigns", {}),
        ("campaigns", {"name": LONG}),
        ("people", {"key": "p1@example.com"}),
        ("data", {"files": [str(_wide_file(folder)), str(_wide_file(folder / "again"))]}),
    ):
        window.go_to(pane, **what)
        assert settle(window)
        yield f"{pane} {list(what)}"
    data = window.host.current()
    assert settle(window, lambda: data.wizard.tried is not None)
    data.wizard.bring_in()
    assert settle(window, lambda: data.wizard.queue.done() and data.wizard.tried is not None)
    data.wizard.skip()
    assert settle(window)
    yield "the result"
    data.show_rejected(data._imports[0]["batch"])
    assert settle(window)
    data.show_history()
    yield "the history"
    window.go_to("home")
    assert settle(window)
    yield "home"


def test_long_names_give_way(narrow: MainWindow, tmp_path: Path) -> None:
    _name_at_length(narrow.projects.current)
    (tmp_path / "again").mkdir()
    found = {place: [*sideways(narrow), *beyond(narrow)] for place in _places(narrow, tmp_path)}
    assert {place: said for place, said in found.items() if said} == {}


def test_the_wizard_keeps_its_buttons_and_its_title_with_the_largest_text(narrow: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    narrow.choose_text_size(200)
    narrow.go_to("data", files=[str(_wide_file(tmp_path)), str(_wide_file(tmp_path / "again"))])
    pane: Any = narrow.host.current()
    assert settle(narrow, lambda: pane.wizard.tried is not None)
    assert beyond(narrow) == []
    assert pane.header.title.width() > theme.active().px(30)
