"""Ready to export: what was looked at for every recipient, what was found, and what the marketer accepts of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.campaign import NEVER, NEVER_OVERRULED
from ui.core import formats, theme
from ui.widgets.buttons import Button, Chip
from ui.widgets.cards import Card, IconLabel
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, scrolling, vbox
from ui.widgets.skeleton import Skeleton
from ui.widgets.value_popups import TextPopup

ORDER = ("error", "warning", "overruled", "note", "ok")
STATES = {
    "ok": ("check", "good"),
    "overruled": ("check", "warn"),
    "warning": ("warning", "warn"),
    "note": ("info", "accent"),
    "error": ("x", "bad"),
}


@dataclass(frozen=True)
class Deeds:
    """What can be done about a finding: overrule it (with a reason), take that back, open the sender's form."""

    overrule: Callable[[Any, str], None]
    take_back: Callable[[Any], None]
    ask_sender: Callable[[], None]


class Checks(Card):
    """Each check with what was found under it, what stands against an export first."""

    def __init__(self, deeds: Deeds) -> None:
        super().__init__("Ready to export", spacing=6)
        self.setMinimumHeight(theme.active().px(250))
        self._deeds = deeds
        self.verdict = Chip("", "muted")
        self.add_to_head(self.verdict)
        inside = QWidget()
        self._column = vbox(spacing=4, parent=inside)
        self.add(scrolling(inside), 1)

    def show_waiting(self, text: str, promises: Sequence[str] = (), still: Skeleton | None = None) -> None:
        """Say that there is no verdict yet, and what will be looked at."""
        clear(self._column)
        self.verdict.set("", "muted")
        self.verdict.hide()
        if text:
            self._column.addWidget(Label(text, tone="muted", wrap=True))
        if still is not None:
            self._column.addWidget(still)
        for promise in promises:
            self._column.addWidget(_line("circle", "muted", promise, "muted"))
        self._column.addStretch(1)

    def wait(self, text: str = "") -> None:
        """The emails are being looked at: nothing is in order, or not, before the answer is there."""
        self.show_waiting(text, (), still=Skeleton(8, 26, 24))

    def show_verdict(self, verdict: Any) -> None:
        """Show what stands against it first, each check with what was found, then what is in order."""
        clear(self._column)
        good = sum(1 for check in verdict.checks if check.state == "ok")
        worst = "good" if good == len(verdict.checks) else "warn" if verdict.ready else "bad"
        self.verdict.show()
        self.verdict.set(f"{good} of {len(verdict.checks)}", worst)
        for check in sorted(verdict.checks, key=lambda one: ORDER.index(one.state)):
            self._column.addWidget(_line(*STATES[check.state], check.check))
            for finding in verdict.behind(check):
                self._column.addWidget(_Note(finding, self._deeds))
        self._column.addStretch(1)


class _Note(QWidget):
    """One finding in words, with what can be done about it."""

    def __init__(self, finding: Any, deeds: Deeds) -> None:
        super().__init__()
        column = vbox(spacing=3, parent=self)
        column.setContentsMargins(theme.active().px(24), 0, 0, 4)
        whom = f"{formats.people(finding.recipients)}: " if finding.recipients else ""
        column.addWidget(Label(whom + finding.message, "small", "muted", wrap=True))
        for line in filter(None, (_accepted(finding), _never(finding))):
            column.addWidget(Label(line, "small", "warn" if finding.overruled else "muted", wrap=True))
        buttons = list(self._buttons(finding, deeds))
        if buttons:
            row = hbox(*buttons, spacing=6)
            row.addStretch(1)
            column.addLayout(row)

    def _buttons(self, finding: Any, deeds: Deeds) -> list[Button]:
        if finding.overruled:
            return [_button("Take back", f"Take back what was overruled: {finding.message}", deeds.take_back, finding)]
        if finding.severity != "error" or not finding.may_be_overruled:
            return []
        made = []
        if finding.code == "sender-incomplete":
            made.append(_button("Fill it in", "Fill in the sender", lambda _: deeds.ask_sender(), finding))
        # The reason is asked for under the button itself, which has to be there first.
        overrule = _button("Overrule…", f"Overrule: {finding.message}", lambda _: None, finding)
        overrule.clicked.connect(lambda: ask_reason(overrule, finding, deeds.overrule))
        return [*made, overrule]


def _button(text: str, name: str, deed: Callable[[Any], None], finding: Any) -> Button:
    button = Button(text, small=True, name=name)
    button.clicked.connect(lambda: deed(finding))
    return button


def _accepted(finding: Any) -> str:
    if finding.overruled:
        return f"Overruled: {finding.overruled}"
    return f"It says something else than when it was overruled: {finding.lapsed}" if finding.lapsed else ""


def _never(finding: Any) -> str:
    reason = NEVER_OVERRULED.get(finding.code, "")
    return f"It can never be overruled. {reason}" if reason and finding.severity == "error" else ""


def ask_reason(under: QWidget, finding: Any, given: Callable[[Any, str], None]) -> None:
    """Ask why a finding is to be overruled, in a small window under the button; nothing happens without a reason."""
    popup = TextPopup(
        "Why it is overruled", finding.lapsed or "", under.window(), hint="Why this is right all the same"
    )
    said = (
        Label(finding.message, "strong", wrap=True),
        Label(
            "The reason stands in the audit log and in the manifest, and counts while the check finds the same.",
            wrap=True,
        ),
        Label(NEVER, "small", "muted", wrap=True),
    )
    for at, label in enumerate(said):
        # A popup opens as high as its size hint, and a label that wraps knows its height by its width alone.
        label.setFixedWidth(theme.active().column(320))
        # What is found and what follows stand above the line to type in, what is never to be overruled below it.
        popup.rows.insertWidget(at if at < 2 else popup.rows.count(), label)
    popup.done.setText("Overrule")
    popup.given.connect(lambda reason: given(finding, reason))
    popup.open_under(under)


def _line(icon: str, token: str, text: str, tone: str = "") -> QWidget:
    row = QWidget()
    line = hbox(spacing=9, parent=row)
    line.addWidget(IconLabel(icon, 15, token), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(text, tone=tone, wrap=True), 1)
    return row
