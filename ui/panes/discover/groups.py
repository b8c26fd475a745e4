"""The groups as people read them: how many there are best, what each is like, and its name to edit."""

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ui.core import formats, theme
from ui.widgets.bars import Bar
from ui.widgets.cards import Card
from ui.widgets.labels import Label, restyle
from ui.widgets.layouts import clear, hbox, keep_height, keep_width, scrolling, vbox
from ui.widgets.table import Column

if TYPE_CHECKING:
    from app.discover import Candidate, Choice, Feature, Grouping, Portrait


NO_GROUP = "Belongs to no group"

_FLUSH = (-3, 0, 0, 0)
"""Margins with which a line that can be edited begins where the text around it does."""


class NumberRow(QFrame):
    """One number of groups with how clear they are apart."""

    def __init__(self, k: int, chosen: Callable[[int], None]) -> None:
        super().__init__()
        self.k = k
        self._chosen = chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("choice", "true")
        self.bar = Bar(0.0)
        self.figure = Label("…", tone="muted")
        self.figure.setFixedWidth(theme.active().px(34))
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = hbox(spacing=10, parent=self)
        row.setContentsMargins(6, 3, 6, 3)
        number = Label(formats.number(k))
        number.setFixedWidth(theme.active().px(18))
        row.addWidget(number)
        row.addWidget(self.bar, 1)
        row.addWidget(self.figure)

    def show_candidate(self, one: "Candidate | None", *, current: bool) -> None:
        """How clear this number of groups is; None while it is not known."""
        clear_ = None if one is None else one.silhouette
        # Below 0 people stand nearer to another group than to their own: a bar has no room for less than nothing.
        self.bar.set(max(0.0, clear_ or 0.0), "accent" if current else "muted")
        self.figure.setText("…" if one is None else "NA" if clear_ is None else f"{clear_:.2f}")
        restyle(self, current="true" if current else "")
        self.setAccessibleName(
            f"{formats.counted(self.k, 'group')}, silhouette {self.figure.text()}{', chosen' if current else ''}"
        )
        if one is not None and clear_ is None:
            self.setToolTip("Not available: these groups cannot be measured.")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._chosen(self.k)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._chosen(self.k)
        else:
            super().keyPressEvent(event)


class Numbers(Card):
    """How many groups? A bar for 2 to 10, the chosen one marked, and in words what that means."""

    def __init__(self, chosen: Callable[[int], None]) -> None:
        super().__init__("How many groups?", spacing=6)
        self.rows = {k: NumberRow(k, chosen) for k in range(2, 11)}
        for row in self.rows.values():
            self.add(row)
        self.about = Label("", "small", "muted", wrap=True)
        self.about.setMinimumHeight(theme.active().px(52))
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self.about)

    def show_numbers(self, candidates: "tuple[Candidate, ...]", k: int, about: str, *, open_: bool) -> None:
        """Show what was tried, and which is shown; `open_` is whether another number can be asked for."""
        tried = {one.k: one for one in candidates}
        for number, row in self.rows.items():
            row.setVisible(open_)
            row.show_candidate(tried.get(number), current=number == k)
        self.about.setText(about)


class MadeFrom(Card):
    """What the groups were made from."""

    def __init__(self) -> None:
        super().__init__("Made from", spacing=8)
        keep_height(self, 200)
        self._inside = QWidget()
        self._column = vbox(spacing=4, parent=self._inside)
        area = scrolling(self._inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.add(area, 1)

    def show_made(self, features: "list[Feature]", choice: "Choice", grouping: "Grouping") -> None:
        """Name the features, what share of people has them, and who was left out."""
        clear(self._column)
        known = {one.name: one for one in features}
        for name in choice.features:
            one = known.get(name)
            self._column.addWidget(Label(one.label if one else name))
            if choice.logs and name in choice.logs:
                self._column.addWidget(Label("skewed → log", "small", "warn"))
            self._column.addWidget(Bar(one.coverage if one else 1.0))
            self._column.addSpacing(4)
        for note in grouping.notes:
            self._column.addWidget(Label(note, "small", "muted", wrap=True))
        seed = f"Scaled to equal weight. Seed {choice.seed}: the same groups every time."
        self._column.addWidget(Label(seed, "small", "muted", wrap=True))
        self._column.addStretch(1)


class GroupCard(Card):
    """One group: its name and action to edit, its size, and in words what sets it apart."""

    def __init__(self, portrait: "Portrait", wanted: Callable[[int], None]) -> None:
        super().__init__(stripe=f"series-{portrait.label % 5 + 1}", spacing=4)
        self.label = portrait.label
        self._wanted = wanted
        head = hbox(spacing=8)
        self.name = QLineEdit(portrait.name)
        self.name.setProperty("inline", "true")
        self.name.setFont(theme.active().font("strong"))
        self.name.setAccessibleName(f"Name of group {portrait.label + 1}")
        self.name.setCursorPosition(0)
        self.name.setTextMargins(*_FLUSH)
        head.addWidget(self.name, 1)
        head.addWidget(Label(f"{formats.number(portrait.size)} · {formats.share(portrait.share, 1.0)}", tone="muted"))
        self.add(head)
        said = Label("", wrap=True)
        highlight = f": <b>{escape(portrait.highlight)}</b>." if portrait.highlight else "."
        said.set_rich(f"{escape(portrait.sentence.rstrip('.'))}{highlight}")
        self.add(said)
        self.action = QLineEdit(portrait.action)
        self.action.setProperty("inline", "true")
        self.action.setAccessibleName(f"What to do with {portrait.name}")
        self.action.setToolTip("What you will do with them; kept as the segment's note")
        self.action.setFont(theme.active().font("small"))
        self.action.setCursorPosition(0)
        self.action.setTextMargins(*_FLUSH)
        self.add(self.action)
        self.setToolTip("\n".join(one.words for one in portrait.traits[:6]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._wanted(self.label)


class OutsideCard(Card):
    """Who belongs to no group: how many, and what becomes of them. They have no name to edit, for they are no group."""

    def __init__(self, grouping: "Grouping", wanted: Callable[[int], None]) -> None:
        super().__init__(spacing=4)
        self._wanted = wanted
        share = formats.share(grouping.noise / len(grouping.labels), 1.0)
        size = Label(f"{formats.number(grouping.noise)} · {share}", tone="muted")
        self.add(hbox(Label(NO_GROUP, "strong"), 1, size, spacing=8))
        text = "They stand apart from everybody, grey in the picture. Kept groups leave them out."
        self.add(Label(text, "small", "muted", wrap=True))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._wanted(-1)


class Cards(QWidget):
    """A card for each group, in the order of the grouping."""

    WIDTH = 318

    def __init__(self, wanted: Callable[[int], None]) -> None:
        super().__init__()
        self._wanted = wanted
        keep_width(self, self.WIDTH)
        keep_height(self, 300)
        self.cards: list[GroupCard] = []
        self._inside = QWidget()
        self._column = vbox(spacing=12, parent=self._inside)
        area = scrolling(self._inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer = vbox(spacing=0, parent=self)
        outer.addWidget(area)

    def show_groups(self, grouping: "Grouping") -> None:
        """Let the groups introduce themselves."""
        clear(self._column)
        self.cards = [GroupCard(portrait, self._wanted) for portrait in grouping.portraits]
        for card in self.cards:
            self._column.addWidget(card)
        if grouping.noise:
            self._column.addWidget(OutsideCard(grouping, self._wanted))
        self._column.addStretch(1)

    def rename(self, names: dict[int, str], plans: dict[int, str]) -> None:
        """Let the groups have the names and plans that they were given before."""
        for card in self.cards:
            card.name.setText(names.get(card.label, card.name.text()))
            card.action.setText(plans.get(card.label, card.action.text()))

    def names(self) -> dict[int, str]:
        """The names as they stand."""
        return {card.label: card.name.text().strip() for card in self.cards}

    def plans(self) -> dict[int, str]:
        """What is to be done with each, as it stands."""
        return {card.label: card.action.text().strip() for card in self.cards}


def in_figures(grouping: "Grouping", labels: Mapping[str, str]) -> tuple[list[Column], list[dict[str, Any]]]:
    """The groups as a table: its columns and rows, by the labels of the features."""
    # Every portrait has the same columns, in one order.
    centre = grouping.portraits[0].centre if grouping.portraits else {}
    columns = [Column("name", "Group", 150), Column("size", "People", 70, numeric=True, shown=formats.number)]
    titles = {name: labels.get(name, name) for name in centre}
    columns += [
        Column(name, said, max(96, 30 + 7 * len(said)), numeric=True, shown=_middle) for name, said in titles.items()
    ]
    rows: list[dict[str, Any]] = [{"name": one.name, "size": one.size} | dict(one.centre) for one in grouping.portraits]
    if grouping.noise:
        rows.append({"name": NO_GROUP, "size": grouping.noise})
    return columns, rows


def _middle(value: float | None) -> str:
    """The middle of a group; who belongs to none has none."""
    return "" if value is None else formats.number(value, 1)
