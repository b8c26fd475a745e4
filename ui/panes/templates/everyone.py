"""What is asked of every recipient's email at once: whether anything is wrong in it, and how many kinds there are."""

from typing import TYPE_CHECKING

from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.core import formats

if TYPE_CHECKING:
    from app.mailing import Census, Checked
    from ui.panes.templates.pane import Templates


class Everyone:
    """Both for the template that is open in a pane; `checked` says whether what the findings say is of everyone."""

    def __init__(self, pane: "Templates") -> None:
        self._pane = pane
        self.checked = False

    def edited(self) -> None:
        """What was found is of a template that is no longer there."""
        self.checked = False
        self._pane.editor.census.set_dim()

    def check(self) -> None:
        """Render and lint the email of every recipient."""
        pane = self._pane
        if not pane.ready():
            return
        template, ids = pane.template(), list(pane.recipients.ids)

        def work(progress: Progress) -> "Checked":
            from app import mailing

            return mailing.check(pane.project, template, ids, progress)

        def done(checked: "Checked") -> None:
            if template != pane.template():
                return  # it was edited meanwhile: this is no longer true
            self.checked = True
            over = f"over {formats.counted(checked.recipients, 'recipient')}"
            pane.editor.show_findings(list(checked.findings), over)
            pane.context.announce(f"{formats.counted(len(checked.findings), 'finding')} {over}")

        pane.run("check", work, done, title="Checking every recipient", about=pane.shown.still())

    def count(self) -> None:
        """Count the different emails, and list them in their tab."""
        pane = self._pane
        if not pane.ready():
            return
        pane.editor.show_tab("census")
        page = pane.editor.census
        page.wait()
        template, ids = pane.template(), list(pane.recipients.ids)

        def work(progress: Progress) -> "Census":
            from app import mailing

            return mailing.census(pane.project, template, ids, progress)

        def done(found: "Census") -> None:
            page.show_census(found)
            if template != pane.template():
                page.set_dim()
            pane.context.announce(page.title.text())

        def failed(problem: Problem) -> None:
            page.forget()
            pane.strip.show_problem(problem)

        title = "Counting the different emails"
        pane.run("census", work, done, failed, page.forget, title=title, about=pane.shown.still())
