"""Does for whoever is open what they may ask for: saves their data, suppresses, lifts, erases."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.problems import Problem
from ui.core.file_dialogs import choose_folder, open_here
from ui.panes.people.erase_dialog import EraseDialog
from ui.panes.people.rights_card import ReasonPopup, RightsCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.progress import Progress
    from app.people import Story
    from app.privacy import Erasure, HandedOut, Suppressed
    from ui.panes.base import Pane


class RightsController:
    """Knows whose card it is, and tells the pane when they are gone."""

    def __init__(self, pane: "Pane", card: RightsCard, gone: "Callable[[], None]") -> None:
        self._pane = pane
        self._card = card
        self._gone = gone
        self._key = ""
        self._name = ""
        card.data_wanted.connect(self.save)
        card.suppress_wanted.connect(self.ask_reason)
        card.lift_wanted.connect(self.lift)
        card.log_wanted.connect(lambda: pane.context.go_to("privacy", person=self._key))
        card.erase_wanted.connect(self.ask_erase)

    def show(self, story: "Story", name: str) -> None:
        """Offer what can be done for this person."""
        self._key, self._name = story.key, name
        by_hand = any(one["by_hand"] for one in story.suppressions)
        self._card.show_rights(suppressed=bool(story.suppressions), by_hand=by_hand)

    def save(self) -> None:
        """Ask for a folder, and write all that is known of them into a new one in it."""
        folder = choose_folder(self._pane, "Where to save their data", "person")
        if folder:
            self.save_in(Path(folder))

    def save_in(self, folder: Path) -> None:
        """Write all that is known of them into a new folder there."""
        project, key = self._pane.project, self._key
        out = next(
            one for number in range(1, 1_000)
            if not (one := folder / ("Data of a person" + (f" {number}" if number > 1 else ""))).exists()
        )  # fmt: skip

        def work(progress: "Progress") -> "HandedOut":
            from app import privacy

            return privacy.hand_out(project, key, out, progress)

        def done(_: "HandedOut") -> None:
            self._pane.context.toast(
                f"Saved in {out.name}", "Open the page", lambda: open_here(str(out / "person.html"))
            )

        self._pane.run("data", work, done, title="Saving their data", keeps=True)

    def ask_reason(self) -> None:
        """Ask why they are to be suppressed, and then do it."""
        popup = ReasonPopup(self._card.suppress)
        popup.given.connect(self.suppress)
        popup.open_under(self._card.suppress)

    def suppress(self, reason: str) -> None:
        """Never write to them again; Undo lifts it."""
        project, key, name = self._pane.project, self._key, self._name

        def work(progress: "Progress") -> "Suppressed":
            from app import privacy

            return privacy.suppress(project, key, reason)

        def done(_: "Suppressed") -> None:
            self._pane.context.toast(f"Nothing is sent to {name} any more", undo=lambda: self._lift(key, name))

        self._pane.run("suppress", work, done, quiet=True, keeps=True)

    def lift(self) -> None:
        """Take back what was suppressed by hand; Undo suppresses them again."""
        self._lift(self._key, self._name)

    def _lift(self, key: str, name: str) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Suppressed":
            from app import privacy

            return privacy.lift(project, key)

        def done(found: "Suppressed") -> None:
            still = " A file or a refusal still keeps them suppressed." if found.still else ""
            self._pane.context.toast(f"What was set by hand is off {name}.{still}", undo=lambda: self._again(key))

        self._pane.run("suppress", work, done, quiet=True, keeps=True)

    def _again(self, key: str) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Suppressed":
            from app import privacy

            return privacy.suppress(project, key)

        self._pane.run("suppress", work, quiet=True, keeps=True)

    def ask_erase(self) -> None:
        """Ask whether they are to be erased: it cannot be undone."""
        dialog = EraseDialog(self._name, self._pane)
        dialog.finished.connect(dialog.deleteLater)
        dialog.wanted.connect(lambda: self._erase(dialog))
        dialog.open()

    def _erase(self, dialog: EraseDialog) -> None:
        project, key = self._pane.project, self._key

        def work(progress: "Progress") -> "Erasure":
            from app import privacy

            return privacy.erase(project, key, progress)

        def done(found: "Erasure") -> None:
            self._gone()
            dialog.show_done(found)

        def failed(problem: Problem) -> None:
            dialog.show_failed(str(problem))

        self._pane.run(
            "erase", work, done, failed, lambda: dialog.show_failed("It was stopped before anything was changed."),
            title="Erasing", keeps=True, once=True,
        )  # fmt: skip
