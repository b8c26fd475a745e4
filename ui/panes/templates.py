"""The Templates pane: write an email while looking at what one person after another will get."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QLineEdit, QSplitter, QStackedWidget, QWidget

from app.problems import Problem
from app.progress import Progress
from app.project import Change
from ui import words
from ui.commands import Command
from ui.pane import Context, Pane
from ui.panes.templates_findings import Findings
from ui.panes.templates_look import Look, sent_view
from ui.panes.templates_parts import EMPTY, STARTER, TemplateField, library, with_fallback
from ui.panes.templates_people import Recipients, rendering
from ui.panes.templates_source import SourceEditor, field_picker
from ui.timing import once
from ui.widgets.buttons import Button, Segmented
from ui.widgets.flow import hbox, vbox
from ui.widgets.labels import Label
from ui.widgets.library import Item

if TYPE_CHECKING:
    from app.template import Finding, Rendered, Template

RENDER_AFTER = 200
SAVE_AFTER = 1000
"""Milliseconds after the last key."""
TABS = (("html", "HTML"), ("text", "Text"), ("sent", "Sent HTML"))


class Templates(Pane):
    """See the module."""

    key = "templates"
    title = "Templates"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.name = ""
        self._language = "jinja"
        self._loading = False
        self._checked = False
        self._render_soon = once(self, RENDER_AFTER, self._render)
        self._save_soon = once(self, SAVE_AFTER, self._save)
        self.recipients = Recipients(self, self._render)
        self.pages = QStackedWidget()
        self.library = library(self._do)
        self.pages.addWidget(self.library)
        self.pages.addWidget(self._editor_page())
        self.body.addWidget(self.pages, 1)
        self._build_actions()
        self._show_library()

    # What stands where

    def _editor_page(self) -> QWidget:
        page = QSplitter()
        page.setChildrenCollapsible(False)
        left = QFrame()
        left.setProperty("panel", "true")
        self.subject = TemplateField("Subject", "What stands in the inbox")
        self.preheader = TemplateField("Preheader", "The line after the subject")
        self.name_field = QLineEdit()
        self.name_field.setAccessibleName("Name of the template")
        self.name_field.setPlaceholderText("Name this template to keep it")
        self.name_field.editingFinished.connect(self._name_given)
        for field in (self.subject, self.preheader):
            field.line.textChanged.connect(lambda _: self._edited())
        top = vbox(self.name_field, self.subject, self.preheader, spacing=6, margins=(16, 10, 16, 8))
        self.field_button = Button("Merge field ▾", small=True)
        self.field_button.clicked.connect(self._offer_fields)
        self.tabs = Segmented(TABS, "What is edited or shown", tone="plain")
        self.sources = QStackedWidget()
        self.tabs.changed.connect(lambda key: self.sources.setCurrentIndex([one for one, _ in TABS].index(key)))
        bar = hbox(self.field_button, spacing=8, margins=(16, 4, 16, 6))
        bar.addWidget(Label("or type {{ in the text", "small", "muted"))
        bar.addStretch(1)
        bar.addWidget(self.tabs)
        self.source = SourceEditor("The template’s HTML")
        self.text = SourceEditor("The template’s text part")
        self.text.setPlaceholderText("Left empty, the text part is made from the HTML.")
        self.sent = sent_view()
        for editor in (self.source, self.text):
            editor.textChanged.connect(self._edited)
        for editor in (self.source, self.text, self.sent):
            self.sources.addWidget(editor)
        self.findings = Findings(self._jump, self.recipients.show, self._mend)
        column = vbox(spacing=0, parent=left)
        column.addLayout(top)
        column.addLayout(bar)
        column.addWidget(self.sources, 1)
        column.addWidget(self.findings)
        self.look = Look(self._picture, self.recipients.step, self.recipients.choose)
        self.look.stepper.worst.clicked.connect(
            lambda: self.recipients.offer_worst(self.template(), self.look.stepper.worst)
        )
        page.addWidget(left)
        page.addWidget(self.look)
        page.setSizes([560, 520])
        return page

    def _build_actions(self) -> None:
        self.new_button = Button("New template", kind="main", icon="plus")
        self.new_button.clicked.connect(self.new)
        self.back_button = Button("All templates", icon="arrow-left")
        self.back_button.clicked.connect(self._show_library)
        self.check_button = Button("Check everyone")
        self.check_button.clicked.connect(self.check_everyone)
        self.use_button = Button("Use in a campaign", kind="main")
        self.use_button.clicked.connect(lambda: self._do("campaign", self.name))

    def commands(self) -> Iterable[Command]:
        return [
            Command("templates.new", "New template", self.new, menu="Templates", keys=("Ctrl+Shift+N",)),
            Command("templates.check", "Check everyone", self.check_everyone, menu="Templates", keys=("Ctrl+Return",)),
            Command(
                "templates.next",
                "Next recipient",
                lambda: self.recipients.step(1),
                menu="Templates",
                keys=("Alt+Right",),
            ),
            Command(
                "templates.back",
                "Recipient before",
                lambda: self.recipients.step(-1),
                menu="Templates",
                keys=("Alt+Left",),
            ),
        ]

    # Coming and going

    def opened(self, **what: Any) -> None:
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
        if self.pages.currentIndex() == 0:
            if Change.TEMPLATES in changes:
                self._list()
        elif changes - {Change.TEMPLATES, Change.CAMPAIGNS, Change.SEGMENTS}:
            self.recipients.load()

    def closing(self) -> None:
        if self._save_soon.isActive():
            self._save_soon.stop()
            self._save_now(self.template())
        self.look.preview.shutdown()

    # The library

    def _show_library(self) -> None:
        if self._save_soon.isActive():
            self._save_soon.stop()
            self._save()
        self._margins(24)
        self.pages.setCurrentIndex(0)
        self.set_title("Templates", "One email that says the right thing to each person")
        self.set_actions(self.new_button)
        if self.context.project is not None:
            self._list()

    def _margins(self, size: int) -> None:
        self.body.setContentsMargins(size, 18 if size else 0, size, 18 if size else 0)

    def _list(self) -> None:
        def work(_: Progress) -> Any:
            from app import template as templates

            return templates.all_of(self.project)

        def done(kept: "list[Template]") -> None:
            self.library.show_items([Item(one.name, one.subject, str(one.version), "versions") for one in kept])
            # Somebody came here to see an email as one person gets it: the first template shows that.
            if self.recipients.wanted and kept:
                self.open_template(kept[0].name)

        self.run("list", work, done)

    def _do(self, what: str, name: str) -> None:
        if what == "new":
            self.new()
        elif what == "open":
            self.open_template(name)
        elif what == "campaign":
            self.context.go_to("campaigns", template=name)
        elif what == "delete":
            self._delete(name)

    def _delete(self, name: str) -> None:
        def work(_: Progress) -> Any:
            from app import template as templates

            kept = templates.get(self.project, name)
            templates.remove(self.project, name)
            return kept

        def done(kept: "Template") -> None:
            self.context.toast(f"Deleted “{name}”", "Undo", lambda: self._save_now(kept))
            self._list()

        self.run("delete", work, done)

    # The template that is open

    def new(self) -> None:
        """Begin a template from a plain, sound start."""
        from app.template import Template

        self._load(Template("", *STARTER))
        self.name_field.setFocus()

    def open_template(self, name: str) -> None:
        """Show a kept template."""

        def work(_: Progress) -> Any:
            from app import template as templates

            return templates.get(self.project, name)

        self.run("open", work, self._load)

    def _load(self, kept: "Template") -> None:
        self._loading = True
        self.name, self._language = kept.name, kept.language
        self.name_field.setText(kept.name)
        self.subject.line.setText(kept.subject)
        self.preheader.line.setText(kept.preheader)
        self.source.setPlainText(kept.body)
        self.text.setPlainText(kept.text or "")
        self._loading = False
        self._margins(0)
        self.pages.setCurrentIndex(1)
        self.set_title(kept.name or "New template", f"Saved · version {kept.version}" if kept.version else "")
        self.set_actions(self.back_button, self.check_button, self.use_button)
        self.use_button.setEnabled(bool(kept.name))
        self.recipients.load()

    def template(self) -> "Template":
        """The template as it stands in the editor."""
        from app.template import Template

        return Template(
            self.name,
            self.subject.line.text(),
            self.preheader.line.text(),
            self.source.toPlainText(),
            self.text.toPlainText() or None,
            self._language,
        )

    def _edited(self) -> None:
        if self._loading:
            return
        self._checked = False
        self._render_soon.start()
        if self.name:
            self.quiet_line("Saving…")
            self._save_soon.start()

    # What they get

    def _render(self) -> None:
        for editor in (self.source, self.text):
            editor.fields = self.recipients.fields
        template, number = self.template(), self.recipients.current
        self.run("render", lambda _: rendering(self.project, template, number), self._show_rendered, quiet=True)

    def _show_rendered(self, answer: "tuple[Rendered | None, str, list[Finding], Problem | None]") -> None:
        made, name, findings, problem = answer
        if not self._checked:
            self._show_findings(findings, "while you type · Check everyone looks at each recipient")
        if self.recipients.current is not None:
            self.look.stepper.show_person(name, self.recipients.place)
        else:
            self.look.show_note(EMPTY)
        if problem is not None:
            self.look.show_note("The last email that could be rendered. Mend what is marked to see the newest.")
        if made is not None:
            self.look.show_email(made.subject, made.preheader, made.html, made.text)
            self.sent.setPlainText(made.html)
            self.subject.set_length(len(made.subject))

    def _show_findings(self, findings: "list[Finding]", over: str) -> None:
        self.findings.show_findings(findings, over)
        for editor, part in ((self.source, "html"), (self.text, "text")):
            marks = {one.line: one.severity for one in findings if one.where == part and one.line}
            editor.set_marks(marks)

    def check_everyone(self) -> None:
        """Render and lint the email of every recipient."""
        template, ids = self.template(), list(self.recipients.ids)

        def work(progress: Progress) -> Any:
            from app import template as templates

            return templates.check(self.project, template, ids, progress)

        def done(checked: Any) -> None:
            self._checked = True
            over = f"over {words.counted(checked.recipients, 'recipient')}"
            self._show_findings(list(checked.findings), over)
            self.context.announce(f"{len(checked.findings)} findings {over}")

        self.run("check", work, done, title="Checking every recipient")

    def _jump(self, part: str, line: int) -> None:
        if part in ("subject", "preheader"):
            (self.subject if part == "subject" else self.preheader).line.setFocus()
            return
        self.tabs.set_value("text" if part == "text" else "html")
        self.sources.setCurrentIndex(1 if part == "text" else 0)
        (self.text if part == "text" else self.source).go_to_line(line)

    def _mend(self, finding: "Finding") -> None:
        """Give a field that can be missing something to stand in for it."""
        if finding.where in ("subject", "preheader"):
            field = (self.subject if finding.where == "subject" else self.preheader).line
            field.setText(with_fallback(field.text(), 1))
            return
        editor = self.text if finding.where == "text" else self.source
        mended = with_fallback(editor.toPlainText(), finding.line)
        if mended != editor.toPlainText():
            cursor = editor.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(mended)
            editor.go_to_line(finding.line)

    def _offer_fields(self) -> None:
        editor = self.text if self.sources.currentIndex() == 1 else self.source
        picker = field_picker(editor.fields, self)
        picker.chosen.connect(editor.insert_field)
        picker.open_under(self.field_button)

    def _picture(self, address: str) -> tuple[str, bytes] | None:
        from app import assets

        return assets.find(self.project, address) if self.context.project is not None else None

    # Keeping it

    def _name_given(self) -> None:
        name = self.name_field.text().strip()
        if not name or name == self.name:
            return
        before, template = self.name, replace(self.template(), name=name)

        def work(_: Progress) -> Any:
            from app import template as templates

            if before:
                templates.rename(self.project, before, name)
            return templates.save(self.project, template, draft=True)

        def done(kept: "Template") -> None:
            self.name = kept.name
            self.set_title(kept.name, f"Saved · version {kept.version}")
            self.use_button.setEnabled(True)

        self.run("name", work, done)

    def _save(self) -> None:
        template = self.template()

        def done(kept: "Template") -> None:
            self.quiet_line(f"Saved · version {kept.version}")

        self.run("save", lambda _: self._save_now(template), done)

    def _save_now(self, template: "Template") -> "Template":
        from app import template as templates

        return templates.save(self.project, template, draft=True)
