"""The list of orders that stand out: how much, whose, and why, one row each; it is answered by keys."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.core import formats, theme
from ui.widgets.waiting_list import WaitingDelegate, WaitingList, WaitingModel

if TYPE_CHECKING:
    from app.quality import Outlier

KEYS: Final = {
    Qt.Key.Key_R: "right", Qt.Key.Key_O: "leave_out", Qt.Key.Key_L: "later", Qt.Key.Key_B: "back",
    Qt.Key.Key_Backspace: "back",
}  # fmt: skip
"""The keys that answer, and what they say."""


def called(outlier: "Outlier") -> str:
    """Whose order it is."""
    return outlier.name or outlier.key.partition(":")[2]


def money(outlier: "Outlier") -> str:
    """What it came to."""
    return f"{formats.number(outlier.amount, 2)} {outlier.currency}".strip()


class OutliersModel(WaitingModel["Outlier"]):
    """Those that wait for a decision, the furthest out first."""

    def said(self, item: "Outlier") -> str:
        """How much, whose, and why."""
        return f"{money(item)}, {called(item)}: {item.why}"


class _Delegate(WaitingDelegate):
    """Draws one: the amount, at its right whose it is, and below them why it stands out."""

    def draw(self, painter: QPainter, room: QRect, item: "Outlier") -> None:
        colours, px = theme.active(), theme.active().px
        words = room.adjusted(px(10), px(8), -px(10), -px(6))
        painter.setPen(colours.color("text"))
        painter.setFont(colours.font("strong"))
        metrics = painter.fontMetrics()
        amount = money(item)
        line = QRect(words.left(), words.top(), words.width(), metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, amount)
        painter.setPen(colours.color("muted"))
        painter.setFont(colours.font("small"))
        left = words.width() - metrics.horizontalAdvance(amount) - px(12)
        small = painter.fontMetrics()
        whose = f"{called(item)} · later" if item.later else called(item)
        elided = small.elidedText(whose, Qt.TextElideMode.ElideRight, left)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)
        why = small.elidedText(item.why.partition(". ")[0], Qt.TextElideMode.ElideRight, words.width())
        below = QRect(words.left(), line.bottom() + px(5), words.width(), small.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, why)


class OutliersList(WaitingList):
    """The view of it."""

    def __init__(self, model: OutliersModel) -> None:
        super().__init__(model, _Delegate(), KEYS, "Orders that stand out, the furthest out first")
