"""The question of a text that reads as well in several encodings: which of these words is right?"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, clear

if TYPE_CHECKING:
    from app.ingest import Alternative


class EncodingQuestion(QWidget):
    """Offers a word in each reading; emits `chosen` with the encoding whose word is taken, the present one's too."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=7, row_gap=7)
        self._asked: tuple[Alternative, ...] = ()
        self._answered: tuple[Alternative, ...] = ()
        self.buttons: list[Button] = []
        self.hide()

    def ask(self, encoding: str, alternatives: "tuple[Alternative, ...]") -> None:
        """Ask, unless this was answered; without alternatives there is no question."""
        self._asked = alternatives
        clear(self._flow)
        self.buttons = []
        if alternatives and alternatives != self._answered:
            self._flow.addWidget(Label("Which of these is right?", "strong", "warn"))
            self._offer(encoding, alternatives[0].instead_of)
            for one in alternatives:
                self._offer(one.encoding, one.word)
        self.setVisible(bool(self.buttons))

    def _offer(self, encoding: str, word: str) -> None:
        from app.ingest import title

        button = Button(word, small=True, name=f"{word}: {title(encoding)}")
        button.setToolTip(title(encoding))
        button.clicked.connect(lambda: self._take(encoding))
        self._flow.addWidget(button)
        self.buttons.append(button)

    def _take(self, encoding: str) -> None:
        self._answered = self._asked
        self.hide()
        self.chosen.emit(encoding)
