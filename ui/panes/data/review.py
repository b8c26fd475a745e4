"""What an import would do, in numbers: the right side of the wizard."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.core import formats
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, IconLabel, Rule
from ui.widgets.labels import HeroNumber, Label
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.messages import InlineProgress
from ui.widgets.skeleton import Skeleton


@dataclass(frozen=True)
class Figure:
    """One line of the review: a number and what it counts; a `note` in small words stands under it.

    Where `value` is None, `text` says it all.
    """

    text: str
    value: int | None
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Review:
    """What a dry run found: the one figure that matters, the others, and what deserves a look."""

    caption: str
    hero: int
    context: str
    figures: Sequence[Figure] = field(default_factory=tuple)
    looks: Sequence[Figure] = field(default_factory=tuple)
    remedy: str = ""
    """What a press would mend, where there is such a thing."""


class ReviewCard(Card):
    """Shows a review; `wait` takes it away until the next, `set_busy` shows how far that is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What this import will do", parent=parent, spacing=8)
        self.hero = HeroNumber("Reading the file…")
        self.progress = InlineProgress()
        # Keeps its room while it is hidden, so that the figures below it stay where they are.
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self._figures = vbox(spacing=7)
        self._looks = vbox(spacing=7)
        self._looks_title = Label("Worth a look", "strong")
        self._rule = Rule()
        self.add(self.hero)
        self.add(self.progress)
        self.add(self._figures)
        # Above what it opens, which may be long: it is found again where it was pressed.
        self.more = Button("", icon="warning", small=True)
        self.more.setCheckable(True)
        self.more.clicked.connect(lambda: self._fill())
        self.add(hbox(self.more, 1))
        self.add(self._rule)
        self.add(self._looks_title)
        self.add(self._looks)
        self.remedy = Button("", small=True)
        self.add(hbox(self.remedy, 1))
        self.review: Review | None = None
        self.remedy.hide()
        self._fill()

    def show_review(self, review: Review) -> None:
        """Show new numbers, undimmed."""
        self.review = review
        self.hero.set_caption(review.caption)
        self.hero.set(formats.number(review.hero), review.context)
        self.progress.finish()
        clear(self._figures)
        for figure in review.figures:
            self._figures.addLayout(_line(figure))
        self._fill()
        self.remedy.setText(review.remedy)
        self.remedy.setVisible(bool(review.remedy))

    def _fill(self) -> None:
        """What is red is always seen; the rest on a press, so that there is room for who arrives."""
        looks = self.review.looks if self.review is not None else ()
        red = [figure for figure in looks if figure.tone == "bad"]
        clear(self._looks)
        for figure in looks if self.more.isChecked() else red:
            self._looks.addLayout(look_line(figure))
        self._show_looks(bool(red or (looks and self.more.isChecked())))
        self.more.setVisible(len(looks) > len(red))
        more = "more " if red else ""
        rest = formats.counted(len(looks) - len(red), f"{more}thing")
        self.more.setText("Show less" if self.more.isChecked() else f"{rest} worth a look")

    def set_busy(self, share: float, phrase: str) -> None:
        """Say how far the numbers are that are being worked out."""
        self.progress.set(share, phrase)

    def wait(self, caption: str) -> None:
        """Take the numbers away: they were another file's, or of the same one read in another way."""
        # As many grey lines as there were figures: little moves when the next come.
        lines = max(3, self._figures.count())
        self.clear_review(caption)
        self.hero.blank()
        self._figures.addWidget(Skeleton(lines, 26))

    def clear_review(self, caption: str) -> None:
        """Take the numbers away: they were another file's."""
        self.review = None
        self.hero.set_caption(caption)
        self.hero.set("–")
        self.progress.finish()
        clear(self._figures)
        self._fill()
        self.remedy.hide()

    def _show_looks(self, shown: bool) -> None:
        self._rule.setVisible(shown)
        self._looks_title.setVisible(shown)


def _line(figure: Figure) -> QHBoxLayout:
    left = vbox(Label(figure.text, tone="muted" if not figure.tone else figure.tone, wrap=True), spacing=1)
    if figure.note:
        left.addWidget(Label(figure.note, "small", "muted", wrap=True))
    row = hbox(spacing=12)
    row.addLayout(left, 1)
    row.addWidget(Label(formats.number(figure.value or 0), "strong", figure.tone))
    return row


_LOOK_ICONS = {"bad": "warning-circle", "warn": "warning"}


def look_line(figure: Figure) -> QHBoxLayout:
    """What deserves a look, with its sign."""
    icon = IconLabel(_LOOK_ICONS.get(figure.tone, "info"), 16, figure.tone or "accent")
    said = figure.text if figure.value is None else f"{formats.number(figure.value)} {figure.text}"
    left = vbox(Label(said, tone="bad" if figure.tone == "bad" else "", wrap=True), spacing=1)
    if figure.note:
        left.addWidget(Label(figure.note, "small", "muted", wrap=True))
    row = hbox(spacing=9)
    row.addLayout(vbox(icon, 1, margins=(0, 2, 0, 0)))
    row.addLayout(left, 1)
    return row
