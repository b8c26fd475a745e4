"""The list of suspected duplicates: how likely, who, and why, one row each; it is answered by keys."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.core import formats, theme
from ui.widgets.waiting_list import WaitingDelegate, WaitingList, WaitingModel

if TYPE_CHECKING:
    from app.people import Suspects

SHARE: Final = 52
KEYS: Final = {
    Qt.Key.Key_S: "same", Qt.Key.Key_Return: "same", Qt.Key.Key_Enter: "same", Qt.Key.Key_N: "apart",
    Qt.Key.Key_L: "later", Qt.Key.Key_B: "back", Qt.Key.Key_Backspace: "back",
}  # fmt: skip
"""The keys that answer, and what they say."""


def called(suspects: "Suspects") -> str:
    """Who may be one: their name where they share it, else each one's."""
    return " · ".join(dict.fromkeys(suspects.names))


def percent(probability: float) -> str:
    """A probability in whole percent; only what is sure is 100."""
    return f"{min(99, int(probability * 100))} %"


class SuspectsModel(WaitingModel["Suspects"]):
    """Those that wait for an answer, the likeliest first."""

    def said(self, item: "Suspects") -> str:
        """Who, how likely, and why."""
        return f"{called(item)}, {percent(item.probability)}: {item.because}"


class _Delegate(WaitingDelegate):
    """Draws one: the probability at the left, the name and below it the reasons in two lines at most."""

    def draw(self, painter: QPainter, room: QRect, item: "Suspects") -> None:
        colours, px = theme.active(), theme.active().px
        painter.setPen(colours.color("accent"))
        painter.setFont(colours.font("strong"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(room.left() + px(8), room.top(), px(SHARE), room.height()), left,
                         percent(item.probability))  # fmt: skip
        words = room.adjusted(px(SHARE) + px(8), px(6), -px(8), -px(4))
        painter.setPen(colours.color("text"))
        name = painter.fontMetrics().elidedText(called(item), Qt.TextElideMode.ElideRight, words.width())
        high = painter.fontMetrics().height()
        painter.drawText(QRect(words.left(), words.top(), words.width(), high), left, name)
        painter.setPen(colours.color("muted"))
        painter.setFont(colours.font("small"))
        self._reasons(painter, words.adjusted(0, high + px(1), 0, 0), item.because)

    def _reasons(self, painter: QPainter, room: QRect, text: str) -> None:
        """As much as two lines take, at words."""
        metrics = painter.fontMetrics()
        first, rest = "", text
        for word in text.split(" "):
            longer = f"{first} {word}".strip()
            if metrics.horizontalAdvance(longer) > room.width():
                break
            first, rest = longer, text[len(longer) :].strip()
        lines = [first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())] if rest else [first]
        for at, line in enumerate(lines):
            top = room.top() + at * metrics.height()
            painter.drawText(QRect(room.left(), top, room.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, line)


class SuspectsList(WaitingList):
    """The view of it."""

    def __init__(self, model: SuspectsModel) -> None:
        super().__init__(model, _Delegate(), KEYS, "Suspected duplicates, the likeliest first")


def summary(count: int, joined: int) -> str:
    """How many are suspected, and how many were joined here, in words."""
    return f"{formats.number(count)} suspected" + (
        f" · {formats.number(joined)} joined, each with undo" if joined else ""
    )
