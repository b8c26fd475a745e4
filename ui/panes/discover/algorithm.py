"""Which way groups are found, and what of it can be set: all of it as the registered algorithms say it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.discover import ALGORITHMS
from ui.widgets.inputs import Choice, NumberField
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, vbox

if TYPE_CHECKING:
    from app.discover import Algorithm, Setting


class SettingField(NumberField):
    """One setting; for one that is found from the people, a step below the least number says so."""

    def __init__(self, setting: "Setting") -> None:
        self.finds = setting.default is None
        # A spin box has no value for “none”: one step below the least stands for it.
        least = setting.least - 1 if self.finds else setting.least
        super().__init__(setting.label, setting.default or least, least, setting.most)
        if self.finds:
            self.setSpecialValueText("Found")
        self.setToolTip(setting.about)

    def given(self) -> int | None:
        """What was set; None where it is to be found."""
        return None if self.finds and self.value() == self.minimum() else self.value()


class AlgorithmChoice(QWidget):
    """The algorithms in a list, what the chosen one is good for, and its settings."""

    def __init__(self) -> None:
        super().__init__()
        offered = [(one.name, one.label) for one in ALGORITHMS.values()]
        self.field = Choice("How groups are found", offered, offered[0][0])
        self.about = Label("", "small", "muted", wrap=True)
        self.fields: dict[str, SettingField] = {}
        inside = QWidget()
        self._rows = vbox(spacing=6, parent=inside)
        vbox(self.field, self.about, inside, spacing=8, parent=self)
        self.field.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    @property
    def chosen(self) -> "Algorithm":
        """The algorithm that is chosen."""
        return ALGORITHMS[self.field.key()]

    def settings(self) -> dict[str, int]:
        """What was set of it, without what is as proposed."""
        proposed = {one.name: one.default for one in self.chosen.settings}
        found = {name: field.given() for name, field in self.fields.items()}
        return {name: value for name, value in found.items() if value is not None and value != proposed[name]}

    def state(self) -> dict[str, Any]:
        """What is chosen, for `take_up`."""
        return {"algorithm": self.chosen.name, "settings": self.settings()}

    def take_up(self, state: dict[str, Any]) -> None:
        """Choose that again."""
        self.field.set_key(state["algorithm"])
        self._show()
        for name, value in state["settings"].items():
            self.fields[name].setValue(value)

    def _show(self) -> None:
        one = self.chosen
        self.about.setText(one.good_for)
        clear(self._rows)
        self.fields = {setting.name: SettingField(setting) for setting in one.settings}
        for setting in one.settings:
            label = Label(setting.label)
            label.setToolTip(setting.about)
            self._rows.addLayout(hbox(label, 1, self.fields[setting.name], spacing=10))
