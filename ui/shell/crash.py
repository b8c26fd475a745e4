"""What happens when we made a mistake: one report, without any customer's data, and the program goes on."""

import contextlib
import faulthandler
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from ui.core import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox


def report(error: BaseException) -> str:
    """The report of an error: versions, and where in the program it happened.

    The error's own text and the values of variables stay out: they may hold a customer's data.
    """
    lines = [f"Quillwork {_version()} · Python {platform.python_version()} · {platform.platform()}", ""]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        for frame in traceback.extract_tb(cause.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
        if cause is not None:
            lines.append("because of")
    return "\n".join(lines)


def _short(file_name: str) -> str:
    """The end of a path: a user's name often stands in its beginning."""
    return "/".join(Path(file_name).parts[-3:])


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("quillwork")
    except PackageNotFoundError:
        return "(from its source)"


class CrashReporter(QObject):
    """Catches what nothing else caught, on any thread, keeps its report in a file and shows it once."""

    _caught = Signal(object)

    def __init__(self, folder: Path, show: Callable[[str], None]) -> None:
        super().__init__()
        self._folder = folder
        self._show = show
        self._seen: set[str] = set()
        self._faults: IO[str] | None = None
        self._caught.connect(self._report)

    def install(self) -> str:
        """Begin to catch; answers what a hard crash of the last run left behind, or an empty text."""
        left = ""
        # On a full disk, or where nothing may be written, reports are shown without being kept.
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            last = self._folder / "fault.txt"
            left = last.read_text("utf-8", "replace") if last.exists() else ""
            self._faults = last.open("w", encoding="utf-8")
            # Into a file that is open already: when a process dies of a signal, no Python runs any more.
            faulthandler.enable(self._faults)
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self.caught(args.exc_value)
        return left

    def uninstall(self) -> None:
        """The program ends in order: nothing is left behind for the next start to wonder about."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._faults is not None:
            self._faults.close()
            self._faults = None
            with contextlib.suppress(OSError):
                (self._folder / "fault.txt").unlink(missing_ok=True)

    def caught(self, error: BaseException | None) -> None:
        """Report an error; may be called from any thread."""
        if error is not None and not isinstance(error, (KeyboardInterrupt, SystemExit)):
            self._caught.emit(error)

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        self.caught(error)

    def _report(self, error: BaseException) -> None:
        text = report(error)
        if text in self._seen:
            return
        # An error while painting comes again with every frame.
        self._seen.add(text)
        with contextlib.suppress(OSError), (self._folder / "reports.txt").open("a", encoding="utf-8") as kept:
            kept.write(f"{text}\n\n")
        sys.stderr.write(f"{text}\n")
        self._show(text)


class ReportDialog(QDialog):
    """Says that it was our mistake, that the work is safe, and shows the report as it would be sent."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.resize(620, 420)
        said = QPlainTextEdit(text)
        said.setReadOnly(True)
        said.setFont(theme.active().mono())
        said.setAccessibleName("The report")
        copy = Button("Copy the report", icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        on = Button("Go on", kind="main")
        on.clicked.connect(self.accept)
        on.setDefault(True)
        what = "What you saved is safe in the project's file. The report below says where in the program it happened; "
        vbox(
            Label("That was a mistake of ours", "title"),
            Label(f"{what}it holds nothing of your customers, and it is sent nowhere.", tone="muted", wrap=True),
            said,
            hbox(copy, 1, on),
            spacing=14,
            margins=(24, 20, 24, 20),
            parent=self,
        )
