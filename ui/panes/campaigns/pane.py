"""The Campaigns pane: one email to some people, less those who must not get it, checked and written for an ESP."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from app.campaign import promises
from app.domain.problems import Problem
from app.domain.progress import Progress
from app.project import Change
from ui.core import formats
from ui.core.commands import Command
from ui.core.subjects import Shown, Still
from ui.core.undo import Reversible, do_again, redo_keys, take_back, undo_keys
from ui.panes.base import Context, Pane
from ui.panes.campaigns.cards import Waterfall, Written
from ui.panes.campaigns.check_and_export import Checking, Exporting
from ui.panes.campaigns.drafts import Drafts
from ui.panes.campaigns.library import Keeping, delete, item, kept, library, look_someone_up
from ui.panes.campaigns.plan import Plan, PlanCard, is_whole, known_of, new_plan
from ui.panes.campaigns.sender import Sender
from ui.panes.campaigns.triggers import Triggers
from ui.panes.campaigns.variants import Variants
from ui.widgets.buttons import Button
from ui.widgets.layouts import beside, keep_width, scrolling, vbox
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.campaign import PastExport, Summary

CONCERNS = frozenset(Change) - {Change.IMPORTS}
NOTHING_YET: Plan = {"version": 0, "include": [], "template": ""}
"""Stands for the plan of a campaign that is being opened."""
RIGHT = 380


class Campaigns(Pane):
    """See the module."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.name = ""
        self.plan: Plan = new_plan()
        self.keeping = Keeping()
        self.exporting = Exporting(self)
        self.steps = QUndoStack(self)
        self.drafts: Drafts = Drafts(self)
        self.shown = Shown(self._blank)
        self.library = library(self._do)
        self.pages = Pages(self.library, self._page, self._triggers)
        self.body.addWidget(self.pages, 1)
        self._build_actions()
        self._show_library()

    # What stands where

    def _page(self) -> QWidget:
        inside = QWidget()
        row = beside(inside)
        self.plan_card = PlanCard(self._plan_changed, self.context.go_to)
        self.waterfall = Waterfall(self._look_someone_up)
        self.written = Written(self.exporting.open_folder)
        left = vbox(self.plan_card, self.waterfall, self.written, spacing=16)
        left.setStretch(2, 1)
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

    def _triggers(self) -> QWidget:
        self.triggers = Triggers(self, self.open_campaign, self.new)
        return self.triggers

    def show_triggers(self) -> None:
        """Who is due today of the campaigns that go to whoever enters."""
        self.drafts.leave()
        self.shown.turn_to(None)
        self.pages.setCurrentIndex(2)
        self.back_button.show()
        self.set_title("Due today", "Who entered since the last export, and would be mailed now")
        self.set_actions(self.new_button)
        self.triggers.ask()

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
        self.due_button = Button("Due today", icon="lightning", parent=self)
        self.due_button.clicked.connect(self.show_triggers)
        self.check_button = Button("Check everyone", parent=self)
        self.check_button.clicked.connect(self.check_everyone)
        self.export_button = Button("Export to a folder…", kind="main", parent=self)
        self.export_button.clicked.connect(self.exporting.choose_folder)
        for button in (self.check_button, self.export_button):
            button.hide()

    def commands(self) -> Iterable[Command]:
        """Beginning a campaign, and what can be done with the one that is open."""
        folder, possible = self.exporting.choose_folder, self.exporting.possible
        return [
            Command("campaigns.new", "New campaign", self.new, keys=("Ctrl+Shift+N",)),
            Command("campaigns.rename", "Rename", self.name_field.setFocus, keys=("F2",), enabled=self._one_is_open),
            Command("campaigns.due", "Who is due today", self.show_triggers),
            Command("campaigns.check", "Check every recipient", self.check_everyone, enabled=self.can_export),
            Command("campaigns.undo", "Undo", self.undo, "edit", (undo_keys(),), enabled=self.steps.canUndo),
            Command("campaigns.redo", "Redo", self.redo, "edit", (redo_keys(),), enabled=self.steps.canRedo),
            Command("campaigns.export", "Export to a folder…", folder, keys=("Ctrl+Return",), enabled=possible),
        ]

    def _one_is_open(self) -> bool:
        return self.pages.currentIndex() == 1

    # Coming and going

    def opened(self, **what: Any) -> None:
        """Show a campaign (`name`), begin one with a `segment` or `template`, or bring the library up to date."""
        if "name" in what:
            self.open_campaign(str(what["name"]))
        elif "segment" in what or "template" in what:
            self.new(**{key: str(what[key]) for key in ("segment", "template") if key in what})
        elif self.pages.currentIndex() == 0:
            self._list()

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Bring the library up to date, or what can be chosen with the figures of the campaign that is open."""
        if self.pages.currentIndex() == 0:
            if Change.CAMPAIGNS in changes:
                self._list()
        elif self.pages.currentIndex() == 2:
            self.triggers.ask()
        # Our own keeping of the plan comes back as such a change; to count again would be to keep it again.
        elif changes & CONCERNS and not changes <= {Change.CAMPAIGNS} and not self.opening:
            self._load_known()

    @property
    def opening(self) -> bool:
        """Whether the plan is still on its way."""
        return self.plan is NOTHING_YET

    def at_work(self) -> bool:
        """Whether an export is being written."""
        return self.exporting.running

    def _show_library(self) -> None:
        self.library.come_back_from(self.name)
        self.drafts.leave()
        self.shown.turn_to(None)
        self.pages.setCurrentIndex(0)
        self.back_button.hide()
        self.set_title("Campaigns", "Who gets which email, and who must not")
        self.set_actions(self.due_button, self.new_button)
        if self.context.project is not None:
            self._list()

    def _list(self) -> None:
        project = self.project

        self.run("list", lambda _: kept(project), lambda found: self.library.show_items([item(*one) for one in found]))

    def _do(self, what: str, name: str) -> None:
        if what == "new":
            self.new()
        elif what == "open":
            self.open_campaign(name)
        elif what == "delete":
            delete(self, name, self._list)

    # The campaign that is open

    def new(self, segment: str = "", template: str = "") -> None:
        """Begin a campaign, perhaps with a segment or a template."""
        self.turn_to("")
        self.load("", new_plan() | {"include": [segment] if segment else [], "template": template})

    def open_campaign(self, name: str) -> None:
        """Show a kept campaign: its name at once, the rest as it comes."""
        self.turn_to(name)

        def work(_: Progress) -> Any:
            from app import campaign

            return campaign.get(self.project, name), campaign.exports(self.project, name)

        def done(answer: Any) -> None:
            kept, exports = answer
            self.load(kept.name, kept.plan.document(), exports)

        def failed(problem: Problem) -> None:
            self._show_library()
            self.strip.show_problem(problem)

        self.run("open", work, done, failed, about=self.shown.still())

    def turn_to(self, name: str) -> None:
        """Leave what is open, and let nothing of it stand under another name."""
        self.drafts.leave()
        self.strip.clear()
        self.pages.make(1)
        self.shown.turn_to(name, anew=True)
        self.pages.setCurrentIndex(1)
        self.set_title(name, "")
        self.back_button.show()
        self.set_actions(self.check_button, self.export_button)
        self._allow(False)

    def _blank(self) -> None:
        self.name, self.plan, self.keeping = "", NOTHING_YET, Keeping()
        self.exporting.folder = ""
        self.steps.clear()
        self.plan_card.wait()
        self.waterfall.wait()
        self.checking.wait()
        self.variants.begin_again()
        self.written.wait()

    def asked(self) -> Still:
        """What tells whether the campaign and its plan are still those of now."""
        still, plan = self.shown.still(), self.plan
        return lambda: still() and plan is self.plan

    def load(self, name: str, plan: Plan, exports: "list[PastExport] | None" = None) -> None:
        """Show a plan that is kept under this name, or nowhere yet; `exports` are those that were made of it."""
        self.name, self.plan, self.keeping = name, plan, Keeping(name)
        self.set_name(name)
        last = exports[0] if exports else None
        self.exporting.folder = last.folder if last else ""
        if last:
            self.written.show_files(last.manifest["files"], self.exporting.folder)
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
            self.count()

        self.run("known", work, done, quiet=True, about=self.shown.still())

    def _name_given(self, name: str) -> None:
        before, self.name = self.name, name
        keeping = self.keeping
        if not before or not is_whole(self.plan):
            self.count()
            return

        def failed(problem: Problem) -> None:
            self.name = before
            self.name_field.show_name(before)
            self.strip.show_problem(problem)

        self.run(
            "keep",
            lambda _: keeping.rename(self.project, name),
            lambda _: self.count(),
            failed,
            about=self.shown.still(),
            keeps=True,
        )

    def _plan_changed(self, plan: Plan) -> None:
        before = self.plan
        self.steps.push(Reversible("the plan", lambda: self._put_plan(before), lambda: self._put_plan(plan)))
        self._put_plan(plan)

    def undo(self) -> None:
        """Take back the last change of the plan, or what was overruled last."""
        take_back(self.steps, self.context.toast)

    def redo(self) -> None:
        """Do again what was taken back last."""
        do_again(self.steps, self.context.toast)

    def _put_plan(self, plan: Plan) -> None:
        self.plan = plan
        self._show_plan()
        if not self.name and is_whole(plan):
            self.name = f"{plan['template']} to {plan['include'][0]}"
        self.count()

    def _allow(self, ready: bool) -> None:
        for button in (self.check_button, self.export_button, self.waterfall.look_up):
            button.setEnabled(ready)

    def count(self) -> None:
        """Keep the plan and count who gets it."""
        name, plan, keeping, project = self.name, self.plan, self.keeping, self.project
        ready = bool(name and is_whole(plan))
        self._allow(ready)
        if not ready:
            self._show_unready()
            return
        self._wait()
        self.run(
            "keep",
            lambda _: keeping.save(project, name, plan),
            self._kept,
            self._not_counted,
            about=self.asked(),
            keeps=True,
        )

    def _wait(self) -> None:
        """What was counted of the plan before is not true of this one."""
        self.quiet_line("Saving…")
        self.waterfall.wait()
        self.checking.wait()
        self.variants.blank_people()
        self.written.wait()

    def _show_unready(self) -> None:
        self.waterfall.show_steps([])
        self.variants.show_unknown()
        self.written.show_planned([])
        self.checks.show_waiting("For every single recipient:", promises())

    def _kept(self, name: str) -> None:
        self.name = name
        if not self.name_field.hasFocus():
            self.name_field.show_name(name)
        self.quiet_line("Saved")

        def work(progress: Progress) -> Any:
            from app import campaign

            summary = campaign.summary(self.project, name, progress=progress)
            return summary, campaign.planned_files(self.project, name, summary)

        self.run("count", work, self._show_summary, self._not_counted, title="Counting who gets it", about=self.asked())

    def _not_counted(self, problem: Problem) -> None:
        self._show_unready()
        self.strip.show_problem(problem)

    def _show_summary(self, answer: "tuple[Summary, list[Any]]") -> None:
        summary, planned = answer
        self.written.show_planned(planned)
        self.quiet_line("Saved · " + formats.counted(summary.recipients, "recipient"))
        self.waterfall.show_steps(summary.waterfall)
        self.variants.show_people(summary.variants)
        self.context.announce(formats.counted(summary.recipients, "person gets it", "people get it"))
        # So many are looked at unasked, at each change of the plan; more take long enough to wait for a press.
        if summary.recipients <= 20_000:
            self.check_everyone()
        else:
            self.checks.show_waiting("Check everyone renders each email and looks at it.")

    def can_export(self) -> bool:
        """Whether a campaign is open that says enough."""
        return self._one_is_open() and bool(self.name) and is_whole(self.plan)

    def check_everyone(self) -> None:
        """Render every recipient's email and look at it."""
        if self.can_export():
            self.checking.everyone()

    def _sender_changed(self, sender: dict[str, str]) -> None:
        def work(_: Progress) -> None:
            kept = dict(self.project.setting("sender") or {})
            if kept | sender != kept:
                self.project.change_settings({"sender": kept | sender})

        self.run("sender", work, quiet=True, keeps=True)

    def _look_someone_up(self, under: QWidget) -> None:
        look_someone_up(self, self.name, under, self.waterfall.show_fate, self.asked())
