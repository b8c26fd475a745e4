"""Starts the window. Nothing heavy is imported here or by what is imported here: a test holds it to that."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication

from ui.core import theme
from ui.core.timers import every, once


def prepare(argv: Sequence[str]) -> QApplication:
    """The application, named, in its theme; called once, before any widget."""
    # Painting gives the interpreter up and asks for it back at each call into Qt. While a job computes, it would wait
    # for the usual 5 ms each time: a table took 250 ms to paint then, and takes half of that like this.
    sys.setswitchinterval(0.0005)
    # The preview's browser engine is loaded on the first visit to Templates; it needs only this much beforehand.
    # (Its preview: scheme may be registered later too, as long as that comes before the first web profile.)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QCoreApplication.setOrganizationName("Quillwork")
    QCoreApplication.setApplicationName("Quillwork")
    app = QApplication(list(argv))
    app.setDesktopFileName("quillwork")
    size = str(QSettings().value("window/text_size", "100"))
    theme.active().choose_text_size(int(size) if size.isdigit() else 100)
    theme.active().choose(str(QSettings().value("window/theme", "system")))
    return app


def main(argv: Sequence[str], project_path: Path | None = None) -> int:
    """Run the window until it is closed; the exit status."""
    app = prepare(argv)

    from app.project.backups import tidy
    from ui.shell.crash import CrashReporter, ReportDialog
    from ui.shell.preload import load_ahead
    from ui.shell.window import MainWindow

    tidy()
    window = MainWindow()
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    reporter = CrashReporter(Path(folder) / "reports", lambda text: ReportDialog(text, window).open())
    left = reporter.install()
    window.bug.connect(reporter.caught)
    window.show()
    once(window, 300, lambda: load_ahead(window.jobs)).start()
    if left:
        window.say_crashed()
    if project_path is not None:
        window.projects.open(project_path)
    # Python sees Ctrl+C in the terminal only between two of its own steps.
    signal.signal(signal.SIGINT, lambda *_: window.close())
    breath = every(window, 500, lambda: None)
    breath.start()
    try:
        return app.exec()
    finally:
        breath.stop()
        reporter.uninstall()


if __name__ == "__main__":
    sys.exit(main(sys.argv[:1], Path(sys.argv[1]) if len(sys.argv) > 1 else None))
