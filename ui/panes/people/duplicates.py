"""Suspected duplicates: looks for them in a job, shows one after the other, and keeps what is decided, with undo."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QUndoStack

from app.domain.problems import Problem
from app.project import Change
from ui.core import formats
from ui.core.subjects import Shown
from ui.core.undo import Reversible
from ui.panes.decision_line import DecisionLine
from ui.panes.people.duplicates_page import DuplicatesPage
from ui.panes.people.suspects import called, summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.progress import Progress
    from app.ingest import Decided
    from app.people import Comparison, Suspects
    from ui.panes.base import Pane

SURE: Final = 0.98
"""From this probability on all can be joined at once."""


class DuplicatesController:
    """Fills a DuplicatesPage; `moved` is called when it shows others, or how many there are has changed."""

    def __init__(self, pane: "Pane", page: DuplicatesPage, steps: QUndoStack, moved: "Callable[[], None]") -> None:
        self._pane, self.page, self._moved, self.steps = pane, page, moved, steps
        self.looked = False
        self.looking = False
        self.stale = False
        self.joined = 0
        self._line = DecisionLine(
            pane, "decide", "Keeping what you decided", "Stopped: nothing more was decided.", self._look_again
        )
        self.pair = Shown(page.wait)
        page.answered.connect(self.answer)
        page.list.turned.connect(self._compare)

    # Looking

    def open(self) -> None:
        """Look for them, if nobody has looked yet."""
        if not self.looked and not self.looking:
            self.look()
        self.page.list.setFocus()

    def state(self) -> "tuple[list[Suspects], int, int] | None":
        """Who was found, how many were joined, and who is looked at, for `take_up`; None where nobody has looked."""
        return (self.page.model.found, self.joined, self._at()) if self.looked else None

    def take_up(self, state: "tuple[list[Suspects], int, int] | None") -> None:
        """Show them again: to look for them takes its time."""
        if state is not None:
            found, self.joined, at = state
            self.looked = True
            self.page.model.show_found(found)
            self._turn(max(0, at))

    def look(self) -> None:
        """Look for them anew; what was put off comes again."""
        self.looking = True
        self.page.model.show_found([])
        self.page.show_nobody("Looking for people who may be one…")
        self._moved()
        project = self._pane.project

        def work(progress: "Progress") -> "list[Suspects]":
            from app import quality
            from app.people import duplicates

            found = duplicates.find(project, progress)
            quality.keep_suspected(project, len(found))
            return found

        self._pane.run("duplicates", work, self._found, self._failed, self._stopped, title="Looking for duplicates")

    def _found(self, found: "list[Suspects]") -> None:
        self.looking, self.looked, self.stale = False, True, False
        self.page.model.show_found(found)
        self._turn(0)
        self._pane.context.announce(f"{formats.counted(len(found), 'suspected duplicate')}")

    def _failed(self, problem: Problem) -> None:
        self.looking = False
        self._pane.strip.show_problem(problem)
        self._turn(0)

    def _stopped(self) -> None:
        self.looking = False
        self._pane.strip.show_message("Stopped: looking for duplicates.", "info", "Start again", self.look)
        self._turn(0)

    def quiet(self) -> str:
        """How many there are, in words."""
        if self.looking or not self.looked:
            return ""
        return summary(len(self.page.model.found), self.joined) + (" · people changed since" if self.stale else "")

    def sure(self) -> "list[Suspects]":
        """Those that are as good as sure."""
        return [one for one in self.page.model.found if one.probability >= SURE]

    def project_changed(self, changes: frozenset[Change]) -> None:
        """People are others by something else than an answer here: the list is of before."""
        if not self._line.busy and self.looked and changes & {Change.PROFILES, Change.IMPORTS}:
            self.stale = True
            self._moved()

    # One after the other

    def _at(self) -> int:
        return self.page.list.currentIndex().row()

    def _turn(self, at: int) -> None:
        """Look at the one in that row, or the last where there are fewer."""
        model = self.page.model
        if model.rowCount():
            self.page.list.setCurrentIndex(model.index(min(at, model.rowCount() - 1), 0))
            self._compare(self._at())
        else:
            self.pair.turn_to(None)
            self.page.show_nobody()
        self._moved()

    def _compare(self, at: int) -> None:
        if not 0 <= at < self.page.model.rowCount():
            return
        if self.pair.turn_to(self.page.model.found[at]):
            self._ask(self.page.model.found[at])

    def _look_again(self) -> None:
        """What was asked while decisions were being kept told of people as they were before."""
        if 0 <= self._at() < self.page.model.rowCount():
            self._ask(self.page.model.found[self._at()])

    def _ask(self, suspects: "Suspects") -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Comparison":
            from app.people import comparison

            return comparison.compare(project, suspects)

        def done(found: "Comparison") -> None:
            self.page.show_pair(suspects, found, project.timezone)

        def failed(problem: Problem) -> None:
            # Whoever is joined or parted just now may be nobody for a moment: they are asked again behind that.
            if not self._line.busy:
                self._pane.strip.show_problem(problem)

        self._pane.run("compare", work, done, failed, quiet=True, about=self.pair.still())

    def answer(self, said: str) -> None:
        """Decide on whoever is looked at (`same`, `apart`), put them off (`later`), or go back to the one before."""
        at = self._at()
        if said == "back":
            self._turn(max(0, at - 1))
        elif said == "later" and at >= 0:
            self._turn((at + 1) % max(1, self.page.model.rowCount()))
        elif at >= 0:
            self._decide(at, self.page.model.found[at], said)
        # The keys answer from the list, also after the mouse pressed a button.
        self.page.list.setFocus()

    def _decide(self, at: int, suspects: "Suspects", said: str) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Decided":
            from app import ingest, people

            # By their keys: numbers are others once somebody was joined or parted.
            numbers = [people.resolve_key(project, key) for key in suspects.keys]
            if said == "same":
                return ingest.merge(project, numbers, progress=progress)
            return ingest.keep_apart(project, numbers)

        words = f"{called(suspects)}: {'one person' if said == 'same' else 'not the same'}"
        self._keep(work, words, [(at, suspects)], joined=1 if said == "same" else 0)

    def join_sure(self) -> None:
        """Join all that are as good as sure, in one step."""
        chosen = self.sure()
        if not chosen:
            return
        project, model = self._pane.project, self.page.model
        places = [(model.found.index(one), one) for one in chosen]

        def work(progress: "Progress") -> "Decided":
            from app import ingest, people

            groups = [[people.resolve_key(project, key) for key in one.keys] for one in chosen]
            return ingest.merge_all(project, groups, progress=progress)

        self._keep(work, f"Joined {formats.counted(len(chosen), 'suspected pair')}", places, joined=len(chosen))

    def _keep(
        self,
        work: "Callable[[Progress], Decided]",
        words: str,
        places: "list[tuple[int, Suspects]]",
        joined: int,
    ) -> None:
        """Turn to the next at once and keep the answer behind that: whoever is sure presses as fast as they read."""
        made: list[Decided] = []
        self._gone(places, joined)
        self._line.add(self._counted(lambda progress: made.append(work(progress))), lambda: self._back(places, joined))
        back = partial(self._change, "take_back", made, places, joined)
        again = partial(self._change, "decide_again", made, places, joined)
        self.steps.push(Reversible(words, back, again))
        self._pane.context.toast(words, undo=self.steps.undo)

    def _change(self, what: str, made: "list[Decided]", places: "list[tuple[int, Suspects]]", joined: int) -> None:
        project = self._pane.project
        gone, back = partial(self._gone, places, joined), partial(self._back, places, joined)

        def work(progress: "Progress") -> None:
            from app import ingest

            # What could not be kept needs no taking back.
            if made:
                (ingest.take_back if what == "take_back" else ingest.decide_again)(project, made[0], progress)

        (back if what == "take_back" else gone)()
        self._line.add(self._counted(work), gone if what == "take_back" else back)

    def _counted(self, work: "Callable[[Progress], object]") -> "Callable[[Progress], None]":
        """The work, and then how many are left, which the report on the data tells too."""
        project, left = self._pane.project, len(self.page.model.found)

        def both(progress: "Progress") -> None:
            from app import quality

            work(progress)
            quality.keep_suspected(project, left)

        return both

    def _gone(self, places: "list[tuple[int, Suspects]]", joined: int) -> None:
        """Those are answered, and the next is looked at."""
        model, at = self.page.model, self._at()
        for _, suspects in places:
            if suspects in model.found:
                model.take(model.found.index(suspects))
        self.joined += joined
        self._turn(max(0, at if len(places) == 1 else 0))
        self.page.list.setFocus()

    def _back(self, places: "list[tuple[int, Suspects]]", joined: int) -> None:
        """Their answers are taken back."""
        model = self.page.model
        for at, suspects in sorted(places, key=lambda one: one[0]):
            if suspects not in model.found:
                model.put(at, suspects)
        self.joined -= joined
        self._turn(places[0][0])
