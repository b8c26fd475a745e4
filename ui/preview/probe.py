"""Whether the preview works here: run in a process of its own, since a browser engine that cannot start ends one."""

import os
import sys
from typing import TYPE_CHECKING

from ui.core import problems

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

COLOUR = "#2a7f62"
TIMEOUT = 30_000
"""Milliseconds for the engine to start, load an email and draw it."""


def probe() -> str:
    """Show an email where nobody sees it and look at what was drawn; the engine's version. Raises Problem.

    Only in a process that has no Qt application yet.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.core.application import prepare

    application = prepare(sys.argv[:1])
    _draw_icon()
    outcome = _draw_email()
    application.processEvents()
    if outcome:
        raise problems.NO_PREVIEW(why=outcome)
    from PySide6.QtWebEngineCore import qWebEngineChromiumVersion

    version: object = qWebEngineChromiumVersion()  # a text, though the stubs say bytes
    return f"Chromium {version}"


def _draw_icon() -> None:
    """Raise Problem where the font of the icons is not there: it is found by name, so a bundle may lack it."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    from ui.core import icons

    image = QImage(32, 32, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    blank = image.copy()
    painter = QPainter(image)
    icons.paint(painter, QRect(0, 0, 32, 32), "house", QColor(COLOUR))
    painter.end()
    if image == blank:
        raise problems.NO_ICONS()


def _draw_email() -> str:
    """What is wrong with an email that is one colour; empty if it came out in that colour."""
    from PySide6.QtCore import QEventLoop, QTimer

    from ui.preview.view import Preview

    said: list[str] = []
    preview = Preview(lambda _: None)
    preview.resize(64, 64)
    preview.show()
    preview.show_html(f"<body style='background:{COLOUR}'></body>")
    if preview.is_simplified:
        return "it is missing"
    loop = QEventLoop()
    looking = QTimer(preview, interval=50)
    looking.timeout.connect(lambda: said.append("") if _drawn(preview) else None)
    looking.timeout.connect(lambda: loop.quit() if said else None)
    looking.start()
    QTimer.singleShot(TIMEOUT, preview, lambda: said.append(f"nothing was drawn in {TIMEOUT // 1000} s"))
    loop.exec()
    looking.stop()
    preview.shutdown()
    preview.close()
    return said[0]


def _drawn(widget: "QWidget") -> bool:
    return widget.grab().toImage().pixelColor(32, 32).name() == COLOUR
