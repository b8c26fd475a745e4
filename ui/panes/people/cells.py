"""How a row of the table of people is drawn: a tick and a disc before the name, segments as chips, a line of months."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui.core import icons, theme
from ui.widgets import face
from ui.widgets.table import LOOK, CellDelegate, Index

if TYPE_CHECKING:
    from app.people import Glance

SEGMENTS: Final = "in_segments"
"""The key of the column of segments; no trait is called so."""
MONTHS: Final = "months"
"""The key of the column with what somebody did month by month."""
BOX: Final = 30
"""Pixels at the left of a name in which a press ticks the row and does not open it."""
_DISC: Final = 30
_CHIP: Final = 20


class PersonDelegate(CellDelegate):
    """Draws the cells; `glance` gives what is known by the number of a person, None while it is on its way.

    `choosing` says whether the selected rows are chosen: the one that the keyboard merely stands on has no tick.
    """

    def __init__(
        self, parent: QWidget, glance: "Callable[[int], Glance | None]", choosing: "Callable[[], bool]"
    ) -> None:
        super().__init__(parent)
        self._glance, self._choosing = glance, choosing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Any = index.model()
        key, row = model.columns[index.column()].key, model.row(index.row())
        if row is None or key not in ("name", SEGMENTS, MONTHS):
            super().paint(painter, option, index)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        inner = option.rect.adjusted(8, 0, -8, -1)
        if key == "name":
            self._person(painter, inner, row, index.data(LOOK), chosen=chosen)
        elif (glance := self._glance(int(row["id"]))) is not None:
            if key == SEGMENTS:
                chips(painter, inner, glance.segments, "surface" if chosen else "sunken")
            else:
                line_of(painter, inner, glance.months)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours, rect = theme.active(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.color("accent-soft"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.color("line"))

    def _person(self, painter: QPainter, rect: QRect, row: Mapping[str, Any], look: Any, *, chosen: bool) -> None:
        px = theme.active().px
        box = QRect(rect.left(), rect.center().y() - px(8), px(16), px(16))
        tick(painter, box, on=chosen and self._choosing())
        disc = QRect(rect.left() + px(BOX - 4), rect.center().y() - px(_DISC) // 2, px(_DISC), px(_DISC))
        letters, ground = face.initials(str(row.get("name", ""))), "surface" if chosen else "accent-soft"
        face.paint(painter, disc, letters, "user", ground)
        text, second, tone, _ = look
        words = rect.adjusted(px(BOX - 4) + px(_DISC) + 10, 0, 0, 0)
        self._two_lines(painter, words, text, second, tone or "text")


def tick(painter: QPainter, box: QRect, *, on: bool) -> None:
    """A box that is ticked or not."""
    colours = theme.active()
    painter.setPen(QPen(colours.color("accent" if on else "muted"), 1.4))
    painter.setBrush(colours.color("accent" if on else "surface"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
    if on:
        icons.paint(painter, box.adjusted(2, 2, -2, -2), "check", colours.color("on-accent"))


def chips(painter: QPainter, rect: QRect, names: Sequence[str], ground: str) -> None:
    """As many names as there is room for, each on a rounded ground, and how many more there are."""
    colours = theme.active()
    painter.setFont(colours.font("small"))
    metrics, left, high = painter.fontMetrics(), rect.left(), theme.active().px(_CHIP)
    for at, name in enumerate(names):
        more = f"+{len(names) - at - 1}" if at + 1 < len(names) else ""
        kept = metrics.horizontalAdvance(more) + 8 if more else 0
        wide = metrics.horizontalAdvance(name) + 16
        if left + wide + kept > rect.right() and at:
            painter.setPen(colours.color("muted"))
            painter.drawText(
                QRect(left, rect.top(), rect.right() - left, rect.height()),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                f"+{len(names) - at}",
            )
            return
        wide = min(wide, rect.right() - left - kept)
        chip = QRectF(left, rect.center().y() - high / 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color(ground))
        painter.drawRoundedRect(chip, high / 2, high / 2)
        painter.setPen(colours.color("text"))
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(wide) - 14)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        left += int(wide) + 6


def line_of(painter: QPainter, rect: QRect, months: Sequence[int]) -> None:
    """A small line through twelve months, each person's by their own highest; a flat quiet one where nothing was."""
    colours = theme.active()
    most, wide = max(months, default=0), min(rect.width(), colours.px(84))
    high = rect.height() * 0.42
    foot = rect.center().y() + high / 2
    step = wide / max(1, len(months) - 1)
    rise = high / most if most else 0.0
    points = [QPointF(rect.left() + at * step, foot - rise * count) for at, count in enumerate(months)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colours.color("accent" if most else "muted"), 1.6))
    painter.drawPolyline(QPolygonF(points))
