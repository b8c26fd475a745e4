"""Look at one pane: `python -m ui.preview_pane segments [--project X.quill] [--dark] [--shot out.png]`.

Opens the window on that pane, or with --shot draws it without a screen, waits until its jobs have ended and writes a
picture. `--what name=VIP` is handed to the pane as by `go_to`; `--size 1280x800` is the window's,
`--text 150` the size of its text in percent.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.panes import panes

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

    from ui.shell.window import MainWindow

QUIET = 0.06
"""Seconds without a job or a timer that is about to ask for one, after which a window counts as settled."""


def _is_soon(timer: "QTimer") -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() <= 250


def settle(window: "MainWindow", until: Callable[[], bool] = lambda: True, seconds: float = 60.0) -> bool:
    """Let the window work until no job runs, nothing waits and `until` holds; says whether it came to that."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    def waits() -> bool:
        # Panes gather edits for up to 150 ms before they ask.
        widgets = QApplication.topLevelWidgets()
        return any(_is_soon(timer) for widget in widgets for timer in widget.findChildren(QTimer))

    deadline = time.monotonic() + seconds
    quiet_since = time.monotonic()
    while time.monotonic() < deadline:
        began = time.monotonic()
        QApplication.processEvents()
        # A round as long as the quiet itself was no quiet: what it did may just have asked for more.
        if window.running() or not until() or time.monotonic() - began > QUIET:
            quiet_since = time.monotonic()
        if time.monotonic() - quiet_since > QUIET:
            if not waits():
                return True
            quiet_since = time.monotonic()
        time.sleep(0.01)
    return False


def shoot(window: "MainWindow", path: Path) -> None:
    """Write a picture of the window as it is."""
    settle(window)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not window.grab().save(str(path)):
        raise OSError(f"could not write {path}")


def open_on(window: "MainWindow", pane: str, project: Path | None, what: dict[str, str]) -> None:
    """Open the project, if one is given, and then the pane."""
    if project is None:
        window.go_to(pane, **what)
    else:
        window.projects.open(project, lambda: window.go_to(pane, **what))


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.preview_pane", description=__doc__)
    parser.add_argument("pane", choices=[pane.key for pane in panes()])
    parser.add_argument("--project", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--shot", type=Path)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--text", type=int, default=100, help="text size in percent")
    parser.add_argument("--what", action="append", default=[], metavar="NAME=VALUE")
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Open or shoot one pane; the exit status."""
    arguments = _arguments(argv)
    if arguments.shot:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings

    from ui.core.application import prepare

    app = prepare(sys.argv[:1])
    # A look at a pane must not change what the real program remembers.
    scratch = tempfile.TemporaryDirectory(prefix="quillwork-look-")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, scratch.name)
    from ui.core.theme import active
    from ui.shell.tips import mark_all_shown
    from ui.shell.window import MainWindow

    mark_all_shown()
    active().choose("dark" if arguments.dark else "light")
    active().choose_text_size(arguments.text)
    window = MainWindow()
    window.bug.connect(_print_bug)
    window.resize(*(int(part) for part in arguments.size.split("x")))
    window.show()
    open_on(window, arguments.pane, arguments.project, dict(pair.split("=", 1) for pair in arguments.what))
    try:
        if not arguments.shot:
            return app.exec()
        shoot(window, arguments.shot)
        window.close()
        return 0
    finally:
        scratch.cleanup()


def _print_bug(error: BaseException) -> None:
    import traceback

    traceback.print_exception(error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
