"""The cards beside somebody's story: what they are like, what they allow, how they are known, where they belong."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panes.people.fact_row import Fact, FactRow
from ui.widgets.buttons import Button, Chip, ChipButton
from ui.widgets.cards import Card, IconLabel
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import FlowLayout, clear, hbox, vbox
from ui.widgets.menu_field import MenuField
from ui.widgets.skeleton import Skeleton


@dataclass(frozen=True)
class Permission:
    """What somebody allows on one channel: a short word and its tone, and the facts behind it in a sentence."""

    word: str
    tone: str
    facts: str


@dataclass(frozen=True)
class Reason:
    """One condition of a segment for one person: whether it holds, the condition, and what was found."""

    holds: bool
    sentence: str
    because: str


SHOWN_AT_FIRST = 10
"""Facts that are shown until more are asked for."""
ONE_LINE = 36
"""Letters of a name and its source that stand beside each other."""


class FactsCard(Card):
    """Labels with their values, one a row: those that tell most, and the others when they are asked for.

    A row that is pressed wants its field opened, by its name; the button below all of them another one.
    """

    opened = Signal(str, QWidget)
    other_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent, spacing=0)
        self._facts: Sequence[Fact] = ()
        self._by_hand: frozenset[str] = frozenset()
        self._rows = vbox(spacing=0)
        self.more = Button("", kind="text", small=True)
        self.more.setCheckable(True)
        self.more.clicked.connect(self._fill)
        self.body.addSpacing(6)
        self.add(self._rows)
        self.other = Button("Set a field", kind="text", small=True)
        self.other.setToolTip("Set a field that is not shown here, such as a name")
        self.other.clicked.connect(self.other_wanted)
        self.add(hbox(self.more, 1, self.other))

    def wait(self) -> None:
        """Somebody else's are on their way."""
        self.other.hide()
        self._facts = ()
        self.more.setChecked(False)
        self.more.hide()
        clear(self._rows)
        self._rows.addWidget(Skeleton(6, 30))

    def show_facts(self, facts: Sequence[Fact], by_hand: frozenset[str] = frozenset()) -> None:
        """Show other facts; those that were set by hand are marked."""
        self._facts, self._by_hand = facts, by_hand
        self.other.show()
        self._fill()

    def _fill(self) -> None:
        rows = self.findChildren(FactRow)
        # The row that has the keyboard keeps it, though it is made anew.
        kept = next((row.fact.name for row in rows if row.hasFocus()), "")
        clear(self._rows)
        beyond = len(self._facts) - SHOWN_AT_FIRST
        # A single one more takes no more room than the button that would show it.
        self.more.setVisible(beyond > 1)
        self.more.setText("Show fewer" if self.more.isChecked() else f"{beyond} more")
        shown = self._facts if self.more.isChecked() or beyond <= 1 else self._facts[:SHOWN_AT_FIRST]
        for fact in shown:
            row = FactRow(fact, by_hand=fact.name in self._by_hand)
            if fact.name:
                row.clicked.connect(lambda _=False, fact=fact, row=row: self.opened.emit(fact.name, row))
            self._rows.addWidget(row)
            if fact.name and fact.name == kept:
                row.setFocus()
        if not self._facts:
            self._rows.addWidget(Label("Nothing is known but how they are called.", tone="muted", wrap=True))


class AllowsCard(Card):
    """Consent by channel, and below it every name that somebody is known under."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Consent", parent=parent, spacing=8)
        self._allows = vbox(spacing=8)
        self._known = vbox(spacing=5)
        self._past = vbox(spacing=5)
        self._history: Sequence[Permission] = ()
        self.more = Button("", kind="text", small=True)
        self.more.setCheckable(True)
        self.more.clicked.connect(self._fill)
        self.more.hide()
        self.add(self._allows)
        self.add(hbox(self.more, 1))
        self.add(self._past)
        self.body.addSpacing(4)
        self.part = Button("Take apart", kind="text", small=True)
        self.part.setToolTip("Say that some of this is another person's")
        self.part.hide()
        self.add(hbox(Label("Known as", "strong"), 1, self.part))
        self.add(self._known)
        self.joined = Label("", "small", "muted", wrap=True)
        self.joined.hide()
        self.add(self.joined)

    def wait(self) -> None:
        """Somebody else's are on their way."""
        clear(self._allows)
        clear(self._known)
        clear(self._past)
        self.more.hide()
        self.part.hide()
        self.joined.hide()
        self._allows.addWidget(Skeleton(2, 26))
        self._known.addWidget(Skeleton(2, 22))

    def show_allows(
        self,
        permissions: Sequence[Permission],
        known: Sequence[tuple[str, str]],
        history: Sequence[Permission] = (),
    ) -> None:
        """Show other consents, other names with where each came from, and every answer when it is asked for."""
        clear(self._allows)
        for permission in permissions:
            self._allows.addLayout(hbox(Chip(permission.word, permission.tone), 1))
            if permission.facts:
                self._allows.addWidget(Label(permission.facts, "small", "muted", wrap=True))
        self._history = history
        # Where there is one answer a channel, all of them stand above.
        self.more.setVisible(len(history) > len({one.word.partition(" ")[0] for one in history}))
        self.more.setChecked(False)
        self._fill()
        clear(self._known)
        for value, note in known:
            name, whence = Elided(value, "small", middle=True), Elided(note, "small", "muted", middle=True)
            together = len(value) + len(note) <= ONE_LINE
            self._known.addLayout(hbox(name, whence, 1, spacing=8) if together else vbox(name, whence, spacing=0))

    def _fill(self) -> None:
        clear(self._past)
        shown = self.more.isChecked()
        self.more.setText("Show fewer" if shown else f"All {len(self._history)} answers")
        for one in self._history if shown else ():
            self._past.addLayout(hbox(Chip(one.word, one.tone), 1))
            self._past.addWidget(Label(one.facts, "small", "muted", wrap=True))


class BelongsCard(Card):
    """The segments and tags of somebody; a segment can be opened, a tag taken off."""

    segment_wanted = Signal(str)
    tag_removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("In no segment", parent=parent, spacing=10)
        self._held = QWidget()
        self._segments = FlowLayout(self._held, gap=6, row_gap=6)
        self._tags_title = Label("Tags", "strong")
        self._tags_held = QWidget()
        self._tags = FlowLayout(self._tags_held, gap=6, row_gap=6)
        self._bones = Skeleton(2, 28)
        self._bones.hide()
        for widget in (self._held, self._bones, self._tags_title, self._tags_held):
            self.add(widget)

    def wait(self) -> None:
        """Nobody knows yet where they belong: not even whether anywhere."""
        self.title.setText("Segments")
        clear(self._segments)
        clear(self._tags)
        for widget in (self._held, self._tags_title, self._tags_held):
            widget.hide()
        self._bones.show()

    def show_belongs(self, segments: Sequence[str], tags: Sequence[str]) -> None:
        """Show other segments and tags."""
        many = "segment" if len(segments) == 1 else "segments"
        self._bones.hide()
        self.title.setText(f"In {len(segments) or 'no'} {many if segments else 'segment'}")
        clear(self._segments)
        for at, name in enumerate(segments):
            chip = ChipButton(name, "accent" if not at else "plain")
            chip.setToolTip(f"Open the segment {name}")
            chip.clicked.connect(lambda _=False, name=name: self.segment_wanted.emit(name))
            self._segments.addWidget(chip)
        self._held.setVisible(bool(segments))
        clear(self._tags)
        for tag in tags:
            self._tags.addWidget(self._tag(tag))
        for widget in (self._tags_title, self._tags_held):
            widget.setVisible(bool(tags))

    def _tag(self, tag: str) -> QWidget:
        held = QWidget()
        cross = Button(kind="quiet", icon="x", small=True, name=f"Take the tag {tag} off")
        cross.clicked.connect(lambda: self.tag_removed.emit(tag))
        hbox(Chip(tag, "plain"), cross, spacing=0, parent=held)
        return held


class WhyCard(Card):
    """Why somebody is in a segment or not, condition by condition, and what would change it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Why not in", parent=parent, spacing=8)
        self.field = MenuField("Segment to explain")
        self.field.chosen.connect(self.chosen)
        self.head.insertWidget(1, self.field)
        self._reasons = vbox(spacing=9)
        self._nearest = Card(tone="accent")
        self._nearest.body.setContentsMargins(12, 9, 12, 9)
        self._nearest_title = Label("What would bring them in", "small-strong")
        self._nearest_text = Label("", "small", wrap=True)
        self._nearest.body.setSpacing(3)
        self._nearest.add(self._nearest_title)
        self._nearest.add(self._nearest_text)
        self.add(self._reasons)
        self.add(self._nearest)
        self._nearest.hide()
        self.field.hide()

    def offer(self, names: Sequence[str], chosen: str) -> None:
        """Offer these segments; without any the card says what it is for."""
        self.field.setVisible(bool(names))
        self.field.show_choices([(name, name) for name in names], chosen)
        if not names:
            self._say(
                "Why in or out?",
                "Once you have saved a segment, this says for each of its conditions whether it holds.",
            )

    def wait(self) -> None:
        """Another answer is on its way."""
        self.title.setText("Why in or out?")
        clear(self._reasons)
        self._reasons.addWidget(Skeleton(3, 34, 24))
        self._nearest.hide()

    def show_reasons(self, member: bool, reasons: Sequence[Reason], nearest: str) -> None:
        """Show another answer."""
        self.title.setText("Why in" if member else "Why not in")
        clear(self._reasons)
        for reason in reasons:
            self._reasons.addLayout(_reason(reason))
        self._nearest_text.setText(nearest)
        self._nearest.setVisible(bool(nearest))

    def _say(self, title: str, text: str) -> None:
        self.title.setText(title)
        clear(self._reasons)
        self._reasons.addWidget(Label(text, tone="muted", wrap=True))
        self._nearest.hide()


def _reason(reason: Reason) -> QHBoxLayout:
    icon = IconLabel("check" if reason.holds else "x", 14, "good" if reason.holds else "bad")
    icon.setAccessibleName("As wanted" if reason.holds else "Not as wanted")
    words = vbox(Label(reason.sentence, wrap=True), spacing=1)
    if reason.because:
        words.addWidget(Label(reason.because, "small", "muted", wrap=True))
    row = hbox(spacing=9)
    row.addLayout(vbox(icon, 1, margins=(0, 3, 0, 0)))
    row.addLayout(words, 1)
    return row
