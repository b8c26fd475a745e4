"""The Campaigns pane: one email to some people, less those who must not get it, checked and written for an ESP."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from app.campaign.findings import promises
from app.problems import Problem
from app.progress import Progress
from app.project import Change
from ui import files, words
from ui.commands import Command
from ui.pane import Context, Pane
from ui.panes.campaigns_cards import Variants, Waterfall, Written
from ui.panes.campaigns_checking import Checking
from ui.panes.campaigns_library import folder_name, free_name, item, library
from ui.panes.campaigns_plan import Plan, PlanCard, is_whole, known_of, new_plan
from ui.panes.campaigns_sender import Sender
from ui.panes.campaigns_undo import Steps
from ui.panes.templates_parts import person_picker
from ui.widgets.buttons import Button
from ui.widgets.flow import beside, keep_width, scrolling, vbox

CONCERNS = frozenset(Change) - {Change.IMPORTS}
RIGHT = 380


class Campaigns(Pane):
    """See the module."""

    key = "campaigns"
    title = "Campaigns"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.name = ""
        self.plan: Plan = new_plan()
        self.folder = ""
        self.steps = Steps()
        self.library = library(self._do)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.library)
        self.pages.addWidget(self._page())
        self.body.addWidget(self.pages, 1)
        self._build_actions()
        self._show_library()

    # What stands where

    def _page(self) -> QWidget:
        inside = QWidget()
        row = beside(inside)
        self.plan_card = PlanCard(self._plan_changed, self.context.go_to)
        self.waterfall = Waterfall(self._look_someone_up)
        self.written = Written(self._open_folder)
        left = vbox(self.plan_card, self.waterfall, spacing=16)
        left.addWidget(self.written, 1)
        self.checking = Checking(self, self.steps)
        self.checks = self.checking.card
        self.variants = Variants(lambda variants: self._plan_changed(self.plan | {"variants": variants}))
        self.sender_card = Sender(self._sender_changed)
        right = QWidget()
        keep_width(right, RIGHT)
        column = vbox(spacing=16, parent=right)
        column.addWidget(self.checks, 1)
        column.addWidget(self.variants)
        column.addWidget(self.sender_card)
        row.addLayout(left, 1)
        row.addWidget(right)
        return scrolling(inside)

    def _build_actions(self) -> None:
        self.name_field = self.header.name
        self.name_field.setAccessibleName("Name of the campaign")
        self.name_field.setPlaceholderText("Name this campaign")
        self.name_field.named.connect(self._name_given)
        self.back_button = Button(kind="quiet", icon="arrow-left", name="All campaigns")
        self.back_button.clicked.connect(self._show_library)
        self.header.lead(self.back_button)
        self.new_button = Button("New campaign", kind="main", icon="plus", parent=self)
        self.new_button.clicked.connect(lambda: self.new())
        self.check_button = Button("Check everyone", parent=self)
        self.check_button.clicked.connect(self.check_everyone)
        self.export_button = Button("Export to a folder…", kind="main", parent=self)
        self.export_button.clicked.connect(self._choose_folder)
        for button in (self.check_button, self.export_button):
            button.hide()

    def commands(self) -> Iterable[Command]:
        def whole() -> bool:
            return self.pages.currentIndex() == 1 and is_whole(self.plan)

        again = QKeySequence(QKeySequence.StandardKey.Redo).toString()
        return [
            Command("campaigns.new", "New campaign", self.new, keys=("Ctrl+Shift+N",)),
            Command(
                "campaigns.rename",
                "Rename",
                self.name_field.setFocus,
                keys=("F2",),
                enabled=lambda: self.pages.currentIndex() == 1,
            ),
            Command("campaigns.check", "Check every recipient", self.check_everyone, enabled=whole),
            Command("campaigns.undo", "Undo", self.undo, "Edit", ("Ctrl+Z",), enabled=lambda: self.steps.can_undo),
            Command("campaigns.redo", "Redo", self.redo, "Edit", (again,), enabled=lambda: self.steps.can_redo),
            Command(
                "campaigns.export", "Export to a folder…", self._choose_folder, keys=("Ctrl+Return",), enabled=whole
            ),
        ]

    # Coming and going

    def opened(self, **what: Any) -> None:
        if "name" in what:
            self.open_campaign(str(what["name"]))
        elif "segment" in what or "template" in what:
            self.new(**{key: str(what[key]) for key in ("segment", "template") if key in what})
        elif self.pages.currentIndex() == 0:
            self._list()

    def project_changed(self, changes: frozenset[Change]) -> None:
        if self.pages.currentIndex() == 0:
            if Change.CAMPAIGNS in changes:
                self._list()
        elif changes & CONCERNS and not changes <= {Change.CAMPAIGNS}:
            self._load_known()

    def _show_library(self) -> None:
        self.pages.setCurrentIndex(0)
        self.back_button.hide()
        self.set_title("Campaigns", "Who gets which email, and who must not")
        self.set_actions(self.new_button)
        if self.context.project is not None:
            self._list()

    def _list(self) -> None:
        def work(_: Progress) -> Any:
            from app import campaign

            return campaign.list_campaigns(self.project)

        def done(kept: list[dict[str, Any]]) -> None:
            self.library.show_items([item(one) for one in kept])

        self.run("list", work, done)

    def _do(self, what: str, name: str) -> None:
        if what == "new":
            self.new()
        elif what == "open":
            self.open_campaign(name)
        elif what == "delete":
            self._delete(name)

    def _delete(self, name: str) -> None:
        def work(_: Progress) -> Any:
            from app import campaign

            return campaign.delete(self.project, name)

        def put_back(deleted: dict[str, Any]) -> None:
            def again(_: Progress) -> None:
                from app import campaign

                campaign.put_back(self.project, deleted)

            self.run("put back", again)

        def done(deleted: dict[str, Any]) -> None:
            self.context.toast(f"Deleted “{name}”", "Undo", lambda: put_back(deleted))
            self._list()

        self.run("delete", work, done)

    # The campaign that is open

    def new(self, segment: str = "", template: str = "") -> None:
        """Begin a campaign, perhaps with a segment or a template."""
        plan = new_plan() | {"include": [segment] if segment else [], "template": template}
        self._load("", plan)

    def open_campaign(self, name: str) -> None:
        """Show a kept campaign."""

        def work(_: Progress) -> Any:
            from app import campaign

            return campaign.get(self.project, name), campaign.exports(self.project, name)

        def done(answer: Any) -> None:
            kept, exports = answer
            self._load(kept.name, kept.plan.document(), exports)

        self.run("open", work, done)

    def _load(self, name: str, plan: Plan, exports: list[dict[str, Any]] | None = None) -> None:
        self.name, self.plan = name, plan
        self.steps.clear()
        self.strip.clear()
        self.pages.setCurrentIndex(1)
        self.set_name(name)
        self.back_button.show()
        self.set_actions(self.check_button, self.export_button)
        self.waterfall.show_steps([])
        self.written.show_planned([])
        self.waterfall.show_fate("")
        last = exports[0] if exports else None
        self.folder = last["folder"] if last else ""
        self.written.show_files(last["manifest"]["files"] if last else [], self.folder)
        self._show_plan()
        self._load_known()

    def _show_plan(self) -> None:
        self.plan_card.show_plan(self.plan)
        self.variants.show_variants(self.plan["variants"])

    def _load_known(self) -> None:
        def work(_: Progress) -> Any:
            return known_of(self.project) | {"sender": self.project.setting("sender") or {}}

        def done(known: dict[str, Any]) -> None:
            self.plan_card.known = known
            self.sender_card.show_sender(known["sender"])
            self._show_plan()
            self._count()

        self.run("known", work, done, quiet=True)

    def _name_given(self, name: str) -> None:
        before, self.name = self.name, name
        if not before or not is_whole(self.plan):
            self._count(fresh=True)
            return

        def work(_: Progress) -> None:
            from app import campaign

            campaign.rename(self.project, before, name)

        def failed(problem: Problem) -> None:
            self.name = before
            self.name_field.show_name(before)
            self.strip.show_problem(problem)

        self.run("name", work, lambda _: self._count(), failed)

    def _plan_changed(self, plan: Plan) -> None:
        before = self.plan
        self.steps.add("the plan", lambda: self._put_plan(before), lambda: self._put_plan(plan))
        self._put_plan(plan)

    def undo(self) -> None:
        """Take back the last change of the plan, or what was overruled last."""
        self.context.announce(f"Took back: {said}" if (said := self.steps.undo()) else "Nothing to take back")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.context.announce(f"Done again: {said}" if (said := self.steps.redo()) else "Nothing to do again")

    def _put_plan(self, plan: Plan) -> None:
        self.plan = plan
        self._show_plan()
        self.written.show_files([], "")
        fresh = not self.name and is_whole(plan)
        if fresh:
            self.name = f"{plan['template']} to {plan['include'][0]}"
        self._count(fresh=fresh)

    def _count(self, *, fresh: bool = False) -> None:
        """Keep the plan and count who gets it; a `fresh` one takes no other campaign's place."""
        name, plan = self.name, self.plan
        ready = bool(name and is_whole(plan))
        self.check_button.setEnabled(ready)
        self.export_button.setEnabled(ready)
        self.waterfall.look_up.setEnabled(ready)
        if not ready:
            self.checks.show_waiting("For every single recipient:", promises())
            return

        def work(progress: Progress) -> Any:
            from app import campaign

            own = free_name(self.project, name) if fresh else name
            campaign.save(self.project, own, plan)
            summary = campaign.summary(self.project, own, progress=progress)
            return summary, campaign.planned_files(self.project, own, summary)

        self.waterfall.set_dim(True)
        self.run("count", work, self._show_summary, self._not_counted, title="Counting who gets it")

    def _not_counted(self, problem: Problem) -> None:
        self.waterfall.set_dim(False)
        self.strip.show_problem(problem)

    def _show_summary(self, answer: tuple[dict[str, Any], list[Any]]) -> None:
        summary, planned = answer
        self.written.show_planned(planned)
        self.name = str(summary["name"])
        if not self.name_field.hasFocus():
            self.name_field.show_name(self.name)
        self.quiet_line("Saved · " + words.counted(summary["recipients"], "recipient"))
        self.waterfall.show_steps(summary["waterfall"])
        self.variants.show_people(summary["variants"])
        self.context.announce(f"{summary['recipients']} people get it")
        if summary["recipients"] <= 20_000:
            self.check_everyone()
        else:
            self.checks.show_waiting("Check everyone renders each email and looks at it.")

    def check_everyone(self) -> None:
        """Render every recipient's email and look at it."""
        if self.name and is_whole(self.plan):
            self.checking.everyone()

    def _sender_changed(self, sender: dict[str, str]) -> None:
        def work(_: Progress) -> None:
            kept = dict(self.project.setting("sender") or {})
            if kept | sender != kept:
                self.project.change_settings({"sender": kept | sender})

        self.run("sender", work, quiet=True)

    def _look_someone_up(self, under: QWidget) -> None:
        def find(text: str, done: Any) -> None:
            def work(_: Progress) -> Any:
                from app import people

                return people.find(self.project, text)

            self.run("find", work, done, quiet=True)

        def chosen(key: str) -> None:
            def work(_: Progress) -> str:
                from app import campaign

                return campaign.who(self.project, self.name, key).sentence()

            self.run("who", work, self.waterfall.show_fate)

        person_picker(under, find, chosen)

    # Export

    def _choose_folder(self) -> None:
        if not self.name or not is_whole(self.plan):
            return
        chosen = files.choose_folder(self, "Where shall the export go?", "exports")
        if chosen:
            self.export_to(Path(chosen) / folder_name(self.name))

    def export_to(self, out: Path, *, replace: bool = False) -> None:
        """Write the export into a folder of its own; one that is there is only replaced where the user says so."""
        if out.exists() and any(out.iterdir()) and not replace:
            asked = f"{out.name} is there already. Put the new export in its place?"
            yes = QMessageBox.question(self, "Replace the export?", asked) == QMessageBox.StandardButton.Yes
            if not yes:
                return
            replace = True
        name = self.name

        def work(progress: Progress) -> Any:
            from app import campaign

            made = campaign.export(self.project, name, out, replace=replace, progress=progress)
            return made, made.files()

        self.strip.clear()
        self.export_button.setEnabled(False)
        self.run("export", work, self._exported, self._not_exported, self._count, title="Writing the export")

    def _not_exported(self, problem: Problem) -> None:
        self.export_button.setEnabled(True)
        self.strip.show_problem(problem)

    def _exported(self, answer: Any) -> None:
        made, written = answer
        self.export_button.setEnabled(True)
        self.folder = str(made.folder)
        self.written.show_files([dict(one) for one in written], self.folder)
        self.checking.show(made.verdict)
        said = f"Wrote {words.counted(made.verdict.recipients, 'recipient')} to {made.folder.name}"
        self.context.toast(said, "Open the folder", self._open_folder)

    def _open_folder(self) -> None:
        if self.folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder))
