"""A field as a row of the table: its words, and the bar that says of how many people it is known."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.domain import names
from ui.core import formats, theme
from ui.widgets.labels import bone
from ui.widgets.table import CellDelegate, Column, Index

if TYPE_CHECKING:
    from app.fields import Field

TYPES: Final = {
    "text": "Text", "number": "Number", "amount": "Amount", "date": "Date", "datetime": "Date and time",
    "boolean": "Yes or no", "list": "List", "identifier": "Identifier",
}  # fmt: skip
KINDS: Final = {"own": "your own", "computed": "worked out", "standard": "", "identifier": "", "event": ""}
COLUMNS: Final = (
    Column("label", "Field", 0, second="what", tone=lambda row: "muted" if row["hidden"] else ""),
    Column("known", "Known of", 112, numeric=True),
    Column("whence", "From", 140),
    Column("samples", "For example", 160, sortable=False),
    Column("seen", "Last seen", 104, shown=lambda value: formats.day(value) if value else "", least="28 Sept 2026"),
)
KNOWN: Final = 1
"""The place of the column with the bars."""


def row(field: "Field") -> dict[str, Any]:
    """A field as the table shows it."""
    share = field.share
    parts = f"{formats.number(len(field.parts))} merged in" if field.parts else ""
    marks = (field.event, TYPES.get(field.type, field.type), parts, KINDS[field.kind], "hidden" if field.hidden else "")
    return {
        "name": field.name,
        "label": field.label,
        "what": ", ".join(filter(None, marks)),
        "hidden": field.hidden or field.deleted,
        "share": share,
        "known": "" if share is None else percent(field.people or 0, field.of or 0),
        "whence": (" › " if field.priority else ", ").join(field.sources),
        "samples": ", ".join(filter(None, (told(field.type, value) for value in field.samples))),
        "seen": day(field.last_seen),
    }


def percent(part: int, whole: int) -> str:
    """A share; nothing short of all is called 100 %, and nobody of none is 0 %."""
    if whole and part < whole and part * 200 >= whole * 199:
        return f"{formats.number(min(99.9, 100 * part / whole), 1)}{formats.NBSP}%"
    return formats.share(part, whole) or formats.share(0, 1)


def told(kind: str, value: Any) -> str:
    """A sample as people read it: dates and times come in ISO 8601, amounts as numbers."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, int | float):
        return formats.number(value, 2 if kind == "amount" else 0 if float(value).is_integer() else 1)
    found = day(names.with_year(str(value))) if kind in ("date", "datetime") else None
    return formats.day(found) if found else str(value)


def day(text: str | None) -> dt.date | None:
    """The day of an ISO date or time."""
    try:
        return dt.datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def ordered(rows: Iterable[Mapping[str, Any]], key: str, *, descending: bool) -> list[Mapping[str, Any]]:
    """The rows by a column; what has nothing there comes last, whichever way it goes."""

    def place(one: Mapping[str, Any]) -> Any:
        value = one["share"] if key == "known" else one[key]
        return value.casefold() if isinstance(value, str) else value

    given = list(rows)
    full = [one for one in given if place(one) not in (None, "")]
    return sorted(full, key=place, reverse=descending) + [one for one in given if one not in full]


class KnownDelegate(CellDelegate):
    """Draws the share with a bar under it; what is not counted yet is a calm grey line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, rect = theme.active(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.color("accent-soft"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.color("line"))
        held: Mapping[str, Any] = index.model().row(index.row())  # type: ignore[attr-defined]
        inner, half = QRectF(rect.adjusted(8, 0, -8, -1)), rect.height() / 2
        share = held["share"]
        if share is None:
            bone(painter, QRectF(inner.x(), inner.center().y() - 8, inner.width() * 0.7, 16))
            return
        painter.setFont(colours.font())
        painter.setPen(colours.color("text" if share else "muted"))
        line = QRectF(inner.x(), inner.y() + 5, inner.width(), half - 3)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, held["known"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(inner.x(), inner.y() + half + 6, inner.width(), 5)
        painter.setBrush(colours.color("sunken"))
        painter.drawRoundedRect(track, 2.5, 2.5)
        if share:
            painter.setBrush(colours.color("accent" if share >= 0.5 else "warn"))
            painter.drawRoundedRect(QRectF(track.x(), track.y(), max(5.0, track.width() * share), 5), 2.5, 2.5)
