"""The figures in and under the builder: of each row, the funnel of the conditions, and who is in other segments too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.core import formats, theme
from ui.widgets.bars import BarRow
from ui.widgets.cards import Rule
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.audience import Figures, Reach, Shared

_MOST_SHARED = 5


class RowFigures(QWidget):
    """For how many people a row holds by itself and, under it, how many more there were without it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alone, self._takes = Label("", tone="muted"), Label("", "small", "muted")
        column = vbox(spacing=0, parent=self)
        for label in (self._alone, self._takes):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            # An empty one has its line too, so that no row grows when its figures come.
            label.setMinimumHeight(label.fontMetrics().height())
            column.addWidget(label)
        self.setMinimumWidth(theme.active().px(64))

    def text(self) -> str:
        """The first figure as it is shown."""
        return self._alone.text()

    def takes(self) -> str:
        """The second figure as it is shown; empty where there is none."""
        return self._takes.text()

    def show_figures(self, people: int | None, takes: int | None = None) -> None:
        """Show both, or nothing where they are not known."""
        self._alone.setText("" if people is None else formats.number(people))
        changed = f"{'−' if takes > 0 else '+'}{formats.number(abs(takes))}" if takes else ""
        self._takes.setText(changed)
        self.setToolTip(_said(people, takes))
        self.setAccessibleName(self.toolTip())
        self.set_dim(False)

    def set_dim(self, dim: bool) -> None:
        """Fade the figures until new ones land."""
        self._alone.set_dim(dim)
        self._takes.set_dim(dim)


def _said(people: int | None, takes: int | None) -> str:
    if people is None:
        return ""
    by_itself = f"Holds for {formats.number(people)} by itself."
    if not takes:
        return by_itself
    without = f"Without it {formats.number(abs(takes))} {'more' if takes > 0 else 'fewer'} would match."
    return f"{by_itself} {without}"


class Below(QWidget):
    """Under the rows: how each condition narrows or widens the audience, and which other segments share it."""

    def __init__(self) -> None:
        super().__init__()
        self._funnel, self._shared = vbox(spacing=0), vbox(spacing=0)
        columns = hbox(spacing=28)
        columns.addLayout(_titled("From everyone to an email", self._funnel), 3)
        columns.addLayout(_titled("They are also in", self._shared), 2)
        outer = vbox(spacing=10, parent=self)
        outer.addWidget(Rule())
        outer.addLayout(columns)
        self.wait()

    def wait(self) -> None:
        """Another rule is on its way."""
        for column in (self._funnel, self._shared):
            clear(column)
            column.addWidget(Skeleton(3, 22, 10))
            column.addStretch(1)

    def set_dim(self) -> None:
        """Fade what stands until the new figures land."""
        for row in self.findChildren(BarRow):
            for label in (row.label, row.number, row.note):
                label.set_dim(True)

    def show_nothing(self) -> None:
        """The rule cannot be asked as it stands."""
        for column in (self._funnel, self._shared):
            clear(column)
            column.addWidget(Label("Counted as soon as every condition is complete.", "small", "muted", wrap=True))
            column.addStretch(1)

    def show_funnel(self, figures: "Figures", reach: "Reach") -> None:
        """Show for how many the rule holds, condition by condition."""
        clear(self._funnel)
        steps = [("Everyone", reach.of), *((rung.sentence, rung.people) for rung in figures.funnel)]
        for label, people in [*steps, ("Can be emailed", reach.mailable)]:
            self._funnel.addWidget(_bar(label, people, reach.of, 158))
        self._funnel.addStretch(1)

    def show_shared(self, found: "tuple[Shared, ...]", matched: int) -> None:
        """Show the segments that most of these people are in too."""
        clear(self._shared)
        for one in found[:_MOST_SHARED]:
            row = _bar(one.name, one.both, matched, 134)
            row.setToolTip(f"{formats.number(one.both)} of the {formats.number(one.people)} in “{one.name}”")
            self._shared.addWidget(row)
        left = len(found) - _MOST_SHARED
        if left > 0:
            self._shared.addWidget(Label(f"and in {formats.number(left)} more", "small", "muted"))
        if not found:
            self._shared.addWidget(Label("In no other segment.", "small", "muted", wrap=True))
        self._shared.addStretch(1)


def _titled(title: str, column: QVBoxLayout) -> QVBoxLayout:
    outer = vbox(spacing=6)
    outer.addWidget(Label(title, "small", "muted"))
    outer.addLayout(column, 1)
    return outer


def _bar(label: str, people: int, of: int, width: int) -> BarRow:
    row = BarRow(label, people / of if of else 0.0, formats.number(people), label_width=width, number_width=58)
    # A sentence is longer than its line: it is whole in the tooltip.
    row.label.setText(row.label.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, row.label.width()))
    row.label.setToolTip(label)
    row.setAccessibleName(f"{label}: {formats.number(people)}")
    return row
