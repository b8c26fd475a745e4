"""Whether the browser engine of the preview works here: run in a process of its own, since it can crash one."""

import os
import sys
from typing import TYPE_CHECKING

from app.problems import Problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

COLOUR = "#2a7f62"
TIMEOUT = 30_000
"""Milliseconds for the engine to start, load a page and draw it."""


def probe() -> str:
    """Load a page where nobody sees it and look at what was drawn; the engine's version. Raises Problem if it is wrong.

    Only in a process that has no Qt application yet.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtWebEngineCore import qWebEngineChromiumVersion
    from PySide6.QtWidgets import QApplication

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication(sys.argv[:1])
    outcome = _draw()
    application.processEvents()
    if outcome:
        raise Problem("The preview's browser engine does not work here", outcome)
    version: object = qWebEngineChromiumVersion()  # a text, though the stubs say bytes
    return f"Chromium {version}"


def _draw() -> str:
    """What is wrong with a page that is one colour; empty if it came out in that colour."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from shiboken6 import delete

    said: list[str] = []
    profile = QWebEngineProfile()  # no name: off the record
    view = QWebEngineView()
    page = QWebEnginePage(profile, view)
    view.setPage(page)
    # The process also ends when the page is taken down below: only the first word counts.
    page.renderProcessTerminated.connect(lambda *_: said.append("the engine's process ended at once"))
    view.resize(64, 64)
    view.show()
    page.setHtml(f"<body style='background:{COLOUR}'></body>")
    loop = QEventLoop()
    looking = QTimer(view, interval=50)
    looking.timeout.connect(lambda: said.append("") if _drawn(view) else None)
    looking.timeout.connect(lambda: loop.quit() if said else None)
    looking.start()
    QTimer.singleShot(TIMEOUT, view, lambda: said.append(f"nothing was drawn in {TIMEOUT // 1000} s"))
    loop.exec()
    outcome = said[0]
    view.close()
    # The page goes before its profile, or Qt warns.
    delete(page)
    delete(view)
    delete(profile)
    return outcome


def _drawn(view: "QWidget") -> bool:
    return view.grab().toImage().pixelColor(32, 32).name() == COLOUR
