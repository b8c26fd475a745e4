"""Where in which tool an export is found: a list that is searched and gone through by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QSizePolicy, QWidget

from ui.core import theme
from ui.core.screen_reader import say
from ui.widgets.labels import Label
from ui.widgets.layouts import vbox
from ui.widgets.picker import Lines
from ui.widgets.search import SearchField

NOTHING = "No shop or tool that is known is called so. Any file with headers comes in all the same: drop it here."


class ExportGuide(QWidget):
    """A search field, the exports that match, and where the chosen one is found.

    Down in the field goes to the list; Up in its first line goes back.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exports: Sequence[tuple[str, str]] = ()
        self.search = SearchField("Shop or tool", "Search the shops and tools")
        self.list = Lines("Exports of shops and tools")
        # It takes what room there is, and asks for little.
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(theme.active().px(92))
        self.where = Label("", tone="muted", wrap=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # Room for the longest, so that nothing moves from one to the next.
        self.where.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        self.where.setAlignment(Qt.AlignmentFlag.AlignTop)
        vbox(self.search, self.list, self.where, spacing=8, parent=self).setStretch(1, 1)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.went_down.connect(self._go_down)
        self.list.currentItemChanged.connect(lambda now, _: self._tell(now))

    def show_exports(self, exports: Sequence[tuple[str, str]]) -> None:
        """Show these: what each is called, and where it is found."""
        self._exports = exports
        self._fill()

    def _fill(self) -> None:
        wanted = self.search.text().casefold().split()
        self.list.clear()
        for title, where in self._exports:
            if all(word in f"{title} {where}".casefold() for word in wanted):
                self.list.line(title).setData(Qt.ItemDataRole.UserRole, where)
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            self.where.setText(NOTHING if self._exports else "")

    def _go_down(self) -> None:
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.where.setText(str(item.data(Qt.ItemDataRole.UserRole)))
            if self.list.hasFocus():
                say(self.list, self.where.text())
