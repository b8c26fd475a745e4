"""What follows from the rule, at the right of the builder: how many, who can be emailed, and a look at some of them."""

import datetime as dt
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from app import audience
from app.domain.clock import Moment
from ui.core import formats, theme
from ui.panes.segments.over_time import Asks, OverTime
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card, Rule
from ui.widgets.labels import HeroNumber, Label
from ui.widgets.layouts import hbox, keep_height, keep_width, scrolling, vbox
from ui.widgets.pages import Pages
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.audience import Look

LINES = (
    ("mailable", "Can be emailed", ""),
    ("suppressed", "Suppressed", "muted"),
    ("no_consent", "No consent to email", "muted"),
    ("no_address", "No valid address", "muted"),
)


class Reach(Card):
    """The count, large, and what becomes of it on the way to an email."""

    def __init__(self) -> None:
        super().__init__()
        self.hero = HeroNumber("Match now")
        self.bar = Bar()
        self.back = Button("Back to now", small=True, parent=self)
        self.back.hide()
        self.add(self.hero)
        self.add(self.bar)
        self._figures: dict[str, Label] = {}
        for key, title, tone in LINES:
            row = hbox(spacing=8)
            row.addWidget(Label(title, tone=tone))
            row.addStretch(1)
            figure = Label("", "base" if tone else "strong", tone)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(figure)
            self._figures[key] = figure
            self.add(row)
        self.add(Rule())
        self.because = Label("", wrap=True)
        self.because.setMinimumHeight(theme.active().px(60))
        self.because.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self.because)
        self.wait()

    def set_moment(self, moment: Moment | None) -> None:
        """The figures to come are those of that moment; None is now."""
        day = "" if moment is None else formats.day(moment.local().date())
        self.hero.set_caption(f"Match at the start of {day}" if day else "Match now")
        self.back.setVisible(moment is not None)
        self._place_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_back()

    def _place_back(self) -> None:
        # Over the corner, so that nothing moves when it comes and goes.
        size = self.back.sizeHint()
        self.back.setGeometry(self.width() - size.width() - 14, 12, size.width(), size.height())
        self.back.raise_()

    def wait(self) -> None:
        """Figures of another segment are not this one's: take them away until this one's are there."""
        self.set_moment(None)
        self.hero.blank()
        self.bar.set(0)
        for figure in self._figures.values():
            figure.blank(theme.active().px(44))
        self.because.blank(theme.active().px(250))

    def show_reach(self, reach: audience.Reach) -> None:
        """Show new figures; why they are what they are may come later."""
        context = f"of {formats.number(reach.of)}"
        share = formats.share(reach.matched, reach.of)
        self.hero.set(formats.number(reach.matched), f"{context} · {share}" if share else context)
        self.bar.set(reach.matched / reach.of if reach.of else 0.0)
        for key, figure in self._figures.items():
            figure.setText(formats.number(getattr(reach, key)))
            figure.set_dim(False)

    def show_look(self, look: "Look") -> None:
        """Show new figures, and what keeps most people out."""
        self.show_reach(look.reach)
        self.because.set_rich(_because(look))
        self.because.set_dim(False)

    def show_unknown(self) -> None:
        """There is no answer, for the rule cannot be asked as it stands."""
        self.hero.set("–", "")
        self.bar.set(0)
        for figure in self._figures.values():
            figure.setText("–")
            figure.set_dim(False)
        self.because.setText("Counted as soon as every condition is complete.")
        self.because.set_dim(False)

    def set_dim(self) -> None:
        """Fade the old figures until the new ones land."""
        self.hero.set_dim(True)
        self.because.set_dim(True)
        for figure in self._figures.values():
            figure.set_dim(True)


def _because(look: "Look") -> str:
    if look.keeps_out is not None:
        _, sentence, people = look.keeps_out
        return f"<b>Most people are kept out by</b> “{escape(sentence)}”: without it {formats.number(people)} match."
    if look.reach.matched == 0 and look.reach.of:
        return "<b>Nobody matches.</b> Loosen a condition, or look at the figure at the end of each row."
    return ""


class Sample(QWidget):
    """Some of the people who match, always the same ones for the same rule; or some who came or went."""

    def __init__(self, open_person: Any) -> None:
        super().__init__()
        self.more = Label("", "small", "muted")
        self.model = RowsModel(
            [
                Column("name", "Person", 0, second="place"),
                Column("orders", "Orders", 58, numeric=True),
                Column("last", "Last", 62, numeric=True),
                Column("spent", "Spent", 76, numeric=True),
            ],
            [],
        )
        self.table = TableView(self.model, "Some of the people who match", two_lines=True)
        self.table.row_activated.connect(lambda row: open_person(self.model.row(row)["key"]))
        self.empty = Label("Nobody to show: no one matches.", tone="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = Pages()
        keep_height(self.stack, 260)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        vbox(self.stack, parent=self)
        self.wait()

    def wait(self) -> None:
        """Whom another segment holds does not stand here."""
        self.model.wait()
        self.more.setText("")
        self.stack.setCurrentIndex(0)

    def set_dim(self) -> None:
        """They are being looked up again: grey them, and say so."""
        self.model.dim()
        self.more.setText("looking again…" if self.model.rowCount() else "")

    def show_unknown(self) -> None:
        """There is nobody to show while the rule cannot be asked."""
        self.model.set_rows([])
        self.more.setText("")

    def show_look(self, look: "Look", now: Moment) -> None:
        """Show some of those who match now."""
        rows = [_row(person, now) for person in look.sample]
        self.model.set_rows(rows)
        self._tell_more(look.reach.matched - len(rows))
        self.empty.setText("Nobody to show: no one matches.")
        self.stack.setCurrentIndex(0 if rows else 1)

    def show_movers(self, title: str, people: list[dict[str, Any]], of: int, now: Moment) -> None:
        """Show some of those who came or went, as they are at a moment."""
        self.model.set_rows([_row(person, now) for person in people])
        self.more.setText(f"{title}, some of them" if of > len(people) else title)
        self.stack.setCurrentIndex(0)

    def _tell_more(self, left: int) -> None:
        self.more.setText(f"{formats.number(left)} more" if left > 0 else "")


def _row(person: dict[str, Any], now: Moment) -> dict[str, Any]:
    name = " ".join(filter(None, (person.get("first_name"), person.get("last_name")))) or person.get("full_name")
    last = person.get("last_order_at")
    # By local dates: yesterday evening is 1 d, however few hours ago that was.
    days = (now.day - Moment(last, now.timezone).day) if last is not None else None
    return {
        "key": person["key"],
        "name": name or person.get("email") or person["key"],
        "place": person.get("city") or person.get("email") or "",
        "orders": formats.number(person.get("orders") or 0),
        "last": "" if days is None else f"{formats.number(days)} d",
        # The store keeps amounts in ten-thousandths.
        "spent": formats.number((person.get("net_revenue") or 0) / 10_000),
    }


class InWords(Card):
    """The rule as a sentence that can be pasted into a brief, or as the SQL that is asked; `ask` fetches that."""

    def __init__(self, ask: Callable[[Callable[[Any], None]], None] = lambda done: None) -> None:
        super().__init__("", tone="sunken", spacing=6)
        self._ask = ask
        self.caption = Label("In words", tone="muted")
        self.as_sql = Button("Show SQL", kind="quiet", small=True)
        self.as_sql.clicked.connect(self._turn)
        self.sentence, self.statement = self._text("The rule in words"), self._text("The rule as SQL")
        self.statement.setFont(theme.active().mono())
        head = hbox(self.caption, 1, self.as_sql)
        self.add(head)
        inside = QWidget()
        vbox(self.sentence, self.statement, 1, parent=inside)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.add(area, 1)
        # One height for short and long sentences, so that nothing jumps; a very long one scrolls.
        self.setFixedHeight(theme.active().column(134))
        self.statement.hide()

    @staticmethod
    def _text(name: str) -> Label:
        label = Label("", wrap=True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setAccessibleName(name)
        return label

    def _turn(self) -> None:
        """Show the SQL in the place of the words, or the words again."""
        sql = self.statement.isHidden()
        self.statement.setVisible(sql)
        self.sentence.setVisible(not sql)
        self.caption.setText("As SQL, to read" if sql else "In words")
        self.as_sql.setText("Show words" if sql else "Show SQL")
        self._fetch()

    def _fetch(self) -> None:
        if not self.statement.isHidden():
            self.statement.blank(theme.active().px(420))
            self._ask(lambda found: self.statement.setText(found.sql))

    def wait(self) -> None:
        """The sentence of another rule is not this one's."""
        self.sentence.blank(theme.active().px(420))
        self.sentence.setAccessibleName("The rule in words, on its way")
        self.statement.blank(theme.active().px(420))

    def set_dim(self) -> None:
        """The rule was edited: the old words are on their way out."""
        self.sentence.set_dim(True)
        self.statement.set_dim(True)

    def set(self, text: str) -> None:
        """Show another sentence; empty for a rule that cannot be asked as it stands."""
        said = self.sentence.text()
        self.sentence.set_dim(False)
        self.sentence.setText(text)
        self.sentence.setAccessibleName(f"The rule in words: {text}")
        self.statement.set_dim(False)
        if not text:
            self.statement.setText("")
        elif text != said or not self.statement.text():
            self._fetch()


class Side(QWidget):
    """The right of the builder."""

    WIDTH = 372

    def __init__(self, open_person: Any, asks: Asks) -> None:
        super().__init__()
        keep_width(self, self.WIDTH)
        self.reach = Reach()
        self.sample = Sample(open_person)
        self.over_time = OverTime(asks)
        self.over_time.people.connect(self._show_movers)
        self.reach.back.clicked.connect(self.over_time.to_now)
        self.tabs = Segmented((("people", "A look at them"), ("time", "Over time")), "What is shown of them")
        self.tabs.changed.connect(self._turn)
        self._pages = Pages(self.sample, self.over_time)
        self._look: tuple[Look, Moment] | None = None
        self._movers = False
        below = Card()
        below.add(hbox(self.tabs, 1, self.sample.more))
        below.add(self._pages, 1)
        column = vbox(spacing=16, parent=self)
        column.addWidget(self.reach)
        column.addWidget(below, 1)

    def _turn(self, tab: str) -> None:
        self._pages.setCurrentIndex(1 if tab == "time" else 0)
        self.sample.more.setVisible(tab == "people")
        self._movers = False
        if tab == "people" and self._look is not None:
            # Those who came or went stood here for a look.
            self.sample.show_look(*self._look)

    def _show_movers(self, title: str, found: tuple[list[dict[str, Any]], int], now: Moment) -> None:
        self.tabs.set_value("people")
        self._pages.setCurrentIndex(0)
        self.sample.more.show()
        self._movers = True
        self.sample.show_movers(title, *found, now)

    def wait(self) -> None:
        """Another segment is opened."""
        self._look, self._movers = None, False
        self.reach.wait()
        self.sample.wait()
        self.over_time.wait()

    def set_dim(self, *, edited: bool = True) -> None:
        """The rule was edited, or another moment was chosen: what stands is being worked out again."""
        self._movers = False
        self.reach.set_dim()
        self.sample.set_dim()
        if edited:
            self.over_time.set_dim()

    def show_unknown(self) -> None:
        """The rule cannot be asked as it stands."""
        self._look = None
        self.reach.show_unknown()
        self.sample.show_unknown()
        self.over_time.show_unknown()

    def show_look(self, look: "Look", now: Moment) -> None:
        """Show what follows from the rule."""
        self._look = look, now
        self.reach.show_look(look)
        # Somebody looks at who came or went: what is counted again in the background takes these away from nobody.
        if not self._movers:
            self.sample.show_look(look, now)
        self.over_time.ask()


def today(now: Moment) -> dt.date:
    """The project's day at a moment."""
    return now.local().date()
