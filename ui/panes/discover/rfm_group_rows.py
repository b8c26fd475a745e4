"""The ordered table of RFM's groups, to be edited: the first that fits counts, so that rows go up and down."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, vbox

Row = dict[str, Any]
SCORES = (("recency", "Recency"), ("frequency", "Frequency"), ("monetary", "Money"), ("engagement", "Engagement"))
ANY = [1, 5]
HINT = (
    "The first group that fits counts. A range is written as 4–5 or 5; an empty one means any. Whoever no group takes "
    "is told as Other."
)
WIDE = 76


class GroupRow(QWidget):
    """One group: its name, a range for each score, and the buttons that move it or take it out."""

    def __init__(self, row: Row, table: "GroupTable") -> None:
        super().__init__()
        self._row = row
        self.name = QLineEdit(str(row["name"]))
        self.name.setAccessibleName("Name of the group")
        self.ranges: dict[str, QLineEdit] = {}
        line = hbox(spacing=6, parent=self)
        line.addWidget(self.name, 1)
        for key, title in SCORES:
            field = self.ranges[key] = QLineEdit(_written(row.get(key)))
            field.setAccessibleName(f"{title} of {row['name']}")
            field.setPlaceholderText("any")
            field.setFixedWidth(WIDE)
            line.addWidget(field)
        for icon, called, step in (("arrow-up", "Up", -1), ("arrow-down", "Down", 1)):
            button = Button(icon=icon, kind="quiet", small=True, name=f"{called}: {row['name']}")
            button.clicked.connect(lambda _=False, by=step: table.move_row(self, by))
            line.addWidget(button)
        out = Button(icon="x", kind="quiet", small=True, name=f"Take out {row['name']}")
        out.clicked.connect(lambda: table.take_out(self))
        line.addWidget(out)

    def document(self) -> Row:
        """The group as the table has it; a range that is none stays as it is written, to be refused in words."""
        found: Row = {"name": self.name.text().strip()}
        for key, field in self.ranges.items():
            given = _read(field.text())
            if key != "engagement" or given != ANY:
                found[key] = given
        return found | ({"about": self._row["about"]} if self._row.get("about") else {})


class GroupTable(QWidget):
    """The rows under their headings."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[GroupRow] = []
        self._default: Sequence[Row] = ()
        self._third = "money"
        self._heads: dict[str, Label] = {}
        head = hbox(spacing=6)
        head.addWidget(Label("Group", "small", "muted"), 1)
        for key, title in SCORES:
            label = self._heads[key] = Label(title, "small", "muted")
            label.setFixedWidth(WIDE)
            head.addWidget(label)
        # The buttons of a row.
        self._room = Label("")
        head.addWidget(self._room)
        add = Button("Another group", small=True, icon="plus")
        add.clicked.connect(self._add)
        self.reset = Button("As they were at first", kind="quiet", small=True)
        self.reset.clicked.connect(lambda: self.show_groups(self._default, self._default))
        self._column = vbox(spacing=4)
        column = vbox(Label(HINT, "small", "muted", wrap=True), spacing=6, parent=self)
        column.addLayout(head)
        column.addLayout(self._column)
        column.addLayout(hbox(add, self.reset, 1))

    def show_groups(self, groups: Sequence[Row], default: Sequence[Row]) -> None:
        """Edit these groups; `default` are those that come with the program."""
        self._default = default
        clear(self._column)
        self.rows = []
        for row in groups:
            self._put(row)

    def show_scores(self, third: str) -> None:
        """Show the ranges of what is scored: money, engagement or both beside recency and frequency."""
        self._third = third
        shown = {"recency", "frequency", "monetary"} | ({"engagement"} if third == "both" else set())
        for key, label in self._heads.items():
            label.setVisible(key in shown)
        # Instead of money its range is asked of engagement.
        self._heads["monetary"].setText("Engagement" if third == "engagement" else "Money")
        for row in self.rows:
            for key, field in row.ranges.items():
                field.setVisible(key in shown)

    def groups(self) -> list[Row]:
        """The table as it is written."""
        return [row.document() for row in self.rows]

    def move_row(self, row: GroupRow, by: int) -> None:
        """Let a group come before or after its neighbour."""
        at = self.rows.index(row)
        to = min(max(at + by, 0), len(self.rows) - 1)
        self.rows.insert(to, self.rows.pop(at))
        self._column.removeWidget(row)
        self._column.insertWidget(to, row)

    def take_out(self, row: GroupRow) -> None:
        """Take a group out of the table."""
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _add(self) -> None:
        self._put({"name": "", "recency": ANY, "frequency": ANY, "monetary": ANY})
        self.rows[-1].name.setFocus()

    def _put(self, row: Row) -> None:
        made = GroupRow(row, self)
        self.rows.append(made)
        self._column.addWidget(made)
        self._room.setFixedWidth(made.sizeHint().width() - _without_buttons(made))
        self.show_scores(self._third)


def _without_buttons(row: GroupRow) -> int:
    """How wide a row is up to its first button."""
    buttons = [child for child in row.children() if isinstance(child, Button)]
    return row.sizeHint().width() - sum(button.sizeHint().width() for button in buttons) - 6 * (len(buttons) - 1)


def _written(value: Any) -> str:
    if value is None or list(value) == ANY:
        return ""
    low, high = value
    return str(low) if low == high else f"{low}–{high}"


def _read(text: str) -> Any:
    """A range as it is written: `4–5`, `4-5`, `5`, or nothing for any; other text as an empty list."""
    plain = text.replace(" ", "")
    if not plain:
        return list(ANY)
    found = re.fullmatch(r"(\d)(?:[-–](\d))?", plain)
    return [int(found[1]), int(found[2] or found[1])] if found else []
