"""The import wizard: one file after another is looked at, corrected, tried out, and brought in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from app import ingest, recipe
from app.domain.problems import Problem
from app.ingest import Readings
from ui.core import formats
from ui.core.timers import every, once
from ui.panes.data import arrival_words, overview
from ui.panes.data.corrections import Corrections
from ui.panes.data.keeping import Keeping
from ui.panes.data.overview import Look, Tried
from ui.panes.data.queue import Queue, Task, task_of, tasks_of
from ui.panes.data.recipe_edits import RecipeEdits
from ui.panes.data.wizard_buttons import WizardButtons
from ui.panes.data.wizard_page import WizardPage

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ingest import Fetched, ImportReport, Mapping
    from app.recipe import Recipe
    from ui.core.jobs import Job
    from ui.panes.base import Pane

    Mappings = dict[Path, Mapping]


class Wizard:
    """Leads through the files that were given; `left(queue)` is called when all have had their turn, or at Cancel."""

    def __init__(self, pane: "Pane", page: WizardPage, left: Callable[[Queue], None]) -> None:
        self._pane = pane
        self.page = page
        self._left = left
        self.queue = Queue([])
        self.readings = Readings()
        """What was read of the files: looking, trying out and importing read each once."""
        self.look: Look | None = None
        self.tried: Tried | None = None
        self._job: Job | None = None
        self.busy = False
        self._buttons = WizardButtons(pane)
        self.skip_button, self.cancel_button = self._buttons.skip, self._buttons.cancel
        self.import_button = self._buttons.bring_in
        self.skip_button.clicked.connect(self.skip)
        self.cancel_button.clicked.connect(self.cancel)
        self.import_button.clicked.connect(self.bring_in)
        self._watch = every(page, 100, self._show_progress)
        self._try_soon = once(page, 150, self._try)
        self.corrections = Corrections(self, page)
        self.keeping = Keeping(pane, lambda: self.look, self.read_by)
        page.file.keep_wanted.connect(self.keeping.ask)
        self.recipe = RecipeEdits(self, page)

    # Which file.

    def begin(self, files: "Sequence[str | Fetched]", corrected: "Mappings | None" = None) -> None:
        """Look at all the files, put them into a sensible order, and open the first; `corrected` holds by path how
        they were read when they were left."""
        self.queue = Queue(map(task_of, files))
        self.page.show_steps(self.queue.steps())
        self.look = self.tried = None
        self.page.wait("Looking at the files…")
        self._rest()
        self._show_actions()
        project, readings, tasks = self._pane.project, self.readings, self.queue.tasks

        def work(progress: "Progress") -> list[Task]:
            return tasks_of(project, tasks, progress, readings, corrected or {})

        title = "Looking at the files"
        self._start("look", work, lambda tasks: self._begun(Queue(tasks)), title, self._not_looked, self._left_off)

    def _left_off(self) -> None:
        # Nothing is known of the files yet: whoever stops then is back where they came from.
        self.cancel()
        self._pane.strip.show_message("Stopped. Nothing was brought in.", "info")

    def _begun(self, queue: Queue) -> None:
        self.queue = queue
        self.next()

    def resume(self, queue: Queue, look: Look | None, readings: Readings) -> None:
        """Go on in a page made anew with files that were being looked at, corrected as they were."""
        self.readings = readings
        if queue.current is None or queue.current.problem is not None:
            self.begin([task.fetched or str(task.path) for task in queue.tasks])
            return
        self.queue = queue
        self._pane.set_title(f"Bring in {queue.current.name}", queue.place())
        self.page.show_steps(queue.steps())
        if look is None:
            self._look(queue.current.mapping)
        else:
            self._looked(look)
        self._show_actions()

    def next(self) -> None:
        """Open the next file that waits; when none does, the wizard is left."""
        self._rest()
        task = self.queue.next()
        self.corrections.steps.clear()
        self.look = self.tried = None
        if task is None:
            self._stop_watching()
            self._leave()
            return
        self._pane.set_title(f"Bring in {task.name}", self.queue.place())
        self._pane.area.verticalScrollBar().setValue(0)
        self.page.show_steps(self.queue.steps())
        if task.problem is not None:
            # There is nothing to show of it, and nothing to do but to go on.
            self._stop_watching()
            self.page.show_unreadable()
            self._pane.strip.show_problem(task.problem)
            self._show_actions()
            self._go_on_at(self._way_out())
            return
        self._look(task.mapping)

    def skip(self) -> None:
        """Leave this file out and go on."""
        self._stop_work()
        if self.queue.current is not None:
            self.queue.current.state = "skipped"
            self.readings.forget(self.queue.current.path)
        self._pane.strip.clear()
        self.next()

    def cancel(self) -> None:
        """While a file comes in: stop, and nothing of it is left. Otherwise leave the wizard."""
        if self.busy:
            if self._job is not None:
                self._job.cancel()
                self.cancel_button.setEnabled(False)
            return
        self._stop_work()
        self._pane.strip.clear()
        self._leave()

    def _leave(self) -> None:
        self.corrections.steps.clear()
        self.look = self.tried = None
        self.readings = ingest.Readings()
        self._left(self.queue)

    def _stop_work(self) -> None:
        self._try_soon.stop()
        self._pane.context.jobs.drop(f"{self._pane.job_prefix}import/")
        self._stop_watching()

    # What the file is.

    def read_by(self, mapping: "Mapping") -> None:
        """Look at the file that is open by another mapping."""
        if self.queue.current is not None:
            self._pane.strip.clear()
            self._look(mapping)

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say in passing what was done, with the way back where there is one."""
        self._pane.context.toast(text, undo=undo)

    def tell(self, problem: Problem) -> None:
        """Say what cannot be done, in the pane's strip."""
        self._pane.strip.show_problem(problem)

    def ask(
        self,
        work: "Callable[[Progress], Any]",
        done: Callable[[Any], None],
        failed: Callable[[Problem], None],
        stopped: Callable[[], None],
        title: str,
    ) -> "Job":
        """Find something out beside what is shown."""
        return self._pane.run("import/beside", work, done, failed, stopped, title=title)

    def save_recipe(self, path: Path, steps: "Recipe") -> None:
        """Write a recipe into a file of its own."""
        project, said = self._pane.project, f"Saved the recipe as {path.name}"

        def work(progress: "Progress") -> None:
            recipe.save(project, path, steps)

        self._pane.run("recipe", work, lambda _: self._pane.context.toast(said), title="Saving", keeps=True)

    def _look(self, mapping: "Mapping | None") -> None:
        task = self.queue.current
        assert task is not None
        project, path, readings = self._pane.project, task.path, self.readings
        self._try_soon.stop()
        self.tried = None
        if self.look is None:
            self.page.wait("Reading the file…")
        self.page.grid.set_dim(True)
        self.page.review.wait("Reading the file…")
        self._show_actions()

        def work(progress: "Progress") -> Look:
            return overview.look(project, path, mapping, progress, readings)

        halted = partial(self._halted, partial(self._look, mapping))
        self._start("look", work, self._looked, f"Reading {task.name}", self._not_looked, halted)

    def _looked(self, look: Look) -> None:
        task = self.queue.current
        if task is None:
            return
        task.mapping = look.mapping
        self._show_look(look)
        self.page.review.set_busy(0.0, f"Trying out {formats.counted(look.total, 'row')}")
        self._try_soon.start()
        self._go_on_at(self.page.file.fields["kind"])

    def _show_look(self, look: Look) -> None:
        self.look = look
        self.page.set_locked(False)
        self._show_layout(look)
        self.page.show_columns(look.heads, look.plan.who)
        self.page.arrivals.show_rows(arrival_words.caption(look), arrival_words.told(look))
        self.page.show_rows(look.rows, look.plan.lines)
        self.page.grid.set_dim(False)
        self.page.spoken.show_columns(look.plan.spoken)
        self.recipe.show()
        self.page.when.ask(look.plan.undated, look.mapping.answered_at)
        self.page.about.ask(look.mapping)
        self.page.permission.ask(look.plan.unheard)

    def _not_looked(self, problem: Problem) -> None:
        # What stood before stays, so that the change can be taken back; a first look leaves only the file's name.
        self._stop_watching()
        self._pane.strip.show_problem(problem)
        self.page.grid.set_dim(False)
        if self.look is None:
            self.page.show_unreadable()
            self._go_on_at(self._way_out())
        else:
            self.page.review.clear_review("This cannot be read as it stands")
            self.page.set_locked(False)
            self._show_layout(self.look)

    def _show_layout(self, look: Look) -> None:
        plan = look.plan
        self.page.file.show_mapping(look.mapping, plan.sheets, look.zones, plan.encoding_alternatives, plan.signs)
        self.page.file.show_export(plan.ready_made)

    def _try(self) -> None:
        task, look = self.queue.current, self.look
        if task is None or look is None:
            return
        project, path, readings = self._pane.project, task.path, self.readings
        self.page.review.wait("Reading the file…")

        def work(progress: "Progress") -> Tried:
            return overview.try_out(project, path, look, progress, readings)

        halted = partial(self._halted, self._try)
        self._start("look", work, self._tried_out, f"Trying out {task.name}", self._not_looked, halted)

    def _halted(self, again: Callable[[], None]) -> None:
        """The reading of a file was stopped: that is said, and how to go on."""
        self._stop_watching()
        self.page.show_stopped(known=self.look is not None)
        self._pane.strip.show_message("Stopped: this file was not read to its end.", "info", "Start again", again)

    def _tried_out(self, tried: Tried) -> None:
        if self.look is None:
            return
        self._stop_watching()
        if tried.look is not self.look:
            self._show_look(tried.look)
        self.tried = tried
        self.page.review.show_review(tried.review)
        self.page.recipe.tell(tried.report.recipe)
        self.page.when.tell(tried.report.kept_noes)
        self.page.show_columns(tried.heads, self.look.plan.who)
        self._show_actions()
        self._pane.context.announce(f"{tried.review.caption}: {tried.review.hero}")

    # Bringing it in.

    def bring_in(self) -> None:
        """Import the file as it is shown."""
        task, look = self.queue.current, self.look
        if task is None or look is None or self.tried is None or self.busy:
            return
        if task.unfit is not None:
            # It would come in without last month's cleaning, and nobody has said that it should.
            self._pane.strip.show_message("Say first what becomes of last month’s cleaning.", "warn")
            self.page.unfit.use.setFocus()
            return
        project, mapping, readings = self._pane.project, look.mapping, self.readings
        self.busy = True
        self._rest()
        self.page.set_locked(True)
        self._show_actions()
        self._pane.strip.clear()

        def work(progress: "Progress") -> "ImportReport":
            return overview.bring_in(project, task.path, mapping, progress, readings, task.source)

        self._start("run", work, self._came_in, f"Importing {task.name}", self._did_not_come, self._was_stopped)

    def _came_in(self, report: "ImportReport") -> None:
        task = self.queue.current
        assert task is not None
        self._end_of_run()
        task.state, task.report = "done", report
        task.batch = int(report.batch or 0)
        self.readings.forget(task.path)
        self._pane.context.announce(f"{task.name} is in")
        self.next()

    def _did_not_come(self, problem: Problem) -> None:
        self._end_of_run()
        self._go_on_at(self.import_button)
        self._pane.strip.show_problem(problem)
        if self.look is not None and isinstance(problem, ingest.FileChanged):
            self._look(self.look.mapping)

    def _was_stopped(self) -> None:
        self._end_of_run()
        self._go_on_at(self.import_button)
        self._pane.strip.show_message("Stopped. Nothing of this file was kept.", "info")
        if self.tried is not None:
            self.page.review.show_review(self.tried.review)

    def _end_of_run(self) -> None:
        self.busy = False
        self._stop_watching()
        self.page.set_locked(False)
        self.cancel_button.setEnabled(True)
        self._show_actions()

    # The keyboard.

    def _rest(self) -> None:
        """What it is on is about to go: it rests on the pane, and not on what Qt finds next, in the rail at last."""
        now = QApplication.focusWidget()
        if now is None or self._pane.isAncestorOf(now):
            self._pane.ground.setFocus()

    def _go_on_at(self, widget: QWidget) -> None:
        """Where it rests it goes on here; whoever is elsewhere by now stays there."""
        if QApplication.focusWidget() in (None, self._pane.ground):
            widget.setFocus()

    def _way_out(self) -> QWidget:
        return self.skip_button if len(self.queue.tasks) > 1 else self.cancel_button

    # Progress and buttons.

    def _start(
        self,
        key: str,
        work: "Callable[[Progress], Any]",
        done: Callable[[Any], None],
        title: str,
        failed: Callable[[Problem], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        self._job = self._pane.run(f"import/{key}", work, done, failed, cancelled, title=title)
        self._watch.start()

    def _show_progress(self) -> None:
        if self._job is not None and (self.busy or self.tried is None):
            share, phrase = self._job.state
            self.page.review.set_busy(share, "Stopping…" if self._job.cancelled else phrase or self._job.title)

    def _stop_watching(self) -> None:
        self._watch.stop()
        self._job = None

    def _show_actions(self) -> None:
        accepted = self.tried.accepted if self.tried is not None else None
        self._pane.set_actions(*self._buttons.shown(accepted, several=len(self.queue.tasks) > 1, busy=self.busy))
