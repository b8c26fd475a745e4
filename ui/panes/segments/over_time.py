"""The rule over time, beside the builder: a slider to any day, and who came and went between that day and now."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.core import formats, theme
from ui.core.timers import once
from ui.widgets.buttons import Button, Segmented
from ui.widgets.day_course import DayCourse
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, scrolling, vbox
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.audience import Frame, Moved, Point, Reason
    from app.domain.clock import Moment

FRAMES = (("month", "30 days"), ("quarter", "90 days"), ("year", "Year"), ("all", "All"))
COMPARE_AFTER = 250
"""Milliseconds after the handle stands still."""


class Asks(Protocol):
    """What is asked of the project; each answer comes on the main thread, if the rule is still the same."""

    def over_time(self, frame: str, landed: Any, done: Any) -> None:
        """A frame of time: `landed` is told the frame, then each point as soon as it is known."""

    def moved(self, begin: "Moment", end: "Moment", done: Any) -> None:
        """Who came and went between two moments."""

    def movers(self, begin: "Moment", end: "Moment", reason: "Reason", done: Any) -> None:
        """Some of those whom a reason moved."""


class OverTime(QWidget):
    """`chosen` tells the moment that the handle was put on, None for now; `people` some who came or went: what
    they are called, they themselves and of how many, and as of when. Nothing is asked before it is looked at."""

    chosen = Signal(object)
    people = Signal(str, object, object)
    _landed = Signal(object, object)

    def __init__(self, asks: Asks) -> None:
        super().__init__()
        self._asks = asks
        self._frame: Frame | None = None
        self._moved: Moved | None = None
        self._stale, self._round = True, 0
        self.frames = Segmented(FRAMES, "How far back")
        self.frames.changed.connect(self._framed)
        self.course = DayCourse("The day that the rule is counted for")
        self.course.chosen.connect(self._turned)
        self._compare_soon = once(self, COMPARE_AFTER, self._compare)
        self.said = Label("", wrap=True)
        self._reasons = vbox(spacing=0)
        inside = QWidget()
        inside.setLayout(self._reasons)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        column = vbox(spacing=6, parent=self)
        column.addWidget(self.frames)
        column.addWidget(self.course)
        column.addWidget(self.said)
        column.addWidget(area, 1)
        self._landed.connect(self._land)
        self.wait()

    # What it is told

    def wait(self) -> None:
        """Another rule is on its way, and it is asked about now."""
        self._stale, self._moved = True, None
        self.course.wait()
        self._frame = None
        self._forget()

    def set_dim(self) -> None:
        """The rule was edited: the line is worked out again once the edits are over."""
        self._stale = True
        self._round += 1
        self.course.set_dim()
        self.said.set_dim(True)

    def ask(self) -> None:
        """Work it out, where it is looked at and not true any more."""
        if self._stale and self.isVisible():
            self._stale = False
            self._round += 1
            number = self._round
            self._asks.over_time(
                self.frames.value(),
                lambda what: self._landed.emit(number, what),
                lambda _: self._compare(),
            )

    def show_unknown(self) -> None:
        """The rule cannot be asked as it stands."""
        self._stale, self._round = True, self._round + 1
        self.course.wait()
        clear(self._reasons)
        self.said.setText("Counted as soon as every condition is complete.")
        self.said.set_dim(False)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.ask()

    # What the user does

    def moment(self) -> "Moment | None":
        """The moment that the handle stands on; None for now."""
        from app.audience import over_time

        day = self.course.day()
        if self._frame is None or day is None or self.course.at_now:
            return None
        return over_time.start_of(day, self._frame.now)

    def _framed(self, _: str) -> None:
        # The day that was chosen may lie outside of other days.
        if self.moment() is not None:
            self.to_now()
        self._stale = True
        self.ask()

    def to_now(self) -> None:
        """Put the handle back on now."""
        self.course.to_now()

    def _turned(self, _: int) -> None:
        self.said.set_dim(True)
        self._compare_soon.start()
        self.chosen.emit(self.moment())

    # The answers

    def _land(self, number: int, what: "Frame | Point") -> None:
        from app.audience import Frame

        if number != self._round:
            return
        if isinstance(what, Frame):
            chosen = self.course.day() if self.moment() is not None else None
            self._frame = what
            begin, now, end = (one.local().date() for one in (what.begin, what.now, what.end))
            self.course.set_days(begin, now, end, chosen)
        else:
            self.course.add(dt.datetime.fromisoformat(what.as_of), what.count)

    def _between(self) -> "tuple[Moment, Moment] | None":
        """The moments that are compared: the chosen one and now, or the whole frame before now."""
        if self._frame is None:
            return None
        moment, now = self.moment(), self._frame.now
        if moment is None:
            return self._frame.begin, now
        return (moment, now) if moment.us < now.us else (now, moment)

    def _compare(self) -> None:
        between = self._between()
        if between is not None and not self._stale:
            self.said.set_dim(True)
            self._asks.moved(*between, self._show_moved)

    def _forget(self) -> None:
        clear(self._reasons)
        self._reasons.addWidget(Skeleton(3, 26, 10))
        self._reasons.addStretch(1)
        self.said.blank(theme.active().px(220))

    def _show_moved(self, found: "Moved") -> None:
        between = self._between()
        if between is None or (found.begin, found.end) != tuple(one.iso() for one in between):
            return
        self._moved = found
        clear(self._reasons)
        self.said.set_dim(False)
        self.said.setText(self._told(found, *between))
        for reason in found.reasons:
            self._reasons.addWidget(_Row(reason, self._show_people))
        self._reasons.addStretch(1)

    def _told(self, found: "Moved", begin: "Moment", end: "Moment") -> str:
        assert self._frame is not None
        came, went = formats.number(found.came), formats.number(found.went)
        if end.us > self._frame.now.us:
            return f"By {formats.day(end.local().date())}, if nobody does anything: {came} come, {went} go."
        return f"Since {formats.day(begin.local().date())}: {came} came, {went} went."

    def _show_people(self, reason: "Reason") -> None:
        between = self._between()
        if between is not None:
            way = "came" if reason.came else "went"
            title = f"{formats.number(reason.people)} {way}"

            def tell(people: list[dict[str, Any]]) -> None:
                self.people.emit(title, (people, reason.people), between[1])

            self._asks.movers(*between, reason, tell)


class _Row(QWidget):
    """How many came or went, because of what, and the way to some of them."""

    def __init__(self, reason: "Reason", who: Callable[["Reason"], None]) -> None:
        super().__init__()
        number = f"{'+' if reason.came else '−'}{formats.number(reason.people)}"
        figure, words = Label(number, "strong"), Label(_because(reason), "small", wrap=True)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        figure.setFixedWidth(max(theme.active().px(48), figure.sizeHint().width()))
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        verb = "came" if reason.came else "went"
        self.who = Button("Who", kind="quiet", small=True, name=f"Who {verb} because {_because(reason)}")
        self.who.clicked.connect(lambda: who(reason))
        line = hbox(spacing=10, parent=self)
        line.setContentsMargins(0, 5, 0, 5)
        line.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        line.addWidget(self.who, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{number}: {_because(reason)}")


def _because(reason: "Reason") -> str:
    """The conditions that turned, in words: those that hold at the later moment, then those that hold no longer."""
    return "; ".join(f"{part.sentence}: {'holds now' if part.holds else 'no longer'}" for part in reason.conditions)
