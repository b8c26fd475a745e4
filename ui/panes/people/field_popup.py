"""One field of one person in a small window: its value to be set by hand, and below it every value that it ever had."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.core import formats, theme
from ui.panes.people.facts import told
from ui.widgets.buttons import Button, Chip, Segmented
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, scrolling, vbox
from ui.widgets.picker import Popup
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.ingest import master_data

_FEW: Final = {
    "boolean": (("yes", "Yes"), ("no", "No"), ("", "Not known")),
    "gender": (("female", "Female"), ("male", "Male"), ("other", "Other"), ("", "Not known")),
}
"""The values of a field that has few, by its type or its name."""

_HOW: Final = {
    "number": "A number, as 12.5",
    "amount": "An amount of money, as 23.10",
    "date": "A date, as 2011-12-10",
    "datetime": "A date and time, as 2011-12-10 09:30",
    "list": "Words with commas between them",
    "country": "A country, as DE or Germany",
    "language": "A language, as de or German",
}
WIDE: Final = 430
_MOST_HIGH: Final = 280


class FieldPopup(Popup):
    """Emits `given` with what was typed, and `restored` when the files are to be believed again."""

    given = Signal(str)
    restored = Signal()

    def __init__(self, label: str, name: str, kind: str, fixed: str, parent: QWidget) -> None:
        super().__init__(label, parent)
        self.name, self._kind, self._over = name, kind, False
        self.setFixedWidth(theme.active().column(WIDE))
        self.field = QLineEdit()
        self.field.setAccessibleName(label)
        self.field.setPlaceholderText("Nothing is known")
        self._choices = choices = _FEW.get(name) or _FEW.get(kind, ())
        self.few = Segmented(choices, label) if choices else None
        self.save = Button("Save", kind="main", small=True)
        self.wrong = Label("", "small", "bad", wrap=True)
        self.wrong.hide()
        hint = _HOW.get(name) or _HOW.get(kind, "")
        self.hint = Label(hint if not choices and not fixed else "", "small", "muted", wrap=True)
        self.fixed = Label(fixed, "small", "muted", wrap=True)
        self.because = Label("", "small", "muted", wrap=True)
        self.restore = Button("Back to what the files say", small=True, icon="arrow-counter-clockwise")
        self._so_far = Label("Every value so far", "small-strong")
        self.values: list[ValueRow] = []
        self._held = QWidget()
        self._list = vbox(spacing=2, parent=self._held)
        self._area = scrolling(self._held)
        self._lay_out(label)
        self.field.returnPressed.connect(self._take)
        self.save.clicked.connect(self._take)
        self.restore.clicked.connect(lambda: self._end(self.restored.emit))
        self._list.addWidget(Skeleton(3, 40))
        self._area.setFixedHeight(theme.active().px(130))

    def _lay_out(self, label: str) -> None:
        column = vbox(spacing=8, margins=(14, 12, 14, 12), parent=self)
        column.addWidget(Label(label, "strong"))
        column.addWidget(self.fixed)
        self.fixed.setVisible(bool(self.fixed.text()))
        if self.fixed.text():
            self.field.setParent(self)
            self.field.hide()
            self.save.setParent(self)
            self.save.hide()
        elif self.few is not None:
            self.field.setParent(self)
            self.field.hide()
            column.addLayout(hbox(self.few, 1, self.save))
        else:
            column.addLayout(hbox(self.field, self.save))
        for widget in (self.hint, self.wrong):
            column.addWidget(widget)
            widget.setVisible(bool(widget.text()))
        column.addLayout(hbox(self._so_far, 1, self.restore))
        self.restore.hide()
        column.addWidget(self.because)
        column.addWidget(self._area)

    def first_focus(self) -> QWidget:
        if self.fixed.text():
            return self
        return self.few if self.few is not None else self.field

    def show_history(self, found: "master_data.FieldHistory") -> None:
        """Show the value, what it is for, and every other one."""
        text = next((one.text for one in found.values if one.shows), "")
        if found.type != "list" or len([one for one in found.values if one.shows]) < 2:
            self.field.setText(text)
        else:
            self.field.setText(", ".join(map(str, found.value or ())))
        if self.few is not None and (not text or text in dict(self._choices)):
            self.few.set_value(text)
        self.field.selectAll()
        self.because.setText(found.because)
        self.restore.setVisible(any(one.shows and one.by for one in found.values))
        clear(self._list)
        self.values = [ValueRow(one, found, usable=not self.fixed.text()) for one in found.values]
        for row in self.values:
            row.use.clicked.connect(lambda _=False, text=row.text: self._end(lambda: self.given.emit(text)))
            self._list.addWidget(row)
        self._list.addStretch(1)
        high = sum(row.sizeHint().height() + 2 for row in self.values)
        self._area.setFixedHeight(min(theme.active().px(_MOST_HIGH), high + 4))
        self._area.setVisible(bool(self.values))
        if not self.values and self.fixed.text():
            # What is worked out was never said by anybody.
            self._so_far.hide()
            self.because.hide()
        self.fit()

    def show_wrong(self, said: str) -> None:
        """What was typed is no value of this field: say why, and let it be mended."""
        self._over = False
        self.wrong.setText(said)
        self.wrong.show()
        # The sentence says how it is written.
        self.hint.hide()
        self.save.setEnabled(True)
        self.fit()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.fixed.text():
            self._take()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        # Enter comes twice: from the line, and from the window after it.
        if not self._over:
            self._over = True
            self.save.setEnabled(False)
            self.given.emit(self.few.value() if self.few is not None else self.field.text())

    def _end(self, call: Callable[[], None]) -> None:
        self._over = True
        call()
        self.close()


class ValueRow(QWidget):
    """One value of the past or the present: what it is, where it came from and when, and a button to use it."""

    def __init__(self, one: "master_data.FieldValue", found: "master_data.FieldHistory", *, usable: bool) -> None:
        super().__init__()
        self.text = one.text
        value = "Emptied" if one.value is None else told(found.type, found.trait, one.value)
        self.value = Elided(value, "strong" if one.shows else "base", "" if one.shows else "muted")
        self.whence = Elided(", ".join(_whence(one)), "small", "muted", middle=True)
        self.chip = Chip("shown", "good")
        self.use = Button("Use this", kind="text", small=True, name=f"Use {value}")
        words = vbox(self.value, self.whence, spacing=0)
        row = hbox(spacing=8, margins=(0, 3, 6, 3), parent=self)
        row.addLayout(words, 1)
        row.addWidget(self.chip)
        row.addWidget(self.use)
        # Not before they stand in the row: a widget of nobody's that is shown is a window.
        self.chip.setVisible(one.shows)
        self.use.setVisible(usable and not one.shows and one.value is not None)
        self.setAccessibleName(f"{value}, {self.whence.text()}{', shown' if one.shows else ''}")


def _whence(one: "master_data.FieldValue") -> Sequence[str]:
    day = formats.day(dt.datetime.fromisoformat(one.at).date())
    if one.called:
        day = f"{day}, as {one.called}"
    if one.by is not None:
        until = [f"taken back {formats.day(dt.datetime.fromisoformat(one.until).date())}"] if one.until else []
        return [f"by hand, {one.by}", day, *until]
    named = [one.source] if one.file in (None, one.source) else [one.source, str(one.file)]
    return [*named, day]
