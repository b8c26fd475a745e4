"""How the report looks: the figure and the sources at the left, what is known and what to look at at the right."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.core import formats
from ui.panes.quality.rows import FindingRow, coverage
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, clear, hbox, keep_width, vbox
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.quality import Finding, Report


class QualityPage(QWidget):
    """The whole report; it shows, and decides nothing.

    `show` is given the finding whose people are wanted; `look` is called where duplicates are to be looked for.
    """

    def __init__(self, show: "Callable[[Finding], None]", look: "Callable[[], None]" = lambda: None) -> None:
        super().__init__()
        self._show, self._look = show, look
        self.findings: list[FindingRow] = []
        self._had = False
        self.hero = Label("–", "hero")
        self.about = Label("", tone="muted", wrap=True)
        self.since = Label("", "small", "muted", wrap=True)
        self._known, self._wrong, self._sources = (vbox(spacing=2) for _ in range(3))
        row = beside(self)
        left = QWidget()
        keep_width(left, 360)
        vbox(self._glance(), self._card("What is known of people", self._known), 1, spacing=16, parent=left)
        row.addWidget(left)
        right = vbox(
            self._card("To look at", self._wrong), self._card("Where it comes from", self._sources), 1, spacing=16
        )
        row.addLayout(right, 1)
        self.show_waiting()

    def _glance(self) -> Card:
        card = Card(spacing=4)
        card.add(self.hero)
        card.add(self.about)
        card.add(self.since)
        return card

    def _card(self, title: str, inside: QVBoxLayout) -> Card:
        card = Card(title, spacing=6)
        card.add(inside)
        return card

    def show_waiting(self) -> None:
        """A report is on its way: nothing of another one is shown."""
        self.hero.setText("–")
        self.about.setText("Looking at your data")
        self.since.setText("")
        # What has the keyboard goes with the lines; it is given to the first of the next.
        self._had = self._had or _holds(self, QApplication.focusWidget())
        if self._had:
            self.setFocus()
        self.findings = []
        for column, lines in ((self._known, 8), (self._wrong, 5), (self._sources, 3)):
            clear(column)
            column.addWidget(Skeleton(lines, 26))

    def show_report(self, report: "Report") -> None:
        """Show what was found."""
        groups: dict[str, list[Finding]] = {}
        for one in report.checks:
            groups.setdefault(one.group, []).append(one)
        wrong = [one for name in ("addresses", "people", "orders") for one in groups.get(name, ()) if one.found]
        sources = groups.get("sources", [])
        many = len(wrong) + sum(bool(one.found) for one in sources)
        self.hero.setText(formats.number(many))
        what = "thing to look at" if many == 1 else "things to look at"
        self.about.setText(f"{what} among {formats.people(report.profiles)}, their orders and where they come from")
        day = dt.date.fromisoformat(report.before[:10]) if report.before else None
        self.since.setText(f"Arrows: since {formats.day(day)}, before the last import." if day else "")
        self._fill_known(groups.get("coverage", []))
        self._fill(self._wrong, sorted(wrong, key=lambda one: -one.share), "Nothing stands out.")
        if all(one.check != "suspected_duplicates" for one in report.checks):
            self._wrong.addWidget(self._unknown())
        self._fill(self._sources, sources, "Nothing has come in yet.")
        first = next((one.show_button for one in self.findings if not one.show_button.isHidden()), None)
        if self._had and first is not None:
            first.setFocus()
        self._had = False

    def _unknown(self) -> QWidget:
        """Nobody looked for duplicates yet: to say that there are none would not be true."""
        held = QWidget()
        button = Button("Look for them", small=True, name="Look for people who may be there twice")
        button.clicked.connect(self._look)
        title = Label("People who may be there twice", "strong", wrap=True)
        head = hbox(title, Label("not looked for yet", "small", "muted"), button, spacing=10, margins=(0, 6, 0, 6))
        head.setStretchFactor(title, 1)
        held.setLayout(head)
        return held

    def _fill_known(self, found: "list[Finding]") -> None:
        clear(self._known)
        for one in sorted(found, key=lambda one: one.found):
            self._known.addWidget(coverage(one))
        if not found:
            self._known.addWidget(Label("No fields have come in yet.", tone="muted"))

    def _fill(self, column: QVBoxLayout, found: "list[Finding]", empty: str) -> None:
        clear(column)
        rows = [FindingRow(one, self._show) for one in found]
        self.findings += rows
        for row in rows:
            column.addWidget(row)
        if not rows:
            column.addWidget(EmptyState("check-circle", "All is well", empty))


def _holds(page: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and page.isAncestorOf(focus)
