"""A preview in a small window, with one picture of the project's own."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.ui.preview.shown_emails import RED
from ui.preview.view import Preview


def _png(colour: str) -> bytes:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


PICTURES = {"https://shop.example/own.png?a=1&b=2": ("image/png", _png(RED))}


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[Preview]:
    made = Preview(PICTURES.get)
    made.resize(400, 300)
    made.show()
    yield made
    made.shutdown()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def show(preview: Preview, qtbot: QtBot) -> Callable[[str], None]:
    """Shows an email and waits until it has been loaded."""

    def load(html: str) -> None:
        with qtbot.waitSignal(preview.kept_out, timeout=30_000):
            preview.show_html(html)

    return load
