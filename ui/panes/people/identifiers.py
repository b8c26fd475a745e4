"""Settings of identifiers in the window: looked at, tried out, kept in jobs, and taken back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoStack

from app.project import Change
from ui.core.undo import Reversible
from ui.panes.people.identifiers_page import IdentifiersPage

if TYPE_CHECKING:
    from app.domain.identifier_rules import IdentifierRules
    from app.domain.problems import Problem
    from app.domain.progress import Progress
    from app.ingest import Effect, IdentifierLook, IdentifierSettings
    from ui.panes.base import Pane

    Wanted = Callable[[IdentifierSettings], IdentifierRules]


class IdentifiersController:
    """Fills an IdentifiersPage; nothing is kept before somebody has read what follows from it."""

    def __init__(self, pane: "Pane", page: IdentifiersPage, steps: QUndoStack) -> None:
        self._pane, self.page, self._steps = pane, page, steps
        self.found: IdentifierLook | None = None
        self._wanted: IdentifierRules | None = None
        self._words = ""
        self._stale = True
        page.blocked.connect(self.block)
        page.unblocked.connect(self.unblock)
        page.limited.connect(self.limit)
        page.moved.connect(self.move)
        page.restored.connect(
            lambda: self._ask("The standard order of kinds", lambda settings: settings.standard_order())
        )
        page.applied.connect(self.apply)
        page.dropped.connect(self.drop)

    def open(self) -> None:
        """Look at the kinds, where others may be there by now."""
        if self._stale:
            self.look()

    def look(self) -> None:
        """Look at the kinds anew."""
        self._stale = False
        project = self._pane.project

        def work(progress: "Progress") -> "tuple[IdentifierLook, bool]":
            from app import ingest

            settings = ingest.IdentifierSettings(project)
            return settings.look(), bool(settings.rules.order)

        def done(found: "tuple[IdentifierLook, bool]") -> None:
            self.found = found[0]
            self.page.show_look(found[0], own_order=found[1])

        self._pane.run("identifiers", work, done, title="Looking at identifiers")

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Other rows show other identifiers."""
        if changes & {Change.PROFILES, Change.IMPORTS, Change.SETTINGS}:
            self.drop()
            self._stale = True
            if self.page.isVisibleTo(self._pane):
                self.look()

    # What is asked for

    def block(self, kind: str, value: str, pattern: bool) -> None:
        """Ask for a value to be nobody's, or each that a pattern matches."""
        self._ask(f"Block {value}", lambda settings: settings.blocked(kind, value, pattern=pattern))

    def unblock(self, kind: str, value: str) -> None:
        """Ask for a value to be somebody's again."""
        self._ask(f"Unblock {value}", lambda settings: settings.unblocked(kind, value))

    def limit(self, kind: str, most: int) -> None:
        """Ask for a limit of values; 0 for none."""
        words = f"{self._label(kind)}: {f'at most {most:,} together' if most else 'no limit'}"
        self._ask(words, lambda settings: settings.limited(kind, most or None))

    def move(self, kind: str, by: int) -> None:
        """Ask for a kind to decide sooner or later."""
        order = [one.kind for one in self.found.kinds] if self.found else []
        at = order.index(kind)
        order[at], order[at + by] = order[at + by], order[at]
        words = f"{self._label(kind)} decides {'before' if by < 0 else 'after'} {self._label(order[at])}"
        self._ask(words, lambda settings: settings.prioritised(order))

    def _label(self, kind: str) -> str:
        return next((one.label for one in self.found.kinds if one.kind == kind), kind) if self.found else kind

    def _ask(self, words: str, wanted: "Wanted") -> None:
        project, self._wanted, self._words = self._pane.project, None, words
        self.page.ask(words)

        def work(progress: "Progress") -> "tuple[IdentifierRules, Effect]":
            from app import ingest

            settings = ingest.IdentifierSettings(project)
            rules = wanted(settings)
            return rules, settings.effect(rules)

        def done(found: "tuple[IdentifierRules, Effect]") -> None:
            self._wanted = found[0]
            self.page.show_effect(found[1])
            self._pane.context.announce(f"{words}. {found[1].told}")

        self._pane.run("effect", work, done, self._refused, self.drop, title="Looking what would follow",
                       about=lambda: self._words == words)  # fmt: skip

    def _refused(self, problem: "Problem") -> None:
        self.drop()
        self._pane.strip.show_problem(problem)

    def drop(self) -> None:
        """Leave it as it is."""
        self._wanted, self._words = None, ""
        self.page.hide_effect()

    # Keeping

    def apply(self) -> None:
        """Keep what was asked for, and derive everybody anew; Undo takes it back."""
        rules, words = self._wanted, self._words
        if rules is None:
            return

        def done(before: "IdentifierRules") -> None:
            back, again = partial(self._change, before), partial(self._change, rules)
            self._steps.push(Reversible(words, back, again))
            self._pane.context.toast(words, undo=self._steps.undo)

        self.drop()
        self._change(rules, done)

    def _change(self, rules: "IdentifierRules", then: "Callable[[IdentifierRules], None] | None" = None) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "IdentifierRules":
            from app import ingest

            return ingest.IdentifierSettings(project).change(rules, progress)

        # A press is meant once; of what is taken back quickly each is done in its turn.
        pressed = then is not None
        self._pane.run("settings", work, then, title="Finding people anew", keeps=True, once=pressed)
