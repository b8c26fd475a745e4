"""Taking a person apart: what was joined by hand is parted, what files joined is said to be somebody else's."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoStack

from app.domain import names
from ui.core.literal_names import Menu
from ui.core.undo import Reversible
from ui.panes.people.facts import told_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.progress import Progress
    from app.ingest import Decided
    from app.people import Story
    from ui.panes.people.cards import AllowsCard
    from ui.panes.people.pane import People


class PartingMenu:
    """The button below what somebody is known as, and what it offers."""

    def __init__(self, pane: "People", card: "AllowsCard", steps: QUndoStack) -> None:
        self._pane, self._card, self._steps = pane, card, steps
        self._story: Story | None = None
        self._joined: Sequence[str] = ()
        card.part.clicked.connect(self._open)

    def show(self, story: "Story", joined: "Sequence[str]") -> None:
        """Offer it for this person, made of these identifiers by hand."""
        self._story, self._joined = story, joined
        known = [one for one in story.identifiers if one["kind"] not in names.ANONYMOUS]
        self._card.part.setVisible(len(known) > 1)
        self._card.joined.setText(f"Joined by hand of {' and '.join(map(_called, joined))}." if joined else "")
        self._card.joined.setVisible(bool(joined))

    def _open(self) -> None:
        story = self._story
        if story is None:
            return
        menu = Menu(self._card.part)
        if self._joined:
            entry = menu.entry("All that was joined by hand")
            entry.triggered.connect(lambda: self._part(*story.key.split(":", 1)))
            menu.addSeparator()
        for one in story.identifiers:
            kind, value = one["kind"], one["value"]
            if kind not in names.ANONYMOUS and f"{kind}:{value}" != story.key:
                entry = menu.entry(f"{_called(f'{kind}:{value}')} is another person")
                entry.triggered.connect(lambda _=False, kind=kind, value=value: self._part(kind, value))
        menu.open_under(self._card.part)

    def _part(self, kind: str, value: str) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Decided":
            from app import ingest

            return ingest.take_apart(project, kind, value, progress=progress)

        def done(decided: "Decided") -> None:
            words = f"Took {_called(f'{kind}:{value}')} apart"
            back = partial(self._change, decided, again=False)
            self._steps.push(Reversible(words, back, partial(self._change, decided, again=True)))
            self._pane.context.toast(words, undo=self._steps.undo)

        self._pane.run("part", work, done, title="Taking apart", keeps=True, once=True)

    def _change(self, decided: "Decided", *, again: bool) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> None:
            from app import ingest

            (ingest.decide_again if again else ingest.take_back)(project, decided, progress)

        # Each in its turn: of two that are taken back quickly none may be lost.
        self._pane.run("part", work, title="Taking apart", keeps=True)


def _called(identifier: str) -> str:
    """An identifier as a marketer reads it: “customer 17850”, an address as it is."""
    kind, _, value = identifier.partition(":")
    return f"{told_kind(kind)} {value}".strip()
