"""The right of the Templates pane: one recipient after another, and the email that each will get."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QWidget

from ui.core import formats, theme
from ui.preview.view import Picture, Preview
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Rule
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import hbox, vbox
from ui.widgets.pages import Pages
from ui.widgets.picker import Choice, Picker
from ui.widgets.two_sides import Ends

GMAIL_LIMIT = 102 * 1024
"""Bytes of HTML after which Gmail cuts a message; found out by many senders, stated nowhere."""
NEAR = 0.88
DESKTOP, PHONE = 660, 375
"""CSS pixels of a mail program's reading pane and of a phone."""
MODES = (("desktop", "Desktop"), ("mobile", "Mobile"), ("dark", "Dark"), ("text", "Text"))
HONEST = "Chromium’s rendering. Outlook for Windows uses Word’s engine; mail programs darken in their own ways."


class Stepper(QWidget):
    """◀ Zoë Núñez 1 of 3,402 ▶, and the worst cases."""

    PERSON = 196

    def __init__(self, step: Callable[[int], None], choose: Callable[[QWidget], None]) -> None:
        super().__init__()
        self.back = Button(icon="caret-left", small=True, name="The recipient before")
        self.on = Button(icon="caret-right", small=True, name="The next recipient")
        self.person = Button("Nobody yet", small=True)
        self.person.setToolTip("Choose a recipient")
        # One width for every name: the arrows beside it must not move under the mouse, nor the email below.
        self.person.setFixedWidth(theme.active().px(self.PERSON))
        self.worst = Button("Worst ▾", small=True, name="Step to the worst cases")
        self.back.clicked.connect(lambda: step(-1))
        self.on.clicked.connect(lambda: step(1))
        self.person.clicked.connect(lambda: choose(self.person))
        row = hbox(self.back, self.person, self.on, self.worst, spacing=8, parent=self)
        row.setContentsMargins(0, 0, 0, 0)

    def wait(self, place: str) -> None:
        """Somebody else is on their way: their place is known, who they are not yet."""
        self.person.setText(f"…   {place}")
        self.person.setAccessibleName(f"{place}, on their way")

    def show_person(self, name: str, place: str) -> None:
        """Name the recipient who is shown, and their place among all."""
        metrics = self.person.fontMetrics()
        # A long name gives way to the place, but never to less than three letters.
        room = self.person.width() - metrics.horizontalAdvance(f"   {place}") - theme.active().px(24)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(room, metrics.horizontalAdvance("Mmm…")))
        self.person.setText(f"{shown}   {place}")
        self.person.setAccessibleName(f"{name}, {place}. Choose another recipient")


class Look(QFrame):
    """The preview with its modes, and at its foot the size and where the link under the mouse leads."""

    def __init__(
        self,
        picture: Picture,
        step: Callable[[int], None],
        choose: Callable[[QWidget], None],
        nobody: QWidget,
    ) -> None:
        super().__init__()
        self._kept_out = 0
        self._note = ""
        self.stepper = Stepper(step, choose)
        self.modes = Segmented(MODES, "How it is shown")
        self.modes.setToolTip(HONEST)
        self.modes.changed.connect(self._show_mode)
        self.preview = Preview(picture)
        self.preview.hovered.connect(self._show_link)
        self.preview.kept_out.connect(self._count_pictures)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The text part of the email")
        self.text.setFont(theme.active().mono())
        self.subject = Elided("", "strong")
        self.preheader = Elided("", "small", "muted")
        self._paper = QFrame()
        inbox = vbox(self.subject, self.preheader, spacing=1, margins=(16, 10, 16, 10))
        self.views = Pages()
        self.views.addWidget(self.preview)
        self.views.addWidget(self.text)
        self.text.setProperty("flat", "true")
        self.text.document().setDocumentMargin(16)
        column = vbox(spacing=0, margins=(1, 0, 1, 1), parent=self._paper)
        column.addLayout(inbox)
        column.addWidget(Rule())
        column.addWidget(self.views, 1)
        self._table = Pages()
        middle = QWidget()
        hbox(1, self._paper, 1, spacing=0, margins=(16, 4, 16, 10), parent=middle).setStretch(1, 40)
        self._table.addWidget(middle)
        self._table.addWidget(nobody)
        outer = vbox(spacing=0, parent=self)
        outer.addWidget(self._head())
        outer.addWidget(self._table, 1)
        outer.addLayout(self._foot())
        self._paper.setProperty("paper", "true")
        self._show_mode("desktop")

    def _head(self) -> QWidget:
        return Ends(self.stepper, self.modes, (16, 8, 16, 8))

    def _foot(self) -> QHBoxLayout:
        self.size_label = Label("", "small")
        self.meter = Bar(token="good")
        self.meter.setFixedWidth(theme.active().column(120))
        self.link = Elided("", "small", "muted", middle=True)
        self.link.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._show_link("")
        foot = hbox(self.size_label, self.meter, spacing=12)
        foot.addWidget(self.link, 1)
        foot.setContentsMargins(16, 8, 16, 10)
        return foot

    def _show_mode(self, mode: str) -> None:
        self.views.setCurrentIndex(1 if mode == "text" else 0)
        # Two more for the paper's own frame, a pixel at each side.
        self._paper.setMaximumWidth((PHONE if mode == "mobile" else DESKTOP) + 2)
        self.preview.set_width(PHONE if mode == "mobile" else DESKTOP)
        self.preview.set_dark(mode == "dark")

    def show_mode(self, mode: str) -> None:
        """Show emails in this way from now on."""
        self.modes.set_value(mode)
        self._show_mode(mode)

    def _show_link(self, address: str) -> None:
        self.link.setText(address or self._note or self._about_pictures())
        self.link.set_tone("warn" if self._note and not address else "muted")

    def _about_pictures(self) -> str:
        if not self._kept_out:
            return "Nothing is loaded from the web."
        return f"{formats.counted(self._kept_out, 'picture')} not loaded from the web."

    def _count_pictures(self, kept_out: int) -> None:
        self._kept_out = kept_out
        self._show_link("")

    def show_nobody(self, nobody: bool) -> None:
        """Say what is missing where there is nobody whose email could be shown."""
        self._table.setCurrentIndex(1 if nobody else 0)
        for button in (self.stepper.back, self.stepper.on, self.stepper.person, self.stepper.worst):
            button.setEnabled(not nobody)

    def wait(self) -> None:
        """The email of another template, or of somebody else, does not stand here."""
        px = theme.active().px
        self.subject.blank(px(260))
        self.preheader.blank(px(180))
        self.preview.blank()
        self.text.clear()
        self.size_label.blank(px(120))
        self.meter.set(0)
        self._kept_out = 0
        self.show_note("")

    def set_dim(self) -> None:
        """The template was edited: what stands is how it was a moment ago."""
        for label in (self.subject, self.preheader, self.size_label):
            label.set_dim(True)

    def show_email(self, subject: str, preheader: str, html: str, text: str) -> None:
        """Show what one recipient gets."""
        self.show_note("")
        for label in (self.subject, self.preheader, self.size_label):
            label.set_dim(False)
        self.subject.setText(subject or "(no subject)")
        self.preheader.setText(preheader)
        self.preview.show_html(html)
        self.text.setPlainText(text)
        size = len(html.encode())
        self.size_label.setText(f"{formats.number(max(1, round(size / 1024)))} of Gmail’s 102 KB")
        share = size / GMAIL_LIMIT
        self.meter.set(share, "bad" if share > 1 else "warn" if share > NEAR else "good")

    def show_note(self, text: str) -> None:
        """Say why the email that is shown is not the newest."""
        self._note = text
        self._show_link("")


def worst_picker(cases: Sequence[tuple[int, str, str]], parent: QWidget) -> Picker:
    """The worst cases to choose from: (profile id, why, name)."""
    offered = [Choice(str(number), f"{why}  ·  {name}" if name else why, "warning") for number, why, name in cases]
    return Picker(offered, "Worst cases", parent.window(), hint="Worst cases")
