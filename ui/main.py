"""Starts the window. Nothing heavy is imported here or by what is imported here: a test holds it to that."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from ui.core.application import prepare
from ui.core.timers import every, once


def main(argv: Sequence[str], project_path: Path | None = None) -> int:
    """Run the window until it is closed; the exit status."""
    app = prepare(argv)

    from app.project import tidy
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
