"""The kept segments as a list: how many are in each, in words, and what can be done with it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QWidget

from ui import icons, words
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import clear, hbox, scrolling, vbox
from ui.widgets.labels import Elided, Label


class SegmentCard(Card):
    """One segment: its name, its sentence, its count."""

    def __init__(self, segment: dict[str, Any], do: Callable[[str, str], None]) -> None:
        super().__init__(spacing=4)
        self.name = segment["name"]
        self._do = do
        row = hbox(spacing=16)
        left = vbox(spacing=4)
        title = Elided(self.name, "strong")
        left.addWidget(title)
        self.sentence = Elided(segment["sentence"], "small", "muted")
        left.addWidget(self.sentence)
        row.addLayout(left, 1)
        count = segment["count"]
        self.count = Label("–" if count is None else words.number(count), "name")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.count)
        row.addWidget(Label("people", "small", "muted"))
        self.open = Button("Open", small=True, name=f"Open {self.name}")
        self.open.clicked.connect(lambda: do("open", self.name))
        self.more = Button(kind="quiet", icon="dots-three", small=True, name=f"What can be done with {self.name}")
        self.more.clicked.connect(self._open_menu)
        row.addWidget(self.open)
        row.addWidget(self.more)
        self.add(row)
        self.setAccessibleName(f"{self.name}: {self.count.text()} people. {segment['sentence']}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._do("open", self.name)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for key, text, icon in (
            ("duplicate", "Duplicate", "copy"),
            ("campaign", "Use in a campaign", "megaphone-simple"),
            ("people", "Show the people", "users"),
            ("delete", "Delete", "trash"),
        ):
            action = menu.addAction(icons.icon(icon, "muted"), text)
            action.triggered.connect(
                lambda _=False, what=key: self._do(what, self.name), Qt.ConnectionType.QueuedConnection
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))


class Library(QStackedWidget):
    """All kept segments, or what a segment is for where there is none. `do(what, name)` is told what was pressed."""

    def __init__(self, do: Callable[[str, str], None]) -> None:
        super().__init__()
        self._do = do
        self.cards: list[SegmentCard] = []
        inside = QWidget()
        self._column = vbox(spacing=10, parent=inside)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.addWidget(area)
        new = Button("New segment", kind="main")
        new.clicked.connect(lambda: do("new", ""))
        self.addWidget(
            EmptyState(
                "chart-pie-slice",
                "Say whom you mean",
                "A segment is everyone for whom your conditions hold: what they did, what is known of them, what they "
                "allow. The count moves as you build, and each person can be explained.",
                new,
            )
        )

    def show_segments(self, segments: list[dict[str, Any]]) -> None:
        """Show these segments, each `{"name", "sentence", "count"}`; a count of None is still on its way."""
        clear(self._column)
        self.cards = [SegmentCard(segment, self._do) for segment in segments]
        for card in self.cards:
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.setCurrentIndex(0 if segments else 1)
