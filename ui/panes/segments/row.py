"""One condition of the builder: a row of small fields, its count at the right, and a menu of what can be done to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLayout, QSizePolicy, QWidget

from app import conditions
from app.rules import Names, builder
from ui.core import formats, icons, theme
from ui.core.literal_names import Menu
from ui.panes.segments.figures import RowFigures
from ui.panes.segments.rule_model import Path, Rule, RuleModel, children, negated
from ui.widgets.buttons import Button, Chip, Field
from ui.widgets.labels import Label, restyle
from ui.widgets.layouts import FlowLayout, hbox, vbox

if TYPE_CHECKING:
    from ui.panes.segments.editing import Editing

FIELD = 28
"""Pixels of a row's fields, and of what stands beside them."""
_INDENT = 16
"""Pixels by which the fields that go on in a next row stand further in."""
PATH_TYPE = "application/x-quillwork-rule-path"


@dataclass(frozen=True)
class Bench:
    """What the builder's widgets share: the rule, the names it may use, and the way to edit it."""

    model: RuleModel
    names: Names
    editing: "Editing"
    focus: Callable[[Path], None] = lambda path: None
    """Gives the keyboard to the row at a path, or to the nearest one."""


class Grip(QWidget):
    """The six dots by which a row is dragged; the arrow keys with Alt move it too."""

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._path = path
        self._from = QPoint()
        self.setFixedSize(14, theme.active().px(FIELD))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip("Drag to move")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # A press on the grip is no drag before the mouse has gone as far as the system asks.
        if (event.position().toPoint() - self._from).manhattanLength() < QApplication.startDragDistance():
            return
        drag = QDrag(self)
        mime = QMimeData()
        mime.setData(PATH_TYPE, ",".join(map(str, self._path)).encode())
        drag.setMimeData(mime)
        if (row := self.parentWidget()) is not None:
            drag.setPixmap(row.grab())
        drag.exec(Qt.DropAction.MoveAction)

    def paintEvent(self, event: Any) -> None:
        from PySide6.QtGui import QPainter

        icons.paint(
            QPainter(self), self.rect().adjusted(0, 7, 0, -7), "dots-six-vertical", theme.active().color("muted")
        )


_ALT, _SHIFT, _CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
_MOVES: dict[Qt.Key, Callable[["ConditionRow", bool], None]] = {
    Qt.Key.Key_Up: lambda row, _: row._shift(-1),
    Qt.Key.Key_Down: lambda row, _: row._shift(1),
    Qt.Key.Key_Right: lambda row, shift: row._join_above() if shift else None,
    Qt.Key.Key_Left: lambda row, shift: row._lift() if shift else None,
}
"""What Alt and an arrow do, with Shift or without."""


class ConditionRow(QFrame):
    """One condition, with “not” before it where it is turned around."""

    def __init__(self, path: Path, bench: Bench) -> None:
        super().__init__()
        self.path = path
        self._bench = bench
        self._rule = bench.model.at(path)
        inner = negated(self._rule)
        self._inner = self._rule if inner is None else inner
        self._inner_path = path if inner is None else (*path, 0)
        self.setProperty("row", "true")
        self._parts = conditions.fields(self._inner, bench.names, formats)
        self.setAccessibleName(f"Condition about {self._parts[0].text}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.count = RowFigures()
        self.problem = Label("", "small", "bad", wrap=True)
        self.problem.hide()
        self.fields: list[Field] = []
        self.waiting: Field | None = None
        """The first field that has to be filled yet."""
        # Whoever has just added a row knows that it is not complete.
        self._fresh = bench.editing.fresh in (path, self._inner_path)
        self._build(inner is not None)

    def _build(self, turned: bool) -> None:
        line = hbox(spacing=6)
        line.setContentsMargins(4, 4, 4, 4)
        grip = Grip(self.path, self)
        grip.setEnabled(not self._bench.model.is_locked(self.path[:-1]))
        line.addWidget(grip, 0, Qt.AlignmentFlag.AlignTop)
        muted = bool(self._rule.get("muted"))
        self._locked = self._bench.model.is_locked(self.path)
        chips = [Chip("muted", "muted")] if muted else []
        chips += [Chip("locked", "muted")] if self._rule.get("locked") else []
        chips += [Chip("not", "bad")] if turned else []
        line.addLayout(self._lines(chips), 1)
        line.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        self.more = Button(kind="quiet", icon="dots-three", small=True, name="What can be done to this condition")
        self.more.clicked.connect(self._open_menu)
        self.more.setFixedHeight(theme.active().px(FIELD))
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        outer = vbox(spacing=0, parent=self)
        outer.addLayout(line)
        outer.addWidget(self.problem)
        if note := self._rule.get("note"):
            outer.addWidget(Label(str(note), "small", "muted", wrap=True))
        restyle(self, muted="true" if muted else "")

    def is_at(self, path: Path) -> bool:
        """Whether it shows the condition at that path, turned around or not."""
        return path in (self.path, self._inner_path)

    def _lines(self, chips: list[Chip]) -> QLayout:
        """The fields side by side, and those that begin a line of their own under what stands before it."""
        lines = QGridLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setVerticalSpacing(4)
        lines.setHorizontalSpacing(8)
        lines.setColumnStretch(1, 1)
        flow = FlowLayout(gap=6, row_gap=6, indent=theme.active().px(_INDENT))
        lines.addLayout(flow, 0, 0, 1, 2)
        for chip in chips:
            flow.addWidget(chip)
        for part in self._parts:
            if part.line:
                label, row = Label(part.line, tone="muted"), lines.rowCount()
                label.setFixedHeight(theme.active().px(FIELD))
                flow = FlowLayout(gap=6, row_gap=6, indent=theme.active().px(_INDENT))
                lines.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
                lines.addLayout(flow, row, 1)
            if widget := self._part(part):
                flow.addWidget(widget)
        return lines

    def _part(self, part: builder.Field) -> QWidget | None:
        if not part.adds:
            return self._field(part, enabled=not self._locked)
        return None if self._locked else self._adding(part)

    def _field(self, part: builder.Field, *, enabled: bool) -> QWidget:
        if part.editor is None:
            return Label(part.text)
        field = Field(part.text, value=part.value, name=f"{part.text}, change")
        field.setEnabled(enabled)
        field.setMinimumHeight(theme.active().px(FIELD))
        if part.missing:
            self.waiting = self.waiting or field
            if not self._fresh:
                field.set_bad(True, "Choose a value")
        field.clicked.connect(lambda: self._bench.editing.edit(self._inner_path, part, field))
        field.installEventFilter(self)
        self.fields.append(field)
        return field

    def _adding(self, part: builder.Field) -> QWidget:
        """The button for a field that is not there yet."""
        add = Button(kind="quiet", icon=part.adds, small=True, name=part.text)
        add.clicked.connect(lambda: self._bench.editing.edit(self._inner_path, part, add))
        return add

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not keyPressEvent: a button takes the arrow keys for itself, whatever is held with them.
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._moved_by(event)

    def _moved_by(self, event: QKeyEvent) -> bool:
        """What keys do to the whole row; whether it was one of them."""
        key, held = Qt.Key(event.key()), event.modifiers()
        alt, shift, control = (bool(held & one) for one in (_ALT, _SHIFT, _CONTROL))
        if key == Qt.Key.Key_Menu or (shift and key == Qt.Key.Key_F10):
            self._open_menu()
        elif control and key == Qt.Key.Key_D:
            self._bench.model.duplicate(self.path)
        elif self._locked:
            return False
        elif alt and key in _MOVES:
            # As in an outline: with Shift into the group above and out of one.
            _MOVES[key](self, shift)
        elif key == Qt.Key.Key_Delete:
            self._bench.model.remove(self.path)
            self._bench.focus(self.path)
        else:
            return False
        return True

    def _shift(self, by: int) -> None:
        self._bench.model.shift(self.path, by)
        self._bench.focus((*self.path[:-1], max(0, self.path[-1] + by)))

    def _join_above(self) -> None:
        """Make a group with the row above, or go into the group above."""
        bench, (*around, at) = self._bench, self.path
        if at > 0 and not bench.model.is_locked((*around, at - 1)):
            bench.model.join(self.path, (*around, at - 1))
            inside = len(children(bench.model.at((*around, at - 1)))) - 1
            bench.focus((*around, at - 1, inside))

    def _lift(self) -> None:
        """Leave the group, and stand behind it."""
        bench, path = self._bench, self.path
        if len(path) > 1:
            alone = len(children(bench.model.at(path[:-1]))) == 1
            bench.model.lift(path)
            bench.focus((*path[:-2], path[-2] + (0 if alone else 1)))

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong with this condition, or nothing."""
        self.problem.setText("" if self._fresh else sentence)
        self.problem.setVisible(bool(self.problem.text()))
        restyle(self, bad="true" if self.problem.text() else "")

    def _open_menu(self) -> None:
        menu = Menu(self)
        fill_menu(menu, self._bench, self.path, self.more)
        menu.open_under(self.more)


def fill_menu(menu: Menu, bench: Bench, path: Path, anchor: QWidget) -> None:
    """The things that can be done to any rule but the root; editors open under `anchor`."""
    model = bench.model
    rule = model.at(path)
    group = any(kind in rule for kind in ("all", "any", "none")) and negated(rule) is None
    muted, locked = (bool(rule.get(mark)) for mark in ("muted", "locked"))
    # What is locked is not edited; what stands in a locked group is not even moved.
    around = not model.is_locked(path[:-1])
    free = around and not locked
    entries: list[tuple[str, str, bool, Callable[[], None]]] = [
        ("Turn around (not)", "prohibit", free, lambda: model.negate(path)),
        ("Duplicate", "copy", around, lambda: model.duplicate(path)),
        ("Move up", "arrow-up", around, lambda: model.shift(path, -1)),
        ("Move down", "arrow-down", around, lambda: model.shift(path, 1)),
        ("Take it out of the group", "arrow-line-left", free and len(path) > 1, lambda: model.lift(path)),
        ("Dissolve the group", "arrows-in", free, lambda: model.dissolve(path))
        if group
        else ("Make a group of it", "stack", free, lambda: model.enclose(path)),
        ("Use it again" if muted else "Mute", "speaker-slash", free, lambda: _toggle(model, path, rule, "muted")),
        ("Unlock" if locked else "Lock", "lock-simple", around, lambda: _toggle(model, path, rule, "locked")),
        ("Note…", "note", free, lambda: bench.editing.note(path, anchor)),
        ("Delete", "trash", free, lambda: model.remove(path)),
    ]
    for text, icon, can_be, call in entries:
        action = menu.entry(text, icon)
        action.setEnabled(can_be)
        # Later, when the menu has closed: what is called rebuilds the row that the menu belongs to.
        action.triggered.connect(call, Qt.ConnectionType.QueuedConnection)


def _toggle(model: RuleModel, path: Path, rule: Rule, mark: str) -> None:
    model.mark(path, mark, not rule.get(mark))
