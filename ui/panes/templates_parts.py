"""Small parts of the Templates pane: the lines of the inbox, the library, a sound start, and mending a field."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui import words
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.flow import hbox
from ui.widgets.labels import Label
from ui.widgets.library import Action, Do, Library
from ui.widgets.picker import Choice, Picker

EMPTY = "Nobody can be shown yet: bring in people with an email address first."

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
        self.length = Label("", "small", "muted")
        label = Label(title, tone="muted")
        label.setFixedWidth(74)
        row = hbox(label, spacing=8, parent=self)
        row.addWidget(self.line, 1)
        row.addWidget(self.length)

    def set_length(self, signs: int) -> None:
        """How many characters the recipient who is shown sees."""
        self.length.setText(words.number(signs))
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


def person_picker(
    under: QWidget, find: Callable[[str, Callable[[list[Any]], None]], None], chosen: Callable[[str], None]
) -> Picker:
    """A menu in which people are found by name or address."""
    picker = Picker((), "Recipient", under.window(), hint="Name, address or number")
    open_ = [True]
    picker.destroyed.connect(lambda: open_.__setitem__(0, False))

    def offer(people: list[Any]) -> None:
        if open_[0]:
            picker.offer(
                [
                    Choice(one.key, f"{one.name or one.email or one.key}", "user", aliases=f"{one.email} {one.key}")
                    for one in people
                ]
            )

    picker.searched.connect(lambda text: find(text, offer))
    picker.chosen.connect(chosen)
    picker.open_under(under)
    return picker


_FIELD = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


def with_fallback(source: str, line: int) -> str:
    """The source with a fallback for the merge fields on a line (from 1) that have none."""
    lines = source.split("\n")
    if 0 < line <= len(lines):
        lines[line - 1] = _FIELD.sub(
            lambda m: f'{{{{ {m[1]} | default("{_stand_in(m[1])}", true) }}}}', lines[line - 1]
        )
    return "\n".join(lines)


def _stand_in(name: str) -> str:
    return {"first_name": "there", "full_name": "there", "city": "your town"}.get(name, "…")
