"""Fills the page of retention: shows whom a rule is about, keeps it, and follows it when that is asked for twice."""

import datetime as dt
from typing import TYPE_CHECKING

from ui.core import formats
from ui.panes.privacy.retention_page import SAID, ApplyDialog, RetentionPage

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.privacy import Applied, Preview
    from ui.panes.base import Pane


class RetentionController:
    """Asks `app` in jobs; nothing is ever done by a rule that is only kept or looked at."""

    def __init__(self, pane: "Pane", page: RetentionPage) -> None:
        from app.privacy import retention

        self._pane = pane
        self._page = page
        page.show_rule(*retention.kept(pane.project))
        page.wanted.connect(self.look)
        page.kept.connect(self.keep)
        page.apply_wanted.connect(self.ask)

    def look(self, months: int, way: str) -> None:
        """Show who did nothing for so many months."""
        project = self._pane.project

        def work(progress: "Progress") -> "Preview":
            from app.privacy import retention

            return retention.preview(project, months)

        def done(found: "Preview") -> None:
            if (months, way) == self._page.rule():
                rows = [
                    {
                        "name": one.name or formats.key(one.key),
                        "key": formats.key(one.key) if one.name else "",
                        "last": _day(one.last),
                    }
                    for one in found.longest
                ]
                self._page.show_preview(found, way, rows)

        self._pane.run("idle", work, done, title="Looking who did nothing")

    def keep(self, months: int, way: str) -> None:
        """Keep the rule for the next time; Undo puts the one before back."""
        from app.privacy import retention

        project = self._pane.project
        before = retention.kept(project)

        def work(progress: "Progress") -> None:
            retention.keep(project, months, way)

        def back() -> None:
            self._page.show_rule(*before)
            self.keep(*before)

        def done(_: None) -> None:
            self._pane.context.toast("The rule is kept; it does nothing by itself", undo=back)

        self._pane.run("rule", work, done, quiet=True, keeps=True)

    def ask(self, months: int, way: str) -> None:
        """Ask whether these people are to be let go."""
        dialog = ApplyDialog(self._page.go.text(), SAID[way], self._pane)
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self.apply(months, way))
        dialog.open()

    def apply(self, months: int, way: str) -> None:
        """Let them go."""
        project = self._pane.project

        def work(progress: "Progress") -> "Applied":
            from app.privacy import retention

            return retention.apply(project, months, way, progress)

        def done(found: "Applied") -> None:
            did = "were deleted" if found.way == "delete" else "are anonymous now"
            text = f"{formats.people(found.people)} {did}."
            if found.waiting:
                text += f" Not finished yet, for {found.waiting}: it is gone on with when the project is next opened."
            self._page.result.hide()
            self._pane.strip.show_message(text, "warn" if found.waiting else "good")

        self._pane.run("let_go", work, done, title="Letting people go", keeps=True, once=True)


def _day(text: str) -> str:
    return formats.day(dt.date.fromisoformat(text))
