"""Some people of a file as they will arrive, one at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.core import formats, theme
from ui.panes.data.arrival_words import Line, Shown
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Rule
from ui.widgets.face import Face
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.skeleton import Skeleton

_LEAST = 4
"""Lines for which there is room, whoever is shown: the buttons and what stands below stay where they are."""
_LINE = 31
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ArrivalCard(Card):
    """Emits `turned` with the place of the row that is shown; the arrow keys turn as the buttons do."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("As they will arrive", parent=parent, spacing=10)
        self.previous = Button(kind="quiet", icon="caret-left", small=True, name="The row before")
        self.next = Button(kind="quiet", icon="caret-right", small=True, name="The next row")
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        for button in (self.previous, self.next):
            button.installEventFilter(self)
        self.add_to_head(self.previous)
        self.add_to_head(self.next)
        self.face = Face()
        self.name = Elided("", "strong")
        self.quiet = Elided("", "small", "muted", middle=True)
        self.add(hbox(self.face, vbox(self.name, self.quiet, spacing=1), spacing=10))
        self._lines = vbox(spacing=0)
        self._held = QWidget()
        self._held.setLayout(self._lines)
        self.more = Label("", "small", "muted")
        self.add(self._held)
        self.add(self.more)
        self._rows: Sequence[Shown] = ()
        self.at = 0
        self.wait()

    def wait(self) -> None:
        """Nobody is known yet."""
        px = theme.active().px
        self._rows, self.at = (), 0
        self.face.blank()
        self.name.blank(px(120))
        self.quiet.blank(px(150))
        self._fill(())
        self._lines.insertWidget(0, Skeleton(_LEAST, _LINE))
        self.more.setText("")
        self._show_buttons()

    def show_rows(self, caption: str, rows: Sequence[Shown]) -> None:
        """Show these, the one at whose place somebody is; a file of which nothing arrives has no such card."""
        self._rows = rows
        self.title.setText(caption)
        self.setVisible(bool(rows))
        if rows:
            self.turn_to(min(self.at, len(rows) - 1))

    def turn_to(self, at: int) -> None:
        """Show the row at a place, without telling anybody."""
        if not 0 <= at < len(self._rows):
            return
        self.at = at
        row = self._rows[at]
        self.face.show_name(row.name, row.icon)
        self.name.setText(row.title)
        self.quiet.setText(row.quiet or f"line {formats.number(row.line)}")
        self._fill(row.lines)
        self.more.setText(f"and {formats.counted(row.more, 'more field')}" if row.more else "")
        said = ", ".join(f"{line.label} {line.value}" for line in row.lines)
        self.setAccessibleName(f"{row.title}, {self.quiet.text()}: {said}")
        self._show_buttons()

    def row(self, line: int) -> int:
        """The place of the row that began on a line of the file, -1 where it is not among those shown."""
        return next((at for at, row in enumerate(self._rows) if row.line == line), -1)

    @property
    def line(self) -> int:
        """The line of the file on which the row that is shown began; 0 where there is none."""
        return self._rows[self.at].line if self._rows else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # On a button the arrows would lead to the next one.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self.turn(step)
            return bool(step)
        return False

    def turn(self, step: int) -> None:
        """Go on by so many rows, and tell where that led."""
        before = self.at
        self.turn_to(self.at + step)
        if self.at != before:
            self.turned.emit(self.at)

    def _show_buttons(self) -> None:
        count = len(self._rows)
        for button, ends in ((self.previous, self.at == 0), (self.next, self.at >= count - 1)):
            # The one that has the keyboard keeps it at the end, where it has nothing more to do.
            button.setEnabled(bool(count) and (not ends or button.hasFocus()))

    def _fill(self, lines: Sequence[Line]) -> None:
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(_ShownLine(line))
        self._lines.addStretch(1)
        self._held.setMinimumHeight(theme.active().px(_LINE) * max(_LEAST, len(lines)))


class _ShownLine(QWidget):
    """What is said of one thing, with a thin rule below it."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        value = Elided(line.value, "base", line.tone)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = hbox(Elided(line.label, "small", "muted"), spacing=12, margins=(2, 0, 2, 0))
        row.addWidget(value, 1)
        vbox(row, Rule(), spacing=0, parent=self)
        self.setFixedHeight(theme.active().px(_LINE))
