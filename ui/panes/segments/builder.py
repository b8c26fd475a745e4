"""The builder: groups in groups, conditions in rows, and where to add to them."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.core import theme
from ui.core.literal_names import Menu
from ui.panes.segments.figures import Below, RowFigures
from ui.panes.segments.row import PATH_TYPE, Bench, ConditionRow, Grip, fill_menu
from ui.panes.segments.rule_model import Path, Rule, children, kind_of, negated, place
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.labels import Label, restyle
from ui.widgets.layouts import FlowLayout, clear, discard, hbox, vbox
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.audience import Figures, Reach

ADDING = (
    ("condition", "Add a condition", "Ctrl+Shift+A"),
    ("group", "Add a group", "Ctrl+Shift+G"),
    ("pattern", "Start from a pattern", "Ctrl+Shift+P"),
)
"""What can be added to the whole rule, with its words and keys."""
_EDGE = 0.28
"""The share of a row's height, above and below, that means the place between it and the next."""
KINDS = {"all": "all", "any": "any", "none": "none"}
HINTS = {
    "all": "Every condition must hold",
    "any": "At least one condition must hold",
    "none": "No condition may hold",
}


class GroupBox(QFrame):
    """One group: its kind as a chip, its rows, and (for the root and for chosen groups) the buttons that add."""

    def __init__(self, path: Path, bench: Bench) -> None:
        super().__init__()
        self.path = path
        self._bench = bench
        self._line = self._onto = -1
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        rule = bench.model.at(path)
        self.kind = kind_of(rule) or "all"
        self.rows: list[GroupBox | ConditionRow] = []
        self.count = RowFigures(self)
        self.more = Button(
            kind="quiet", icon="dots-three", small=True, name="What can be done to this group", parent=self
        )
        # Of the root nothing can be done but adding; the figure for it stands large at the right.
        self.count.setVisible(bool(path))
        self.more.setVisible(bool(path))
        outer = hbox(spacing=0, parent=self)
        if path:
            outer.setContentsMargins(20, 4, 0, 4)
        self.column = vbox(spacing=4)
        outer.addLayout(self.column, 1)
        self.column.addLayout(self._head(rule))
        if path and (note := rule.get("note")):
            self.column.addWidget(Label(str(note), "small", "muted", wrap=True))
        self._first = self.column.count()
        self._fill(rule)
        if path and not bench.model.is_locked(path):
            self.column.addWidget(AddBar(path, bench, root=False))
        restyle(self, muted="true" if rule.get("muted") else "")

    def _head(self, rule: dict[str, Any]) -> Any:
        head = hbox(spacing=6)
        self.chip = ChipButton(KINDS[self.kind], "bad" if self.kind == "none" else "accent")
        self.chip.setToolTip(HINTS[self.kind])
        self.chip.setAccessibleName(f"{HINTS[self.kind]}. Change")
        self.chip.clicked.connect(self._choose_kind)
        if self.path:
            grip = Grip(self.path, self)
            grip.setEnabled(not self._bench.model.is_locked(self.path[:-1]))
            head.addWidget(grip)
            head.addWidget(self.chip)
            self.chip.setEnabled(not self._bench.model.is_locked(self.path))
            marks = ", ".join(mark for mark in ("muted", "locked") if rule.get(mark))
            head.addWidget(Label("of these" + (f" ({marks})" if marks else ""), tone="muted"))
            head.addStretch(1)
            head.addWidget(self.count)
            self.more.clicked.connect(self._open_menu)
            head.addWidget(self.more)
        else:
            head.addWidget(Label("People for whom", "strong"))
            head.addWidget(self.chip)
            head.addWidget(Label("of these hold" if self.kind != "none" else "of these holds", "strong"))
            head.addStretch(1)
            head.setContentsMargins(0, 0, 0, 6)
        return head

    def _fill(self, rule: dict[str, Any]) -> None:
        for index in range(len(children(rule))):
            self.rows.append(self._row(index))
            self.column.addWidget(self.rows[-1])

    def _row(self, index: int) -> "GroupBox | ConditionRow":
        path = (*self.path, index)
        child = self._bench.model.at(path)
        group = kind_of(child) is not None and negated(child) is None
        return GroupBox(path, self._bench) if group else ConditionRow(path, self._bench)

    def follow(self, before: Rule, bench: Bench) -> bool:
        """Show what `before` has become by making only those rows anew that changed.

        False where that will not do, because rows went or the group is another.
        """
        rule = bench.model.at(self.path)
        old, new = children(before), children(rule)
        if _head_of(before) != _head_of(rule) or len(new) < len(old):
            return False
        self._bench = bench
        for index, child in enumerate(new):
            if index >= len(old):
                self.rows.append(self._row(index))
                self.column.insertWidget(self._first + index, self.rows[index])
            elif child != old[index]:
                self._exchange(index, old[index], bench)
        return True

    def _exchange(self, index: int, before: Rule, bench: Bench) -> None:
        row = self.rows[index]
        if isinstance(row, GroupBox) and row.follow(before, bench):
            return
        place = _keyboard(row)
        self.rows[index] = self._row(index)
        # The old one goes only after the new one stands: the row keeps its place, and the page its height.
        self.column.insertWidget(self._first + index, self.rows[index])
        self.column.removeWidget(row)
        discard(row)
        made = self.rows[index]
        if place is not None and isinstance(made, ConditionRow) and made.fields:
            made.fields[min(place, len(made.fields) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_kind(self) -> None:
        menu = Menu(self)
        for kind, hint in HINTS.items():
            action = menu.entry(f"{kind}  ·  {hint}")
            action.triggered.connect(
                # Once the menu has closed (queued): the change takes this box away, whose child the menu is.
                lambda _=False, chosen=kind: self._bench.model.set_kind(self.path, chosen),
                Qt.ConnectionType.QueuedConnection,
            )
        menu.open_under(self.chip)

    def _open_menu(self) -> None:
        menu = Menu(self)
        fill_menu(menu, self._bench, self.path, self.more)
        menu.open_under(self.more)

    # Dropping a dragged row

    def _index_at(self, y: float) -> int:
        return sum(1 for row in self.rows if row.geometry().center().y() < y)

    def _row_at(self, y: float, source: Path) -> int:
        """The condition on whose middle something is held, which would make a group of both; -1 between two."""
        for at, row in enumerate(self.rows):
            rect = row.geometry()
            inside = rect.top() + rect.height() * _EDGE < y < rect.bottom() - rect.height() * _EDGE
            if isinstance(row, ConditionRow) and inside and (*self.path, at) != source[: len(self.path) + 1]:
                return -1 if self._bench.model.is_locked((*self.path, at)) else at
        return -1

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # A locked group takes nothing in, and asks nobody further out to take it.
        if event.mimeData().hasFormat(PATH_TYPE) and not self._bench.model.is_locked(self.path):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        y = event.position().y()
        self._onto = self._row_at(y, _dragged(event))
        self._line = -1 if self._onto >= 0 else self._index_at(y)
        self.update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._line = self._onto = -1
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        source, y = _dragged(event), event.position().y()
        onto = self._row_at(y, source)
        self._line = self._onto = -1
        self.update()
        event.acceptProposedAction()
        if onto >= 0:
            self._bench.model.join(source, (*self.path, onto))
        else:
            self._bench.model.move(source, (*self.path, self._index_at(y)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.path:
            painter.fillRect(7, 4, 2, self.height() - 8, theme.active().color("line"))
        if self._onto >= 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.active().color("accent"), 2))
            painter.setBrush(theme.active().color("accent-soft"))
            painter.drawRoundedRect(self.rows[self._onto].geometry().adjusted(0, 1, -1, -1), 7, 7)
        elif self._line >= 0 and self.rows:
            below = self._line < len(self.rows)
            y = self.rows[self._line].y() - 3 if below else self.rows[-1].geometry().bottom() + 2
            painter.fillRect(20 if self.path else 0, y, self.width(), 2, theme.active().color("accent"))


def _dragged(event: QDropEvent) -> Path:
    """The path of the row that is dragged."""
    return tuple(int(part) for part in bytes(event.mimeData().data(PATH_TYPE).data()).decode().split(","))


def _head_of(rule: Rule) -> Rule:
    """What a group is apart from the rules in it."""
    return {"kind": kind_of(rule)} | {mark: value for mark, value in rule.items() if mark not in KINDS}


def _keyboard(row: QWidget) -> int | None:
    """Which field of a row has the keyboard, also while a small window is open over it; None for none of them."""
    # The stubs of Qt leave out that nothing may have it.
    holder = cast("QWidget | None", row.window().focusWidget())
    if not isinstance(row, ConditionRow) or holder is None or not row.isAncestorOf(holder):
        return None
    return next((at for at, field in enumerate(row.fields) if field is holder), 0)


class AddBar(QWidget):
    """+ Condition, + Group and, at the root, ready patterns."""

    def __init__(self, path: Path, bench: Bench, *, root: bool) -> None:
        super().__init__()
        self.condition = Button("+ Condition", small=True, name="Add a condition")
        self.condition.clicked.connect(lambda: bench.editing.add(path, self.condition))
        flow = FlowLayout(self, gap=8, row_gap=6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        flow.addWidget(self.condition)
        self.group = Button("+ Group", small=True, name="Add a group")
        self.group.clicked.connect(lambda: bench.editing.add_group(path, self.group))
        flow.addWidget(self.group)
        if root:
            self.pattern = Button("From a pattern ▾", small=True, name="Add a ready pattern")
            self.pattern.clicked.connect(lambda: bench.editing.add_pattern(path, self.pattern))
            flow.addWidget(self.pattern)


class Builder(QWidget):
    """The whole rule. `rebuild` shows it after an edit, and keeps the keyboard in the row where it was."""

    def __init__(self) -> None:
        super().__init__()
        self._column, self.below = vbox(spacing=10), Below()
        outer = vbox(spacing=12, parent=self)
        outer.addLayout(self._column, 1)
        outer.addWidget(self.below)
        self.root: GroupBox | None = None
        self._bar: AddBar | None = None
        self.shown_rule: Rule = {}

    def rebuild(self, bench: Bench) -> None:
        """Show the model's rule; where only some rows have changed, only those are made anew."""
        before, self.shown_rule = self.shown_rule, bench.model.root
        # Nothing half-made is painted between the rows that go and those that come.
        self.setUpdatesEnabled(False)
        shown = self.root
        if shown is None or not shown.follow(before, bench):
            self._make(bench)
        self.setUpdatesEnabled(True)

    def wait(self) -> None:
        """Another rule is on its way: none of the old one's rows may be pressed or read under its name."""
        clear(self._column)
        self.root, self._bar, self.shown_rule = None, None, {}
        self.below.wait()
        self._column.addWidget(Skeleton(3, 40))
        self._column.addStretch(1)

    def _make(self, bench: Bench) -> None:
        clear(self._column)
        self.root = GroupBox((), bench)
        self._column.addWidget(self.root)
        self._bar = AddBar((), bench, root=True)
        self._column.addWidget(self._bar)
        self._column.addStretch(1)

    def press(self, what: str) -> None:
        """Add to the whole rule, as its button does; see ADDING."""
        if self._bar is not None:
            getattr(self._bar, what).click()

    def focus_row(self, path: Path) -> None:
        """Give the keyboard to the condition at a path; to the last one of its group where there is none any more."""
        rows = [box for box in self.boxes() if isinstance(box, ConditionRow) and box.path[:-1] == path[:-1]]
        near = [row for row in rows if row.path[-1] <= path[-1]] or rows
        if near and near[-1].fields:
            near[-1].fields[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def complete(self, path: Path) -> None:
        """Open the editor of what is missing in the condition at a path, if anything is."""
        row = next((box for box in self.boxes() if isinstance(box, ConditionRow) and box.is_at(path)), None)
        if row is not None and row.waiting is not None:
            # Once the list in which something was chosen has closed.
            QTimer.singleShot(0, row.waiting, row.waiting.click)

    def boxes(self) -> list[GroupBox | ConditionRow]:
        """Every group and row, outermost first."""
        if self.root is None:
            return []
        found: list[GroupBox | ConditionRow] = []
        waiting: list[QWidget] = [self.root]
        while waiting:
            box = waiting.pop(0)
            if isinstance(box, (GroupBox, ConditionRow)):
                found.append(box)
            if isinstance(box, GroupBox):
                # Depth first: rows come as they are read from top to bottom.
                waiting = [*box.rows, *waiting]
        return found

    def show_counts(self, rule: dict[str, Any], figures: "Figures", reach: "Reach") -> None:
        """For how many people each row and group holds by itself, and how many more there were without it."""
        self.below.show_funnel(figures, reach)
        # The figure of the whole rule stands large at the right.
        for box in self.boxes()[1:]:
            at = place(rule, box.path)
            box.count.show_figures(figures.rows.get(at), figures.takes.get(at))

    def dim_counts(self) -> None:
        """Fade the old counts until the new ones land."""
        self.below.set_dim()
        for box in self.boxes():
            box.count.set_dim(True)

    def clear_counts(self) -> None:
        """Nobody knows them of this rule."""
        self.below.show_nothing()
        for box in self.boxes():
            box.count.show_figures(None)

    def show_problem(self, rule: dict[str, Any], where: str, sentence: str) -> bool:
        """Mark the row in which a rule is wrong; False where no row is meant."""
        marked = False
        for box in self.boxes():
            if isinstance(box, ConditionRow):
                at = place(rule, box.path)
                inside = where == at or where.startswith(f"{at}.")
                box.set_problem(sentence if inside else "")
                marked = marked or inside
        return marked

    def clear_problems(self) -> None:
        """Take all marks away."""
        for box in self.boxes():
            if isinstance(box, ConditionRow):
                box.set_problem("")
