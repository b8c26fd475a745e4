"""Orders that stand out: looks for them in a job, shows one after the other, and keeps what is decided, with undo."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoStack

from app.domain.problems import Problem
from ui.core import formats
from ui.core.subjects import Shown
from ui.core.undo import Reversible
from ui.panes.decision_line import DecisionLine
from ui.panes.quality.outliers_list import called, money
from ui.panes.quality.outliers_page import OutliersPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.progress import Progress
    from app.ingest import order_decisions
    from app.people import OrderLine
    from app.quality import Outlier, Outliers
    from ui.panes.base import Pane

VERDICTS: "dict[str, order_decisions.Verdict]" = {"right": "right", "leave_out": "leave_out", "later": "later"}
WORDS = {"right": "is right", "leave_out": "left out of the numbers", "later": "to be looked at later"}


class OutliersController:
    """Fills an OutliersPage; `moved` is called when it shows others, or how many there are has changed."""

    def __init__(self, pane: "Pane", page: OutliersPage, steps: QUndoStack, moved: "Callable[[], None]") -> None:
        self._pane, self.page, self._moved, self.steps = pane, page, moved, steps
        self.looked = False
        self._again_from: int | None = None
        self._waiting = 0
        stopped = "Stopped: nothing more was decided."
        self._line = DecisionLine(pane, "decide", "Keeping what you decided", stopped, self._all_kept)
        self.shown = Shown(page.wait)
        page.answered.connect(self.answer)
        page.list.turned.connect(self._show)
        page.person_wanted.connect(self.open_person)
        page.count_again.connect(self.count_again)

    @property
    def own(self) -> bool:
        """Whether the project changes by an answer that was given here."""
        return self._line.busy

    def open(self) -> None:
        """Look for them, if nobody has looked since something changed."""
        if not self.looked:
            self.look()
        self.page.list.setFocus()

    def look(self, at: int = 0) -> None:
        """Look for them anew, and turn to that row."""
        self.looked = True
        self.shown.turn_to(None)
        self.page.show_looking()
        self._moved()
        project = self._pane.project

        def work(progress: "Progress") -> "Outliers":
            from app import quality

            return quality.standing_out(project, progress)

        def found(told: "Outliers") -> None:
            self._waiting = told.found
            self.page.model.show_found(told.queue)
            self.page.show_left_out(told)
            self._turn(at)
            self._pane.context.announce(formats.counted(told.found, "order that stands out", "orders that stand out"))

        self._pane.run("outliers", work, found, self._failed, self._stopped, title="Looking for orders that stand out")

    def _failed(self, problem: Problem) -> None:
        self.looked = False
        self._pane.strip.show_problem(problem)
        self._turn(0)

    def _stopped(self) -> None:
        self.looked = False
        self._pane.strip.show_message("Stopped: looking for orders.", "info", "Start again", self.look)
        self._turn(0)

    def quiet(self) -> str:
        """How many wait, in words."""
        shown = self.page.model.rowCount()
        if self._waiting > shown:
            return f"{formats.number(self._waiting)} wait, the {formats.number(shown)} furthest out are shown"
        return f"{formats.number(shown)} wait"

    def _at(self) -> int:
        return self.page.list.currentIndex().row()

    def _turn(self, at: int) -> None:
        """Look at the one in that row, or the last where there are fewer."""
        model = self.page.model
        if model.rowCount():
            self.page.list.setCurrentIndex(model.index(min(max(at, 0), model.rowCount() - 1), 0))
            self._show(self._at())
        else:
            self.shown.turn_to(None)
            self.page.show_nothing()
        self._moved()

    def _show(self, at: int) -> None:
        if not 0 <= at < self.page.model.rowCount():
            return
        outlier, project = self.page.model.found[at], self._pane.project
        if not self.shown.turn_to(outlier):
            return
        self.page.show_order(outlier)

        def work(_: "Progress") -> "list[OrderLine]":
            from app import quality

            return quality.lines_of(project, outlier.event)

        self._pane.run("lines", work, self.page.show_lines, quiet=True, about=self.shown.still())

    def open_person(self) -> None:
        """Open whoever placed the order that is looked at."""
        if self._at() >= 0:
            self._pane.context.go_to("people", key=self.page.model.found[self._at()].key)

    def answer(self, said: str) -> None:
        """Decide about the order that is looked at, or go back to the one before."""
        at = self._at()
        if said == "back":
            self._turn(at - 1)
        elif at >= 0:
            self._decide(at, self.page.model.found[at], VERDICTS[said])

    def _decide(self, at: int, outlier: "Outlier", verdict: "order_decisions.Verdict") -> None:
        """Turn to the next at once and keep the answer behind that: whoever is sure presses as fast as they read."""
        project, made = self._pane.project, list["order_decisions.OrderDecided"]()

        def work(progress: "Progress") -> None:
            from app.ingest import order_decisions

            made.append(order_decisions.decide_orders(project, [outlier.event], verdict, progress=progress))

        words, waited = f"{money(outlier)} of {called(outlier)}: {WORDS[verdict]}", int(verdict != "later")
        self.page.model.take(at)
        self._waiting -= waited
        self._turn(at)
        self.page.list.setFocus()

        def failed() -> None:
            self.page.model.put(at, outlier)
            self._waiting += waited
            self._turn(at)

        self._line.add(work, failed)
        self._push(words, made, at)

    def count_again(self, decision: int) -> None:
        """Take a decision back by which an order was left out."""
        from app.ingest import order_decisions

        made, at = [order_decisions.OrderDecided((decision,), ())], max(self._at(), 0)
        self._change("take_back", made, at)
        # What lets it count again is itself a step that can be taken back.
        self._push("An order counts again", made, at, done="take_back")

    def _push(self, words: str, made: "list[order_decisions.OrderDecided]", at: int, done: str = "again") -> None:
        """A step that can be taken back, of what is done or is about to be."""
        other = {"again": "take_back", "take_back": "again"}[done]
        back, again = (partial(self._change, what, made, at) for what in (other, done))
        self.steps.push(Reversible(words, back, again))
        self._pane.context.toast(words, undo=self.steps.undo)

    def _change(self, what: str, made: "list[order_decisions.OrderDecided]", at: int) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> None:
            from app.ingest import order_decisions

            back, again = order_decisions.take_back_orders, order_decisions.decide_orders_again
            # What could not be kept needs no taking back.
            if made:
                (back if what == "take_back" else again)(project, made[0], progress)

        # Its events are others by then: once all that was pressed is kept, they are looked for anew.
        self._again_from = at
        self._line.add(work, lambda: None)

    def _all_kept(self) -> None:
        if self._again_from is not None:
            at, self._again_from = self._again_from, None
            self.look(at)
