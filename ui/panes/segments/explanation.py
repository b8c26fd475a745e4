"""“Why is someone in?”: one person against the rule, condition by condition, and the nearest change."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.core import formats, theme
from ui.widgets.buttons import Button, RowButton
from ui.widgets.cards import Card, EmptyState, IconLabel
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, scrolling, vbox
from ui.widgets.search import SearchField
from ui.widgets.skeleton import Skeleton

Find = Callable[[str, Callable[[list[Any]], None]], None]
Explain = Callable[[str, Callable[[Any], None]], None]


class Why(Card):
    """Takes the place of the look at people while it is open; `closed` is called when it is done with."""

    def __init__(self, find: Find, explain: Explain, closed: Callable[[], None]) -> None:
        super().__init__("Why is someone in, or out?")
        self._find = find
        self._explain = explain
        self._closed = closed
        close = Button(kind="quiet", icon="x", small=True, name="Close")
        close.clicked.connect(closed)
        self.add_to_head(close)
        self.search = SearchField("Name, address or number", "Find a person")
        self.search.searched.connect(self._look_up)
        self.add(self.search)
        self._inside = QWidget()
        self._column = vbox(spacing=10, parent=self._inside)
        area = scrolling(self._inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.add(area, 1)
        self.key = ""
        self._start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._closed()
        else:
            super().keyPressEvent(event)

    def _start(self) -> None:
        clear(self._column)
        text = "Find anybody, and each condition says whether it holds for them, and because of what."
        self._column.addWidget(EmptyState("user-focus", "Whom do you wonder about?", text))

    def _look_up(self, text: str) -> None:
        if text:
            self._find(text, self._show_found)
        else:
            self._start()

    def _show_found(self, people: list[Any]) -> None:
        clear(self._column)
        for person in people:
            row = RowButton(person.name or person.email or person.key, person.email or person.key)
            row.clicked.connect(lambda _=False, key=person.key: self.ask(key))
            self._column.addWidget(row)
        if not people:
            self._column.addWidget(Label("Nobody is called so.", tone="muted"))
        self._column.addStretch(1)

    def ask(self, key: str) -> None:
        """Explain this person; their key is kept, so that the answer follows the rule as it changes."""
        self.key = key
        self.wait()
        self._explain(key, self.show_explanation)

    def again(self) -> None:
        """The rule has changed: explain the same person by the new one."""
        if self.key:
            self._explain(self.key, self.show_explanation)

    def wait(self) -> None:
        """What holds for this person by another rule does not stand here."""
        if self.key:
            clear(self._column)
            self._column.addWidget(Skeleton(5, 40, 24))
            self._column.addStretch(1)

    def show_explanation(self, found: Any) -> None:
        """Show the conditions, ticked or crossed, and the nearest change."""
        clear(self._column)
        verdict = Card(tone="good" if found.member else "warn")
        verdict.add(Label("In the segment" if found.member else "Not in the segment", "strong"))
        verdict.add(Label(self.key, "small", "muted"))
        self._column.addWidget(verdict)
        told = {one.path: one for one in found.conditions}
        for depth, part in _parts(found.tree):
            row = _group(part) if part.kind else _condition(told[part.path])
            row.setContentsMargins(theme.active().px(_INDENT * depth), 0, 0, 0)
            self._column.addWidget(row)
        if found.nearest is not None and not found.member:
            nearest = Card(tone="accent")
            nearest.add(Label(nearest_words(found.nearest), wrap=True))
            self._column.addWidget(nearest)
        self._column.addStretch(1)


def nearest_words(nearest: Any) -> str:
    """The nearest change in a sentence or two."""
    said = []
    steps = " and ".join(str(change.step) for change in nearest.changes)
    if steps:
        said.append(f"{steps[0].upper()}{steps[1:]} would bring them in.")
    if nearest.date:
        day = dt.datetime.fromisoformat(nearest.date).date()
        said.append(f"Time alone does it on {formats.day(day)}.")
    return " ".join(said) or "No small change would bring them in."


_INDENT = 18
"""Pixels by which the parts of a group stand further in."""
_GROUPS = {"all": "All of these", "any": "At least one of these", "none": "None of these"}


def _parts(tree: Any) -> list[tuple[int, Any]]:
    """Every part of the rule with how deep it stands; an outermost group of everything needs no head."""
    found = [] if tree is None else list(_below(tree, 0))
    return [(depth - 1, part) for depth, part in found[1:]] if found and found[0][1].kind == "all" else found


def _below(part: Any, depth: int) -> Iterator[tuple[int, Any]]:
    yield depth, part
    for inner in part.parts:
        yield from _below(inner, depth + 1)


def _group(part: Any) -> QWidget:
    row = QWidget()
    line = hbox(spacing=10, parent=row)
    line.addWidget(_sign(part))
    line.addWidget(Label(_GROUPS[part.kind], "strong"), 1)
    row.setAccessibleName(f"{'As wanted' if part.as_wanted else 'Not as wanted'}: {_GROUPS[part.kind]}")
    return row


def _sign(one: Any) -> IconLabel:
    return IconLabel("check", 15, "good") if one.as_wanted else IconLabel("x", 15, "bad")


def _condition(one: Any) -> QWidget:
    row = QWidget()
    line = hbox(spacing=10, parent=row)
    line.addWidget(_sign(one), 0, Qt.AlignmentFlag.AlignTop)
    column = vbox(spacing=2)
    column.addWidget(Label(one.wanted, wrap=True))
    column.addWidget(Label(one.because, "small", "muted", wrap=True))
    line.addLayout(column, 1)
    row.setAccessibleName(f"{'As wanted' if one.as_wanted else 'Not as wanted'}: {one.wanted}. {one.because}")
    return row
