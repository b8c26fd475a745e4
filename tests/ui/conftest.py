"""What the window's tests stand on: the theme, jobs that are closed again, a small shop, and the window itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from app.project import Change, Project
from tests.copies import copy_of
from ui.core import theme
from ui.core.commands import Commands
from ui.core.jobs import Jobs
from ui.core.projects import Projects
from ui.panes import described
from ui.panes.base import Context
from ui.panes.description import Description
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.labels import Elided


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Every test sees the program in its theme, under its own name."""
    qapp.setOrganizationName("Quillwork")
    qapp.setApplicationName("Quillwork")
    theme.active().choose("light")


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@dataclass
class Heard:
    """What a pane asked of the window around it."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    undo: list[Callable[[], object]] = field(default_factory=list)
    tips: list[str] = field(default_factory=list)

    def toast(self, text: str, *_: Any, undo: Callable[[], object] | None = None, **__: Any) -> None:
        """Remember what was said in passing, and how it would be taken back."""
        self.toasts.append(text)
        if undo is not None:
            self.undo.append(undo)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def context(qapp: QApplication, jobs: Jobs, heard: Heard) -> Iterator[Callable[..., Context]]:
    """Makes what a pane is given, for a pane or a part of one that stands alone; `heard` has what it asked for."""
    host = QWidget()
    commands, projects = Commands(host), Projects(jobs, host)

    def make(about: str | Description, project: Project | None = None) -> Context:
        projects.current = project
        return Context(
            about=described(about) if isinstance(about, str) else about,
            project=project,
            jobs=jobs,
            theme=theme.active(),
            commands=commands,
            projects=projects,
            go_to=lambda key, **what: heard.went.append((key, what)),
            announce=heard.announced.append,
            toast=heard.toast,
            tip=lambda key, widget: heard.tips.append(key),
        )

    yield make
    host.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Callable[[QWidget], QWidget]]:
    """Shows widgets, and takes them away when the test is over."""
    kept: list[QWidget] = []

    def show(widget: QWidget) -> QWidget:
        kept.append(widget)
        widget.show()
        QApplication.processEvents()
        return widget

    yield show
    for widget in kept:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def shop(_shop: Path, tmp_path: Path) -> Path:
    """A project of twelve people with two months of events and one import; each test has its own copy."""
    return copy_of(_shop, tmp_path / "Gift shop.quill")


@pytest.fixture(scope="session")
def _shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sqlalchemy import insert

    from storage.file import models

    path = tmp_path_factory.mktemp("shop") / "Gift shop.quill"
    day = 86_400_000_000
    december = 14_944 * day  # 2010-12-01
    people = [{"id": at, "key": f"p{at:02}", "email": f"p{at}@example.com", "mailable": at > 2} for at in range(1, 13)]
    links = [{"id": at, "batch_id": 1, "row": at, "profile_id": at, "identifiers": []} for at in range(1, 13)]
    changes = {Change.PROFILES, Change.EVENTS, Change.IMPORTS}
    with (
        Project.create(path, "Gift shop", clock="2011-12-10") as project,
        project.write("Made a shop for a test", changes) as connection,
    ):
        connection.execute(insert(models.batch).values(**_batch(december)))
        connection.execute(insert(models.profile), [some | {"traits": {}, "created_batch": 1} for some in people])
        connection.execute(insert(models.link), links)
        connection.execute(insert(models.event), [_event(at, december + at * 3 * day) for at in range(1, 19)])
    return path


def _batch(at: int) -> dict:
    counts = {"rows": 20, "accepted": 18, "rejected": 2, "adjustments": 0, "duplicates": 0, "anonymous": 0}
    named = {"id": 1, "kind": "orders", "file_name": "orders.csv", "file_sha256": "0", "mapping": {}, "report": {}}
    return named | counts | {"as_of": at, "imported_at": at}


def _event(at: int, when: int) -> dict:
    name = "placed_order" if at % 3 else "viewed_product"
    who = at % 12 + 1
    return {
        "id": at,
        "link_id": who,
        "profile_id": who,
        "name": name,
        "at": when,
        "batch_id": 1,
        "row": at,
        "digest": at,
    }


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """The real window, shown, without a project; closed as a user closes it."""
    made = MainWindow()
    errors: list[BaseException] = []
    made.bug.connect(errors.append)
    made.resize(1280, 800)
    made.show()
    settle(made)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if errors:
        raise errors[0]


@pytest.fixture
def wait(window: MainWindow) -> Callable[..., None]:
    """Lets the window work until it is quiet, and until what is given holds."""

    def until(holds: Callable[[], bool] = lambda: True) -> None:
        assert settle(window, holds)

    return until


@pytest.fixture
def open_shop(window: MainWindow, shop: Path) -> MainWindow:
    """The window with the small shop open."""
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    return window


@pytest.fixture(scope="session")
def nameless() -> Callable[[QWidget], list[str]]:
    """What in a widget takes input and has no name that a screen reader could say."""
    return lambda root: list(_nameless(root))


_INPUTS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
# A combo box answers with its current item, so it must be named on purpose; so must whatever shows no text.
_NAMED_ON_PURPOSE = (QComboBox, QAbstractSpinBox, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextEdit)
_PARTS = (QScrollBar, QHeaderView)


def _nameless(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        inner = isinstance(widget, _PARTS) or widget.objectName().startswith("qt_")
        if not isinstance(widget, _INPUTS) or inner or _belongs_to_a_field(widget):
            continue
        if isinstance(widget, QAbstractButton) and not widget.isVisibleTo(root):
            continue  # it gets its text when it is shown
        named = widget.accessibleName() if isinstance(widget, _NAMED_ON_PURPOSE) else _spoken(widget)
        if not named.strip():
            yield f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else widget.accessibleName()


def _belongs_to_a_field(widget: QWidget) -> bool:
    """The line inside a combo or spin box, the clear button inside a line, a list that drops down."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QComboBox, QAbstractSpinBox, QLineEdit)):
            return True
        parent = parent.parentWidget()
    return False


@pytest.fixture(scope="session")
def cut_off() -> Callable[[QWidget], list[str]]:
    """What in a widget has less room than its text needs, or sticks out of what holds it."""
    return lambda root: [said for widget in root.findChildren(QWidget) if (said := _cut(widget, root))]


def _cut(widget: QWidget, root: QWidget) -> str:
    holder = widget.parentWidget()
    if not widget.isVisible() or widget.isWindow() or holder is None:
        return ""
    text = widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else ""
    name = f"{type(widget).__name__} {text!r:.60} in {type(holder).__name__}"
    if _too_small(widget):
        return f"{name} has {widget.width()}x{widget.height()} and needs {widget.sizeHint().toTuple()}"
    scrolls = (
        isinstance(holder, (QAbstractScrollArea, QStackedWidget)) or holder.objectName() == "qt_scrollarea_viewport"
    )
    if not scrolls and not holder.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
        return f"{name} sticks out: {widget.geometry().getRect()} of {holder.size().toTuple()}"
    return ""


def _too_small(widget: QWidget) -> bool:
    hint = widget.sizeHint()
    if isinstance(widget, QLabel) and not isinstance(widget, Elided) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 2
        return hint.width() > widget.width() + 2 or hint.height() > widget.height() + 4
    if isinstance(widget, (QPushButton, QCheckBox)):
        return hint.width() > widget.width() + 2 or hint.height() > widget.height() + 4
    if isinstance(widget, (QLineEdit, QComboBox, QAbstractSpinBox)) and not _belongs_to_a_field(widget):
        return widget.fontMetrics().height() > widget.height()
    return False
