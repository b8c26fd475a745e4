"""The values of one trait beside the table of people: each with its count and a bar, pressed to filter by it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.core import formats, icons, theme
from ui.core.icons import OF_TYPE
from ui.core.literal_names import Written
from ui.panes.people.columns import Known
from ui.widgets.buttons import Button, ChipButton, Field
from ui.widgets.cards import Card
from ui.widgets.focus_ring import ring
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, clear, keep_width, scrolling, vbox
from ui.widgets.picker import Choice, Picker
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.people import Bucket, Facet


class ValueRow(Written, QAbstractButton):
    """One value: a tick where it is chosen, its words, how many people have it, and that as a bar."""

    def __init__(self, bucket: "Bucket", share: float, *, chosen: bool) -> None:
        super().__init__()
        self.bucket = bucket
        self._share = share
        self._dim = False
        self.setText(bucket.label)
        self.setCheckable(True)
        self.setChecked(chosen)
        people = formats.people(bucket.count)
        self.setAccessibleName(f"{bucket.label}, {people}")
        self.setToolTip(f"{bucket.label} · {people}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_dim(self, dim: bool) -> None:
        """Fade the count until the new one lands."""
        self._dim = dim
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, theme.active().px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        rect, px = self.rect(), colours.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent-soft" if self.isChecked() else "bg"))
            painter.drawRoundedRect(rect, 6, 6)
        line = rect.adjusted(px(8), px(4), -px(8), -px(11))
        painter.setFont(colours.font("small-strong" if self.isChecked() else "small"))
        painter.setPen(colours.color("muted"))
        number = formats.number(self.bucket.count)
        if not self._dim:
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        room = line.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(number) - px(10), 0)
        if self.isChecked():
            icons.paint(
                painter, QRect(room.left(), room.top(), px(14), room.height()), "check", colours.color("accent")
            )
            room.setLeft(room.left() + px(19))
        painter.setPen(colours.color("accent" if self.isChecked() else "text"))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        self._bar(painter, QRectF(px(8), rect.height() - px(8), rect.width() - px(16), px(4)))
        if self.hasFocus():
            ring(painter, QRectF(rect), 6, colours.color("accent"))

    def _bar(self, painter: QPainter, track: QRectF) -> None:
        colours = theme.active()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color("sunken"))
        painter.drawRoundedRect(track, 2, 2)
        if self._share > 0:
            # Never shorter than high, or its rounded ends would make a spike of it.
            track.setWidth(max(track.height(), track.width() * self._share))
            painter.setBrush(colours.color("accent" if self.isChecked() else "muted"))
            painter.setOpacity(0.4 if self._dim else 1.0)
            painter.drawRoundedRect(track, 2, 2)
            painter.setOpacity(1.0)


class FacetCard(Card):
    """Emits `trait_wanted` with the trait to show, `toggled` with a bucket, and `closed`."""

    WIDTH = 250
    trait_wanted = Signal(str)
    toggled = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Filter by", spacing=6)
        keep_width(self, self.WIDTH)
        self._known: Sequence[Known] = ()
        self.trait = ""
        self.field = Field("", value=True, name="What to filter by")
        self.field.clicked.connect(self._choose)
        self.head.insertWidget(1, self.field)
        shut = Button(kind="quiet", icon="x", small=True, name="Close the filters")
        shut.clicked.connect(self.closed)
        self.add_to_head(shut)
        self.rows: list[ValueRow] = []
        inside = QWidget()
        self._column = vbox(spacing=2, parent=inside)
        self._rows = vbox(spacing=2)
        self.note = Label("", "small", "muted", wrap=True)
        self._column.addLayout(self._rows)
        self._column.addWidget(self.note)
        self._column.addStretch(1)
        self.add(scrolling(inside), 1)

    def offer(self, known: Sequence[Known], trait: str) -> None:
        """Offer these traits, and show which one is looked at."""
        if trait != self.trait:
            self._wait()
        self._known, self.trait = known, trait
        label = next((one.label for one in known if one.name == trait), "choose…")
        self.field.setText(label)
        self.field.setAccessibleName(f"What to filter by: {label}")

    def label(self) -> str:
        """What the trait is called."""
        return self.field.text()

    def show_facet(self, facet: "Facet", chosen: "Callable[[str, Bucket], bool]") -> None:
        """Show the values of a trait; `chosen` says which are filtered by."""
        # By its words: each answer makes the rows anew, and whoever chose one by the keyboard goes on from there.
        focused = next((row.text() for row in self.rows if row.hasFocus()), None)
        clear(self._rows)
        most = max((bucket.count for bucket in facet.buckets), default=0) or 1
        self.rows = []
        for bucket in facet.buckets:
            row = ValueRow(bucket, bucket.count / most, chosen=chosen(facet.trait, bucket))
            row.clicked.connect(lambda _=False, bucket=bucket: self.toggled.emit(bucket))
            self.rows.append(row)
            self._rows.addWidget(row)
            if bucket.label == focused:
                row.setFocus()
        others = (
            formats.counted(facet.others, "person more has another value.", "people more have another value.")
            if facet.others
            else ""
        )
        self.note.setText(others if facet.buckets else "Nobody here has a value.")

    def _wait(self) -> None:
        """The values of another trait are on their way."""
        clear(self._rows)
        self.rows = []
        self.note.setText("")
        self._rows.addWidget(Skeleton(6, 34))

    def set_dim(self) -> None:
        """Fade the counts until the new ones land."""
        for row in self.rows:
            row.set_dim(True)

    def _choose(self) -> None:
        offered = [Choice(one.name, one.label, OF_TYPE.get(one.type, ""), aliases=one.name) for one in self._known]
        picker = Picker(offered, "What to filter by", self.window(), current=self.trait, hint="Find a field")
        picker.chosen.connect(self.trait_wanted)
        picker.open_under(self.field)


class ChipBar(QWidget):
    """What the table is filtered by, as chips that are taken away by pressing them; hidden while there are none."""

    dropped = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=6, row_gap=6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_filters(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show these: what `dropped` is to give for each, and its words."""
        clear(self._flow)
        for key, said in chips:
            chip = ChipButton(f"{said}  ×", "accent")
            chip.setAccessibleName(f"Take the filter away: {said}")
            chip.setToolTip("Take this filter away")
            chip.clicked.connect(lambda _=False, key=key: self.dropped.emit(key))
            self._flow.addWidget(chip)
        if len(chips) > 1:
            every = Button("Clear all", kind="text", small=True)
            every.clicked.connect(self.cleared)
            self._flow.addWidget(every)
        self.setVisible(bool(chips))
