"""The left of the Templates pane: the lines of the inbox, the source to edit, and what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy

from ui.core import theme
from ui.panes.templates.census import CensusPage
from ui.panes.templates.findings import Findings
from ui.panes.templates.parts import TemplateField
from ui.panes.templates.source import SourceEditor, field_picker
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Rule
from ui.widgets.labels import Elided
from ui.widgets.layouts import hbox, keep_height, vbox
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.template import Finding, Language, Mended, Template

TABS = (("html", "HTML"), ("text", "Text"), ("sent", "Sent HTML"), ("census", "Census"))
WRITTEN = ("html", "text")
"""The tabs in which somebody writes."""
COLOURED = 400_000
"""Characters of sent HTML beyond which it is shown without colours, which would take too long."""


class EditorPanel(QFrame):
    """Edits a template; `edited` tells of each change by the user, `mended` that a finding was acted on.

    `show(key)` is called to look at somebody whom a finding or a kind of email concerns, `count()` for the kinds.
    """

    edited = Signal()
    mended = Signal()

    def __init__(self, show: Callable[[str], None], count: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        self._loading = False
        self._sent = ""
        self._language: Language | None = None
        self.subject = TemplateField("Subject", "What stands in the inbox")
        self.preheader = TemplateField("Preheader", "The line after the subject")
        self.source = SourceEditor("The template’s HTML")
        self.text = SourceEditor("The template’s text part")
        self.text.setPlaceholderText("Left empty, the text part is made from the HTML.")
        self.sent = SourceEditor("The HTML exactly as it is sent", read_only=True)
        self.sources = Pages()
        keep_height(self.sources, 200)
        self.census = CensusPage(count, self.jump, show)
        for one in (self.source, self.text, self.sent, self.census):
            self.sources.addWidget(one)
        self.field_button = Button("Merge field ▾", small=True)
        self.field_button.clicked.connect(self.offer_fields)
        self.tabs = Segmented(TABS, "What is edited or shown", tone="plain")
        self.tabs.changed.connect(self.show_tab)
        self.hint = Elided("", "small", "muted")
        self.hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.language_button = Button("", kind="quiet", small=True)
        bar = hbox(self.field_button, self.hint, self.language_button, self.tabs, spacing=8, margins=(24, 8, 12, 8))
        self.findings = Findings(self.jump, show, self._mend)
        column = vbox(spacing=0, parent=self)
        column.addLayout(vbox(self.subject, self.preheader, spacing=2, margins=(24, 10, 16, 8)))
        column.addWidget(Rule())
        column.addLayout(bar)
        column.addWidget(self.sources, 1)
        column.addWidget(self.findings)
        self._seen = self._words()
        for line in (self.subject.line, self.preheader.line):
            line.textChanged.connect(self._changed)
        for one in (self.source, self.text):
            one.textChanged.connect(self._changed)

    def _changed(self) -> None:
        # Colouring is told as a change too, as when the theme is switched; only other words are one.
        words = self._words()
        if not self._loading and words != self._seen:
            self._seen = words
            self.edited.emit()

    def _words(self) -> tuple[str, ...]:
        lines = (self.subject.line.text(), self.preheader.line.text())
        return (*lines, self.source.toPlainText(), self.text.toPlainText())

    # What stands in it

    def wait(self) -> None:
        """Another template is on its way: nothing of the last one stands here, and nothing can be written yet."""
        self._fill("", "", "", "")
        self.setEnabled(False)
        self.source.setPlaceholderText("")

    def load(self, kept: "Template") -> None:
        """Show another template."""
        from app.template import language_of

        self.setEnabled(True)
        self._language = language_of(kept.language)
        for place in (self.subject, self.preheader, self.source, self.text):
            place.completion.typing = self._language.typing
        for editor in (self.source, self.text):
            editor.set_signs(self._language.signs)
        self.hint.setText(f"or type {self._language.typing.hint}")
        self.language_button.setText(f"{self._language.title} ▾")
        self.language_button.setAccessibleName(f"Written in {self._language.title}: change it, or convert the template")
        self._fill(kept.subject, kept.preheader, kept.body, kept.text or "")

    def exchange(self, other: "Template") -> None:
        """Let another text, or another language, stand in the place of this one's, as an edit."""
        self.load(other)
        self.edited.emit()

    def _fill(self, subject: str, preheader: str, body: str, text: str) -> None:
        self._loading = True
        self.subject.show_source(subject)
        self.preheader.show_source(preheader)
        self.source.setPlainText(body)
        self.text.setPlainText(text)
        self.show_sent("")
        self.wait_for_findings()
        self.census.forget()
        self.show_tab("html")
        self._loading = False
        self._seen = self._words()

    def wait_for_findings(self) -> None:
        """Those of before are another template's."""
        self.findings.wait()
        for editor in (self.source, self.text):
            editor.set_marks({})

    def template(self, name: str) -> "Template":
        """The template as it stands."""
        from app.template import FIRST_LANGUAGE, Template

        subject, preheader = self.subject.line.text(), self.preheader.line.text()
        text = self.text.toPlainText() or None
        language = self._language.name if self._language else FIRST_LANGUAGE
        return Template(name, subject, preheader, self.source.toPlainText(), text, language)

    def place(self) -> dict[str, Any]:
        """Where in the template one is, for `go_to`."""
        return {"tab": self.tabs.value(), "cursors": [one.textCursor().position() for one in (self.source, self.text)]}

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Go back there."""
        self.show_tab(place["tab"])
        for editor, at in zip((self.source, self.text), place["cursors"], strict=True):
            cursor = editor.textCursor()
            cursor.setPosition(min(at, editor.document().characterCount() - 1))
            editor.setTextCursor(cursor)

    def set_fields(self, fields: Mapping[str, str]) -> None:
        """The merge fields to offer, each with its words."""
        for place in (self.subject, self.preheader, self.source, self.text):
            place.completion.fields = fields

    def show_tab(self, key: str) -> None:
        """Bring one of the tabs to the front."""
        self.tabs.set_value(key)
        self.sources.setCurrentIndex([one for one, _ in TABS].index(key))
        self.field_button.setEnabled(key in WRITTEN)
        self.hint.setVisible(key in WRITTEN and not theme.active().large)
        if key == "sent":
            self._fill_sent()

    def show_sent(self, html: str) -> None:
        """The HTML of the email that is looked at; it is only laid out while somebody reads it."""
        self._sent = html
        if self.tabs.value() == "sent":
            self._fill_sent()

    def _fill_sent(self) -> None:
        if self.sent.toPlainText() != self._sent:
            self.sent.set_colours(len(self._sent) < COLOURED)
            self.sent.setPlainText(self._sent)

    # What is wrong

    def show_findings(self, findings: "Sequence[Finding]", over: str) -> None:
        """List them and mark their lines; `over` says of whom they are true."""
        self.findings.show_findings(findings, over)
        for editor, part in ((self.source, "html"), (self.text, "text")):
            grave = (one for one in findings if one.where == part and one.line and one.severity != "note")
            editor.set_marks({one.line: one.severity for one in grave})

    def jump(self, part: str, line: int) -> None:
        """Put the keyboard where a finding is."""
        if part in ("subject", "preheader"):
            (self.subject if part == "subject" else self.preheader).line.setFocus()
            return
        self.show_tab("text" if part == "text" else "html")
        (self.text if part == "text" else self.source).go_to_line(line)

    def _mend(self, finding: "Finding") -> None:
        """Give a field that can be missing something to stand in for it, selected, to be typed over.

        Other tools' names of fields are replaced by ours, wherever they stand; what needs no words of the marketer's is
        put right at once.
        """
        from app import template as templates

        if finding.code == "alias":
            self._convert()
            return
        if finding.code in templates.MENDS:
            editor = self.text if finding.where == "text" else self.source
            _replace(editor, templates.mended(editor.toPlainText(), finding.code, finding.line))
            self.mended.emit()
            return
        self.jump(finding.where, finding.line)
        if finding.where in ("subject", "preheader"):
            done = self._mend_field((self.subject if finding.where == "subject" else self.preheader).line)
        else:
            done = self._mend_line(self.text if finding.where == "text" else self.source)
        if done:
            self.mended.emit()

    def _mend_field(self, field: QLineEdit) -> bool:
        mended = self._with_fallback(field.text())
        if mended is None:
            return False
        field.setText(mended.line)
        field.setSelection(_units(mended.line[: mended.start]), _units(mended.line[mended.start : mended.end]))
        return True

    def _mend_line(self, editor: SourceEditor) -> bool:
        """Mend the line of the cursor, as one step that can be undone."""
        line = editor.textCursor().block()
        mended = self._with_fallback(line.text())
        if mended is None:
            return False
        cursor = QTextCursor(line)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(mended.line)
        cursor.setPosition(line.position() + _units(mended.line[: mended.start]))
        cursor.setPosition(line.position() + _units(mended.line[: mended.end]), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        return True

    def _with_fallback(self, line: str) -> "Mended | None":
        return self._language.with_fallback(line) if self._language else None

    def _convert(self) -> None:
        from app import template as templates
        from app.domain.problems import TemplateProblem

        try:
            made, _ = templates.convert(self.template(""))
        except TemplateProblem:
            return  # another part cannot be read: that stands among the findings
        for line, text in ((self.subject.line, made.subject), (self.preheader.line, made.preheader)):
            if line.text() != text:
                # As an edit, which can be undone: to set a text forgets what came before it.
                line.selectAll()
                line.insert(text)
        for editor, text in ((self.source, made.body), (self.text, made.text or "")):
            _replace(editor, text)
        self.mended.emit()

    # Merge fields

    def offer_fields(self) -> None:
        """Offer the merge fields under their button."""
        editor = self.text if self.sources.currentIndex() == 1 else self.source
        picker = field_picker(editor.completion.fields, self)
        picker.chosen.connect(editor.completion.take)
        picker.open_under(self.field_button)


def _replace(editor: SourceEditor, text: str) -> None:
    """Let another text stand there, as one step that can be undone."""
    if editor.toPlainText() != text:
        cursor = QTextCursor(editor.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)


def _units(text: str) -> int:
    """How many steps of a cursor a text is: Qt counts in UTF-16, Python in characters."""
    return len(text.encode("utf-16-le")) // 2
