"""What every picture with axes is: a plot that is loaded when there is something to draw, and files of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSaveFile, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from ui.core import problems, theme

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from ui.charts.plot import Plot

SHARP = 2
"""A PNG has so many pixels for one of the screen: it is looked at elsewhere, and printed."""


def load(progress: "Progress | None" = None) -> None:
    """Load what plots are drawn with. A job that looks up what a picture shows calls this too: it takes a while."""
    import ui.charts.plot  # noqa: F401


class Chart(QWidget):
    """A picture; made without a plot, which comes with the first thing that is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._plot: Plot | None = None

    @property
    def plot(self) -> "Plot":
        """The plot, over the whole widget."""
        if self._plot is None:
            from ui.charts.plot import Plot

            self._plot = Plot()
            self._plot.setParent(self)
            self._plot.setGeometry(self.rect())
            self._plot.lower()
            self.furnish(self._plot)
            self._plot.show()
        return self._plot

    def furnish(self, plot: "Plot") -> None:
        """Put into a new plot what stays in it."""

    def fit_plot(self) -> None:
        """Let the plot fill the widget; whoever has a resizeEvent of its own calls this there."""
        if self._plot is not None:
            self._plot.setGeometry(self.rect())

    def show_plot(self, there: bool) -> None:
        """Whether there is anything to draw; a plot is not made to be hidden."""
        if self._plot is not None:
            self._plot.setVisible(there)

    def draw(self, painter: QPainter, target: QRectF, sharp: float) -> None:
        """Paint the picture into a place, `sharp` times as large as on the screen; one without axes paints itself."""
        self.plot.draw(painter, target, sharp)

    def write(self, path: Path) -> None:
        """Write the picture as PNG or SVG, by the end of the path; raises Problem where that cannot be."""
        save(path, self._svg() if path.suffix.lower() == ".svg" else self._png())

    def _png(self) -> bytes:
        size = self.size()
        image = QImage(size * SHARP, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(theme.active().color("surface"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(image.rect()), SHARP)
        painter.end()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # PySide says str, Qt takes a format's name as bytes or text.
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(data.data())

    def _svg(self) -> bytes:
        from PySide6.QtSvg import QSvgGenerator

        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        made = QSvgGenerator()
        made.setOutputDevice(buffer)
        made.setSize(QSize(self.width(), self.height()))
        made.setViewBox(self.rect())
        made.setTitle(self.accessibleName())
        made.setDescription(self.accessibleDescription())
        painter = QPainter(made)
        self.draw(painter, QRectF(self.rect()), 1.0)
        painter.end()
        return bytes(data.data())


def save(path: Path, content: bytes) -> None:
    """Write a file beside and put it in its place; raises Problem where that cannot be."""
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(content) == len(content) and file.commit()):
        raise problems.NOT_WRITTEN(name=path.name, why=file.errorString())
