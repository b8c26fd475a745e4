"""What every pane is built on: its header, its message strip, its jobs, and the context that it is given."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent, QUndoStack
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.core import theme
from ui.core.commands import Command, Commands
from ui.core.file_dialogs import open_here
from ui.core.jobs import Job, Jobs
from ui.core.projects import Projects
from ui.core.subjects import Still
from ui.core.tab_order import come_to, stops
from ui.core.theme import Theme
from ui.panes.description import Description
from ui.widgets.buttons import Button
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import Scrolling, hbox, vbox
from ui.widgets.messages import MessageStrip
from ui.widgets.title import TitleField

if TYPE_CHECKING:
    from app.project import Change, Project
    from ui.charts.with_table import PictureButton

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """What a pane may reach: the open project, the jobs, the theme, and ways to the rest of the window.

    `about` is what the pane's own folder says of it, and what the window shows of it elsewhere.
    `tip("count", widget)` says that a tip would help now, beside that widget (`ui.shell.tips`).
    `go_to("segments", name="VIP")` opens another pane and hands it what to show. `announce(text)` tells screen
    readers; `toast(text, undo=callback)` says something in passing. `commands` runs a command of the
    shell; `projects` opens others (Home uses it).
    """

    about: Description
    project: "Project | None"
    jobs: Jobs
    theme: Theme
    commands: Commands
    projects: Projects
    go_to: Callable[..., None]
    announce: Callable[[str], None]
    toast: Callable[..., None]
    tip: Callable[[str, QWidget], None]
    room: QWidget | None = None
    """What the pane will stand in. A widget that gets another parent is styled anew with all that it holds."""


class _Quiet(Elided):
    """The quiet line: a long title gives way to it before it would be a letter and three dots."""

    ROOM = 110

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(min(wide, theme.active().px(self.ROOM)), hint.height())


class PaneHeader(QFrame):
    """The title, one quiet line beside it, and at most three actions with the main one at the right."""

    HEIGHT = 60

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.active().column(self.HEIGHT))
        self.title = Elided(title, "title")
        self.name = TitleField("Name", "")
        self.name.hide()
        self.name.installEventFilter(self)
        self._lead: QWidget | None = None
        self.quiet = _Quiet("", tone="muted")
        if theme.active().large:
            self.quiet.setMinimumWidth(1)
        self._row = hbox(spacing=14, parent=self)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.addWidget(self.title, 0)
        self._row.addWidget(self.name, 0)
        self._row.addWidget(self.quiet, 1)
        self.buttons = hbox(spacing=10)
        self._row.addLayout(self.buttons)

    def lead(self, widget: QWidget) -> None:
        """Put a small control before the title: the way back from a part of the pane to the whole."""
        self._row.insertWidget(0, widget)
        self._lead = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            # What has a frame of its own lets it lie in the margin, so that words and icons stand in one line.
            framed = not self.name.isHidden() or (self._lead is not None and not self._lead.isHidden())
            self._row.setContentsMargins(24 - (TitleField.FRAME if framed else 0), 0, 24, 0)
        return False


class Unfinished(Protocol):
    """What of a pane its project does not keep yet."""

    def state(self) -> dict[str, Any]:
        """All that is shown, for `take_up`."""

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again in a pane made anew."""

    def draft(self) -> Any:
        """What quitting would lose, as JSON; None where there is nothing of the kind."""

    def go_back_to(self, unfinished: Any) -> None:
        """Show what `draft` gave as it was left."""


class Pane(QWidget):
    """One pane of the window: a question, what the user sets, and what follows from it.

    Its folder says what it is called (`Context.about`). A subclass builds into `self.body` (a vertical layout, 24 px
    from the window's edge, 16 px between) and overrides what it needs of `opened`, `project_changed`, `commands` and
    `closing`. It lives as long as its project is open: `self.project` never changes.
    """

    drafts: Unfinished | None = None
    """For a pane in which work is begun that the project does not keep at once."""
    back_button: Button
    """What leads from a part of the pane to the whole, shown in the part; a pane without parts has none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.room)
        self.context = context
        self._told: dict[str, str] = {}
        self.header = PaneHeader(self.title, self)
        self.strip = MessageStrip()
        self.setAccessibleName(self.title)
        outer = vbox(spacing=0, parent=self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.header)
        outer.addWidget(self.strip)
        self.ground = QWidget()
        self.body = vbox(spacing=16, parent=self.ground)
        self.body.setContentsMargins(24, 18, 24, 18)
        # A small window or large text may leave no room for all of it.
        self.area = Scrolling(self.ground, across=True)
        # The area would be a stop of Tab of its own, before everything in it.
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self.area, 1)
        self.header.name.entered.connect(self._go_on)

    # What a subclass may override

    def opened(self, **what: Any) -> None:
        """The pane is shown, the first time and every time after; `what` is what `go_to` was given."""

    def project_changed(self, changes: "frozenset[Change]") -> None:
        """Something in the project was committed, here or elsewhere; called on the main thread, shown or hidden."""

    def commands(self) -> Iterable[Command]:
        """The commands that exist while this pane is shown; they appear in the menu, the palette and as shortcuts."""
        return ()

    def closing(self) -> None:
        """The project or the window is about to close: save what is being edited now, without asking."""

    def keep(self) -> None:
        """Keep what is being edited now; the pane stays open."""

    def escape(self) -> None:
        """Esc was pressed and nothing lay on top: go back from a part of the pane to the whole.

        A slip of the finger takes nobody out of a text that they write: there Esc first leads out of the text.
        """
        back: Button | None = getattr(self, "back_button", None)
        now = QApplication.focusWidget()
        if back is None or not back.isVisible():
            return
        if isinstance(now, QPlainTextEdit) and not now.isReadOnly():
            back.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            back.click()

    def state(self) -> dict[str, Any]:
        """All that is shown and would be missed, to be taken up by this pane made anew: drafts, filters, places."""
        return self.drafts.state() if self.drafts is not None else {}

    def take_up(self, state: dict[str, Any]) -> None:
        """Show again what `state` gave before the pane was made anew."""
        if self.drafts is not None:
            self.drafts.take_up(state)

    def at_work(self) -> bool:
        """Whether something runs here that must not be broken off, such as an import."""
        return False

    def files_dropped(self, paths: list[str]) -> bool:
        """Files were dropped on the window while this pane is shown; say whether they were taken."""
        return False

    # What a subclass uses

    @property
    def key(self) -> str:
        """The stable name by which the window, the drafts and the settings know this pane."""
        return self.context.about.key

    @property
    def title(self) -> str:
        """What stands over it while nothing in it is open that has a name of its own."""
        return self.context.about.heading or self.context.about.title

    @property
    def project(self) -> "Project":
        """The open project; only Home is ever shown without one."""
        if self.context.project is None:
            raise RuntimeError(f"the {self.key} pane was opened without a project")
        return self.context.project

    def set_title(self, title: str, quiet: str = "") -> None:
        """Change the header's title and the quiet line beside it."""
        self.header.title.setText(title)
        self.header.quiet.setText(quiet)
        self.header.name.hide()
        self.header.title.show()

    def set_name(self, name: str, quiet: str = "") -> None:
        """Let the title be the name of what is open, to be edited where it stands (`self.header.name`)."""
        self.header.name.show_name(name)
        self.header.quiet.setText(quiet)
        self.header.title.hide()
        self.header.name.show()

    def set_actions(self, *buttons: Button) -> None:
        """Put at most three buttons at the right of the header; the main one comes last."""
        if len(buttons) > 3:
            raise ValueError("a pane has at most three actions")
        while (item := self.header.buttons.takeAt(0)) is not None:
            # One that stays is not hidden: it would lose the keyboard.
            if (old := item.widget()) is not None and old not in buttons:
                old.hide()
        for button in buttons:
            button.single = True
            self.header.buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.show()

    def run(
        self,
        key: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Problem], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        *,
        title: str = "",
        quiet: bool = False,
        priority: int = 0,
        about: Still = lambda: True,
        keeps: bool = False,
        once: bool = False,
    ) -> Job:
        """Run `work(progress)` off the interface's thread; see `Jobs.start`. The key counts within this pane.

        A problem goes to the message strip unless `failed` takes it, and goes from there when the same job succeeds.
        Where somebody stops it and `cancelled` does not take that, the strip offers to start it again.
        `about` is asked when the work has ended: nothing is called where that is not shown any more; that work could
        not be kept is said all the same.
        """
        about = self._while_here(about)

        def fail(problem: Problem) -> None:
            if about():
                (failed or partial(self._say, key))(problem)
            elif keeps and isValid(self):
                self._say(key, problem)

        def succeed(result: T) -> None:
            said = self._told.pop(key, "")
            # Only what this job said is cleared; another's message may stand there by now.
            if isValid(self) and said and said == self.strip.text():
                self.strip.clear()
            if done is not None and about():
                done(result)

        def stop() -> None:
            if about():
                (cancelled or partial(self._offer, key, title, begin))()

        how: dict[str, Any] = {"title": title, "quiet": quiet, "priority": priority, "keeps": keeps, "once": once}

        def begin() -> Job:
            return self.context.jobs.start(f"{self.job_prefix}{key}", work, succeed, fail, stop, **how)

        return begin()

    def _say(self, key: str, problem: Problem) -> None:
        self.strip.show_problem(problem)
        self._told[key] = self.strip.text()

    def _offer(self, key: str, title: str, begin: Callable[[], Job]) -> None:
        """What waits for an answer says why none comes, and how to have it after all."""

        def again() -> None:
            """Start the work once more."""
            begin()

        self.strip.show_message(f"Stopped: {title or 'the work'}.", "info", "Start again", again)
        self._told[key] = self.strip.text()

    def _go_on(self) -> None:
        """From its name to what was named."""
        if found := stops(self.ground):
            come_to(found[0], Qt.FocusReason.TabFocusReason)

    def _while_here(self, about: Still) -> Still:
        """The question, answered with no by a pane that is gone: what it began as it went is told to nobody."""
        return lambda: isValid(self) and about()

    def showEvent(self, event: QShowEvent) -> None:
        # A button for another of the pane's states is its child, but stands in no layout yet.
        for button in self.findChildren(Button, options=Qt.FindChildOption.FindDirectChildrenOnly):
            button.hide()
        super().showEvent(event)

    def release(self) -> None:
        """Take the pane away for good, with the widgets that it keeps for another of its states.

        Those have no parent that would take them along, and their connections keep them and the pane alive.
        """
        for kept in vars(self).values():
            if isinstance(kept, QWidget) and isValid(kept) and kept.parent() is None:
                kept.deleteLater()
        for steps in self.findChildren(QUndoStack):
            # What a step calls may hold the pane, which holds the stack: a circle that goes through Qt.
            steps.clear()
        self.deleteLater()

    @property
    def job_prefix(self) -> str:
        """What the keys of this pane's jobs begin with."""
        return f"{self.key}@{id(self):x}/"

    def tell_of(self, files: "PictureButton") -> None:
        """Say in the pane when a picture was kept as a file, and why it could not be."""
        files.failed.connect(self.strip.show_problem)
        files.saved.connect(self._picture_kept)

    def _picture_kept(self, path: str) -> None:
        self.context.toast(f"Saved as {Path(path).name}", "Open the file", lambda: open_here(path))

    def quiet_line(self, text: str) -> None:
        """Change only the quiet line beside the title."""
        self.header.quiet.setText(text)


def section(title: str, quiet: str = "") -> QHBoxLayout:
    """A heading inside a pane with a quiet word behind it."""
    row = hbox(spacing=10)
    row.addWidget(Label(title, "strong"))
    row.addWidget(Label(quiet, tone="muted"))
    row.addStretch(1)
    return row
