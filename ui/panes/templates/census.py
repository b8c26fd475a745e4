"""The different emails that a template comes to: how many people get each, and somebody to look at for each."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.core import formats, theme
from ui.panes.templates.findings import place_of
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.cards import EmptyState, Rule
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, scrolling, vbox
from ui.widgets.pages import Pages
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.mailing import Census, Email, Turn

MOST = 100
"""So many kinds of email are listed; whoever wants more of them makes the template simpler."""
WHAT = (
    "How many different emails are there? Everyone’s is rendered, and those that went the same way through your "
    "conditions are counted together."
)


class CensusPage(Pages):
    """See the module: `count()` asks for it, `jump(part, line)` is called for a place, `show(key)` for a person."""

    def __init__(
        self, count: Callable[[], None], jump: Callable[[str, int], None], show: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._jump, self._show = jump, show
        self.begin = Button("Count the emails", kind="main")
        self.begin.clicked.connect(count)
        self.addWidget(EmptyState("envelope", "Census", WHAT, self.begin))
        self.addWidget(self._shown(count))

    def _shown(self, count: Callable[[], None]) -> QWidget:
        self.title = Label("", "strong")
        self.over = Elided("", "small", "muted")
        self.again = Button("Count again", small=True)
        self.again.clicked.connect(count)
        self.again.hide()
        head = hbox(self.title, spacing=8, margins=(24, 12, 16, 8))
        head.addWidget(self.over, 1)
        head.addWidget(self.again)
        inside = QWidget()
        self._column = vbox(spacing=10, margins=(24, 4, 16, 16), parent=inside)
        page = QWidget()
        outer = vbox(spacing=0, parent=page)
        outer.addLayout(head)
        outer.addWidget(Rule())
        outer.addWidget(scrolling(inside), 1)
        return page

    def forget(self) -> None:
        """Another template is open, of which nothing is known."""
        self.setCurrentIndex(0)

    def set_dim(self) -> None:
        """The template was edited: what stands is of before."""
        if self.currentIndex() == 1:
            self.title.set_dim(True)
            self.over.setText("edited since")
            self.again.show()

    def wait(self) -> None:
        """They are being counted."""
        self.setCurrentIndex(1)
        self.title.set_dim(False)
        self.title.blank(theme.active().px(220))
        self.over.setText("")
        self.again.hide()
        clear(self._column)
        self._column.addWidget(Skeleton(5, 36, 80))
        self._column.addStretch(1)

    def show_census(self, found: "Census") -> None:
        """List the emails, what nobody gets, and whom to look at."""
        self.setCurrentIndex(1)
        self.title.set_dim(False)
        self.again.hide()
        clear(self._column)
        whom = formats.counted(found.recipients, "recipient")
        over = "over " if found.others else ""
        self.title.setText(f"{whom} get {over}{formats.counted(found.kinds, 'email')}")
        stand_ins = sum(one.stand_ins for one in found.emails)
        self.over.setText(f"{formats.people(stand_ins)} with words that stand in" if stand_ins else "")
        for one in found.emails[:MOST]:
            self._column.addWidget(self._email(one, found.recipients))
        rest = sum(one.recipients for one in found.emails[MOST:]) + found.others
        if rest:
            self._column.addWidget(Label(f"{formats.people(rest)} get one of the rarer ones.", tone="muted", wrap=True))
        self._list("Nobody gets", [self._turn(one) for one in found.unreached])
        self._list("Look at these first", [self._odd(one.key, one.why) for one in found.worst])
        self._column.addStretch(1)

    def _list(self, title: str, rows: Iterable[QWidget]) -> None:
        found = list(rows)
        if found:
            self._column.addSpacing(6)
            self._column.addWidget(Label(title, "strong"))
        for row in found:
            self._column.addWidget(row)

    def _email(self, one: "Email", of: int) -> QWidget:
        row = QWidget()
        column = vbox(spacing=4, parent=row)
        bar = Bar(one.recipients / max(1, of))
        bar.setFixedWidth(theme.active().column(120))
        share = f"{formats.people(one.recipients)} · {formats.share(one.recipients, of)}"
        head = Label(share, "strong")
        # The bars begin under one another, to be compared.
        head.setMinimumWidth(theme.active().column(150))
        line = hbox(head, bar, 1, self._look(one.example, share), spacing=10)
        column.addLayout(line)
        words = [self._words(turn) for turn in one.turns]
        if one.stand_ins:
            words.append(f"{formats.people(one.stand_ins)} see words that stand in for what they lack")
        column.addWidget(Label(" · ".join(words) or "The same for everyone, but for their values.", "small", wrap=True))
        return row

    def _words(self, turn: "Turn") -> str:
        return f"{turn.where}: {turn.way}" if turn.where != "html" else turn.way

    def _turn(self, turn: "Turn") -> QWidget:
        chip = ChipButton(place_of(turn.where, turn.line), "warn")
        chip.clicked.connect(lambda: self._jump(turn.where, turn.line))
        return _row(chip, turn.way)

    def _odd(self, key: str, why: str) -> QWidget:
        return _row(self._look(key, why), why[:1].upper() + why[1:])

    def _look(self, key: str, what: str) -> Button:
        look = Button("Show", small=True, name=f"Show somebody: {what}")
        look.clicked.connect(lambda: self._show(key))
        return look


def _row(first: QWidget, text: str) -> QWidget:
    row = QWidget()
    line = hbox(spacing=8, parent=row)
    line.addWidget(first, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(text, wrap=True), 1)
    return row
