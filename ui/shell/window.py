"""The window: the rail, the pane in front, the line at the foot, and what reaches across them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QResizeEvent,
    QSurface,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.core import file_dialogs, icons, screen_reader, theme
from ui.core.commands import MENUS, Commands
from ui.core.input_device import Hand
from ui.core.jobs import Job, Jobs
from ui.core.literal_names import Menu, literal
from ui.core.projects import Projects
from ui.core.tab_order import Reading
from ui.core.timers import once
from ui.panes import described
from ui.panes.base import Context
from ui.shell.arrivals import Arrivals
from ui.shell.drop_overlay import DropVeil
from ui.shell.palette import show_palette
from ui.shell.pane_commands import escape, offering, standard
from ui.shell.pane_host import PaneHost
from ui.shell.rail import Rail
from ui.shell.status import StatusLine
from ui.shell.tips import Tips
from ui.shell.window_commands import shell_commands, with_suffix
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.messages import Toast

if TYPE_CHECKING:
    from app.project import Overview
    from ui.help.window import HelpWindow


class MainWindow(Reading, QMainWindow):
    """The one window. It joins the parts and decides nothing about customers."""

    bug = Signal(object)
    """An error of ours, for the crash reporter."""
    _committed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.theme = theme.active()
        self.jobs = Jobs(self)
        self.projects = Projects(self.jobs, self)
        self.commands = Commands(self)
        self.tips = Tips(self)
        self.found: Overview | None = None
        self._help: HelpWindow | None = None
        self._unsubscribe: Any = None
        self._size_wanted = 0
        self._build()
        self._wire()
        self.commands.add(*shell_commands(self))
        self._fill_menus()
        self._restore()
        self._prepare_surface()
        self._project_changed()

    # Building

    def _build(self) -> None:
        self.setWindowIcon(QIcon(icons.mark(64)))
        self.setMinimumSize(960, 600)
        self.setAcceptDrops(True)
        self._menu = Menu(self, kept=True)
        self._furnish()
        self._veil = DropVeil(self)
        self._count_soon = once(self, 150, self._count)
        Hand(self)

    def _furnish(self) -> None:
        """The rail, the panes and the line at the foot: everything that is made for one size of text."""
        menu_button = Button(kind="quiet", icon="list", small=True, name="Menu")
        menu_button.clicked.connect(lambda: self._menu.popup(menu_button.mapToGlobal(menu_button.rect().bottomLeft())))
        self.rail = Rail(menu_button)
        self.host = PaneHost()
        self.status = StatusLine()
        right = QWidget()
        vbox(self.host, self.status, spacing=0, parent=right)
        whole = QWidget()
        row = hbox(self.rail, spacing=0, parent=whole)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)
        self.toast = Toast(right)
        self.tips.lie_over(right)
        self.rail.chosen.connect(self.go_to)
        self.status.palette_wanted.connect(self.open_palette)
        self.jobs.shown.connect(self.status.jobs.show_jobs)
        self.host.failed.connect(self.bug)

    def _wire(self) -> None:
        self.jobs.bug.connect(self.bug)
        self.jobs.idle.connect(self._now_idle)
        self.projects.changed.connect(self._project_changed)
        self.projects.failed.connect(self._project_failed)
        self._committed.connect(self._on_commit)
        Arrivals(self.projects.watcher, lambda: self.toast, self.go_to, self)

    def _fill_menus(self) -> None:
        bar = self.menuBar()
        bar.setVisible(sys.platform == "darwin" or QSettings().value("window/menu_bar", "no") == "yes")
        for key, title in MENUS.items():
            for menu in (bar.addMenu(title), self._menu.addMenu(title)):
                menu.aboutToShow.connect(lambda menu=menu, key=key: self.commands.fill(menu, key))
                menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self.commands.release))
                self.commands.fill(menu, key)
        self.commands.release()
        self.commands.changed.connect(self._name_pane_menus)
        self._name_pane_menus()

    def _name_pane_menus(self) -> None:
        """A menu without commands is not shown; the pane's own bears its title."""
        for holder in (self.menuBar(), self._menu):
            for action, key in zip(holder.actions(), MENUS, strict=True):
                action.setVisible(bool(self.commands.of(key)))
                action.setText(literal(self.commands.title(key)))

    def _restore(self) -> None:
        kept = QSettings().value("window/geometry")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(1280, 800)

    def _prepare_surface(self) -> None:
        """On X11, make the window of the kind that a web view needs, from the start.

        Otherwise the first preview has Qt replace the native window: it flashes and loses the keyboard.
        """
        if QGuiApplication.platformName() == "xcb":
            self.winId()
            self.windowHandle().setSurfaceType(QSurface.SurfaceType.OpenGLSurface)

    # The project

    def _project_changed(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.host.forget()
        self.found = None
        project = self.projects.current
        self._show_figures()
        self.setWindowTitle(f"{project.name} – Quillwork" if project else "Quillwork")
        if project is not None:
            # A commit is told on the thread that made it; a signal brings it to the interface's.
            self._unsubscribe = project.subscribe(self._committed.emit)
            self._count_soon.start()
        self.go_to("home")
        if project is not None and self.projects.read_only_because:
            why = f"{self.projects.read_only_because}. You can look at everything, but change nothing for now."
            pane = self.host.current()
            if pane is not None:
                pane.strip.show_message(why, "warn")

    def say_crashed(self) -> None:
        """The last run ended hard: say so, and that the project is whole."""
        pane = self.host.current()
        if pane is not None:
            pane.strip.show_message("Quillwork ended unexpectedly last time. All that was saved is there.", "warn")

    def _project_failed(self, problem: Problem) -> None:
        pane = self.host.current()
        if pane is not None:
            pane.strip.show_problem(problem)

    def _on_commit(self, changes: Any) -> None:
        self._count_soon.start()
        for pane in self.host.panes():
            pane.project_changed(changes)

    def _count(self) -> None:
        project = self.projects.current
        if project is None:
            return

        def work(_: Progress) -> "Overview":
            from app.project import overview

            return overview(project)

        self.jobs.start("window/overview", work, self._counted, quiet=True)

    def _counted(self, found: "Overview") -> None:
        self.found = found
        self._show_figures()
        if self.projects.current is not None:
            self.projects.remember(self.projects.current, found.people)

    def _show_figures(self) -> None:
        """What the rail and the foot say of the project, which may be none."""
        project = self.projects.current
        self.rail.show_counts(self.found)
        self.rail.show_project(project.path.name if project else "")
        self.status.show_project(self.found, "Read-only" if self.projects.read_only_because else "")

    def open_demo(self) -> None:
        """Make the made-up shop, if it is not there yet, and open it."""
        from app import demo

        path = demo.default_folder() / demo.PROJECT

        def make(progress: Progress) -> Path:
            return demo.build(path, progress=progress).project

        if path.exists():
            self.projects.open(path)
        else:
            self.projects.make(make, "Making the demo shop")

    def close_project(self) -> None:
        """Close the project and go back to the welcome page."""
        self.projects.leave()

    # Files that are dropped or chosen

    def take_files(self, paths: list[str]) -> None:
        """A project is opened; data goes to Data, into a new project if none is open."""
        projects = [path for path in paths if path.endswith(".quill")]
        data = [path for path in paths if path not in projects]
        if projects:
            self.projects.open(projects[0])
        elif data and self.projects.current is None:
            name = f"{Path(data[0]).stem}.quill"
            path = file_dialogs.save_as(
                self, "Where should the new project live?", "projects", name, file_dialogs.PROJECTS
            )
            if path:
                self.projects.create(with_suffix(path), lambda: self.go_to("data", files=data))
        elif data:
            self.go_to("data", files=data)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event.mimeData().urls()):
            event.acceptProposedAction()
            self._veil.cover(self.projects.current is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._veil.hide()
        paths = self._dropped(event.mimeData().urls())
        event.acceptProposedAction()
        pane = self.host.current()
        if pane is None or not pane.files_dropped(paths):
            # The drop must end before a dialog opens: some desktops freeze the source until then.
            QTimer.singleShot(0, self, lambda: self.take_files(paths))

    def _dropped(self, urls: list[QUrl]) -> list[str]:
        return [url.toLocalFile() for url in urls if url.isLocalFile()]

    # What panes and commands ask for

    def context(self, key: str) -> Context:
        """What the pane with that key is given."""
        return Context(
            about=described(key),
            project=self.projects.current,
            jobs=self.jobs,
            theme=self.theme,
            commands=self.commands,
            projects=self.projects,
            go_to=self.go_to,
            announce=self.announce,
            toast=self.toast.show_message,
            tip=self.tips.offer,
            room=self.host,
        )

    def go_to(self, key: str, /, **what: Any) -> None:
        """Open a pane and hand it what to show, or Home where it needs a project and none is open."""
        if self.projects.current is None and described(key).needs_project:
            key, what = "home", {}
        pane = self.host.show_pane(self.context(key), what)
        self.rail.show_pane(key)
        own = offering(self, pane.commands())
        self.commands.set_pane(pane.title, [*own, *standard(self, pane, own)])

    def announce(self, text: str) -> None:
        """Tell a screen reader, when it has finished its sentence."""
        screen_reader.say(self, text)

    def open_palette(self) -> None:
        """Ctrl+K."""
        show_palette(self)

    def choose_theme(self, choice: str) -> None:
        """Light, dark, or as the system; remembered."""
        QSettings().setValue("window/theme", choice)
        self.theme.choose(choice)

    def toggle_theme(self) -> None:
        """From what is shown now to the other."""
        self.choose_theme("light" if self.theme.name == "dark" else "dark")

    def choose_text_size(self, percent: int) -> None:
        """Larger or smaller text, remembered; what is shown is made anew, with the same things open."""
        if any(pane.at_work() for pane in self.host.panes()):
            self.toast.show_message("The text takes its new size when this is done.")
            self._size_wanted = percent
            return
        self.theme.choose_text_size(percent)
        QSettings().setValue("window/text_size", self.theme.text_size)
        if self._help is not None:
            self._help.close()
            self._help.deleteLater()
            self._help = None
        pane, before = self.host.current(), self.host
        before.suspend()
        self._furnish()
        self.host.go_on_from(before)
        self._show_figures()
        self.go_to(pane.key if pane is not None else "home")

    def _now_idle(self) -> None:
        if self._size_wanted:
            wanted, self._size_wanted = self._size_wanted, 0
            self.choose_text_size(wanted)

    def step_text_size(self, by: int) -> None:
        """One size larger (1) or smaller (-1), to the ends."""
        sizes = theme.TEXT_SIZES
        at = sizes.index(self.theme.text_size) + by
        if 0 <= at < len(sizes):
            self.choose_text_size(sizes[at])

    def open_help(self, key: str = "") -> None:
        """F1: a page of the help, or that of the pane that is shown."""
        from ui.help.window import HelpWindow

        pane = self.host.current()
        if self._help is None:
            self._help = HelpWindow(self.commands, self)
        self._help.show_page(key or (pane.key if pane is not None else "home"))

    def show_tips_again(self) -> None:
        """Every tip comes back, each at its moment."""
        self.tips.again()
        if self.tips.showing is None:
            self.toast.show_message("Each tip will be shown again at the moment it helps.")

    def toggle_full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_menu_bar(self) -> None:
        """Show the menus at the top of the window, or only behind the button in the rail."""
        shown = not self.menuBar().isVisible()
        self.menuBar().setVisible(shown)
        QSettings().setValue("window/menu_bar", "yes" if shown else "no")

    def running(self) -> list[Job]:
        """The jobs that have not ended."""
        return self.jobs.running()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # It comes here when what has the keyboard made nothing of it.
        if event.key() == Qt.Key.Key_Escape:
            escape(self, self.host.current())
        else:
            super().keyPressEvent(event)

    def reading_starts(self) -> QWidget | None:
        pane = self.host.current()
        return pane.ground if pane is not None else None

    # The end

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue("window/geometry", self.saveGeometry())
        if self._unsubscribe is not None:
            self._unsubscribe()
        self.host.forget()
        self._count_soon.stop()
        # The window goes at once; what is left to do may take a moment.
        self.hide()
        self.jobs.close()
        self.projects.close()
        event.accept()
