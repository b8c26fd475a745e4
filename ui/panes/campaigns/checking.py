"""The check of the campaign that is open: asked for, shown, and what the marketer accepts of it, with undo."""

from typing import TYPE_CHECKING, Any

from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.panes.campaigns.checks import Checks, Deeds
from ui.panes.campaigns.undo import Steps

if TYPE_CHECKING:
    from ui.panes.campaigns.pane import Campaigns


class Checking:
    """Runs the check for the pane and keeps its verdict; overruling looks at nobody again."""

    def __init__(self, pane: "Campaigns", steps: Steps) -> None:
        self._pane = pane
        self._steps = steps
        self._verdict: Any = None
        self.card = Checks(Deeds(self.overrule, self.take_back, lambda: pane.sender_card.ask()))

    def everyone(self) -> None:
        """Render every recipient's email and look at it."""
        pane, name = self._pane, self._pane.name
        self._verdict = None
        self.card.wait("Looking at every email…")

        def work(progress: Progress) -> Any:
            from app import campaign

            return campaign.check(pane.project, name, progress=progress)

        pane.run(
            "check", work, self.show, self._failed, self._stopped, title="Looking at every email", about=pane.asked()
        )

    def wait(self) -> None:
        """Another plan is being counted: the verdict of the last one is not its."""
        self._verdict = None
        self.card.wait()

    def _failed(self, problem: Problem) -> None:
        self._stopped()
        self._pane.strip.show_problem(problem)

    def _stopped(self) -> None:
        self.card.show_waiting("Check everyone renders each email and looks at it.")

    def show(self, verdict: Any) -> None:
        """Show what a check or an export came to."""
        self._verdict = verdict
        self.card.show_verdict(verdict)

    def overrule(self, finding: Any, reason: str) -> None:
        """Accept an error for a reason, as a step that can be taken back."""
        self._change(finding, reason)
        self._steps.add("overruling", lambda: self._change(finding), lambda: self._change(finding, reason))
        self._pane.context.toast("Overruled; the manifest will say why", "Undo", self._pane.undo)

    def take_back(self, finding: Any) -> None:
        """Let an error that was overruled stand against the export again; that too can be taken back."""
        self._change(finding)
        self._steps.add("taking back", lambda: self._change(finding, finding.overruled), lambda: self._change(finding))

    def _change(self, finding: Any, reason: str = "") -> None:
        pane, name, verdict = self._pane, self._pane.name, self._verdict

        def work(_: Progress) -> Any:
            from app import campaign

            if reason:
                return campaign.overrule(pane.project, name, verdict, finding, reason)
            return campaign.take_back(pane.project, name, verdict, finding)

        def done(after: Any) -> None:
            # A check that ended meanwhile knows of people whom this verdict has not seen.
            if self._verdict is verdict:
                self.show(after)
            else:
                self.everyone()

        pane.run("overrule", work, done, about=pane.asked(), keeps=True)
