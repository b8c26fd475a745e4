"""Pages of which one is shown, some of them made only when somebody turns to them."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.widgets.layouts import least_size


class Pages(QStackedWidget):
    """Pages of which one is shown; it needs the room of that one, not of the widest.

    In the place of a page there may be the function that makes it, called when it is first turned to: most visits
    never come to it. A page that is made as its child is styled once, and not again as it comes in.
    """

    def __init__(self, *pages: QWidget | Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[int, tuple[QWidget, Callable[[], QWidget]]] = {}
        self.currentChanged.connect(lambda _: self.updateGeometry())
        for page in pages:
            if isinstance(page, QWidget):
                self.addWidget(page)
            else:
                holder = QWidget()
                self._waiting[self.addWidget(holder)] = (holder, page)

    def is_made(self, index: int) -> bool:
        """Whether the page at that place is there already."""
        return index not in self._waiting

    def make(self, index: int) -> None:
        """Make the page at that place, where nobody has turned to it yet."""
        if not self.is_made(index):
            holder, make = self._waiting.pop(index)
            self.insertWidget(index, make())
            self.removeWidget(holder)
            holder.deleteLater()

    def setCurrentIndex(self, index: int) -> None:
        self.make(index)
        super().setCurrentIndex(index)

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return super().minimumSizeHint() if shown is None else least_size(shown)
