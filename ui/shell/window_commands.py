"""The commands of the window itself; those of a pane are the pane's."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox

from ui.core import file_dialogs
from ui.core.commands import Command
from ui.core.theme import TEXT_SIZES
from ui.help import pages
from ui.panes import panes
from ui.panes.description import Description
from ui.shell.palette import ShortcutList

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def shell_commands(window: "MainWindow") -> list[Command]:
    """All of them, in the order of the menus."""
    return [*_file(window), *_view(window), *_go(window), *_help(window)]


def _file(window: "MainWindow") -> Iterator[Command]:
    def is_open() -> bool:
        return window.projects.current is not None

    yield Command("file.new", "New project…", partial(new_project, window), "file", ("Ctrl+N",), "create start empty")
    yield Command("file.open", "Open a project…", partial(open_project, window), "file", ("Ctrl+O",), "load")
    yield Command("file.demo", "Open the demo", window.open_demo, "file", (), "sample example made-up shop try")
    yield Command(
        "file.import", "Import files…", partial(import_files, window), "file", ("Ctrl+I",), "csv excel upload", group=1
    )
    yield Command(
        "file.folder", "Show the project's folder", partial(show_folder, window), "file", (), "", is_open, group=2
    )
    yield Command("file.close", "Close the project", window.close_project, "file", ("Ctrl+W",), "", is_open, group=2)
    # By its role macOS moves it into the program's own menu.
    quit_role = QAction.MenuRole.QuitRole
    yield Command("file.quit", "Quit", window.close, "file", ("Ctrl+Q",), "exit", group=3, role=quit_role)


def _view(window: "MainWindow") -> Iterator[Command]:
    theme = window.theme
    titles = {"system": "Follow the system", "light": "Light", "dark": "Dark"}
    for choice, title in titles.items():
        yield Command(
            f"view.theme.{choice}",
            title,
            partial(window.choose_theme, choice),
            "view",
            aliases="theme colours appearance mode",
            checked=partial(lambda wanted: theme.choice == wanted, choice),
        )
    yield Command(
        "view.theme.toggle",
        "Switch between light and dark",
        window.toggle_theme,
        "view",
        ("Ctrl+Shift+L",),
        "theme night mode",
        group=1,
    )
    yield from _text_sizes(window)
    yield Command("view.full", "Full screen", window.toggle_full_screen, "view", ("F11",), group=3)
    # There the menus always stand at the top of the screen.
    if sys.platform != "darwin":
        yield Command(
            "view.menu_bar",
            "Show the menu bar",
            window.toggle_menu_bar,
            "view",
            ("Ctrl+M",),
            checked=lambda: window.menuBar().isVisible(),
            group=3,
        )


def _text_sizes(window: "MainWindow") -> Iterator[Command]:
    words = "text size font zoom bigger smaller"
    step, choose, now = window.step_text_size, window.choose_text_size, window.theme
    # On many keyboards the plus is a shifted equals sign.
    yield Command("view.text.larger", "Larger text", partial(step, 1), "view", ("Ctrl++", "Ctrl+="), words, group=2)
    yield Command("view.text.smaller", "Smaller text", partial(step, -1), "view", ("Ctrl+-",), words, group=2)
    for size in TEXT_SIZES:
        yield Command(
            f"view.text.{size}",
            f"Text at {size} %",
            partial(choose, size),
            "view",
            ("Ctrl+0",) if size == 100 else (),
            words,
            checked=partial(lambda wanted: now.text_size == wanted, size),
            group=2,
        )


def _go(window: "MainWindow") -> Iterator[Command]:
    def possible(pane: Description) -> bool:
        return not pane.needs_project or window.projects.current is not None

    for number, pane in enumerate(panes(), start=1):
        yield Command(
            f"go.{pane.key}",
            pane.title,
            partial(window.go_to, pane.key),
            "go",
            # There are nine digits; what stands lower in the rail is reached by Ctrl+K.
            (f"Ctrl+{number}",) if number <= 9 else (),
            pane.aliases,
            enabled=partial(possible, pane),
        )


def _help(window: "MainWindow") -> Iterator[Command]:
    words = "manual how explain"
    yield Command("help.pane", "Help for this page", window.open_help, "help", ("F1",), words)
    for key, title in {**further_pages(), "privacy": "What stays on this computer"}.items():
        yield Command(f"help.{key}", title, partial(window.open_help, key), "help", (), words)
    yield Command(
        "help.palette", "Do anything…", window.open_palette, "help", ("Ctrl+K",), "command", listed=False, group=1
    )
    yield Command(
        "help.keys",
        "Keyboard shortcuts",
        lambda: ShortcutList(window.commands, window).show(),
        "help",
        ("Ctrl+?", "Ctrl+/"),
        "keys hotkeys",
        group=1,
    )
    yield Command(
        "help.exports",
        "Where to find an export…",
        partial(_exports, window),
        "help",
        (),
        "shopify woocommerce mailchimp klaviyo hubspot brevo stripe square salesforce csv download",
    )
    yield Command("help.tips", "Show tips again", window.show_tips_again, "help", (), "hints tour", group=1)
    about = QAction.MenuRole.AboutRole
    yield Command("help.about", "About Quillwork", partial(_about, window), "help", (), "version", group=2, role=about)


def _exports(window: "MainWindow") -> None:
    from ui.help.exports_window import ExportsWindow

    shown = ExportsWindow(window.jobs, window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()


def further_pages() -> dict[str, str]:
    """The titles of the pages that panes have beside their own, which F1 opens."""
    return {key: pages.title(key) for pane in panes() for key in pane.pages if key != pane.key}


def new_project(window: "MainWindow") -> None:
    """Ask where, and start empty."""
    path = file_dialogs.save_as(
        window, "Where should the project live?", "projects", "My shop.quill", file_dialogs.PROJECTS
    )
    if path:
        window.projects.create(with_suffix(path), lambda: window.go_to("home"))


def open_project(window: "MainWindow") -> None:
    """Ask which, and open it."""
    path = file_dialogs.choose_file(window, "Open a project", "projects", file_dialogs.PROJECTS)
    if path:
        window.projects.open(path, lambda: window.go_to("home"))


def import_files(window: "MainWindow") -> None:
    """Ask for files, and show what they hold in Data."""
    window.take_files(file_dialogs.choose_files(window, "Choose files to import", "import"))


def show_folder(window: "MainWindow") -> None:
    """Open the folder of the project in the system's file manager."""
    if window.projects.current is not None:
        file_dialogs.open_here(str(window.projects.current.path.parent))


def with_suffix(path: str) -> Path:
    """The path with `.quill` at its end."""
    return Path(path) if path.endswith(".quill") else Path(f"{path}.quill")


def _about(window: "MainWindow") -> None:
    from importlib.metadata import version

    from PySide6.QtCore import qVersion

    text = (
        f"<b>Quillwork {version('quillwork')}</b><p>The campaign workbench for your own computer: no account, no cloud."
        " Nothing about a customer leaves it but the files that you export.</p>"
        f"<p>Apache License 2.0. Qt {qVersion()} and PySide6 under the LGPL 3.</p>"
    )
    QMessageBox.about(window, "About Quillwork", text)
