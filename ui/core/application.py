"""The application that every window is part of: named, in its theme, at the text size that was chosen."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication

from ui.core import theme


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
    # Where settings are an INI file, every value comes back as text.
    size = str(QSettings().value("window/text_size", "100"))
    theme.active().choose_text_size(int(size) if size.isdigit() else 100)
    theme.active().choose(str(QSettings().value("window/theme", "system")))
    return app
