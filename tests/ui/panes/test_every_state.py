"""What holds wherever one is in the window: names for screen readers, tabs in reading order, room for large text."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QScrollBar, QWidget

from ui.core import theme
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow

CSV = "Email,First name,Last name,City,Sign-up date\n" + "".join(
    f"reader{at}@example.com,Name{at},Family{at},Leeds,2011-0{at}-01\n" for at in range(1, 9)
)

Audit = Callable[[QWidget], list[str]]


def _rejected_or_history(window: MainWindow, folder: Path) -> None:
    window.go_to("data")


def _wizard(window: MainWindow, folder: Path) -> None:
    path = folder / "contacts.csv"
    path.write_text(CSV, "utf-8")
    window.go_to("data", files=[str(path)])
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.wizard.tried is not None)


def _imported(window: MainWindow, folder: Path) -> None:
    _wizard(window, folder)
    pane: Any = window.host.current()
    pane.wizard.bring_in()
    assert settle(window, lambda: pane._stack.currentWidget() is pane.result)


def _person(window: MainWindow, folder: Path) -> None:
    window.go_to("people", key="r01@example.com")
    pane: Any = window.host.current()
    assert settle(window, pane.showing_story)


def _segment(window: MainWindow, folder: Path) -> None:
    window.go_to("segments", name="Gold")
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.side.reach.hero.text() not in ("", "–"))


def _why(window: MainWindow, folder: Path) -> None:
    _segment(window, folder)
    window.commands.run("segments.why")


def _template(window: MainWindow, folder: Path) -> None:
    window.go_to("templates", name="Meeting")
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.look.size_label.text() != "")


STATES: dict[str, Callable[[MainWindow, Path], None]] = {
    "home": lambda window, _: window.go_to("home"),
    "data": _rejected_or_history,
    "wizard": _wizard,
    "imported": _imported,
    "people": lambda window, _: window.go_to("people"),
    "person": _person,
    "segments": lambda window, _: window.go_to("segments"),
    "segment": _segment,
    "why": _why,
    "discover": lambda window, _: window.go_to("discover"),
    "templates": lambda window, _: window.go_to("templates"),
    "template": _template,
    "campaigns": lambda window, _: window.go_to("campaigns"),
    "privacy": lambda window, _: window.go_to("privacy"),
}


@pytest.fixture
def at_work(window: MainWindow, readers: Path) -> Iterator[MainWindow]:
    """The window with readers, segments and templates, and no tip in the way."""
    mark_all_shown()
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    yield window
    theme.active().choose_text_size(100)


def test_everything_that_takes_input_has_a_name_and_tab_goes_on_as_one_reads(
    at_work: MainWindow, nameless: Audit, tmp_path: Path
) -> None:
    for state, way in STATES.items():
        way(at_work, tmp_path)
        assert settle(at_work)
        assert (state, nameless(at_work), _gone_back(at_work)) == (state, [], [])


def _gone_back(at_work: MainWindow) -> list[str]:
    """Where Tab goes on to something that is read before, in the pane that is shown."""
    pane = at_work.host.current()
    order = [widget for widget in _tabbed(at_work) if pane.isAncestorOf(widget) and widget is not pane]
    places = [(widget, QRect(widget.mapTo(pane, QPoint(0, 0)), widget.size())) for widget in order]
    return [
        f"{_said(one)} {here.getRect()} to {_said(other)} {there.getRect()}"
        for (one, here), (other, there) in pairwise(places)
        if _goes_back(here, there)
    ]


def _tabbed(window: MainWindow) -> list[QWidget]:
    """What Tab comes to, once round, beginning in the pane's header."""
    window.activateWindow()
    window.rail.buttons[window.host.current().key].setFocus()
    seen: list[QWidget] = []
    for _ in range(300):
        # Ctrl Tab leaves what keeps Tab for itself, as an editor does.
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        now = QApplication.focusWidget()
        if now is None or now in seen:
            break
        seen.append(now)
    return [widget for widget in seen if not isinstance(widget, QScrollBar)]


def _goes_back(here: QRect, there: QRect) -> bool:
    """Up without going to a column at the right, or to the left without going down."""
    up = there.bottom() < here.top() and there.left() < here.right()
    left = there.right() < here.left() and there.top() < here.bottom() and there.bottom() > here.top()
    return up or left


def _said(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text}"


@pytest.mark.parametrize("size", [pytest.param(150, marks=pytest.mark.long), 200])
def test_large_text_is_cut_off_nowhere(at_work: MainWindow, size: int, cut_off: Audit, tmp_path: Path) -> None:
    at_work.choose_text_size(size)
    for state, way in STATES.items():
        way(at_work, tmp_path)
        assert settle(at_work)
        assert at_work.size().toTuple() == (1280, 800)
        assert (state, cut_off(at_work)) == (state, [])


def _rename_everything(project: Any) -> None:
    """Give whatever people name a name with an ampersand in it."""
    from sqlalchemy import update

    from app import campaign
    from app import template as templates
    from app.audience import segments
    from app.people import tags
    from app.project import Change
    from app.template import Template
    from storage.file import models

    segments.save(project, "R&D & friends", {"trait": "loyalty_tier", "op": "is", "value": "Gold"})
    templates.save(project, Template("Spring & Summer", "Q&A", "A&B", "<p>{{ first_name }} {{ city }} &amp; co</p>"))
    audience = {"include": ["R&D & friends"], "exclude": ["Leeds"]}
    plan = audience | {"version": 1, "template": "Spring & Summer", "esp": "klaviyo"}
    campaign.save(project, "M&S", plan)
    with project.write("Renamed columns", {Change.PROFILES}) as connection:
        connection.execute(update(models.trait).values(label=models.trait.c.label + " & more"))
    tags.add(project, [2], "A&B")


def test_an_ampersand_in_a_name_presses_nothing(at_work: MainWindow, tmp_path: Path) -> None:
    _rename_everything(at_work.projects.current)
    ways = STATES | {
        "segment": lambda window, _: window.go_to("segments", name="R&D & friends"),
        "template": lambda window, _: window.go_to("templates", name="Spring & Summer"),
        "campaign": lambda window, _: window.go_to("campaigns", name="M&S"),
    }
    for way in ways.values():
        way(at_work, tmp_path)
        assert settle(at_work)
        _no_key_presses(at_work)


def _no_key_presses(at_work: MainWindow) -> None:
    pressed = [_said(button) for button in at_work.findChildren(QAbstractButton) if not button.shortcut().isEmpty()]
    menus = [action.text() for menu in at_work.findChildren(QMenu) for action in menu.actions()]
    assert pressed == []
    assert [text for text in menus if "&" in text.replace("&&", "")] == []
