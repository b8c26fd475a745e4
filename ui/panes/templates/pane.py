"""The Templates pane: write an email while looking at what one person after another will get."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.domain.progress import Progress
from app.project import Change
from ui.core.commands import Command
from ui.core.subjects import Shown
from ui.core.timers import once
from ui.panes.base import Context, Pane
from ui.panes.templates.appearance import Look
from ui.panes.templates.converting import Converting
from ui.panes.templates.editor import EditorPanel
from ui.panes.templates.everyone import Everyone
from ui.panes.templates.keeping import Keeping, delete
from ui.panes.templates.parts import STARTER, item, library, nobody, saved, why_old
from ui.panes.templates.people import Recipients, rendering
from ui.widgets.buttons import Button
from ui.widgets.layouts import finish_editing, keep_height
from ui.widgets.pages import Pages
from ui.widgets.two_sides import Sides

if TYPE_CHECKING:
    from app.mailing import Rendered
    from app.template import Finding, Template

RENDER_AFTER = 200
SAVE_AFTER = 1000
"""Milliseconds after the last key."""
TYPING = "while you type · Check everyone looks at each recipient"


class Templates(Pane):
    """See the module."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.name = ""
        self._changed = self._opening = False
        self.keeping = Keeping()
        self._resume: dict[str, Any] = {}
        self.shown = Shown(self._blank)
        self.email = Shown(lambda: self.look.wait())
        self._render_soon = once(self, RENDER_AFTER, self._render)
        self._save_soon = once(self, SAVE_AFTER, self._autosave)
        self.recipients = Recipients(self, self._render)
        self.everyone = Everyone(self)
        self.library = library(self._do)
        self.pages = Pages(self.library, self._editor_page)
        self.body.addWidget(self.pages, 1)
        self._build_actions()
        self._show_library()

    # What stands where

    def _editor_page(self) -> QWidget:
        self.editor = EditorPanel(self.recipients.show, self.everyone.count)
        self.editor.edited.connect(self._edited)
        self.editor.mended.connect(self.everyone.check)
        self.editor.language_button.clicked.connect(lambda: Converting(self).offer(self.editor.language_button))
        bring = nobody(lambda: self.context.go_to("data"))
        self.look = Look(self._picture, self.recipients.step, self.recipients.choose, bring)
        self.look.stepper.worst.clicked.connect(
            lambda: self.recipients.offer_worst(self.template(), self.look.stepper.worst)
        )
        keep_height(self.editor, 540)
        keep_height(self.look, 460)
        page = Sides(self.editor, self.look)
        page.setSizes([530, 550])
        return page

    def _build_actions(self) -> None:
        self.name_field = self.header.name
        self.name_field.setAccessibleName("Name of the template")
        self.name_field.setPlaceholderText("Name this template")
        self.name_field.named.connect(self._name_given)
        self.back_button = Button(kind="quiet", icon="arrow-left", name="All templates")
        self.back_button.clicked.connect(self._show_library)
        self.header.lead(self.back_button)
        self.new_button = Button("New template", kind="main", icon="plus", parent=self)
        self.new_button.clicked.connect(self.new)
        self.check_button = Button("Check everyone", parent=self)
        self.check_button.clicked.connect(self.everyone.check)
        self.census_button = Button("Census", parent=self)
        self.census_button.setToolTip("How many different emails there are, and who gets which")
        self.census_button.clicked.connect(self.everyone.count)
        self.use_button = Button("Use in a campaign", kind="main", parent=self)
        self.use_button.clicked.connect(lambda: self._do("campaign", self.name))
        for button in (self.census_button, self.check_button, self.use_button):
            button.hide()

    def commands(self) -> Iterable[Command]:
        """Beginning a template, and what can be done with the one that is open."""

        def editing() -> bool:
            return self.pages.currentIndex() == 1

        step = self.recipients.step
        return [
            Command("templates.new", "New template", self.new, keys=("Ctrl+Shift+N",)),
            Command("templates.rename", "Rename", self.name_field.setFocus, keys=("F2",), enabled=editing),
            Command("mailing.check", "Check everyone", self.everyone.check, keys=("Ctrl+Return",), enabled=editing),
            Command("mailing.census", "Count the different emails", self.everyone.count, enabled=editing),
            Command("templates.next", "Next recipient", lambda: step(1), keys=("Alt+Right",), enabled=editing),
            Command("templates.back", "Recipient before", lambda: step(-1), keys=("Alt+Left",), enabled=editing),
        ]

    # Coming and going

    def opened(self, **what: Any) -> None:
        """Show a template (`name`), begin a new one, or bring the library up to date; `key` is who it is shown for."""
        self.recipients.wanted = str(what.get("key", "")) or self.recipients.wanted
        if "name" in what:
            self.open_template(str(what["name"]))
        elif what.get("new"):
            self.new()
        elif self.pages.currentIndex() == 0:
            self._list()
        elif self.recipients.wanted:
            self.recipients.load()

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Read the library again, or the people whose emails are shown."""
        if self.pages.currentIndex() == 0:
            if Change.TEMPLATES in changes:
                self._list()
        elif changes - {Change.TEMPLATES, Change.CAMPAIGNS, Change.SEGMENTS} and not self._opening:
            self.recipients.load()

    def state(self) -> dict[str, Any]:
        if self.pages.currentIndex() == 0:
            return {}
        name = self.keeping.name or str(self.shown.subject)
        return {"name": name, "number": self.recipients.current, "mode": self.look.modes.value()} | self.editor.place()

    def take_up(self, state: dict[str, Any]) -> None:
        """Open what was open when the window was closed."""
        if "name" not in state:
            return
        self._resume = state
        self.pages.make(1)
        self.look.show_mode(state["mode"])
        if state["name"]:
            self.open_template(state["name"])
        else:
            self.new()

    def keep(self) -> None:
        """Save at once what is being edited."""
        self._save()

    def closing(self) -> None:
        """Save what is being edited, and end the browser of the preview."""
        finish_editing(self)
        self._save()
        if self.pages.is_made(1):
            self.look.preview.shutdown()

    def _to_save(self) -> bool:
        """Whether there are edits that are not kept yet; from now on they are somebody's to keep."""
        self._save_soon.stop()
        changed, self._changed = self._changed, False
        return changed

    # The library

    def _show_library(self) -> None:
        self.library.come_back_from(self.name)
        finish_editing(self)
        self._save()
        self.shown.turn_to(None)
        self._margins(24)
        self.pages.setCurrentIndex(0)
        self.back_button.hide()
        self.set_title("Templates", "One email that says the right thing to each person")
        self.set_actions(self.new_button)
        if self.context.project is not None:
            self._list()

    def _margins(self, size: int) -> None:
        self.body.setContentsMargins(size, 18 if size else 0, size, 18 if size else 0)

    def _list(self) -> None:
        def work(_: Progress) -> Any:
            from app import template as templates

            return [(one, templates.gist(one.subject, one.language)) for one in templates.all_of(self.project)]

        def done(kept: "list[tuple[Template, str]]") -> None:
            self.library.show_items([item(*one) for one in kept])
            # Somebody came here to see an email as one person gets it: the first template shows that.
            if self.recipients.wanted and kept:
                self.open_template(kept[0][0].name)

        self.run("list", work, done)

    def _do(self, what: str, name: str) -> None:
        if what == "new":
            self.new()
        elif what == "open":
            self.open_template(name)
        elif what == "campaign":
            self.context.go_to("campaigns", template=name)
        elif what == "delete":
            delete(self, name, self._list)

    # The template that is open

    def new(self) -> None:
        """Begin a template from a plain, sound start."""
        from app.template import Template

        self._turn_to("")
        self._load(Template("", *STARTER))

    def open_template(self, name: str) -> None:
        """Show a kept template: its name at once, the rest as it comes."""
        self._turn_to(name)

        def work(_: Progress) -> Any:
            from app import template as templates

            return templates.get(self.project, name)

        def failed(problem: Problem) -> None:
            self._show_library()
            self.strip.show_problem(problem)

        self.run("open", work, self._load, failed, about=self.shown.still())

    def _turn_to(self, name: str) -> None:
        """Keep what is open, and let nothing of it stand under another name."""
        finish_editing(self)
        self._save()
        self.pages.make(1)
        self.shown.turn_to(name, anew=True)
        self._margins(0)
        self.pages.setCurrentIndex(1)
        self.set_title(name, "")
        self.back_button.show()
        self.set_actions(self.census_button, self.check_button, self.use_button)
        self._allow(False)

    def _allow(self, ready: bool) -> None:
        for one in (self.census_button, self.check_button, self.use_button):
            one.setEnabled(ready)

    def _blank(self) -> None:
        self._opening, self.everyone.checked = True, False
        self.name, self.keeping = "", Keeping()
        self._render_soon.stop()
        self.editor.wait()
        self.email.turn_to(None, anew=True)

    def _load(self, kept: "Template") -> None:
        self._opening = False
        self.name, self.keeping = kept.name, Keeping(kept.name)
        self.recipients.language = kept.language
        self.editor.load(kept)
        self.set_name(kept.name, saved(kept) if kept.name else "Give it a name and it is kept as you write")
        self.check_button.setEnabled(True)
        self.census_button.setEnabled(True)
        self.use_button.setEnabled(bool(kept.name))
        (self.editor.source if kept.name else self.name_field).setFocus()
        if self._resume:
            self.editor.go_to(self._resume)
            self.recipients.first = self._resume["number"]
            self._resume = {}
        self.recipients.load()

    def template(self) -> "Template":
        """The template as it stands in the editor."""
        return self.editor.template(self.name)

    def _edited(self) -> None:
        self.everyone.edited()
        self._changed = True
        self.editor.findings.set_dim()
        self.look.set_dim()
        self._render_soon.start()
        self._save_soon.start()
        if self.name:
            self.quiet_line("Saving…")

    # What they get

    def _render(self) -> None:
        if self._opening:
            return
        self.editor.set_fields(self.recipients.fields)
        template, number = self.template(), self.recipients.current
        self.look.show_nobody(number is None)
        if self.email.turn_to(number) and number is not None:
            self.look.stepper.wait(self.recipients.place)
        still = self.email.still()
        self.run(
            "render",
            lambda progress: rendering(self.project, template, number, progress),
            self._show_rendered,
            quiet=True,
            # Compared by what stands in it: an edit that was taken back makes an answer true again.
            about=lambda: still() and template == self.template(),
        )

    def _show_rendered(self, answer: "tuple[Rendered | None, str, list[Finding], Problem | None]") -> None:
        made, name, findings, problem = answer
        if not self.everyone.checked:
            self.editor.show_findings(findings, TYPING)
        if self.recipients.current is not None:
            self.look.stepper.show_person(name, self.recipients.place)
        if problem is not None:
            self.look.show_note(why_old(problem, shown=bool(self.look.subject.text())))
        if made is not None:
            self.look.show_email(made.subject, made.preheader, made.html, made.text)
            self.editor.show_sent(made.html)
            self.editor.subject.set_length(len(made.subject))
            self.context.tip("worst", self.look.stepper.worst)

    def ready(self) -> bool:
        """Whether a template is open, and there."""
        return self.pages.currentIndex() == 1 and not self._opening

    def _picture(self, address: str) -> tuple[str, bytes] | None:
        from app.project import assets

        return assets.find(self.project, address) if self.context.project is not None else None

    # Keeping it

    def _name_given(self, name: str) -> None:
        before, template = self.name, replace(self.template(), name=name)
        self._to_save()
        # From now on it is saved under its new name, even by a key pressed while this is on its way.
        self.name = name

        def done(kept: "Template") -> None:
            self.quiet_line(saved(kept))
            self.use_button.setEnabled(True)

        def failed(problem: Problem) -> None:
            self.name = before
            self.name_field.show_name(before)
            self.strip.show_problem(problem)

        self._keep(lambda keeping: keeping.rename(self.project, template), done, failed)

    def _keep(
        self,
        work: "Callable[[Keeping], Template]",
        done: "Callable[[Template], None]",
        failed: Callable[[Problem], None],
    ) -> None:
        keeping = self.keeping
        # One after another, whichever template they are of: two that nobody named must not take one name.
        self.run("keep", lambda _: work(keeping), done, failed, about=self.shown.still(), keeps=True)

    def _autosave(self) -> None:
        # Somebody who is just thinking of a name is not given another one.
        if self.name or not self.name_field.hasFocus():
            self._save()

    def _save(self) -> None:
        if not self._to_save():
            return
        template = self.template()

        def done(kept: "Template") -> None:
            if not self.name and self.pages.currentIndex() == 1:
                self.name = kept.name
                if not self.name_field.hasFocus():
                    self.name_field.show_name(kept.name)
                self.use_button.setEnabled(True)
            if self.name == kept.name:
                self.quiet_line(saved(kept))

        def failed(problem: Problem) -> None:
            self._changed = True
            self.quiet_line("Not saved")
            self.strip.show_problem(problem, "Try again", self._save)

        self._keep(lambda keeping: keeping.save(self.project, template), done, failed)
