"""How a segment is kept: a line that says it under the builder, and the dialog that changes it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ui.core import theme
from ui.core.literal_names import Check
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.inputs import Choice, NumberField
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from app.audience import Beside, Segment

TIMERS: Final = (
    ("new-data", "After each import"),
    ("hourly", "Every hour"),
    ("daily", "Every day"),
    ("weekly", "Every week"),
    ("never", "Never by itself"),
)
UNITS: Final = (("days", "days"), ("weeks", "weeks"), ("months", "months"), ("hours", "hours"))
_RELEVANT: Final = (
    "A member who has done nothing relevant for so long drops out. Relevant is what the segment’s own conditions ask "
    "for, with the same details; where they ask for no event, anything is."
)


def summary(kept: "Segment") -> str:
    """How a segment is kept, in one line."""
    timer = dict(TIMERS)[kept.timer]
    parts = ["Its people were listed by hand" if kept.static else f"Refreshed: {timer[:1].lower()}{timer[1:]}"]
    if kept.expires is not None:
        ((unit, number),) = kept.expires.items()
        long = f"{number} {unit if number != 1 else unit.removesuffix('s')}"
        parts.append(f"lets go after {long} without anything relevant")
    parts += [f"in {kept.folder}"] if kept.folder else []
    parts += [f"of {kept.owner}"] if kept.owner else []
    parts += [kept.strategy] if kept.strategy else []
    return " · ".join(parts)


class KeepingLine(Card):
    """What `summary` says of the segment that is open, and the way to change it (`wanted`)."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__("", tone="sunken", spacing=0)
        self.body.setContentsMargins(16, 8, 8, 8)
        self.said = Elided("", "small", "muted")
        self.button = Button("How it is kept…", kind="quiet", small=True)
        self.button.clicked.connect(self.wanted)
        row = hbox(spacing=10)
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        self.add(row)
        self.wait()

    def wait(self) -> None:
        """Another segment is on its way, or one that has no name yet."""
        self.said.setText("")
        self.button.setEnabled(False)

    def show_segment(self, kept: "Segment") -> None:
        """Say how this one is kept."""
        self.said.setText(summary(kept))
        self.said.setToolTip(kept.strategy)
        self.button.setEnabled(True)


class KeepingDialog(QDialog):
    """Changes how a segment is kept; `wanted` has what was given (`Beside`), and the expiry or None."""

    wanted = Signal(object, object)

    def __init__(self, kept: "Segment", folders: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = kept
        self.setWindowTitle("How a segment is kept")
        self.resize(theme.active().column(560), theme.active().column(520))
        self.strategy = _text(kept.strategy, "Strategy", "What to do with these people")
        self.note = _text(kept.note, "Note", "Why there is this segment, for whoever comes next")
        self.owner, self.folder = _line(kept.owner, "Owner"), _folder(kept.folder, folders)
        self.timer = Choice("When it is refreshed", TIMERS, kept.timer)
        unit, number = next(iter(kept.expires.items())) if kept.expires else ("days", 90)
        self.expires = Check("Let go of who has done nothing relevant for")
        self.expires.setChecked(kept.expires is not None)
        self.number, self.unit = NumberField("How long"), Choice("Unit", UNITS, unit)
        self.number.setRange(1, 100_000)
        self.number.setValue(number)
        self.content = Check("It may be the recipient’s {{ segment }} in emails")
        self.content.setChecked(kept.content)
        self.cancel, self.go = Button("Cancel"), Button("Keep", kind="main")
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.expires.toggled.connect(self._tell)
        self._lay_out()
        self._tell()

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(theme.active().px(16))
        form.setVerticalSpacing(theme.active().px(10))
        form.setColumnStretch(1, 1)
        rows: list[tuple[str, QWidget]] = [
            ("Strategy", self.strategy), ("Note", self.note), ("Owner", self.owner), ("Folder", self.folder),
            ("Refreshed", self.timer),
        ]  # fmt: skip
        for at, (title, field) in enumerate(rows):
            form.addWidget(Label(title, "strong"), at, 0, Qt.AlignmentFlag.AlignVCenter)
            wide = not isinstance(field, Choice)
            form.addWidget(field, at, 1, *(() if wide else (Qt.AlignmentFlag.AlignLeft,)))
        self.relevant = Label(_RELEVANT, "small", "muted", wrap=True)
        lasting = QWidget()
        vbox(hbox(self.expires, self.number, self.unit, 1), self.relevant, spacing=6, parent=lasting)
        # A list keeps whoever was put on it.
        lasting.setVisible(not self._kept.static)
        vbox(
            Label(f"How “{self._kept.name}” is kept", "title", wrap=True), form, lasting, self.content, 1,
            hbox(1, self.cancel, self.go), spacing=14, margins=(24, 20, 24, 20), parent=self,
        )  # fmt: skip

    def _tell(self) -> None:
        for field in (self.number, self.unit):
            field.setEnabled(self.expires.isChecked())

    def _go(self) -> None:
        from app.audience import Beside

        timer: Any = self.timer.key()
        made: Beside = Beside(
            self.note.toPlainText().strip(),
            self.content.isChecked(),
            self.strategy.toPlainText().strip(),
            self.owner.text(),
            self.folder.currentText(),
            timer,
        )
        lasting = self.expires.isChecked() and not self._kept.static
        self.wanted.emit(made, {self.unit.key(): self.number.value()} if lasting else None)
        self.accept()


def _text(text: str, name: str, hint: str) -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setTabChangesFocus(True)
    field.setFixedHeight(theme.active().px(64))
    return field


def _line(text: str, name: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    return field


def _folder(folder: str, folders: Sequence[str]) -> Choice:
    field = Choice("Folder", [("", ""), *((one, one) for one in folders)], folder)
    field.setEditable(True)
    field.setMinimumWidth(theme.active().px(260))
    field.setCurrentText(folder)
    if (line := field.lineEdit()) is not None:
        line.setPlaceholderText("None, or a new or known one")
        line.setAccessibleName("Folder")
    return field


class Keeping:
    """Looks up how the open segment is kept, and changes what a dialog was given; `changed` is told a name."""

    def __init__(self, pane: Any, changed: Callable[[str, bool], None]) -> None:
        self._pane = pane
        self._changed = changed

    def make_line(self) -> KeepingLine:
        """The line, for the page of the builder, which is made when it is first turned to."""
        self.line = KeepingLine()
        self.line.wanted.connect(lambda: self.ask(self._pane.name))
        return self.line

    def show_of(self, name: str) -> None:
        """Say how the segment of that name is kept; of one without a name nothing."""
        self.line.wait()
        if name:
            self._look_up(name, lambda found: self.line.show_segment(found[0]), self._pane.shown.still())

    def ask(self, name: str) -> None:
        """Open the dialog for a segment, with what is kept now."""
        self._pane.keep()
        self._look_up(name, lambda found: self._open(*found))

    def _look_up(self, name: str, done: Callable[[Any], None], still: Callable[[], bool] = lambda: True) -> None:
        project = self._pane.project

        def work(_: Any) -> "tuple[Segment, list[str]]":
            from app.audience import segments

            return segments.get(project, name), sorted({one.folder for one in segments.every(project)} - {""})

        self._pane.run("keeping", work, done, quiet=True, about=still)

    def _open(self, kept: "Segment", folders: list[str]) -> None:
        self.dialog = KeepingDialog(kept, folders, self._pane.window())
        self.dialog.wanted.connect(lambda beside, length: self._keep(kept, beside, length))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _keep(self, kept: "Segment", beside: "Beside", length: dict[str, int] | None) -> None:
        project = self._pane.project

        def work(_: Any) -> bool:
            from app.audience import expiring, segments

            now = segments.get(project, kept.name)
            if length != now.expires:
                segments.save(project, now.name, expiring(now.sound(), length))
            segments.edit(project, now.name, beside)
            return length != now.expires

        self._pane.run(f"keep/{kept.name}", work, lambda other: self._changed(kept.name, other), keeps=True)
