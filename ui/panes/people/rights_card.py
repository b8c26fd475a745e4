"""What a person may ask for, on their page: their data, to be left alone, to be forgotten."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.core import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox
from ui.widgets.picker import Popup


class RightsCard(Card):
    """Four buttons; emits what is wanted. What was suppressed by hand can be lifted here."""

    data_wanted = Signal()
    suppress_wanted = Signal()
    lift_wanted = Signal()
    log_wanted = Signal()
    erase_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Their data", parent=parent, spacing=8)
        self.data = Button("Save all of it", icon="download-simple")
        self.suppress = Button("Suppress", icon="prohibit")
        self.lift = Button("Lift what was set by hand", icon="arrow-counter-clockwise")
        self.log = Button("What was done with it", icon="clock-counter-clockwise")
        self.erase = Button("Erase for good", kind="danger")
        for button, wanted in (
            (self.data, self.data_wanted), (self.suppress, self.suppress_wanted), (self.lift, self.lift_wanted),
            (self.log, self.log_wanted), (self.erase, self.erase_wanted),
        ):  # fmt: skip
            button.clicked.connect(wanted)
            self.add(hbox(button, 1))
        self.wait()

    def wait(self) -> None:
        """Nobody knows yet what can be done."""
        for button in (self.data, self.suppress, self.log, self.erase):
            button.setEnabled(False)
        self.lift.hide()

    def show_rights(self, *, suppressed: bool, by_hand: bool) -> None:
        """Offer what there is to do for somebody who is suppressed or not, by hand or otherwise."""
        for button in (self.data, self.suppress, self.log, self.erase):
            button.setEnabled(True)
        self.suppress.setVisible(not suppressed)
        self.lift.setVisible(by_hand)


class ReasonPopup(Popup):
    """Asks in a few words why somebody is to be suppressed; emits `given`, and closes."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Why they are suppressed", parent)
        self.setFixedWidth(theme.active().column(320))
        self.field = QLineEdit()
        self.field.setPlaceholderText("Why, such as: asked on the phone")
        self.field.setAccessibleName("Why they are suppressed")
        self.give = Button("Suppress", kind="main")
        hint = Label(
            "Nothing is sent to any of their addresses. The reason stands in each export's list of the suppressed.",
            "small", "muted", wrap=True,
        )  # fmt: skip
        vbox(hbox(self.field, self.give), hint, spacing=8, margins=(10, 10, 10, 10), parent=self)
        self.field.returnPressed.connect(self._take)
        self.give.clicked.connect(self._take)

    def first_focus(self) -> QWidget:
        return self.field

    def _take(self) -> None:
        said = self.field.text().strip() or "by hand"
        self.close()
        self.given.emit(said)
