"""Small parts of the Templates pane: the lines of the inbox, the library, a sound start, and mending a field."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.problems import Problem, TemplateProblem
from ui.core import formats, theme
from ui.panes.templates.complete import Completion
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox
from ui.widgets.library import Action, Do, Item, Library

if TYPE_CHECKING:
    from app.template import Template

STARTER = (
    'Something for you, {{ first_name | default("there", true) }}',
    "One line that makes them open it",
    """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Our news</title>
  <style>
    body { margin: 0; background: #f4f4f7; font-family: Arial, sans-serif; color: #1a212c; }
    .card { background: #ffffff; padding: 24px; }
    h1 { font-size: 22px; margin: 0 0 12px 0; }
    p { font-size: 15px; line-height: 22px; }
    .quiet { font-size: 12px; color: #5e6878; }
  </style>
</head>
<body>
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
    <tr><td align="center" style="padding: 24px 12px">
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 600px">
        <tr><td class="card">
          <h1>Hello {{ first_name | default("there", true) }},</h1>
          <p>Write here what they should know.</p>
          <p class="quiet">{{ sender.postal_address }} · <a href="{{ unsubscribe_url }}">Unsubscribe</a></p>
        </td></tr>
      </table>
    </td></tr>
  </table>
</body>
</html>
""",
)
"""Subject, preheader and body of a new template."""

ACTIONS = (Action("campaign", "Use in a campaign", "megaphone-simple"), Action("delete", "Delete", "trash"))


class TemplateField(QWidget):
    """A line of the inbox: its name, the source, and how long it came out."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(title)
        self.line.setProperty("inline", "true")
        self.completion = Completion(self.line)
        self.length = Label("", "small", "muted")
        label = Label(title, tone="muted")
        label.setFixedWidth(theme.active().px(74))
        row = hbox(label, spacing=8, parent=self)
        row.addWidget(self.line, 1)
        row.addWidget(self.length)

    def show_source(self, source: str) -> None:
        """Show another line, from its beginning."""
        self.line.setText(source)
        self.line.setCursorPosition(0)
        self.length.setText("")

    def set_length(self, signs: int) -> None:
        """How many characters the recipient who is shown sees."""
        self.length.setText(formats.number(signs))
        self.length.setToolTip("Characters. Phones show 30 to 40 of a subject.")


def library(do: Do) -> Library:
    """The kept templates, or what a template is for."""
    new = Button("New template", kind="main")
    new.clicked.connect(lambda: do("new", ""))
    empty = EmptyState(
        "envelope-simple",
        "Write once, see what each person gets",
        "Put names, orders and recommendations into one email, say what stands in where something is missing, and "
        "step through your real recipients, the oddest first.",
        new,
    )
    return Library(empty, ACTIONS, do)


def nobody(bring_in: Callable[[], None]) -> EmptyState:
    """Stands where the email of a recipient would be shown, while the project has none."""
    button = Button("Bring in people")
    button.clicked.connect(bring_in)
    text = "Each email is shown as one of your own people gets it. Bring in a file with their addresses first."
    return EmptyState("users", "Nobody to show it to yet", text, button)


def why_old(problem: Problem, *, shown: bool) -> str:
    """Why an older email is `shown`, or none at all: the place alone where the findings say the rest."""
    where = problem.where if isinstance(problem, TemplateProblem) else ""
    if not shown:
        return f"Shown once the mistake in {where} is mended." if where else str(problem)
    return f"Shown as it was before the mistake in {where}." if where else f"Shown as it was before: {problem}"


def saved(kept: "Template") -> str:
    """That it is kept, for the quiet line."""
    return f"Saved · version {formats.number(kept.version)}"


def item(kept: "Template", subject: str) -> Item:
    """A kept template in the list, with its subject as it is read."""
    return Item(
        kept.name,
        subject or "No subject yet",
        formats.number(kept.version),
        "version" if kept.version == 1 else "versions",
    )
