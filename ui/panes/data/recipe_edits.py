"""What the wizard's user says of the cleaning recipe: each change is a step that can be taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app import ingest, recipe
from app.domain.problems import Problem
from ui.core import file_dialogs
from ui.core.literal_names import Menu
from ui.panes.data.alike_dialog import AlikeDialog
from ui.panes.data.recipe_card import LEFT_OUT
from ui.panes.data.step_popup import StepPopup

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.recipe import Cluster, Recipe, Step
    from ui.core.jobs import Job
    from ui.panes.data.wizard import Wizard
    from ui.panes.data.wizard_page import WizardPage

_FILES = "Cleaning recipes (*.json)"


class RecipeEdits:
    """Adds, changes, moves and takes out steps of the recipe of the file that is looked at."""

    def __init__(self, wizard: "Wizard", page: "WizardPage") -> None:
        self._wizard, self._page = wizard, page
        card = page.recipe
        page.column.clean_wanted.connect(lambda header: self.offer(header, page.column.clean))
        card.added.connect(lambda: self.offer(page.column.header, card.add_step))
        card.changed.connect(self.change)
        card.earlier.connect(lambda place: self.move(place, -1))
        card.later.connect(lambda place: self.move(place, 1))
        card.removed.connect(self.take_out)
        card.opened.connect(self.open_file)
        card.saved.connect(self.save_file)
        page.unfit.answered.connect(self.fit)
        page.unfit.declined.connect(self.decline)

    @property
    def steps(self) -> "Recipe":
        """The recipe as it stands."""
        look = self._wizard.look
        return look.mapping.recipe if look is not None else recipe.DEFAULT

    def show(self) -> None:
        """Show the recipe of the file that is looked at, and what is asked of the one before."""
        kinds, task, look = recipe.kinds(), self._wizard.queue.current, self._wizard.look
        told = [(kinds[step["step"]].sentence(step), bool(kinds[step["step"]].parameters)) for step in self.steps]
        self._page.recipe.show_steps(told)
        if task is not None and look is not None:
            task.unfit = look.plan.unfit_recipe or task.unfit
            self._page.unfit.ask(task.unfit, [head.header for head in look.heads])

    # A step.

    def offer(self, header: str, under: QWidget) -> None:
        """Offer the steps that can be done to a column."""
        menu = Menu(under)
        menu.entry(f"Find alike values of “{header}”…", "magnifying-glass").triggered.connect(
            lambda: self.find_alike(header)
        )
        group = ""
        for kind in recipe.kinds().values():
            if kind.group != group:
                menu.addSeparator()
                group = kind.group
            menu.entry(kind.title).triggered.connect(
                lambda _=False, name=kind.name: self.add(name, header, self._page.column.clean)
            )
        menu.open_under(under)

    def add(self, name: str, header: str, under: QWidget) -> None:
        """Do a step to a column, asked first what it needs to be told."""
        kind = recipe.kind_of(name)
        step = {"step": name, "columns": [header], **self._proposed(kind, header)}
        if not kind.parameters:
            self._set((*self.steps, step), "the step")
            return
        self._ask(kind, step, under, lambda told: self._set((*self.steps, told), "the step"))

    def change(self, place: int) -> None:
        """Ask again what a step is told."""
        step = self.steps[place]
        kind, under = recipe.kind_of(step["step"]), self._page.recipe.lines[place].menu
        self._ask(kind, step, under, lambda told: self._replace(place, told))

    def _ask(self, kind: "recipe.StepKind", step: "Step", under: QWidget, take: "Callable[[Step], None]") -> None:
        look = self._wizard.look
        popup = StepPopup(kind, step, [head.header for head in look.heads] if look else [], under)
        popup.given.connect(take)
        popup.open_under(under)

    def _proposed(self, kind: "recipe.StepKind", header: str) -> dict[str, Any]:
        """What a step is most likely told of this column."""
        look, keys = self._wizard.look, {parameter.key for parameter in kind.parameters}
        if look is None:
            return {}
        found: dict[str, Any] = {}
        country = look.mapping.header_of("country")
        if "country_column" in keys and country is not None and country != header:
            found["country_column"] = country
        if "format" in keys:
            style = look.mapping.columns[header].format
            found["format"] = style if style and "%" in style else "day first"
        if "into" in keys:
            found["into"] = [f"{header} 1", f"{header} 2"]
            found["separator"] = " "
        return found

    def _replace(self, place: int, step: "Step") -> None:
        self._set((*self.steps[:place], step, *self.steps[place + 1 :]), "the change of a step")

    def move(self, place: int, by: int) -> None:
        """Do a step earlier or later."""
        steps = list(self.steps)
        if 0 <= place + by < len(steps):
            steps.insert(place + by, steps.pop(place))
            self._set(tuple(steps), "the order of the steps")

    def take_out(self, place: int) -> None:
        """Do a step no more."""
        self._set((*self.steps[:place], *self.steps[place + 1 :]), "what was taken out")
        self._wizard.say("A cleaning step was taken out", self._wizard.corrections.back)

    def _set(self, steps: "Recipe", words: str) -> None:
        look = self._wizard.look
        if look is None:
            return
        # Columns that steps make are none of the file's.
        made = set(recipe.made_by(self.steps))
        headers = [head.header for head in look.heads if head.header not in made]
        try:
            recipe.refuse_misfits(recipe.parse(list(steps)), headers)
        except Problem as problem:
            self._wizard.tell(problem)
            return
        self._wizard.corrections.change(lambda old: old.with_recipe(steps), words)

    # Alike values.

    def find_alike(self, header: str) -> None:
        """Open the window in which alike values of a column are merged."""
        look, task = self._wizard.look, self._wizard.queue.current
        if look is None or task is None:
            return
        path, mapping, readings, before = task.path, look.mapping, self._wizard.readings, self.steps

        def find(
            method: str,
            steps: "list[Step]",
            done: "Callable[[list[Cluster]], None]",
            failed: Callable[[Problem], None],
            stopped: Callable[[], None],
        ) -> "Job":
            def work(progress: "Progress") -> "list[Cluster]":
                return ingest.alike_values(path, header, method, mapping, (*before, *steps), progress, readings)

            return self._wizard.ask(work, done, failed, stopped, f"Looking for alike values of {header}")

        dialog = AlikeDialog(header, find, self._page.window())
        dialog.accepted.connect(lambda: self._set((*before, *dialog.steps), "the merge") if dialog.steps else None)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    # Last month's recipe.

    def fit(self, names: dict[str, str]) -> None:
        """Use the recipe of before with the columns that stand for those that are gone; other steps are left out."""
        task, look = self._wizard.queue.current, self._wizard.look
        if task is None or look is None or task.unfit is None:
            return
        told = {old: new for old, new in names.items() if new != LEFT_OUT}
        steps, headers = recipe.renamed(task.unfit.steps, told), [head.header for head in look.heads]
        while misfits := recipe.misfits(steps, headers):
            # A step that used what another made goes with that.
            gone = {one.place for one in misfits}
            steps = tuple(step for place, step in enumerate(steps) if place not in gone)
        task.unfit = None
        self._wizard.corrections.change(lambda old: old.with_recipe(steps), "last month’s recipe")

    def decline(self) -> None:
        """Go on without the recipe of before."""
        task = self._wizard.queue.current
        if task is not None:
            task.unfit = None
            self._page.unfit.ask(None, ())
            self._page.recipe.add_step.setFocus()

    # A file of its own.

    def open_file(self) -> None:
        """Take the steps from a file."""
        path = file_dialogs.choose_file(self._page, "Open a cleaning recipe", "recipes", _FILES)
        if path:
            try:
                self._set(recipe.load(Path(path)), "the recipe of a file")
            except Problem as problem:
                self._wizard.tell(problem)

    def save_file(self) -> None:
        """Write the steps into a file, which another import can open."""
        path = file_dialogs.save_as(self._page, "Save the cleaning recipe", "recipes", "recipe.json", _FILES)
        if path:
            self._wizard.save_recipe(Path(path), self.steps)
