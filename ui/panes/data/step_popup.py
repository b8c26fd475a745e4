"""The small window in which a cleaning step is told what it needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app import recipe
from app.domain.problems import Problem
from ui.core import theme
from ui.core.literal_names import Check
from ui.widgets.inputs import Choice, NumberField
from ui.widgets.labels import Label
from ui.widgets.value_popups import ValuePopup

ARROW = "→"


class StepPopup(ValuePopup):
    """One field for each parameter of a kind of step; says what is wrong, and stays, until the step can be done."""

    def __init__(
        self, kind: "recipe.StepKind", step: Mapping[str, Any], headers: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(kind.title, parent)
        self._kind, self._step = kind, step
        self.fields: dict[str, QWidget] = {}
        self.rows.addWidget(Label(kind.title.rstrip("…"), "strong"))
        for parameter in kind.parameters:
            field = _field(parameter, step.get(parameter.key, parameter.default), headers)
            self.fields[parameter.key] = field
            if not isinstance(field, Check):
                self.rows.addWidget(Label(parameter.title, "small", "muted"))
            self.rows.addWidget(field)
        self.wrong = Label("", "small", "bad", wrap=True)
        self.wrong.setMinimumWidth(theme.active().column(280))
        self.wrong.hide()
        self.rows.addWidget(self.wrong)

    def first_focus(self) -> QWidget:
        return next(iter(self.fields.values()))

    def value(self) -> Any:
        """The step, or None while something of it is wrong."""
        step: dict[str, Any] = {"step": self._kind.name, "columns": list(self._step["columns"])}
        for parameter in self._kind.parameters:
            value = _said(parameter, self.fields[parameter.key])
            if value not in (parameter.default, None) or parameter.needed:
                step[parameter.key] = value
        try:
            recipe.parse([step])
        except Problem as problem:
            self.wrong.setText(f"{problem.what}. {problem.remedy}".strip())
            self.wrong.show()
            self.adjustSize()
            return None
        return step


def _field(parameter: "recipe.Parameter", value: Any, headers: Sequence[str]) -> QWidget:
    if parameter.takes == "flag":
        box = Check(parameter.title)
        box.setChecked(bool(value))
        return box
    if parameter.takes == "choice":
        return Choice(parameter.title, list(parameter.choices), str(value or ""))
    if parameter.takes == "column":
        choices = [("", "none"), *((header, header) for header in headers)]
        return Choice(parameter.title, choices, str(value or ""))
    if parameter.takes == "count":
        number = NumberField(parameter.title, int(value or 0), 0, 10_000)
        number.setSpecialValueText("none")
        return number
    if parameter.takes == "values":
        lines = QPlainTextEdit("\n".join(f"{old} {ARROW} {new}" for old, new in (value or {}).items()))
        lines.setAccessibleName(f"{parameter.title}, one a line, as Munich {ARROW} München")
        lines.setPlaceholderText(f"Munich {ARROW} München")
        lines.setMinimumSize(theme.active().column(320), theme.active().column(200))
        return lines
    line = QLineEdit(", ".join(value or ()) if parameter.takes == "words" else str(value or ""))
    line.setAccessibleName(parameter.title)
    line.setPlaceholderText(_HINTS.get(parameter.takes, "") or parameter.hint.partition(": ")[2])
    line.setMinimumWidth(theme.active().column(280))
    return line


_HINTS = {"words": "parted by commas", "country": "its code, as GB"}


def _said(parameter: "recipe.Parameter", field: QWidget) -> Any:
    if isinstance(field, Check):
        return field.isChecked()
    if isinstance(field, Choice):
        return field.key()
    if isinstance(field, NumberField):
        return field.value() or None
    if isinstance(field, QPlainTextEdit):
        pairs = [line.partition(ARROW) for line in field.toPlainText().splitlines() if ARROW in line]
        return {old.strip(): new.strip() for old, _, new in pairs if old.strip()}
    assert isinstance(field, QLineEdit)
    text = field.text()
    if parameter.takes == "words":
        return [word.strip() for word in text.split(",") if word.strip()]
    if parameter.takes == "country":
        return text.strip().upper()
    # A sign to be split at or found may be a blank.
    return text or None if parameter.default is None and not parameter.needed else text
