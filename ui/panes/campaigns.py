"""The Campaigns pane: one email to some people, less those who must not get it, checked and written for an ESP."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QMessageBox, QStackedWidget, QWidget

from app.progress import Progress
from app.project import Change
from ui import files, words
from ui.commands import Command
from ui.pane import Context, Pane
from ui.panes.campaigns_cards import Checks, Sender, Variants, Waterfall, Written
from ui.panes.campaigns_plan import Plan, PlanCard, is_whole, new_plan
from ui.panes.templates_parts import person_picker
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.flow import hbox, scrolling, vbox
from ui.widgets.library import Action, Item, Library

ACTIONS = (Action("delete", "Delete", "trash"),)
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
        self._busy = False
        new = Button("New campaign", kind="main")
        new.clicked.connect(lambda: self.new())
        empty = EmptyState(
            "megaphone-simple",
            "Send the right thing to the right people",
            "A campaign is a template for some segments, less everyone who must not get it. Quillwork shows who falls "
            "out and why, looks at every single email, and writes the files that your email service imports.",
            new,
        )
        self.library = Library(empty, ACTIONS, self._do)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.library)
        self.pages.addWidget(self._page())
        self.body.addWidget(self.pages, 1)
        self._build_actions()
        self._show_library()

    # What stands where

    def _page(self) -> QWidget:
        inside = QWidget()
        row = hbox(spacing=16, parent=inside)
        self.name_field = QLineEdit()
        self.name_field.setPlaceholderText("Name this campaign")
        self.name_field.setAccessibleName("Name of the campaign")
        self.name_field.editingFinished.connect(self._name_given)
        self.plan_card = PlanCard(self._plan_changed)
        self.waterfall = Waterfall(self._look_someone_up)
        self.written = Written(self._open_folder)
        left = vbox(self.name_field, self.plan_card, self.waterfall, spacing=16)
        left.addWidget(self.written, 1)
        self.checks = Checks()
        self.variants = Variants(lambda variants: self._plan_changed(self.plan | {"variants": variants}))
        self.sender_card = Sender(self._sender_changed)
        right = QWidget()
        right.setFixedWidth(RIGHT)
        column = vbox(spacing=16, parent=right)
        column.addWidget(self.checks, 1)
        column.addWidget(self.variants)
        column.addWidget(self.sender_card)
        row.addLayout(left, 1)
        row.addWidget(right)
        return scrolling(inside)

    def _build_actions(self) -> None:
        self.new_button = Button("New campaign", kind="main", icon="plus")
        self.new_button.clicked.connect(lambda: self.new())
        self.back_button = Button("All campaigns", icon="arrow-left")
        self.back_button.clicked.connect(self._show_library)
        self.check_button = Button("Check everyone")
        self.check_button.clicked.connect(self.check_everyone)
        self.export_button = Button("Export to a folder…", kind="main")
        self.export_button.clicked.connect(self._choose_folder)

    def commands(self) -> Iterable[Command]:
        return [
            Command("campaigns.new", "New campaign", self.new, menu="Campaigns", keys=("Ctrl+Shift+N",)),
            Command("campaigns.check", "Check every recipient", self.check_everyone, menu="Campaigns"),
            Command(
                "campaigns.export", "Export to a folder…", self._choose_folder, menu="Campaigns", keys=("Ctrl+Return",)
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
        self.set_title("Campaigns", "Who gets which email, and who must not")
        self.set_actions(self.new_button)
        if self.context.project is not None:
            self._list()

    def _list(self) -> None:
        def work(_: Progress) -> Any:
            from app import campaign

            return campaign.list_campaigns(self.project)

        def done(kept: list[dict[str, Any]]) -> None:
            self.library.show_items([_item(one) for one in kept])

        self.run("list", work, done)

    def _do(self, what: str, name: str) -> None:
        if what == "open":
            self.open_campaign(name)
        elif what == "delete":
            self._delete(name)

    def _delete(self, name: str) -> None:
        def work(_: Progress) -> Any:
            from app import campaign

            plan = campaign.get(self.project, name).plan.document()
            campaign.delete(self.project, name)
            return plan

        def put_back(plan: Plan) -> None:
            def again(_: Progress) -> Any:
                from app import campaign

                return campaign.save(self.project, name, plan)

            self.run("put back", again)

        def done(plan: Plan) -> None:
            self.context.toast(f"Deleted “{name}”", "Undo", lambda: put_back(plan))
            self._list()

        self.run("delete", work, done)

    # The campaign that is open

    def new(self, segment: str = "", template: str = "") -> None:
        """Begin a campaign, perhaps with a segment or a template."""
        plan = new_plan() | {"include": [segment] if segment else [], "template": template}
        self._load("", plan)
        self.name_field.setFocus()

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
        self.name_field.setText(name)
        self.pages.setCurrentIndex(1)
        self.set_title(name or "New campaign", "")
        self.set_actions(self.back_button, self.check_button, self.export_button)
        self.waterfall.show_steps([])
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
            from app import template as templates
            from app.audience import segments
            from app.campaign.esps import esps

            return {
                "segments": [one.name for one in segments.every(self.project)],
                "templates": [one.name for one in templates.all_of(self.project)],
                "columns": list(templates.known_fields(self.project)),
                "esps": [(one.name, one.title) for one in esps().values()],
                "sender": self.project.setting("sender"),
            }

        def done(known: dict[str, Any]) -> None:
            self.plan_card.known = known
            self.sender_card.show_sender(known["sender"])
            self._show_plan()
            self._count()

        self.run("known", work, done, quiet=True)

    def _name_given(self) -> None:
        name = self.name_field.text().strip()
        if name and name != self.name:
            before, self.name = self.name, name
            self.set_title(name, "")
            self._keep(before)

    def _plan_changed(self, plan: Plan) -> None:
        self.plan = plan
        self._show_plan()
        self._keep("")

    def _keep(self, renamed_from: str) -> None:
        if not self.name and is_whole(self.plan):
            self.name = f"{self.plan['template']} to {self.plan['include'][0]}"
            self.name_field.setText(self.name)
            self.set_title(self.name, "")
        self._count(renamed_from)

    def _count(self, renamed_from: str = "") -> None:
        name, plan = self.name, self.plan
        ready = bool(name and is_whole(plan))
        self.check_button.setEnabled(ready)
        self.export_button.setEnabled(ready)
        if not ready:
            self.checks.show_waiting("Choose a template and at least one segment; then every email is looked at.")
            return

        def work(progress: Progress) -> Any:
            from app import campaign

            campaign.save(self.project, name, plan)
            if renamed_from:
                campaign.delete(self.project, renamed_from)
            return campaign.summary(self.project, name, progress=progress)

        self.run("count", work, self._show_summary, title="Counting who gets it")

    def _show_summary(self, summary: dict[str, Any]) -> None:
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
        name = self.name
        if not name or not is_whole(self.plan):
            return
        self.checks.show_waiting("Looking at every email…")

        def work(progress: Progress) -> Any:
            from app import campaign

            return campaign.check(self.project, name, progress=progress)

        self.run("check", work, self.checks.show_verdict, title="Looking at every email")

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
            self.export_to(Path(chosen) / _folder_name(self.name))

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

        self.export_button.setEnabled(False)
        self.run("export", work, self._exported, self._not_exported, self._count, title="Writing the export")

    def _not_exported(self, problem: Any) -> None:
        self.export_button.setEnabled(True)
        self.strip.show_problem(problem)

    def _exported(self, answer: Any) -> None:
        made, written = answer
        self.export_button.setEnabled(True)
        self.folder = str(made.folder)
        self.written.show_files([dict(one) for one in written], self.folder)
        self.checks.show_verdict(made.verdict)
        said = f"Wrote {words.counted(made.verdict.recipients, 'recipient')} to {made.folder.name}"
        self.context.toast(said, "Open the folder", self._open_folder)

    def _open_folder(self) -> None:
        if self.folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder))


def _item(one: dict[str, Any]) -> Item:
    line = f"{one['template']} to {', '.join(one['include'])} · {one['esp']}"
    return Item(one["name"], line, words.number(one["exports"]), "exports")


def _folder_name(name: str) -> str:
    kept = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in name).strip(" -")
    return kept or "export"
